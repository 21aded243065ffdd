from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.grading import (
    Flag,
    Grade,
    GraderIdentity,
    PointGrade,
    Status,
    SuspectedMisconception,
    Verdict,
)
from mockint.grading.grade import ungraded

IDENTITY = GraderIdentity("offline", "1", "tiny@1", "none")

text = st.text(st.characters(), max_size=20)
share = st.floats(0, 1)
points = st.builds(
    PointGrade,
    id=text,
    text=text,
    weight=st.integers(1, 3),
    verdict=st.sampled_from(Verdict),
    coverage=share,
    credit=share,
    quote=text,
    missing=st.lists(text, max_size=2).map(tuple),
)
grades = st.builds(
    Grade,
    status=st.just(Status.GRADED),
    score=st.floats(0, 100),
    points=st.lists(points, max_size=4).map(tuple),
    misconceptions=st.lists(st.builds(SuspectedMisconception, *[text] * 5), max_size=2).map(tuple),
    flags=st.lists(st.sampled_from(Flag), unique=True).map(tuple),
    grader=st.builds(GraderIdentity, *[text] * 4),
    error_band=st.none() | st.floats(0, 50),
    error=st.none(),
)


def graded(score: float | None = 50.0, *points: PointGrade) -> Grade:
    return Grade(Status.GRADED, score, points, (), (), IDENTITY)


def point(name: str, weight: int, credit: float, verdict: Verdict) -> PointGrade:
    return PointGrade(name, name, weight, verdict, credit, credit, "")


@settings(max_examples=60)
@given(grades | st.builds(ungraded, st.just(IDENTITY), text))
def test_a_grade_survives_json(grade: Grade) -> None:
    assert Grade.from_dict(json.loads(json.dumps(grade.to_dict()))) == grade


def test_the_written_fields_are_these() -> None:
    found = SuspectedMisconception("claim", "p", "correction", "probe", "quote")
    grade = dataclasses.replace(
        graded(50.0, point("p", 1, 0.5, Verdict.PARTIAL)), misconceptions=(found,)
    )
    assert grade.to_dict() == {
        "status": "graded",
        "score": 50.0,
        "points": (
            {
                "id": "p",
                "text": "p",
                "weight": 1,
                "verdict": "partial",
                "coverage": 0.5,
                "credit": 0.5,
                "quote": "",
                "missing": (),
            },
        ),
        "misconceptions": (
            {
                "claim": "claim",
                "contradicts": "p",
                "correction": "correction",
                "probe": "probe",
                "quote": "quote",
            },
        ),
        "flags": (),
        "grader": {"name": "offline", "version": "1", "encoder": "tiny@1", "calibration": "none"},
        "error_band": None,
        "error": None,
    }


@pytest.mark.parametrize("score", [-0.1, 100.1, math.nan, math.inf, -math.inf])
def test_a_score_outside_the_scale_cannot_be_given(score: float) -> None:
    with pytest.raises(ValueError, match="outside 0 to 100"):
        graded(score)


@pytest.mark.parametrize("score", [0, 0.0, 100, 100.0])
def test_the_ends_of_the_scale_can_be_given(score: float) -> None:
    assert graded(score).score == score


def test_a_graded_answer_has_a_score_and_an_ungraded_one_has_none() -> None:
    with pytest.raises(ValueError, match="if and only if"):
        graded(None)
    with pytest.raises(ValueError, match="if and only if"):
        Grade(Status.UNGRADED, 0.0, (), (), (), IDENTITY)


def test_a_failed_grading_names_its_error_and_nothing_else() -> None:
    grade = ungraded(IDENTITY, "RuntimeError: out of memory")
    assert (grade.status, grade.score, grade.points, grade.gaps) == (Status.UNGRADED, None, (), ())
    assert grade.error == "RuntimeError: out of memory"
    assert grade.grader == IDENTITY


def test_gaps_are_heaviest_first_then_least_credited() -> None:
    grade = graded(
        50.0,
        point("light", 1, 0.0, Verdict.MISSED),
        point("known", 3, 0.9, Verdict.COVERED),
        point("half", 3, 0.5, Verdict.PARTIAL),
        point("denied", 3, 0.1, Verdict.CONTRADICTED),
        point("middle", 2, 0.0, Verdict.MISSED),
    )
    assert [gap.id for gap in grade.gaps] == ["denied", "half", "middle", "light"]


def test_equally_urgent_gaps_keep_the_order_of_the_question() -> None:
    names = ("b", "a", "c")
    grade = graded(0.0, *(point(name, 2, 0.0, Verdict.MISSED) for name in names))
    assert tuple(gap.id for gap in grade.gaps) == names


def test_improvements_are_the_three_points_that_would_raise_the_grade_most() -> None:
    grade = graded(
        50.0,
        point("light", 1, 0.0, Verdict.MISSED),
        point("known", 3, 0.5, Verdict.COVERED),
        point("nearly", 3, 0.4, Verdict.PARTIAL),
        point("middle", 2, 0.0, Verdict.MISSED),
        point("denied", 3, 0.0, Verdict.CONTRADICTED),
    )
    assert grade.improvements == ("denied", "middle", "nearly")
    assert graded(100.0, point("known", 3, 1.0, Verdict.COVERED)).improvements == ()


def test_a_grade_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        graded().score = 100.0  # type: ignore[misc]


@pytest.mark.parametrize(
    "damage",
    [
        {"status": "perfect"},
        {"score": 101},
        {"score": "50"},
        {"score": None},
        {"points": None},
        {"points": [{"id": "p"}]},
        {"points": ["p"]},
        {"grader": {"name": "offline"}},
        {"misconceptions": [{"claim": "only"}]},
    ],
    ids=str,
)
def test_a_damaged_record_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Grade|grade|score"):
        Grade.from_dict({**graded().to_dict(), **damage})


@pytest.mark.parametrize(
    "field", ["status", "score", "points", "misconceptions", "flags", "grader"]
)
def test_a_record_without_a_field_is_refused(field: str) -> None:
    content = graded().to_dict()
    del content[field]
    with pytest.raises(ValueError, match=f"Grade.{field} is missing"):
        Grade.from_dict(content)


@pytest.mark.parametrize("content", [None, [], "grade", 7], ids=repr)
def test_what_is_no_record_is_refused(content: Any) -> None:
    with pytest.raises(ValueError, match="not an object"):
        Grade.from_dict(content)


def test_a_flag_that_only_a_newer_version_raises_is_passed_over() -> None:
    content = graded().to_dict()
    newer = {**content, "flags": [*content["flags"], "brilliant"]}
    assert Grade.from_dict(newer) == graded()
