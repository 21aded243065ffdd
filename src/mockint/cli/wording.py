"""What both faces of the interview say and understand."""

from __future__ import annotations

from collections.abc import Iterator

from mockint.history import Session
from mockint.interview import Command, Leave
from mockint.report.markdown import clock

__all__ = ["COMMANDS", "clock", "leave_by", "minutes", "opening_lines"]

COMMANDS = {f"/{command.value}": command for command in Command}


def leave_by(reply: str | None) -> Leave:
    """What a reply to the question after Ctrl-C means; None is the end of the input."""
    if reply is None:
        return Leave.LATER
    return {"f": Leave.FINISH, "l": Leave.LATER}.get(reply.strip().lower(), Leave.GO_ON)


def minutes(count: float) -> str:
    """`1 minute`, `2.5 minutes`."""
    return f"{count:g} minute{'' if count == 1 else 's'}"


def opening_lines(session: Session) -> Iterator[str]:
    """What is going to happen, or that it goes on."""
    started = session.started
    planned = sum(one.phase != "reserve" for one in started.questions)
    if not session.turns:
        questions = f"{planned} question{'' if planned == 1 else 's'}"
        yield f"An interview of {minutes(started.minutes)}, {questions} planned."
    else:
        yield f"The interview goes on: {clock(session.remaining)} left."
    yield (
        f"Session {session.id}. Everything you send is kept; "
        "'mockint resume' goes on after a break."
    )
