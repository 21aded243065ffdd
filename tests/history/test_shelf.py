from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mockint.errors import StorageError, UnknownNameError, UsageError
from mockint.history import Answered, Asked, Event, Shelf
from mockint.history.events import to_record
from tests.history.conftest import seeded, session_of, started

NOON = datetime(2030, 1, 2, 12, 0, tzinfo=UTC)


def keep(shelf: Shelf, session_id: str, *events: Event) -> None:
    with shelf.open(session_id) as journal:
        for event in (started(session=session_id), *events):
            journal.append(event)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "sessions")


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    for session_id in ("20300102-1200-bbbb", "20300103-0900-aaaa", "20300103-0915-cccc"):
        keep(shelf, session_id)
    return shelf


def test_a_shelf_without_a_folder_is_empty(shelf: Shelf) -> None:
    assert shelf.ids() == []
    assert shelf.load_all() == ([], [])


def test_what_was_written_is_loaded(shelf: Shelf) -> None:
    events = (Asked(1.0, "a"), Answered(2.0, "x"))
    keep(shelf, "one", *events)
    assert shelf.load("one") == session_of(*events)


def test_new_names_sort_by_time(shelf: Shelf) -> None:
    rng = seeded(1)
    moments = [NOON + timedelta(minutes=13 * i) for i in range(200)]
    names = [shelf.new_id(moment, rng) for moment in moments]
    assert names == sorted(names)


def test_new_names_of_one_minute_sort_by_time(shelf: Shelf) -> None:
    rng = seeded(1)
    names = [shelf.new_id(NOON + timedelta(seconds=5 * i), rng) for i in range(12)]
    assert names == sorted(names)


def test_a_new_name_is_never_one_that_is_taken(shelf: Shelf) -> None:
    taken = shelf.new_id(NOON, seeded(1))
    keep(shelf, taken)
    assert shelf.new_id(NOON, seeded(1)) != taken


def test_the_oldest_session_comes_first(filled: Shelf) -> None:
    (filled.folder / "notes.txt").write_text("not a session", encoding="utf-8")
    assert filled.ids() == ["20300102-1200-bbbb", "20300103-0900-aaaa", "20300103-0915-cccc"]
    sessions, errors = filled.load_all()
    assert [session.id for session in sessions] == filled.ids()
    assert errors == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (None, "20300103-0915-cccc"),
        ("20300102", "20300102-1200-bbbb"),
        ("20300103-0900", "20300103-0900-aaaa"),
        ("20300103-0915-cccc", "20300103-0915-cccc"),
    ],
    ids=["latest", "day", "minute", "whole"],
)
def test_a_session_is_found_by_the_start_of_its_name(
    filled: Shelf, name: str | None, found: str
) -> None:
    assert filled.find(name).id == found


def test_a_whole_name_wins_over_those_that_start_with_it(filled: Shelf) -> None:
    keep(filled, "20300103")
    assert filled.find("20300103").id == "20300103"


@pytest.mark.parametrize("name", ["20300103", "2", ""])
def test_a_start_that_several_share_names_them(filled: Shelf, name: str) -> None:
    with pytest.raises(UsageError, match="sessions start with") as caught:
        filled.find(name)
    assert "20300103-0900-aaaa, 20300103-0915-cccc" in caught.value.hint


def test_an_unknown_name_is_answered_with_the_nearest(filled: Shelf) -> None:
    with pytest.raises(UnknownNameError, match="no session called '20300102-1200-bbbx'") as caught:
        filled.find("20300102-1200-bbbx")
    assert caught.value.near[0] == "20300102-1200-bbbb"


@pytest.mark.parametrize("name", [None, "20300103"])
def test_without_sessions_the_way_to_start_one_is_shown(shelf: Shelf, name: str | None) -> None:
    with pytest.raises(UsageError, match="no sessions yet") as caught:
        shelf.find(name)
    assert "mockint start" in caught.value.hint


_START = json.dumps(to_record(started()))
_ASKED = '\n{"event": "asked", "at": 1.0, "question_id": "a"}\n'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not a journal",
        '{"event": "skipped", "at": 1.0}\n',
        _START + '\n{"event": "asked", "at": 1.0}\n',
        _START + '\n{"event": "skipped", "at": 1.0}\n',
        _START + _ASKED + _ASKED,
        _START + "\n[1, 2]\n",
        _START + _ASKED + '{"event": "answered", "at": "soon", "text": "x"}\n',
        _START + _ASKED + '{"event": "drafted", "at": 1.0, "keep": 0, "text": null}\n',
        _START + "\n" + "[" * 100_000 + "\n",
    ],
    ids=[
        "empty",
        "no-json",
        "no-start",
        "lacks-a-field",
        "cannot-follow",
        "asked-twice",
        "no-record",
        "text-for-a-time",
        "null-for-a-text",
        "nested-without-end",
    ],
)
def test_a_damaged_session_is_named_and_does_not_hide_others(filled: Shelf, content: str) -> None:
    path = filled.path_of("20300102-2000-dddd")
    path.write_text(content, encoding="utf-8")
    sessions, errors = filled.load_all()
    assert [session.id for session in sessions] == [
        "20300102-1200-bbbb",
        "20300103-0900-aaaa",
        "20300103-0915-cccc",
    ]
    assert [str(path) in error.message for error in errors] == [True]
    assert filled.find("20300103-0900").id == "20300103-0900-aaaa"
    with pytest.raises(StorageError, match="dddd"):
        filled.find("20300102-20")


def test_a_session_that_vanishes_between_two_looks_is_an_error_not_a_crash(filled: Shelf) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        filled.load("20300102-1200-gone")
