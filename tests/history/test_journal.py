from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.errors import StorageError
from mockint.history import Answered, Event, Journal, Skipped, read_journal
from tests.history.conftest import ONE_OF_EACH
from tests.history.test_events import EVENTS

TORN_AT_THE_END = '{"format":1,"event":"answered","at":3.0,"te'


def write(path: Path, *events: Event) -> Path:
    with Journal(path) as journal:
        for event in events:
            journal.append(event)
    return path


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, with a limit on what a test may wait for it."""
    command = [sys.executable, "-X", "dev", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions" / "one.jsonl"


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, max_size=4))
def test_what_was_appended_is_read_back(events: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert read_journal(write(Path(folder, "one.jsonl"), *events)) == events


def test_an_event_is_in_the_file_as_soon_as_append_returns(path: Path) -> None:
    events = list(ONE_OF_EACH.values())
    with Journal(path) as journal:
        for count, event in enumerate(events, 1):
            journal.append(event)
            assert read_journal(path) == events[:count]


def test_a_journal_that_is_opened_again_goes_on_where_it_was(path: Path) -> None:
    write(path, Skipped(1.0))
    write(path, Skipped(2.0))
    assert read_journal(path) == [Skipped(1.0), Skipped(2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "a\nb\r\nc\rd",
        "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg",
        "\0\x1b[2J",
        "\udce9t\udce9",
        "naïve 🧵",
    ],
    ids=["line-ends", "other-separators", "control", "undecodable", "beyond-ascii"],
)
def test_any_text_stays_one_line_of_the_file(path: Path, text: str) -> None:
    write(path, Answered(1.0, text), Skipped(2.0))
    assert path.read_bytes().count(b"\n") == 2
    assert read_journal(path) == [Answered(1.0, text), Skipped(2.0)]


def test_a_huge_answer_is_kept_whole(path: Path) -> None:
    event = Answered(1.0, "all of it 🧵\n" * 200_000)
    write(path, event)
    assert read_journal(path) == [event]


def test_every_line_tells_the_format_it_is_written_in(path: Path) -> None:
    write(path, *ONE_OF_EACH.values())
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {record["format"] for record in records} == {1}


def test_a_torn_last_line_is_left_out_wherever_it_was_cut(path: Path) -> None:
    write(path, Skipped(1.0), Answered(2.0, "naïve 🧵"))
    whole = path.read_bytes()
    start = whole.index(b"\n") + 1
    for cut in range(start, len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert read_journal(path) == [Skipped(1.0)], whole[start:cut]


def test_what_is_appended_after_a_torn_line_starts_on_a_new_one(path: Path) -> None:
    write(path, Skipped(1.0), Answered(2.0, "naïve 🧵"))
    whole = path.read_bytes()
    start = whole.index(b"\n") + 1
    for cut in range(start, len(whole)):
        path.write_bytes(whole[:cut])
        write(path, Skipped(3.0))
        survived = [Answered(2.0, "naïve 🧵")] if cut == len(whole) - 1 else []
        assert read_journal(path) == [Skipped(1.0), *survived, Skipped(3.0)], whole[start:cut]


def test_a_journal_that_was_torn_twice_still_reads(path: Path) -> None:
    for at in (1.0, 2.0):
        write(path, Skipped(at))
        with path.open("a", encoding="utf-8") as file:
            file.write(TORN_AT_THE_END)
    assert read_journal(path) == [Skipped(1.0), Skipped(2.0)]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\n", b"\0\0\0\0"])
def test_a_file_without_any_record_holds_no_events(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(content)
    assert read_journal(path) == []


def test_events_that_only_a_newer_version_knows_are_passed_over(path: Path) -> None:
    write(path, Skipped(1.0))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"format": 2, "event": "spoken", "at": 1.5, "audio": "a.ogg"}\n')
    write(path, Skipped(2.0))
    assert read_journal(path) == [Skipped(1.0), Skipped(2.0)]


@pytest.mark.parametrize(
    "record",
    [
        5,
        "text",
        [],
        None,
        {},
        {"event": "answered", "at": 1.0},
        {"event": "answered", "text": "x"},
        {"event": ["answered"], "at": 1.0, "text": "x"},
        {"event": "graded", "at": 1.0, "grade": {"status": "graded"}, "follow_ups": []},
        {"event": "graded", "at": 1.0, "grade": None, "follow_ups": []},
        {"event": "started", "questions": []},
        {"event": "answered", "at": "soon", "text": "x"},
        {"event": "answered", "at": None, "text": "x"},
        {"event": "answered", "at": float("nan"), "text": "x"},
        pytest.param({"event": "skipped", "at": 10**400}, id="huge"),
        {"event": "answered", "at": 1.0, "text": 5},
        {"event": "answered", "at": 1.0, "text": None},
        {"event": "drafted", "at": 1.0, "keep": "2", "text": "x"},
        {"event": "drafted", "at": 1.0, "keep": 0, "text": None},
        {"event": "hint_given", "at": 1.0, "text": ["x"]},
    ],
    ids=str,
)
def test_a_damaged_record_is_an_error_that_names_file_and_line(tmp_path: Path, record: Any) -> None:
    path = tmp_path / "one.jsonl"
    good = json.dumps({"event": "skipped", "at": 1.0})
    path.write_text("\n".join([good, good, json.dumps(record), good, ""]), encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        read_journal(path)
    assert str(path) in caught.value.message
    assert "line 3" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("make", [Path.exists, Path.mkdir], ids=["missing", "a-folder"])
def test_a_journal_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "one.jsonl"
    make(path)
    with pytest.raises(StorageError, match=r"one\.jsonl cannot be read"):
        read_journal(path)


def test_a_second_writer_of_the_same_session_is_refused(path: Path) -> None:
    pytest.importorskip("fcntl")
    code = (
        "import sys; from pathlib import Path; from mockint.errors import StorageError\n"
        "from mockint.history import Journal\n"
        "try: Journal(Path(sys.argv[1]))\n"
        "except StorageError as error: print(error.message, error.hint)"
    )
    with Journal(path) as journal:
        journal.append(Skipped(1.0))
        refused = python(code, path)
        journal.append(Skipped(2.0))
    assert "session one is open in another mockint" in refused.stdout
    assert read_journal(path) == [Skipped(1.0), Skipped(2.0)]
    assert python(code, path).stdout == ""


def test_two_sessions_can_be_written_at_once(tmp_path: Path) -> None:
    with Journal(tmp_path / "one.jsonl") as one, Journal(tmp_path / "two.jsonl") as two:
        one.append(Skipped(1.0))
        two.append(Skipped(2.0))
    assert read_journal(tmp_path / "one.jsonl") == [Skipped(1.0)]


def test_a_refused_writer_leaves_no_file_open(path: Path) -> None:
    pytest.importorskip("fcntl")
    code = (
        "import sys; from pathlib import Path; from mockint.errors import StorageError\n"
        "from mockint.history import Journal\n"
        "with Journal(Path(sys.argv[1])):\n"
        "    try: Journal(Path(sys.argv[1]))\n"
        "    except StorageError: pass\n"
    )
    assert python(code, path).stderr == ""


_FULL_DISK = """
import resource, sys
from pathlib import Path
from mockint.errors import StorageError
from mockint.history import Answered, Journal, Skipped
path = Path(sys.argv[1])
journal = Journal(path)
journal.append(Skipped(1.0))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20, hard))
try:
    with journal if sys.argv[2] == "with" else __import__("contextlib").nullcontext():
        journal.append(Answered(2.0, "an answer that does not fit"))
except StorageError as error:
    print(error.message, error.hint)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
if sys.argv[2] == "bare":
    journal.append(Skipped(3.0))
"""


@pytest.mark.parametrize("how", ["bare", "with"])
def test_a_full_disk_is_an_error_that_says_what_to_do(path: Path, how: str) -> None:
    pytest.importorskip("resource")
    full = python(_FULL_DISK, path, how)
    assert str(path) in full.stdout, full.stderr
    assert "MOCKINT_DATA_DIR" in full.stdout
    # What could not be written has not happened; what comes after it has.
    assert read_journal(path) == [Skipped(1.0)] + [Skipped(3.0)] * (how == "bare")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_event_that_could_not_be_written_is_reported_as_such() -> None:
    code = (
        "from pathlib import Path; from mockint.errors import StorageError\n"
        "from mockint.history import Journal, Skipped\n"
        "try:\n"
        "    with Journal(Path('/dev/full')) as journal: journal.append(Skipped(1.0))\n"
        "except StorageError as error: print(error.message)"
    )
    assert "No space left" in python(code).stdout


@pytest.mark.parametrize("where", ["sessions", "sessions/deeper"])
def test_a_file_where_the_folder_should_be_is_an_error_that_says_what_to_do(
    tmp_path: Path, where: str
) -> None:
    (tmp_path / "sessions").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot write") as caught:
        Journal(tmp_path / where / "one.jsonl")
    assert "MOCKINT_DATA_DIR" in caught.value.hint


def test_a_folder_where_the_file_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").mkdir()
    with pytest.raises(StorageError, match=r"one\.jsonl"):
        Journal(tmp_path / "one.jsonl")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root"
)
def test_a_folder_that_is_read_only_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir(mode=0o500)
    with pytest.raises(StorageError, match="cannot write") as caught:
        Journal(folder / "one.jsonl")
    assert "MOCKINT_DATA_DIR" in caught.value.hint
