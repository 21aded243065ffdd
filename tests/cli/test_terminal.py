from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli.driving import Cli, events, journals, kinds, until
from tests.cli.terminal import COLOUR, CTRL_C, CTRL_D, ENTER, SEND, TOOLBAR, Terminal
from tests.cli.test_start import ANSWER, QUESTION, answers

pytestmark = [
    pytest.mark.usefixtures("no_library"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def no_library(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without sentence-transformers: answers are not graded, and at once."""
    folder = home / "site"
    folder.mkdir()
    (folder / "sentence_transformers.py").write_text("raise ImportError('not installed')\n")
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)


@pytest.fixture
def one(snakes: Path) -> tuple[str, ...]:
    return ("start", "--pack", str(snakes), "--topic", "closures", "--minutes", "3")


@pytest.fixture
def three(snakes: Path) -> tuple[str, ...]:
    return ("start", "--pack", str(snakes), "--minutes", "6", "--seed", "1")


@SIZES
def test_an_interview_from_the_first_question_to_the_summary(
    three: tuple[str, ...], home: Path, size: tuple[int, int]
) -> None:
    with Terminal(*three, size=size) as terminal:
        terminal.question("Question 1 · about 1 minute What is the difference")
        assert re.search(TOOLBAR, terminal.screen.display[-1])
        terminal.until(r"session 5:5\d left")

        terminal.type(f"first line{ENTER}second line{ENTER}/hint{ENTER}")
        terminal.question(
            "Hint: Which of the two leaves the original alone\\?", "first line second line"
        )
        terminal.type(f" third line{SEND}")

        terminal.question("Question 2 · about 1 minute")
        assert answers(home)[0].split() == ["first", "line", "second", "line", "third", "line"]
        terminal.type(CTRL_D)
        terminal.until("Nothing typed yet\\.")
        terminal.type(f"sent by Ctrl-D{CTRL_D}")

        terminal.question("Question 3 · about 1 minute")
        terminal.type(f"before the pause{ENTER}/pause{ENTER}")
        terminal.until("Paused; the clock stands\\. Enter goes on\\.")
        terminal.type(ENTER)
        terminal.question("Paused.*Question 3 ", "before the pause")
        terminal.type(f"{ENTER}/skip{ENTER}")

        terminal.until("Summary")
        assert terminal.end() == 0
    assert [answer.rstrip("\n") for answer in answers(home)][1:] == ["sent by Ctrl-D"]
    found = kinds(home)
    assert found[-2:] == ["skipped", "finished"]
    assert found.index("paused") + 1 == found.index("resumed")
    assert "The whole report: mockint report" in terminal.text


@SIZES
def test_a_pasted_text_is_one_answer_whatever_its_lines_say(
    one: tuple[str, ...], home: Path, size: tuple[int, int]
) -> None:
    lines = [f"    line {number} of it" for number in range(60)]
    lines[20:20] = ["/quit", ".", "", "/skip", "\ttabbed"]
    with Terminal(*one, size=size) as terminal:
        terminal.question("Question 1")
        terminal.paste("\n".join(lines))
        terminal.until("line 59 of it")
        assert re.search(TOOLBAR, terminal.screen.display[-1])
        terminal.type(SEND)
        terminal.until("Summary")
        assert terminal.end() == 0
    assert answers(home) == ["\n".join(lines)]


def test_the_editor_takes_what_is_typed_and_gives_it_back(one: tuple[str, ...], home: Path) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\nwritten in the editor" >> "$1"\n')
    editor.chmod(0o755)
    with Terminal(*one, EDITOR=str(editor)) as terminal:
        terminal.question("Question 1")
        terminal.type(f"typed before{ENTER}/edit{ENTER}")
        terminal.until("> typed before written in the editor")
        terminal.type(SEND)
        assert terminal.end() == 0
    assert answers(home)[0].split("\n") == ["typed before", "written in the editor"]


def test_a_command_is_only_one_alone_on_its_line(one: tuple[str, ...], home: Path) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1")
        terminal.type(f"see /quit{ENTER}/quit it is{ENTER}/docs{ENTER}")
        terminal.until("> see /quit /quit it is /docs")
        terminal.type(f"/QUIT{ENTER}")
        terminal.until("Summary")
        assert terminal.end() == 0
    assert events(home)[-1]["reason"] == "quit"


def test_ctrl_c_asks_and_enter_goes_on_with_the_draft(one: tuple[str, ...], home: Path) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1")
        terminal.type(f"half of{ENTER}an answer{CTRL_C}")
        terminal.until("Stop\\? f: finish now with a report, l: leave and go on later")
        terminal.type(ENTER)
        terminal.question("Stop.*Question 1", "half of an answer")
        terminal.type(SEND)
        assert terminal.end() == 0
    assert answers(home) == ["half of\nan answer"]


def test_ctrl_c_and_f_finishes_with_the_summary(one: tuple[str, ...], home: Path) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1")
        terminal.type(CTRL_C)
        terminal.until("Stop\\?")
        terminal.type(f"f{ENTER}")
        terminal.until("Summary No question was graded")
        assert terminal.end() == 0
    assert events(home)[-1]["reason"] == "quit"


@pytest.mark.parametrize("keys", [f"l{ENTER}", CTRL_D, CTRL_C], ids=["l", "Ctrl-D", "Ctrl-C"])
def test_leaving_for_later_keeps_the_draft(one: tuple[str, ...], home: Path, keys: str) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1")
        terminal.type(f"half of{ENTER}an answer{CTRL_C}")
        terminal.until("Stop\\?")
        terminal.type(keys)
        terminal.until("Kept. Go on with: mockint resume")
        assert terminal.end() == 130
    assert "finished" not in kinds(home)
    with Terminal("resume") as terminal:
        terminal.question(f"The interview goes on.*{re.escape(QUESTION)}", "half of an answer")
        terminal.type(SEND)
        assert terminal.end() == 0
    assert answers(home) == ["half of\nan answer"]


def test_a_killed_terminal_loses_at_most_the_line_being_typed(
    one: tuple[str, ...], home: Path
) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1")
        terminal.type(f"kept{ENTER}kept as well{ENTER}not kept")
        terminal.until("not kept")
        terminal.child.kill(9)
        terminal.child.wait()
    with Terminal("resume") as terminal:
        terminal.question("Question 1", "kept kept as well")
        terminal.type(f"and the end{SEND}")
        assert terminal.end() == 0
    (answer,) = answers(home)
    assert answer.split() == ["kept", "kept", "as", "well", "and", "the", "end"]


@pytest.fixture
def graded(
    cli: Cli, home: Path, snakes: Path, shared_encoder: object, one: tuple[str, ...]
) -> Path:
    """An open session with a graded answer, so that its summary has something to say."""
    result = cli(*one, input=f"{ANSWER}\n.\n/quit\n")
    assert result.exit_code == 0, result.output
    (journal,) = journals(home)
    journal.write_text("".join(journal.read_text().splitlines(keepends=True)[:-1]))
    return journal


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {}], ids=["NO_COLOR", "colour"])
def test_no_color_takes_the_colours_away(graded: Path, environ: dict[str, str]) -> None:
    with Terminal("resume", size=(120, 40), **environ) as terminal:
        terminal.question("Follow-up to question 1")
        terminal.type(f"/quit{ENTER}")
        terminal.until("What you know.*What to learn next.*The whole report")
        assert terminal.end() == 0
    question, _, summary = terminal.raw.rpartition("Summary")
    coloured = bool(COLOUR.search(question)), bool(COLOUR.search(summary))
    assert coloured == ((False, False) if environ else (True, True))


@pytest.mark.parametrize("keys", [SEND, CTRL_D], ids=["escape-enter", "ctrl-d"])
def test_a_command_that_is_sent_is_no_answer(one: tuple[str, ...], home: Path, keys: str) -> None:
    with Terminal(*one) as terminal:
        terminal.question("Question 1 ")
        terminal.type(f"/hint{keys}")
        terminal.question("Hint: ")
        terminal.type(f"an answer{ENTER}/hint")
        terminal.until("/hint")
        terminal.type(keys)  # not alone: the answer quotes it
        terminal.until("Summary")
        terminal.end()
    assert [answer.split() for answer in answers(home)] == [["an", "answer", "/hint"]]


@pytest.mark.parametrize("variable", [("TERM", "dumb"), ("ACCESSIBLE", "1")], ids="=".join)
def test_plain_mode_in_a_terminal_has_no_escape_sequences(
    one: tuple[str, ...], home: Path, variable: tuple[str, str]
) -> None:
    with Terminal(*one, **dict([variable])) as terminal:  # type: ignore[arg-type]
        terminal.until("Time left: ")
        terminal.type(f"two{ENTER}lines{ENTER}.{ENTER}")
        terminal.until("Summary")
        assert terminal.end() == 0
    assert "\x1b" not in terminal.raw
    assert answers(home) == ["two\nlines\n"]


def test_ctrl_c_in_plain_mode_asks_as_well(one: tuple[str, ...], home: Path) -> None:
    with Terminal(*one, TERM="dumb") as terminal:
        terminal.until("Time left: ")
        terminal.type(f"half{ENTER}")
        until(lambda: "drafted" in kinds(home), "the draft")
        terminal.type(CTRL_C)
        terminal.until("Stop\\? f: finish now with a report\\.")
        terminal.type(f"{ENTER}")
        terminal.until("So far you had typed: half Time left")
        terminal.type(CTRL_C)
        terminal.until("Stop\\?.*Stop\\?")
        terminal.type(f"l{ENTER}")
        terminal.until("Kept. Go on with")
        assert terminal.end() == 130
    assert "\x1b" not in terminal.raw


@SIZES
def test_a_pack_cannot_draw_in_a_terminal(hostile: Path, size: tuple[int, int]) -> None:
    for verb in (["list", "--topic", "closures"], ["show", "late-binding"]):
        with Terminal(*verb, "--pack", str(hostile), size=size) as terminal:
            assert terminal.end() == 0
        assert "[red]You build three lambdas" in " ".join(terminal.raw.split())
        assert set(re.findall(r"\x1b.[0-9;?]*(.)", terminal.raw)) <= {"m"}
        assert not {"\x07", "\x9b"} & set(terminal.raw)


@SIZES
def test_a_hostile_question_stays_a_question(hostile: Path, size: tuple[int, int]) -> None:
    options = ("--pack", str(hostile), "--topic", "closures", "--minutes", "3")
    with Terminal("start", *options, size=size) as terminal:
        terminal.question("\\[red\\]You build three lambdas")
        assert "title" not in terminal.screen.title
        terminal.type(f"[blue]x[/blue]{ENTER}/repeat{ENTER}")
        terminal.question("You build three lambdas.*You build three lambdas", "\\[blue\\]x")
        terminal.type(f"{ENTER}/quit{ENTER}")
        assert terminal.end() == 0
