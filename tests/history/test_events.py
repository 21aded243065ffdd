from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    Skipped,
    Started,
)
from mockint.history.events import from_record, to_record
from tests.history.conftest import FULL_GRADE, ONE_OF_EACH

# What a UTF-8 stream hands on for bytes that it cannot decode is text, too.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\udc80\udcff"), max_size=12
)
TIME = st.floats(0, 1e6)
SHARE = st.floats(0, 1)

POINTS = st.builds(
    PointGrade, TEXT, TEXT, st.integers(1, 3), st.sampled_from(Verdict), SHARE, SHARE, TEXT
)
FOLLOW_UPS = st.builds(FollowUp, TEXT, TEXT, st.sampled_from(Origin), st.sampled_from(Reason))
GRADERS = st.builds(GraderIdentity, TEXT, TEXT, TEXT, TEXT)


def _tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def _grade(score: float | None, *fields: Any) -> Grade:
    return Grade(Status.UNGRADED if score is None else Status.GRADED, score, *fields)


GRADES = st.builds(
    _grade,
    st.none() | st.floats(0, 100),
    _tuples(POINTS),
    _tuples(st.builds(SuspectedMisconception, TEXT, TEXT, TEXT, TEXT, TEXT)),
    _tuples(st.sampled_from(Flag)),
    GRADERS,
    st.none() | SHARE,
    st.none() | TEXT,
)
PLANNED = st.builds(PlannedQuestion, TEXT, TEXT, TEXT, TEXT, TIME, TEXT)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Started, TIME, TEXT, TEXT, TEXT, TIME, TIME, st.integers(), _tuples(PLANNED)),
    st.builds(Asked, TIME, TEXT),
    st.builds(Drafted, TIME, st.integers(0), TEXT),
    st.builds(Answered, TIME, TEXT),
    st.builds(Graded, TIME, GRADES, _tuples(FOLLOW_UPS)),
    st.builds(FollowUpAsked, TIME, FOLLOW_UPS),
    st.builds(HintGiven, TIME, TEXT),
    st.builds(Skipped, TIME),
    st.builds(Paused, TIME),
    st.builds(Resumed, TIME, TEXT),
    st.builds(Finished, TIME, TEXT),
)

each_event = pytest.mark.parametrize("event", ONE_OF_EACH.values(), ids=ONE_OF_EACH)


def through_json(record: dict[str, Any]) -> Any:
    return json.loads(json.dumps(record))


@settings(deadline=None, max_examples=300)
@given(EVENTS)
def test_every_event_comes_back_from_json(event: Event) -> None:
    assert from_record(through_json(to_record(event))) == event


@pytest.mark.parametrize(("name", "event"), ONE_OF_EACH.items(), ids=ONE_OF_EACH)
def test_the_names_in_journals_stay_what_they_are(name: str, event: Event) -> None:
    assert to_record(event)["event"] == name


@pytest.mark.parametrize(
    ("record", "event"),
    [
        ({"event": "asked", "at": 1.0, "question_id": "a"}, ONE_OF_EACH["asked"]),
        ({"event": "drafted", "at": 2.0, "keep": 3, "text": "text\n"}, ONE_OF_EACH["drafted"]),
        ({"event": "answered", "at": 3.0, "text": "an answer"}, ONE_OF_EACH["answered"]),
        (
            {
                "event": "follow_up_asked",
                "at": 5.0,
                "follow_up": {
                    "question": "And q?",
                    "key_point": "q",
                    "origin": "authored",
                    "reason": "missed",
                },
            },
            ONE_OF_EACH["follow_up_asked"],
        ),
        ({"event": "hint_given", "at": 6.0, "text": "think of threads"}, ONE_OF_EACH["hint_given"]),
        ({"event": "skipped", "at": 7.0}, ONE_OF_EACH["skipped"]),
        ({"event": "paused", "at": 8.0}, ONE_OF_EACH["paused"]),
        (
            {"event": "resumed", "at": 9.0, "time": "2030-01-02T03:14:05+00:00"},
            ONE_OF_EACH["resumed"],
        ),
        ({"event": "finished", "at": 10.0, "reason": "quit"}, ONE_OF_EACH["finished"]),
    ],
    ids=lambda value: value["event"] if isinstance(value, dict) else "",
)
def test_journals_of_today_can_be_read_tomorrow(record: dict[str, Any], event: Event) -> None:
    assert from_record(record) == event


def test_an_event_that_only_a_newer_version_knows_is_none() -> None:
    assert from_record({"event": "spoken", "at": 1.0, "audio": "a.ogg"}) is None


@each_event
def test_a_field_that_only_a_newer_version_knows_is_passed_over(event: Event) -> None:
    assert from_record({**through_json(to_record(event)), "newer": {"x": 1}, "format": 2}) == event


def test_a_planned_question_s_newer_field_is_passed_over() -> None:
    event = ONE_OF_EACH["started"]
    record = through_json(to_record(event))
    for question in record["questions"]:
        question["voice"] = "alto"
    assert from_record(record) == event


@pytest.mark.parametrize(
    "part",
    [
        lambda record: record["grade"],
        lambda record: record["follow_ups"][0],
        lambda record: record["grade"]["points"][0],
        lambda record: record["grade"]["misconceptions"][0],
        lambda record: record["grade"]["grader"],
    ],
    ids=["grade", "follow-up", "point", "misconception", "grader"],
)
def test_a_grade_s_newer_field_is_passed_over(
    part: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    event = ONE_OF_EACH["graded"]
    record = through_json(to_record(event))
    part(record)["newer"] = 1
    assert from_record(record) == event


@each_event
def test_a_record_that_lacks_a_field_is_damaged(event: Event) -> None:
    record = through_json(to_record(event))
    for name in record:
        rest = {other: value for other, value in record.items() if other != name}
        with pytest.raises((KeyError, TypeError, ValueError)):
            from_record(rest)


@pytest.mark.parametrize(
    "grade",
    [
        None,
        "good",
        [],
        {**FULL_GRADE.to_dict(), "score": 101},
        {**FULL_GRADE.to_dict(), "score": float("nan")},
        {**FULL_GRADE.to_dict(), "score": None},
        {**FULL_GRADE.to_dict(), "score": "61"},
        {**FULL_GRADE.to_dict(), "status": "guessed"},
        {**FULL_GRADE.to_dict(), "points": [1]},
    ],
    ids=["none", "text", "list", "101", "nan", "no-score", "text-score", "status", "points"],
)
def test_a_grade_that_is_none_is_damaged(grade: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_record({"event": "graded", "at": 1.0, "grade": grade, "follow_ups": []})
