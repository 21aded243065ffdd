"""Interviews in real processes: behind a pipe, with an encoder that takes its time, and killed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.driving import Cli, Process, events, journals, kinds, until
from tests.cli.test_start import ANSWER, QUESTION, answers


@pytest.fixture
def endless(home: Path) -> Path:
    """A model's folder that never finishes loading: reading its first file waits for a writer."""
    folder = home / "endless"
    folder.mkdir()
    os.mkfifo(folder / "modules.json")
    return folder


@pytest.fixture
def one(snakes: Path) -> tuple[str, ...]:
    return ("start", "--pack", str(snakes), "--topic", "closures", "--minutes", "3")


def test_the_first_question_does_not_wait_for_the_encoder(
    one: tuple[str, ...], home: Path, endless: Path
) -> None:
    with Process(*one, MOCKINT_ENCODER=str(endless)) as process:
        process.read_until(f"{QUESTION}\nTime left: ")
        process.type(f"{ANSWER}\n.\n")
        process.read_until("Reading your answer ...\n")
        assert kinds(home) == ["started", "asked", "drafted", "answered"]
        # Let the loading go on, and fail.
        (endless / "modules.json").write_text("no JSON")
        process.type("/quit\n")
        code, seen = process.finish()
    assert code == 0
    assert "could not be loaded" in seen
    assert "No question was graded." in seen
    assert "Traceback" not in seen
    grades = [event["grade"] for event in events(home) if event["event"] == "graded"]
    assert [(grade["status"], grade["score"]) for grade in grades] == [("ungraded", None)]


def test_leaving_early_does_not_wait_for_the_encoder(
    one: tuple[str, ...], home: Path, endless: Path
) -> None:
    with Process(*one, MOCKINT_ENCODER=str(endless)) as process:
        process.read_until("Time left")
        process.type("/quit\n")
        code, seen = process.finish()
    assert code == 0
    assert "The whole report:" in seen


def test_an_interrupt_behind_a_pipe_leaves_the_session_open(
    one: tuple[str, ...], home: Path, endless: Path
) -> None:
    with Process(*one, MOCKINT_ENCODER=str(endless)) as process:
        process.read_until("Time left")
        process.type(f"{ANSWER}\n")
        until(lambda: "drafted" in kinds(home), "the draft")
        process.interrupt()
        process.read_until("Kept. Go on with: mockint resume ")
        code, _ = process.finish()
    assert code == 130
    assert kinds(home) == ["started", "asked", "drafted"]


KILLED = {
    "after the question was shown": ("", "asked", ""),
    "after one line of a draft": (f"{ANSWER}\n", "drafted", f"{ANSWER}\n"),
    "after several lines and half of another": ("a\nb\n\nc\nhalf of", "c\n", "a\nb\n\nc\n"),
    "after an answer was sent, before it is graded": (f"{ANSWER}\n.\n", "answered", ""),
    "while the next answer waits to be read": (f"{ANSWER}\n.\nmore\n", "answered", ""),
}


@pytest.mark.parametrize("point", KILLED)
def test_a_killed_interview_goes_on_with_all_that_was_typed(
    cli: Cli,
    shared_encoder: object,
    one: tuple[str, ...],
    home: Path,
    endless: Path,
    point: str,
) -> None:
    typed, wait_for, draft = KILLED[point]
    with Process(*one, MOCKINT_ENCODER=str(endless)) as process:
        process.read_until("Time left")
        process.type(typed)
        until(lambda: wait_for in _kinds_or_draft(home), wait_for)
        process.child.kill()
        process.child.wait()
    assert kinds(home)[-1] != "finished"

    result = cli("resume", input="the rest\n.\n/quit\n")
    assert result.exit_code == 0
    assert f"\n{QUESTION}\n" in result.stdout or "\nFollow-up to question 1\n" in result.stdout
    shown = f"So far you had typed:\n{draft}Time left" in result.stdout
    assert shown == bool(draft)
    first = [ANSWER + "\n"] if wait_for == "answered" else []
    assert answers(home) == [*first, f"{draft}the rest\n"]

    content = json.loads(cli("report", "--json").stdout)
    (question,) = content["questions"]
    said = [question["answer"], *(one["answer"] for one in question["follow_ups"])]
    assert [one for one in said if one is not None] == answers(home)
    assert question["grade"]["status"] == "graded"
    assert content["finished"] == "quit"


def _kinds_or_draft(home: Path) -> list[str]:
    if not journals(home):
        return []
    found = events(home)
    return [one["event"] for one in found] + [one["text"] for one in found if "text" in one]


def test_killed_after_an_answer_and_within_the_next_both_are_reported(
    snakes: Path, one: tuple[str, ...], home: Path
) -> None:
    """The whole way in real processes, with the encoder that ships."""
    with Process(*one) as process:
        process.read_until("Time left")
        process.type(f"{ANSWER}\n.\n")
        process.read_until("\nFollow-up to question 1\n")
        process.type("There is one variable\nand all of them\n")
        until(lambda: kinds(home).count("drafted") == 3, "the second draft")
        process.type("torn")
        process.child.kill()
        process.child.wait()
    with Process("resume") as process:
        process.read_until("So far you had typed:\nThere is one variable\nand all of them\n")
        process.type("share it.\n.\n/quit\n")
        code, seen = process.finish()
    assert code == 0
    assert "\nSummary\nScore " in seen
    with Process("report", "--json") as process:
        code, seen = process.finish()
    (question,) = json.loads(seen)["questions"]
    assert question["answer"] == f"{ANSWER}\n"
    assert question["follow_ups"][0]["answer"] == (
        "There is one variable\nand all of them\nshare it.\n"
    )
