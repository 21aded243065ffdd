from __future__ import annotations

import json
from typing import Any

import pytest

from mockint.history import Answered, Asked, Drafted, Finished, Session, apply
from mockint.report import SCHEMA, to_document
from tests.history.conftest import session_of
from tests.report.conftest import talkative

POINT = {"question_id", "key_point", "text", "weight", "verdict", "quote"}
KEYS = {
    "": {
        "schema",
        "session",
        "started",
        "pack",
        "seed",
        "minutes",
        "minutes_spent",
        "pauses",
        "finished",
        "unsent",
        "score",
        "questions",
        "known",
        "mistaken",
        "gaps",
    },
    "questions": {
        "id",
        "question",
        "phase",
        "minutes",
        "minutes_spent",
        "skipped",
        "answer",
        "hints",
        "follow_ups",
        "grade",
        "reference",
    },
    "questions.follow_ups": {"question", "key_point", "origin", "reason", "answer"},
    "questions.grade": {
        "status",
        "score",
        "points",
        "misconceptions",
        "flags",
        "grader",
        "error_band",
        "error",
    },
    "questions.grade.points": {
        "id",
        "text",
        "weight",
        "verdict",
        "coverage",
        "credit",
        "quote",
        "missing",
    },
    "questions.grade.misconceptions": {"claim", "contradicts", "correction", "probe", "quote"},
    "questions.grade.grader": {"name", "version", "encoder", "calibration"},
    "known": POINT,
    "gaps": POINT,
    "mistaken": {"question_id", "claim", "quote", "correction", "contradicts"},
}


def keys_of(value: Any, path: str = "") -> dict[str, set[str]]:
    """The keys of every object in a document, by the path that leads there."""
    if isinstance(value, list):
        found: dict[str, set[str]] = {}
        for one in value:
            for inner, keys in keys_of(one, path).items():
                assert found.setdefault(inner, keys) == keys
        return found
    if not isinstance(value, dict):
        return {}
    found = {path: set(value)}
    for name, inner_value in value.items():
        found |= keys_of(inner_value, f"{path}.{name}".lstrip("."))
    return found


def as_json(session: Session) -> Any:
    return json.loads(json.dumps(to_document(session), allow_nan=False))


def test_the_keys_of_a_report_are_what_programs_rely_on() -> None:
    assert SCHEMA == "mockint.report/1"
    assert keys_of(as_json(talkative())) == KEYS


def test_a_report_says_what_happened() -> None:
    report = as_json(talkative())
    assert (report["session"], report["pack"], report["seed"]) == ("one", "fastapi", 7)
    assert (report["minutes"], report["minutes_spent"]) == (30.0, 3.09)
    assert (report["score"], report["pauses"], report["finished"]) == (62.4, 1, None)
    first, second, third = report["questions"]
    assert (first["answer"], first["hints"]) == ("my words", ["some text"])
    assert [exchange["answer"] for exchange in first["follow_ups"]] == ["my words"]
    assert (first["minutes_spent"], first["phase"]) == (1.5, "warm-up")
    assert first["grade"]["flags"] == ["needs_review"]
    assert (second["skipped"], second["answer"], second["grade"]) == (True, None, None)
    assert (third["grade"]["status"], third["grade"]["score"]) == ("ungraded", None)
    assert [gap["key_point"] for gap in report["known"]] == ["known"]
    assert [gap["key_point"] for gap in report["gaps"]] == ["denied", "open"]
    assert [gap["verdict"] for gap in report["gaps"]] == ["contradicted", "partial"]
    assert report["mistaken"][0]["contradicts"] == "denied"


@pytest.mark.parametrize(
    ("session", "finished", "answers"),
    [
        (session_of(), None, []),
        (session_of(Finished(1.0, "quit")), "quit", []),
        (session_of(Asked(0.0, "a"), Drafted(1.0, 0, "half")), None, [None]),
        (session_of(Asked(0.0, "a"), Answered(1.0, "x")), None, ["x"]),
    ],
    ids=["just-started", "quit-at-once", "typing", "not-graded-yet"],
)
def test_a_session_can_be_reported_at_any_point(
    session: Session, finished: str | None, answers: list[str | None]
) -> None:
    report = as_json(session)
    assert set(report) == KEYS[""]
    assert (report["finished"], report["score"]) == (finished, None)
    assert [turn["answer"] for turn in report["questions"]] == answers
    assert (report["known"], report["mistaken"], report["gaps"]) == ([], [], [])


@pytest.mark.parametrize("text", ["\udce9", "\0\x1b[2J", "🧵\u202e", "`|<b>"], ids=repr)
def test_what_was_said_is_in_the_report_to_the_letter(text: str) -> None:
    session = apply(session_of(Asked(0.0, "a")), Answered(1.0, text))
    assert as_json(session)["questions"][0]["answer"] == text
