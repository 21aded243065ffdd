from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driving import Cli, journals, no_ids
from tests.cli.test_start import ANSWER, QUESTION

pytestmark = pytest.mark.usefixtures("shared_encoder")


@pytest.fixture
def session(cli: Cli, home: Path, snakes: Path) -> str:
    """A session with one answer, a hint and an unanswered follow-up."""
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3", "--seed", "5")
    cli("start", *options, input=f"/hint\n{ANSWER}\n~~~\n# no heading\n.\n/quit\n")
    return journals(home)[0].stem


def test_markdown_holds_the_answer_its_grade_and_the_model_answer(cli: Cli, session: str) -> None:
    result = cli("report")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == f"# Interview {session}"
    assert "- Time: 0:00 of 3:00 minutes" in lines
    assert "- Pack: " in result.stdout
    assert f"## 1. {QUESTION}" in lines
    assert f"\nYour answer:\n\n~~~~text\n{ANSWER}\n~~~\n# no heading\n~~~~\n" in result.stdout
    assert "Hint: Is the loop over by the time that the functions run?" in lines
    assert "(not answered)" in result.stdout
    (row,) = [line for line in lines if line.startswith("| A closure looks its free variables")]
    assert "| 3 | covered | “A closure looks its free variables up when it is called" in row
    assert any(line.startswith("Model answer: A closure keeps the variable") for line in lines)


def test_a_session_without_answers_is_reported_in_full(cli: Cli, home: Path, snakes: Path) -> None:
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    cli("start", *options, input="/skip\n")
    started = json.loads(journals(home)[0].read_text().splitlines()[0])
    pack = str(snakes).replace("_", "\\_").replace("-", "\\-")
    assert no_ids(cli("report").stdout) == (
        "# Interview ID\n"
        "\n"
        f"- Started: {started['time']}\n"
        f"- Pack: {pack}\n"
        "- Time: 0:00 of 3:00 minutes\n"
        "- Score: none (questions graded: 0)\n"
        "- Skipped: 1\n"
        "\n"
        f"## 1. {QUESTION}\n"
        "\n"
        "Time: 0:00 (planned 1:00). Skipped.\n"
        "\n"
        "Model answer: A closure keeps the variable, not the value that it had when the function "
        "was made. All the lambdas share the one loop variable of the enclosing scope and look "
        "it up only when they are called, and by then the loop is over and it holds the last "
        "value. The usual cure is to bind the value early, either by a default argument, since "
        "defaults are evaluated at definition, or by functools.partial or a factory function "
        "that gives each lambda a scope of its own.\n"
    )


def test_json_keeps_its_contract(cli: Cli, session: str) -> None:
    result = cli("report", "--json")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert list(content) == [
        "schema", "session", "started", "pack", "seed", "minutes", "minutes_spent", "pauses",
        "finished", "unsent", "score", "questions", "known", "mistaken", "gaps",
    ]  # fmt: skip
    assert content["schema"] == "mockint.report/1"
    assert (content["session"], content["seed"], content["finished"]) == (session, 5, "quit")
    assert content["unsent"] is None
    (question,) = content["questions"]
    assert list(question) == [
        "id", "question", "phase", "minutes", "minutes_spent", "skipped", "answer", "hints",
        "follow_ups", "grade", "reference",
    ]  # fmt: skip
    assert question["answer"] == f"{ANSWER}\n~~~\n# no heading\n"
    assert question["follow_ups"][0]["answer"] is None
    assert content["score"] == round(question["grade"]["score"], 1)
    assert [one["key_point"] for one in content["known"]] == ["late"]
    assert {one["key_point"] for one in content["gaps"]} == {"shared", "default"}
    quote = content["known"][0]["quote"]
    assert quote
    assert quote in question["answer"]


def test_what_was_typed_but_not_sent_is_reported(cli: Cli, snakes: Path) -> None:
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    cli("start", *options, input="half a thought\n/quit\n")
    expected = "\nTyped last, but not sent:\n\n~~~text\nhalf a thought\n~~~\n"
    assert cli("report").stdout.endswith(expected)
    assert json.loads(cli("report", "--json").stdout)["unsent"] == "half a thought\n"


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["markdown", "json"])
def test_a_report_is_written_to_a_file(
    cli: Cli, home: Path, session: str, options: list[str]
) -> None:
    out = home / "report.md"
    result = cli("report", session, "-o", str(out), *options)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Report written to {out}\n"
    assert out.read_text(encoding="utf-8") == cli("report", *options).stdout


def test_a_report_that_cannot_be_written_is_said(cli: Cli, home: Path, session: str) -> None:
    result = cli("report", "-o", str(home))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{home} cannot be written" in result.stderr


def test_an_open_session_says_how_to_go_on(cli: Cli, home: Path, session: str) -> None:
    (journal,) = journals(home)
    journal.write_text("".join(journal.read_text().splitlines(keepends=True)[:3]))
    assert f"- Not finished: `mockint resume {session}` goes on" in cli("report").stdout


def test_the_latest_session_is_reported_without_a_name(cli: Cli, home: Path, session: str) -> None:
    (journal,) = journals(home)
    for name in ("20010203-0405-abcd", "29990203-0405-abcd"):
        text = journal.read_text().replace(session, name)
        journal.with_name(f"{name}.jsonl").write_text(text)
    assert cli("report").stdout.startswith("# Interview 29990203-0405-abcd\n")
    assert cli("report", "2001").stdout.startswith("# Interview 20010203-0405-abcd\n")
    ambiguous = cli("report", "2")
    assert (ambiguous.exit_code, ambiguous.stdout) == (2, "")
    assert "3 sessions start with '2'." in ambiguous.stderr


@pytest.mark.parametrize("name", ["1999", "*", "../../etc/passwd", "x"])
def test_an_unknown_session_is_a_usage_error(cli: Cli, session: str, name: str) -> None:
    result = cli("report", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no session called '{name}'." in result.stderr
    assert "'mockint history' lists them." in result.stderr


def test_without_sessions_it_says_how_to_start_one(cli: Cli) -> None:
    result = cli("report")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "mockint: There are no sessions yet.\nStart one: mockint start --minutes 10\n"
    )


def test_a_damaged_journal_is_named(cli: Cli, home: Path, session: str) -> None:
    (journal,) = journals(home)
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join([lines[0], '{"event":"asked"}\n', *lines[1:]]))
    result = cli("report")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{journal}, line 2, is damaged" in result.stderr
