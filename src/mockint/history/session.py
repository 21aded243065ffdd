"""What a session's events add up to: a pure fold, used live, on resuming and for reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mockint.followups import FollowUp
from mockint.grading import Flag, Grade
from mockint.history.events import (
    Answered,
    Asked,
    Drafted,
    Event,
    Finished,
    FollowUpAsked,
    Graded,
    HintGiven,
    Paused,
    PlannedQuestion,
    Resumed,
    Skipped,
    Started,
)


@dataclass(frozen=True)
class Exchange:
    """A follow-up question and what was answered; None while it is open or when skipped."""

    follow_up: FollowUp
    answer: str | None = None


@dataclass(frozen=True)
class Turn:
    """All that was said about one question.

    Attributes:
        planned: The question, as planned.
        asked_at: When it was put.
        ended_at: When the last thing happened to it.
        answer: The first answer; None while it is open or when skipped.
        exchanges: The follow-up questions, in order.
        hints: The hints that were shown.
        skipped: Whether the question itself was passed over.
        grade: Of all answers together, the latest.
        open_follow_ups: What that grade calls for, the best first.
        graded_answers: How many answers that grade has seen.
        knew_nothing: Whether the first answer was that the candidate does not know.
        closed: Whether the interview has gone on.
    """

    planned: PlannedQuestion
    asked_at: float
    ended_at: float
    answer: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    hints: tuple[str, ...] = ()
    skipped: bool = False
    grade: Grade | None = None
    open_follow_ups: tuple[FollowUp, ...] = ()
    graded_answers: int = 0
    knew_nothing: bool = False
    closed: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer that was sent, in order."""
        all_answers = (self.answer, *(exchange.answer for exchange in self.exchanges))
        return tuple(answer for answer in all_answers if answer is not None)

    @property
    def needs_grading(self) -> bool:
        """Whether an answer was sent that no grade has seen."""
        return len(self.answers) > self.graded_answers

    @property
    def seconds(self) -> float:
        """The time spent on it."""
        return self.ended_at - self.asked_at


@dataclass(frozen=True)
class Session:
    """An interview, up to its latest event.

    Attributes:
        started: How it began, with the plan.
        at: The session's time at the latest event, in seconds.
        turns: The questions asked so far.
        draft: What was typed of the answer that is not sent yet.
        paused: Whether the clock stands.
        pauses: How often it was stopped.
        finished: Why it is over; None while it is not.
    """

    started: Started
    at: float = 0.0
    turns: tuple[Turn, ...] = ()
    draft: str = ""
    paused: bool = False
    pauses: int = 0
    finished: str | None = None

    @property
    def id(self) -> str:
        """The session's name."""
        return self.started.session

    @property
    def current(self) -> Turn | None:
        """The turn that is going on."""
        return self.turns[-1] if self.turns and not self.turns[-1].closed else None

    @property
    def unasked(self) -> tuple[PlannedQuestion, ...]:
        """The planned questions that were not put yet, in order."""
        asked = {turn.planned.id for turn in self.turns}
        return tuple(planned for planned in self.started.questions if planned.id not in asked)

    @property
    def remaining(self) -> float:
        """Seconds left of the session; may be negative."""
        return self.started.minutes * 60 - self.at

    @property
    def scores(self) -> tuple[float, ...]:
        """The scores of the graded questions, in order."""
        grades = (turn.grade for turn in self.turns)
        return tuple(grade.score for grade in grades if grade and grade.score is not None)

    @property
    def mean_score(self) -> float | None:
        """Their mean; None without any."""
        return sum(self.scores) / len(self.scores) if self.scores else None


def apply(session: Session, event: Event) -> Session:
    """The session after one more event.

    Raises:
        ValueError: The event cannot follow; a journal with such events is damaged.
    """
    if session.finished is not None and not isinstance(event, Graded | Resumed):
        raise ValueError("the session is finished")
    session = replace(session, at=max(session.at, event.at))
    match event:
        case Started():
            raise ValueError("a session starts once")
        case Asked(question_id=question_id):
            planned = next((one for one in session.unasked if one.id == question_id), None)
            if planned is None:
                raise ValueError(f"'{question_id}' was asked before, or never planned")
            turn = Turn(planned, asked_at=event.at, ended_at=event.at)
            turns = (*_closed(session.turns), turn)
            return replace(session, turns=turns, draft="")
        case Drafted(keep=keep, text=text):
            return replace(session, draft=session.draft[:keep] + text)
        case Paused():
            return replace(session, paused=True, pauses=session.pauses + 1)
        case Resumed():
            return replace(session, paused=False)
        case Finished(reason=reason):
            return replace(session, finished=reason)
        case _:
            if not session.turns:
                raise ValueError("nothing was asked yet")
            turn = replace(_apply_to_turn(session.turns[-1], event), ended_at=session.at)
            draft = "" if isinstance(event, Answered | Skipped) else session.draft
            return replace(session, turns=(*session.turns[:-1], turn), draft=draft)


def replay(events: Iterable[Event]) -> Session | None:
    """The session that a journal tells of; None when it does not even hold the start.

    Raises:
        ValueError: The events cannot have happened in this order.
    """
    session: Session | None = None
    for event in events:
        if session is None:
            if not isinstance(event, Started):
                return None
            session = Session(event)
        else:
            session = apply(session, event)
    return session


def _apply_to_turn(
    turn: Turn, event: Answered | Graded | FollowUpAsked | HintGiven | Skipped
) -> Turn:
    _check_order(turn, event)
    match event:
        case Answered(text=text) if turn.exchanges:
            last = replace(turn.exchanges[-1], answer=text)
            return replace(turn, exchanges=(*turn.exchanges[:-1], last))
        case Answered(text=text):
            return replace(turn, answer=text)
        case Graded(grade=grade, follow_ups=follow_ups):
            first = len(turn.answers) == 1
            return replace(
                turn,
                grade=grade,
                open_follow_ups=follow_ups,
                graded_answers=len(turn.answers),
                knew_nothing=turn.knew_nothing or (first and Flag.DONT_KNOW in grade.flags),
            )
        case FollowUpAsked(follow_up=follow_up):
            return replace(turn, exchanges=(*turn.exchanges, Exchange(follow_up)))
        case HintGiven(text=text):
            return replace(turn, hints=(*turn.hints, text))
        case Skipped():
            return replace(turn, skipped=not turn.exchanges, closed=True)


def _check_order(turn: Turn, event: Event) -> None:
    waiting = turn.answer is None or bool(turn.exchanges and turn.exchanges[-1].answer is None)
    if isinstance(event, Answered) and (turn.closed or not waiting):
        raise ValueError("an answer to nothing that was asked")
    if isinstance(event, Graded) and not turn.answers:
        raise ValueError("a grade without an answer")
    if isinstance(event, FollowUpAsked) and (turn.closed or waiting):
        raise ValueError("a follow-up before there is an answer")
    if isinstance(event, Skipped | HintGiven) and turn.closed:
        raise ValueError("the question is closed")


def _closed(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    return (*turns[:-1], replace(turns[-1], closed=True)) if turns else ()
