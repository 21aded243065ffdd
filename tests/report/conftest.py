"""A session with everything in it that a report shows."""

from __future__ import annotations

from dataclasses import replace

from mockint.grading import Flag, PointGrade, Verdict
from mockint.history import (
    Answered,
    Asked,
    FollowUpAsked,
    Graded,
    HintGiven,
    Paused,
    Resumed,
    Session,
    Skipped,
)
from tests.history.conftest import (
    follow_up,
    grade,
    misconception,
    planned,
    point,
    session_of,
    started,
)


def talkative(said: str = "my words", taught: str = "some text") -> Session:
    """Unfinished; `said` stands wherever the candidate's words do, `taught` where a pack's do."""
    question = replace(planned("a", phase="warm-up"), question=taught, reference=taught)
    points = [
        PointGrade("known", taught, 3, Verdict.COVERED, 1.0, 1.0, said),
        PointGrade("open", taught, 2, Verdict.PARTIAL, 0.4, 0.4, said, (taught, "loop")),
        point("denied", Verdict.CONTRADICTED, 1, said),
    ]
    found = misconception(taught, "denied", said)
    probe = follow_up("denied", f"You wrote “{said}”. Really?")
    return session_of(
        Asked(0.0, "a"),
        HintGiven(5.0, taught),
        Answered(60.0, said),
        Graded(60.0, grade(40.0), (probe,)),
        FollowUpAsked(60.0, probe),
        Answered(90.0, said),
        Graded(90.0, grade(62.4, points, [found], [Flag.NEEDS_REVIEW]), ()),
        Asked(90.0, "b"),
        Paused(95.0),
        Resumed(95.0, "2030-01-02T04:00:00+00:00"),
        Skipped(100.0),
        Asked(100.0, "c"),
        Answered(185.4, said),
        Graded(185.4, grade(None, error=f"{said} {taught}"), ()),
        start=started(question, planned("b"), planned("c"), planned("d", 2.0, "reserve")),
    )
