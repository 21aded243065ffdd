from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mockint.history import Journal
from tests.cli.driving import Cli, events, journals, kinds, no_ids
from tests.cli.test_start import ANSWER, QUESTION, answers

pytestmark = pytest.mark.usefixtures("shared_encoder")


@pytest.fixture
def cut_off(cli: Cli, home: Path, snakes: Path) -> Path:
    """The journal of a session that was cut off inside its first answer."""
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    cli("start", *options, input=f"{ANSWER}\nhalf of\n")
    (journal,) = journals(home)
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[: kinds(home).index("answered")]))
    return journal


def test_it_goes_on_with_the_draft(cli: Cli, home: Path, cut_off: Path) -> None:
    result = cli("resume", input="another line\n.\n/quit\n")
    assert result.exit_code == 0
    assert no_ids(result.stdout).startswith(
        "The interview goes on: 3:00 left.\n"
        "Session ID. Everything you send is kept; 'mockint resume' goes on after a break.\n"
        "End each answer with a line that holds only '.'. Alone on a line: "
        "/skip /hint /repeat /pause /quit\n"
        "\n"
        "Question 1 (about 1 minute)\n"
        f"{QUESTION}\n"
        "So far you had typed:\n"
        f"{ANSWER}\n"
        "half of\n"
        "Time left: 3:00\n"
        "Reading your answer ...\n"
    )
    assert answers(home) == [f"{ANSWER}\nhalf of\nanother line\n"]
    assert " of 100 over 1 question." in result.stdout


def test_a_torn_last_line_does_not_matter(cli: Cli, home: Path, cut_off: Path) -> None:
    with cut_off.open("a") as file:
        file.write('{"format":1,"event":"draf')
    result = cli("resume", input=".\n/quit\n")
    assert result.exit_code == 0
    assert f"{ANSWER}\nhalf of\n" in result.stdout
    assert cli("report").exit_code == 0


def test_a_session_is_found_by_the_beginning_of_its_name(cli: Cli, cut_off: Path) -> None:
    assert cli("resume", cut_off.stem[:8], input="/quit\n").exit_code == 0


def test_a_finished_session_is_refused(cli: Cli, cut_off: Path) -> None:
    cli("resume", input="/quit\n")
    before = cut_off.read_text()
    result = cli("resume", cut_off.stem, input="more\n.\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"mockint: The session {cut_off.stem} is finished.\n"
        f"Its report: mockint report {cut_off.stem}\n"
    )
    assert cut_off.read_text() == before


def test_without_an_open_session_it_says_how_to_start_one(cli: Cli, cut_off: Path) -> None:
    cli("resume", input="/quit\n")
    result = cli("resume")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "mockint: There is no unfinished session.\n"
        "Start one: mockint start; or see: mockint history\n"
    )


def test_without_any_session_it_says_how_to_start_one(cli: Cli) -> None:
    result = cli("resume")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mockint start" in result.stderr


def test_an_unknown_session_is_a_usage_error(cli: Cli, cut_off: Path) -> None:
    result = cli("resume", "19990101", input="/quit\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no session called '19990101'." in result.stderr


def test_a_session_that_is_open_elsewhere_is_left_alone(cli: Cli, cut_off: Path) -> None:
    before = cut_off.read_text()
    with Journal(cut_off):
        result = cli("resume", input="/quit\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is open in another mockint" in result.stderr
    assert cut_off.read_text() == before


def test_it_uses_the_sessions_own_pack_whatever_is_set_now(
    cli: Cli, home: Path, cut_off: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCKINT_PACK", "fastapi")
    result = cli("resume", input=".\n/quit\n")
    assert " of 100 over 1 question." in result.stdout
    assert "is no longer in the pack" not in result.stdout


def test_a_pack_that_is_gone_leaves_the_session_as_it_was(
    cli: Cli, home: Path, cut_off: Path, snakes: Path
) -> None:
    before = cut_off.read_text()
    shutil.rmtree(snakes)
    result = cli("resume", input=".\n/quit\n")
    assert result.exit_code == 2
    assert f"There is no pack called '{snakes}'." in result.stderr
    assert cut_off.read_text() == before


def test_a_question_that_left_the_pack_is_ungraded_not_lost(
    cli: Cli, home: Path, cut_off: Path, snakes: Path
) -> None:
    path = snakes / "closures.yaml"
    path.write_text(path.read_text().replace("id: late-binding", "id: renamed"))
    result = cli("resume", input="/hint\n.\n/quit\n")
    assert result.exit_code == 0
    assert "There is no further hint." in result.stdout
    assert "No question was graded." in result.stdout
    assert "'late-binding' could not be graded: The question is no longer in the pack." in (
        result.stderr
    )
    assert answers(home) == [f"{ANSWER}\nhalf of\n"]


def test_an_answer_that_was_sent_but_not_graded_is_graded_first(
    cli: Cli, home: Path, snakes: Path
) -> None:
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    cli("start", *options, input=f"{ANSWER}\n.\n")
    (journal,) = journals(home)
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[: kinds(home).index("graded")]))
    result = cli("resume", input="/quit\n")
    assert result.exit_code == 0
    assert "Reading your answer ...\n\nFollow-up to question 1\n" in result.stdout
    assert [one["event"] for one in events(home)][-3:] == ["graded", "follow_up_asked", "finished"]
