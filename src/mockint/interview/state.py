"""What an interview does next. Pure: it follows from the session's events alone.

`step` folds one event into the session and says what to do now; after a crash, `decide` on the
replayed session says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockint.followups import FollowUp
from mockint.grading.guards import says_dont_know
from mockint.history import Event, PlannedQuestion, Session, Turn, apply

MOST_FOLLOW_UPS = 2
FOLLOW_UP_SECONDS = 60.0  # less than that is no time to answer one


@dataclass(frozen=True)
class Ask:
    """Put the next question."""

    planned: PlannedQuestion


@dataclass(frozen=True)
class AwaitAnswer:
    """Read the answer to what was asked last."""


@dataclass(frozen=True)
class GradeAnswers:
    """Grade all that was answered to the open question."""

    question_id: str
    text: str


@dataclass(frozen=True)
class AskFollowUp:
    """Put a follow-up question."""

    follow_up: FollowUp


@dataclass(frozen=True)
class Finish:
    """There is nothing more to ask; end the interview."""

    reason: str


@dataclass(frozen=True)
class WrapUp:
    """The interview is over and everything is graded; report."""


Effect = Ask | AwaitAnswer | GradeAnswers | AskFollowUp | Finish | WrapUp


def step(session: Session, event: Event) -> tuple[Session, Effect]:
    """The session after an event, and what to do next.

    Raises:
        ValueError: The event cannot follow.
    """
    after = apply(session, event)
    return after, decide(after)


def decide(session: Session) -> Effect:
    """What to do next."""
    turn = session.turns[-1] if session.turns else None
    if turn is not None and turn.needs_grading:
        return GradeAnswers(turn.planned.id, _gradable(turn))
    if session.finished is not None:
        return WrapUp()
    if turn is not None and not turn.closed:
        if turn.answer is None or (turn.exchanges and turn.exchanges[-1].answer is None):
            return AwaitAnswer()
        follow_up = _next_follow_up(session, turn)
        if follow_up is not None:
            return AskFollowUp(follow_up)
    planned = _next_question(session)
    if planned is not None:
        return Ask(planned)
    return Finish("time" if session.unasked else "questions")


def _gradable(turn: Turn) -> str:
    """All answers as one text; an "I don't know" does not spoil what was found on being probed."""
    said = [answer for answer in turn.answers if not says_dont_know(answer)]
    return "\n\n".join(said or turn.answers)


def _next_follow_up(session: Session, turn: Turn) -> FollowUp | None:
    """The best one that was not asked yet, if there is time for it.

    It must leave time for the planned questions: follow-ups go before the reserve, not before
    the plan.
    """
    most = 1 if turn.knew_nothing else MOST_FOLLOW_UPS
    planned_minutes = sum(one.minutes for one in session.unasked if one.phase != "reserve")
    needed = FOLLOW_UP_SECONDS + 60 * (planned_minutes + session.started.wrap_up)
    if len(turn.exchanges) >= most or session.remaining < needed:
        return None
    aimed = {exchange.follow_up.key_point for exchange in turn.exchanges}
    asked = {exchange.follow_up.question for exchange in turn.exchanges}
    for follow_up in turn.open_follow_ups:
        if follow_up.key_point not in aimed and follow_up.question not in asked:
            return follow_up
    return None


def _next_question(session: Session) -> PlannedQuestion | None:
    """The first that can still be answered before the wrap-up; the very first in any case."""
    if not session.turns:
        return next(iter(session.unasked), None)
    left = session.remaining - 60 * session.started.wrap_up
    return next((one for one in session.unasked if 60 * one.minutes <= left), None)
