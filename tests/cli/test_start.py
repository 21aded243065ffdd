from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driving import GOOD, Cli, events, journals, kinds, no_ids

pytestmark = pytest.mark.usefixtures("shared_encoder")

QUESTION = (
    "You build three lambdas in a loop and all of them return the last value. Why is that, and "
    "how do you mend it?"
)
ANSWER = "A closure looks its free variables up when it is called, not when it is defined."


@pytest.fixture
def one(snakes: Path) -> tuple[str, ...]:
    """A short interview with the single question of a section."""
    return ("start", "--pack", str(snakes), "--topic", "closures", "--minutes", "3")


def answers(home: Path) -> list[str]:
    return [event["text"] for event in events(home) if event["event"] == "answered"]


def test_an_interview_behind_a_pipe_is_plain_text_from_start_to_end(
    cli: Cli, one: tuple[str, ...]
) -> None:
    result = cli(*one, input="/skip\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert no_ids(result.stdout) == (
        "An interview of 3 minutes, 1 question planned.\n"
        "Session ID. Everything you send is kept; 'mockint resume' goes on after a break.\n"
        "End each answer with a line that holds only '.'. Alone on a line: "
        "/skip /hint /repeat /pause /quit\n"
        "\n"
        "Question 1 (about 1 minute)\n"
        f"{QUESTION}\n"
        "Time left: 3:00\n"
        "\n"
        "Summary\n"
        "No question was graded. Time: 0:00 of 3:00 minutes.\n"
        "  -  You build three lambdas in a loop and all of them return the last value.\n"
        "     Why is that, and how do you mend it?\n"
        "\n"
        "The whole report: mockint report ID\n"
    )


def test_an_answer_is_kept_as_typed_up_to_the_line_with_a_dot(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    typed = f"{ANSWER}\n\n    indented = code  \n/docs is where I would look\nsay /skip or . here\n"
    result = cli(*one, input=f"{typed}.\n/quit\n")
    assert result.exit_code == 0
    assert answers(home) == [typed]
    assert "Reading your answer ...\n" in result.stdout
    assert " of 100 over 1 question." in result.stdout
    assert "What you know\n- A closure looks its free variables up when it is called" in (
        result.stdout
    )


def test_an_answer_is_on_the_disk_before_it_is_graded(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    cli(*one, input=f"{ANSWER}\n.\n/quit\n")
    assert kinds(home) == [
        "started", "asked", "drafted", "answered", "graded", "follow_up_asked", "finished",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", ""], ids=["whole line", "torn line"])
def test_the_end_of_input_inside_an_answer_counts_as_sent(
    cli: Cli, home: Path, one: tuple[str, ...], ending: str
) -> None:
    result = cli(*one, input=f"{ANSWER}{ending}")
    assert result.exit_code == 0
    assert answers(home) == [f"{ANSWER}\n"]
    assert kinds(home)[-1] == "finished"
    assert events(home)[-1]["reason"] == "end of input"
    assert " of 100 over 1 question." in result.stdout


@pytest.mark.parametrize("text", ["", "\n \n"], ids=["nothing", "blank lines"])
def test_the_end_of_input_without_an_answer_ends_the_interview(
    cli: Cli, home: Path, one: tuple[str, ...], text: str
) -> None:
    result = cli(*one, input=text)
    assert result.exit_code == 0
    assert answers(home) == []
    assert "No question was graded." in result.stdout


def test_an_empty_answer_is_not_sent(cli: Cli, home: Path, one: tuple[str, ...]) -> None:
    result = cli(*one, input=".\n  \n.\n/quit\n")
    assert result.stdout.count("Nothing was typed. /skip passes this question over.\n") == 2
    assert answers(home) == []


def test_quit_finishes_with_a_summary(cli: Cli, home: Path, one: tuple[str, ...]) -> None:
    result = cli(*one, input=" /QUIT \nnever read\n")
    assert result.exit_code == 0
    assert events(home)[-1]["reason"] == "quit"
    assert "\nSummary\n" in result.stdout


def test_hints_come_one_by_one_and_keep_what_was_typed(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    result = cli(*one, input=f"{ANSWER}\n/hint\n/hint\n/hint\n/hint\nand more\n.\n/quit\n")
    hints = [line for line in result.stdout.splitlines() if line.startswith("Hint: ")]
    assert hints == [
        "Hint: Is the loop over by the time that the functions run?",
        "Hint: How many variables called i exist in that code?",
        "Hint: What could you change in the signature alone?",
    ]
    assert result.stdout.count("There is no further hint.\n") == 1
    assert f"So far you had typed:\n{ANSWER}\nTime left: 3:00\n" in result.stdout
    assert answers(home) == [f"{ANSWER}\nand more\n"]


def test_repeat_puts_the_question_again(cli: Cli, one: tuple[str, ...]) -> None:
    assert cli(*one, input="/repeat\n/quit\n").stdout.count(f"\n{QUESTION}\nTime left:") == 2


def test_a_pause_lasts_until_a_line_comes(cli: Cli, home: Path, one: tuple[str, ...]) -> None:
    result = cli(*one, input=f"{ANSWER}\n/pause\n\nmore\n.\n/quit\n")
    assert "Paused; the clock stands. An empty line goes on.\n" in result.stdout
    assert answers(home) == [f"{ANSWER}\nmore\n"]
    found = kinds(home)
    assert found.index("paused") + 1 == found.index("resumed")


@pytest.mark.parametrize("command", ["/edit", "/help"])
def test_a_command_of_the_terminal_names_those_that_work_here(
    cli: Cli, home: Path, one: tuple[str, ...], command: str
) -> None:
    result = cli(*one, input=f"{command}\n{ANSWER}\n.\n/quit\n")
    assert "Here the commands are: /skip /hint /repeat /pause /quit\n" in result.stdout
    assert answers(home) == [f"{ANSWER}\n"]


def test_what_was_left_out_is_asked_about_at_most_twice(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    shared = "All the lambdas share one and the same loop variable."
    result = cli(*one, input=f"{ANSWER}\n.\n{shared}\n.\nno more\n.\n/quit\n")
    assert result.stdout.count("\nFollow-up to question 1\n") == 2
    asked = [one["follow_up"] for one in events(home) if one["event"] == "follow_up_asked"]
    assert [one["key_point"] for one in asked] == ["shared", "default"]
    grades = [one["grade"]["score"] for one in events(home) if one["event"] == "graded"]
    assert len(grades) == 3
    assert grades[1] > grades[0]


def test_not_knowing_gets_one_easier_question_and_then_the_next(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    result = cli(*one, input="I don't know.\n.\nI don't know that either.\n.\n")
    assert result.stdout.count("\nFollow-up to question 1\n") == 1
    assert "Is the loop over by the time that the functions run?\nTime left" in result.stdout
    assert "Score 0 of 100 over 1 question." in result.stdout
    assert events(home)[-1]["reason"] == "questions"


def test_an_answer_that_cannot_be_graded_gets_no_number_and_the_interview_goes_on(
    cli: Cli, home: Path, snakes: Path, no_encoder: None
) -> None:
    options = ("--pack", str(snakes), "--minutes", "6", "--seed", "1")
    result = cli("start", *options, input=f"{GOOD}\n.\n/quit\n")
    assert result.exit_code == 0
    assert "\nThis answer cannot be graded now: No encoder here. Install one.\n" in result.stdout
    assert "\nQuestion 2 (about 1 minute)\n" in result.stdout
    assert "No question was graded." in result.stdout
    assert "could not be graded: No encoder here. Install one." in result.stderr
    (grade,) = [one["grade"] for one in events(home) if one["event"] == "graded"]
    assert (grade["status"], grade["score"]) == ("ungraded", None)


def test_bytes_that_are_not_utf8_do_not_end_an_interview(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    result = cli(*one, input=ANSWER.encode() + b" caf\xe9 \xff\n.\n/quit\n")
    assert result.exit_code == 0
    assert answers(home)[0].startswith(ANSWER)
    assert " of 100 over 1 question." in result.stdout


def plan_of(journal: Path) -> list[dict[str, Any]]:
    started = json.loads(journal.read_text().splitlines()[0])
    return list(started["questions"])


def test_a_seed_repeats_the_plan_whatever_was_asked_before(
    cli: Cli, home: Path, snakes: Path
) -> None:
    for _ in range(3):
        cli("start", "--pack", str(snakes), "--seed", "7", input=f"{GOOD}\n.\n/skip\n/quit\n")
    first, *others = [plan_of(journal) for journal in journals(home)]
    assert len(others) == 2
    assert all(other == first for other in others)
    assert {one["phase"] for one in first} <= {"warm-up", "breadth", "depth", "reserve"}


def test_without_a_seed_what_was_asked_before_steps_back(
    cli: Cli, home: Path, snakes: Path
) -> None:
    first = []
    for _ in range(2):
        before = set(journals(home))
        cli("start", "--pack", str(snakes), input="/quit\n")
        (new,) = set(journals(home)) - before
        first.append(plan_of(new)[0]["id"])
    assert first[0] != first[1]


def test_near_twins_are_not_asked_in_the_same_session(cli: Cli, home: Path, snakes: Path) -> None:
    cli("start", "--pack", str(snakes), "--minutes", "60", input="/quit\n")
    planned = {one["id"] for one in plan_of(journals(home)[0])}
    assert len(planned & {"list-or-tuple", "sort-a-list"}) == 1
    assert {"late-binding", "idempotent-methods"} <= planned


@pytest.mark.parametrize("minutes", ["0", "0.5", "-3", "481", "nan", "inf", "soon", ""])
def test_minutes_out_of_reason_are_a_usage_error_and_leave_no_session(
    cli: Cli, home: Path, minutes: str
) -> None:
    result = cli("start", f"--minutes={minutes}", input="/quit\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--minutes" in result.stderr
    assert journals(home) == []


def test_questions_that_do_not_exist_leave_no_session(cli: Cli, home: Path, snakes: Path) -> None:
    result = cli("start", "--pack", str(snakes), "--topic", "closure", input="/quit\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean 'closures'?" in result.stderr
    assert journals(home) == []


def test_a_level_is_kept_to(cli: Cli, home: Path, snakes: Path) -> None:
    cli("start", "--pack", str(snakes), "--level", "senior", input="/quit\n")
    assert [one["id"] for one in plan_of(journals(home)[0])] == ["late-binding"]


def test_a_folder_that_cannot_hold_sessions_is_said_before_the_first_question(
    cli: Cli, home: Path, one: tuple[str, ...]
) -> None:
    (home / "data").write_text("a file where the folder should be")
    result = cli(*one, input="/quit\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "set MOCKINT_DATA_DIR to a folder that you can write to" in result.stderr
