"""Sessions made of a few words: for the tests of history, interview and report."""

from __future__ import annotations

import random
from collections.abc import Sequence

from mockint.followups import FollowUp, Origin, Reason
from mockint.grading import (
    Flag,
    Grade,
    GraderIdentity,
    PointGrade,
    Status,
    SuspectedMisconception,
    Verdict,
)
from mockint.history import (
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
    Session,
    Skipped,
    Started,
    replay,
)

GRADER = GraderIdentity("offline", "1", "tiny@1", "none")


def planned(question_id: str, minutes: float = 2.0, phase: str = "breadth") -> PlannedQuestion:
    return PlannedQuestion(
        question_id, "0" * 16, f"What is {question_id}?", f"It is {question_id}.", minutes, phase
    )


def started(
    *questions: PlannedQuestion, minutes: float = 30.0, wrap_up: float = 2.0, session: str = "one"
) -> Started:
    chosen = questions or (planned("a"), planned("b"), planned("c"))
    return Started(
        0.0, session, "2030-01-02T03:04:05+00:00", "fastapi", minutes, wrap_up, 7, chosen
    )


def point(
    point_id: str, verdict: Verdict = Verdict.MISSED, weight: int = 1, quote: str = ""
) -> PointGrade:
    credit = {Verdict.COVERED: 1.0, Verdict.PARTIAL: 0.4}.get(verdict, 0.0)
    return PointGrade(point_id, f"Point {point_id}", weight, verdict, credit, credit, quote)


def misconception(
    claim: str, contradicts: str = "p", quote: str = "it is"
) -> SuspectedMisconception:
    return SuspectedMisconception(claim, contradicts, f"Not {claim}.", f"Why {claim}?", quote)


def grade(
    score: float | None = 50.0,
    points: Sequence[PointGrade] = (),
    misconceptions: Sequence[SuspectedMisconception] = (),
    flags: Sequence[Flag] = (),
    error: str | None = None,
) -> Grade:
    status = Status.UNGRADED if score is None else Status.GRADED
    return Grade(
        status, score, tuple(points), tuple(misconceptions), tuple(flags), GRADER, error=error
    )


def follow_up(key_point: str = "p", question: str | None = None) -> FollowUp:
    return FollowUp(question or f"And {key_point}?", key_point, Origin.AUTHORED, Reason.MISSED)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def session_of(*events: Event, start: Started | None = None) -> Session:
    session = replay([start or started(), *events])
    assert session is not None
    return session


FULL_GRADE = grade(
    61.5,
    [point("p", Verdict.COVERED, 3, "my words"), point("q", Verdict.CONTRADICTED, 2)],
    [misconception("threads run it", "q")],
    [Flag.NEEDS_REVIEW],
)
ONE_OF_EACH: dict[str, Event] = {
    "started": started(planned("a", phase="warm-up"), planned("b", 1.5, "reserve")),
    "asked": Asked(1.0, "a"),
    "drafted": Drafted(2.0, 3, "text\n"),
    "answered": Answered(3.0, "an answer"),
    "graded": Graded(4.0, FULL_GRADE, (follow_up("q"),)),
    "follow_up_asked": FollowUpAsked(5.0, follow_up("q")),
    "hint_given": HintGiven(6.0, "think of threads"),
    "skipped": Skipped(7.0),
    "paused": Paused(8.0),
    "resumed": Resumed(9.0, "2030-01-02T03:14:05+00:00"),
    "finished": Finished(10.0, "quit"),
}
