"""`mockint resume`: go on with an interview that was left or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mockint.cli.options import EncoderOption, PlainOption, SessionArgument
from mockint.cli.wiring import Wiring
from mockint.errors import UsageError

if TYPE_CHECKING:
    from mockint.history import Session


def resume(
    session: SessionArgument = None, plain: PlainOption = False, encoder: EncoderOption = None
) -> None:
    """Go on with an interview that was left, interrupted or killed."""
    from mockint.cli.session import lead
    from mockint.history import Resumed, apply
    from mockint.interview.state import WrapUp, decide

    wiring = Wiring(encoder=encoder)
    shelf = wiring.shelf()
    found = shelf.find(session) if session else _latest_open(wiring)
    if isinstance(decide(found), WrapUp):
        raise UsageError(
            f"The session {found.id} is finished.", f"Its report: mockint report {found.id}"
        )
    bank = wiring.pack(found.started.pack)
    calibrations = wiring.calibrations(bank)
    with shelf.open(found.id) as journal:
        # Read again now that no other process can write.
        found = shelf.load(found.id)
        event = Resumed(found.at, wiring.world.now().isoformat(timespec="seconds"))
        journal.append(event)
        going_on = apply(found, event)
        encoder_to_be = wiring.background_encoder()
        code = lead(wiring, going_on, journal, bank, encoder_to_be, calibrations, plain)
    raise typer.Exit(code)


def _latest_open(wiring: Wiring) -> Session:
    sessions, _ = wiring.shelf().load_all()
    for session in reversed(sessions):
        if session.finished is None:
            return session
    raise UsageError(
        "There is no unfinished session.", "Start one: mockint start; or see: mockint history"
    )
