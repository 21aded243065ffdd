"""Nothing that was typed is lost, whatever ends the process; pipes and a broken encoder too."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tests.cli.driving import (
    GOOD,
    MOCKINT,
    PATIENCE,
    Process,
    broken_encoder,
    events,
    journals,
    kinds,
    until,
)


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, str]:
    return broken_encoder(tmp_path / "broken")


@pytest.fixture
def slow(broken: dict[str, str], tmp_path: Path) -> Path:
    """While this file is there, the encoder goes on loading."""
    gate = tmp_path / "broken" / "wait"
    gate.touch()
    return gate


class Apart(Process):
    """The same with stderr in a file of its own."""

    def __init__(self, errors: IO[bytes], *arguments: str, **environ: str) -> None:
        self.seen = ""
        self.child = subprocess.Popen(
            [*MOCKINT, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | environ,
        )


def start(snakes: Path) -> tuple[str, ...]:
    return ("start", "--minutes", "10", "--seed", "1", "--pack", str(snakes))


def run(*arguments: str, typed: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MOCKINT, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | environ,
        timeout=PATIENCE,
        check=False,
    )


def report(session: str | None = None) -> dict[str, Any]:
    done = run("report", *([session] if session else []), "--json")
    assert done.returncode == 0, done.stderr
    content: dict[str, Any] = json.loads(done.stdout)
    return content


def answers() -> list[str | None]:
    return [one["answer"] for one in report()["questions"]]


def test_an_encoder_that_cannot_be_loaded_costs_the_grades_only(
    home: Path, snakes: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run(*start(snakes), typed="mine\n.\n/quit\n", MOCKINT_ENCODER=str(empty))
    assert done.returncode == 0
    first = events(home)[0]["questions"][0]
    assert f"Question 1 (about 1 minute)\n{first['question']}\n" in done.stdout
    assert f"'{first['id']}' could not be graded: " in done.stderr
    assert "No question was graded." in done.stdout
    written = report()
    turn = written["questions"][0]
    assert (turn["answer"], turn["grade"]["status"], turn["grade"]["score"]) == (
        "mine\n",
        "ungraded",
        None,
    )
    assert str(empty) in turn["grade"]["error"]
    assert (written["score"], written["finished"]) == (None, "quit")


@dataclass(frozen=True)
class Kill:
    """One moment to die at: once the journal holds these events after the start."""

    typed: str
    held: list[str]
    shown: str
    then: str
    kept: list[str | None]
    grading_hangs: bool = False
    hints: int = 0
    pauses: int = 0


KILLS = {
    "after-the-question": Kill(
        typed="",
        held=["asked"],
        shown="Question 1 (",
        then="mine\n.\n/quit\n",
        kept=["mine\n", None],
    ),
    "after-two-draft-lines": Kill(
        typed="one\ntwo\n",
        held=["asked", "drafted", "drafted"],
        shown="So far you had typed:\none\ntwo\nTime left: ",
        then="three\n.\n/quit\n",
        kept=["one\ntwo\nthree\n", None],
    ),
    "in-the-middle-of-a-line": Kill(
        typed="one\ntw",
        held=["asked", "drafted"],
        shown="So far you had typed:\none\nTime left: ",
        then=".\n/quit\n",
        kept=["one\n", None],
    ),
    "while-the-answer-is-graded": Kill(
        typed="one\ntwo\n.\n",
        held=["asked", "drafted", "drafted", "answered"],
        shown="Reading your answer ...",
        then="/quit\n",
        kept=["one\ntwo\n", None],
        grading_hangs=True,
    ),
    "in-the-second-answer": Kill(
        typed="one\n.\nein\N{LATIN SMALL LETTER SHARP S} \N{SNAKE}\n",
        held=["asked", "drafted", "answered", "graded", "asked", "drafted"],
        shown="Question 2 (",
        then="zwei\n.\n/quit\n",
        kept=["one\n", "ein\N{LATIN SMALL LETTER SHARP S} \N{SNAKE}\nzwei\n", None],
    ),
    "after-a-hint": Kill(
        typed="one\n/hint\n",
        held=["asked", "drafted", "hint_given"],
        shown="So far you had typed:\none\n",
        then=".\n/quit\n",
        kept=["one\n", None],
        hints=1,
    ),
    "in-a-pause": Kill(
        typed="one\n/pause\n",
        held=["asked", "drafted", "paused"],
        shown="So far you had typed:\none\n",
        then=".\n/quit\n",
        kept=["one\n", None],
        pauses=1,
    ),
}


@pytest.mark.parametrize("kill", KILLS.values(), ids=KILLS.keys())
def test_a_killed_interview_goes_on_where_it_stood(
    kill: Kill, home: Path, snakes: Path, broken: dict[str, str], tmp_path: Path
) -> None:
    gate = tmp_path / "broken" / "wait"
    if kill.grading_hangs:
        gate.touch()
    with Process(*start(snakes), **broken) as process:
        process.read_until("Time left: ")
        process.type(kill.typed)
        until(lambda: kinds(home)[1:] == kill.held, f"{kill.held}")
        process.child.kill()
        process.child.wait()
    gate.unlink(missing_ok=True)
    assert kinds(home)[1:] == kill.held

    done = run("resume", typed=kill.then, **broken)
    assert done.returncode == 0, done.stderr
    assert "The interview goes on: " in done.stdout
    assert kill.shown in done.stdout
    written = report()
    assert [one["answer"] for one in written["questions"]] == kill.kept
    answered = [one for one in written["questions"] if one["answer"]]
    assert [one["grade"]["status"] for one in answered] == ["ungraded"] * len(answered)
    assert len(written["questions"][0]["hints"]) == kill.hints
    assert (written["pauses"], written["finished"]) == (kill.pauses, "quit")


def test_killed_again_and_again_an_interview_still_comes_to_its_end(
    home: Path, snakes: Path, broken: dict[str, str]
) -> None:
    typed = ""
    for number in range(4):
        verb = start(snakes) if number == 0 else ("resume",)
        with Process(*verb, **broken) as process:
            process.read_until("Time left: ")
            assert typed in process.seen
            process.type(f"line {number}\n")
            typed += f"line {number}\n"
            until(
                lambda drafts=number + 1: kinds(home).count("drafted") == drafts,  # type: ignore[misc]
                f"line {number} in the journal",
            )
            process.child.kill()
            process.child.wait()
    assert run("resume", typed=".\n/quit\n", **broken).returncode == 0
    assert answers() == [typed, None]


def test_an_answer_sent_before_a_kill_is_graded_after_it(
    home: Path, snakes: Path, broken: dict[str, str], slow: Path
) -> None:
    with Process(*start(snakes), "--level", "junior", **broken) as process:
        process.read_until("Time left: ")
        process.type(f"{GOOD}\n.\n")
        until(lambda: kinds(home)[-1] == "answered", "the answer")
        process.child.kill()
        process.child.wait()
    done = run("resume", typed="Only a tuple hashes, so it can be a dictionary key.\n.\n")
    assert done.returncode == 0, done.stderr
    (turn,) = report()["questions"]
    assert turn["answer"] == f"{GOOD}\n"
    verdicts = {point["id"]: point["verdict"] for point in turn["grade"]["points"]}
    assert verdicts["mutable"] == "covered"
    assert turn["grade"]["status"] == "graded"
    assert f"Score {turn['grade']['score']:.0f} of 100 over 1 question." in done.stdout
    assert turn["follow_ups"][0]["answer"] == (
        "Only a tuple hashes, so it can be a dictionary key.\n"
    )


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        pytest.param("one\ntwo\n", "drafted", id="while-typing"),
        pytest.param("one\ntwo\n.\n", "answered", id="while-grading"),
        pytest.param("one\ntwo\n/pause\n", "paused", id="in-a-pause"),
    ],
)
def test_an_interrupt_in_a_pipe_leaves_with_the_way_back(
    typed: str, last: str, home: Path, snakes: Path, broken: dict[str, str], slow: Path
) -> None:
    errors = home / "errors.txt"
    with errors.open("wb") as stream, Apart(stream, *start(snakes), **broken) as process:
        process.read_until("Time left: ")
        process.type(typed)
        until(lambda: kinds(home).count("drafted") == 2 and kinds(home)[-1] == last, last)
        if last == "answered":
            process.read_until("Reading your answer ...")
        if last == "paused":
            process.read_until("Paused; ")
        process.interrupt()
        code, seen = process.finish()
    assert code == 130
    (journal,) = journals(home)
    assert errors.read_text() == f"Kept. Go on with: mockint resume {journal.stem}\n"
    assert "Summary" not in seen
    assert report()["finished"] is None

    slow.unlink()
    then = "/quit\n" if last == "answered" else ".\n/quit\n"
    assert run("resume", journal.stem, typed=then, **broken).returncode == 0
    assert answers() == ["one\ntwo\n", None]
