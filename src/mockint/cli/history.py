"""`mockint history`: the sessions so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mockint.cli.options import JsonOption
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.history import Session

SCHEMA = "mockint.history/1"


def history(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List the sessions, the latest first."""
    wiring = Wiring()
    sessions, errors = wiring.shelf().load_all()
    for error in errors:
        wiring.output.error(error)
    latest = sessions[::-1][:limit]
    if as_json:
        wiring.output.json({"schema": SCHEMA, "sessions": [_entry(one) for one in latest]})
        return
    if not latest:
        wiring.output.talk("There are no sessions yet. Start one: mockint start --minutes 10")
    for session in latest:
        entry = _entry(session)
        score = "  -" if entry["score"] is None else f"{entry['score']:3.0f}"
        state = "" if session.finished else "  open: mockint resume " + session.id
        spent = f"{entry['minutes_spent']:5.1f} of {session.started.minutes:g} min"
        wiring.output.line(
            f"{session.id}  score {score}  {entry['answered']} answered  {spent}{state}"
        )


def _entry(session: Session) -> dict[str, Any]:
    score = session.mean_score
    return {
        "session": session.id,
        "started": session.started.time,
        "pack": session.started.pack,
        "minutes": session.started.minutes,
        "minutes_spent": round(session.at / 60, 2),
        "asked": len(session.turns),
        "answered": sum(turn.answer is not None for turn in session.turns),
        "score": None if score is None else round(score, 1),
        "finished": session.finished,
    }
