"""What `start` and `resume` share: leading a session and showing how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockint.cli.summary import sum_up
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode

if TYPE_CHECKING:
    from mockint.bank import Pack
    from mockint.embedding import Encoder
    from mockint.grading.calibration import Calibrations
    from mockint.history import Journal, Session
    from mockint.interview import Face


def lead(
    wiring: Wiring,
    session: Session,
    journal: Journal,
    pack: Pack,
    encoder: Encoder,
    calibrations: Calibrations,
    plain: bool,
) -> ExitCode:
    """Lead an interview and sum it up.

    Args:
        wiring: The parts.
        session: The session, just started or replayed.
        journal: Its journal, open.
        pack: The bank.
        encoder: May still be loading.
        calibrations: How raw values become scores.
        plain: Whether the person asked for plain text.
    """
    from mockint.grading import Grader
    from mockint.interview import Clock, Interviewer

    interviewer = Interviewer(
        session=session,
        journal=journal,
        pack=pack,
        grader=Grader(encoder, calibrations),
        writer=wiring.follow_up_writer(encoder),
        face=_face(wiring, plain),
        clock=Clock(wiring.world.monotonic, start=session.at),
        now=wiring.world.now,
    )
    if not interviewer.run():
        wiring.output.talk(f"Kept. Go on with: mockint resume {session.id}")
        return ExitCode.INTERRUPTED
    sum_up(wiring.output, interviewer.session)
    return ExitCode.OK


def _face(wiring: Wiring, plain: bool) -> Face:
    if plain or wiring.world.speaks_plainly:
        from mockint.cli.plain import PlainFace

        return PlainFace(wiring.world, wiring.output)
    from mockint.cli.terminal import TerminalFace

    return TerminalFace(wiring.output)
