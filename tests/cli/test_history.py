from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driving import Cli, journals
from tests.cli.test_start import ANSWER

pytestmark = pytest.mark.usefixtures("shared_encoder")


@pytest.fixture
def three(cli: Cli, home: Path, snakes: Path) -> list[str]:
    """An answered session, an open one and a skipped one, the oldest first."""
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    cli("start", *options, input=f"{ANSWER}\n.\n/quit\n")
    (journal,) = journals(home)
    lines = journal.read_text().splitlines(keepends=True)
    names = ["20240101-101500-aa", "20240102-101500-bb", "20240103-101500-cc"]
    skipped = [*lines[:2], '{"format":1,"event":"skipped","at":90.0}\n', lines[-1]]
    for name, kept in zip(names, (lines, lines[:3], skipped), strict=True):
        text = "".join(kept).replace(journal.stem, name)
        journal.with_name(f"{name}.jsonl").write_text(text)
    journal.unlink()
    return names


def test_sessions_are_listed_the_latest_first(cli: Cli, three: list[str]) -> None:
    result = cli("history")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "20240103-101500-cc  score   -  0 answered    1.5 of 3 min"
    assert lines[1] == (
        "20240102-101500-bb  score   -  0 answered    0.0 of 3 min"
        "  open: mockint resume 20240102-101500-bb"
    )
    assert lines[2].startswith("20240101-101500-aa  score  ")
    assert lines[2].endswith("  1 answered    0.0 of 3 min")
    assert len(lines) == 3


def test_json_keeps_its_contract(cli: Cli, three: list[str]) -> None:
    content = json.loads(cli("history", "--json").stdout)
    assert list(content) == ["schema", "sessions"]
    assert content["schema"] == "mockint.history/1"
    skipped, left, answered = content["sessions"]
    assert list(skipped) == [
        "session", "started", "pack", "minutes", "minutes_spent", "asked", "answered", "score",
        "finished",
    ]  # fmt: skip
    assert [one["session"] for one in content["sessions"]] == three[::-1]
    assert (skipped["score"], skipped["minutes_spent"], skipped["finished"]) == (None, 1.5, "quit")
    assert (left["asked"], left["answered"], left["finished"]) == (1, 0, None)
    assert 0 < answered["score"] < 100


def test_the_limit_keeps_the_latest(cli: Cli, three: list[str]) -> None:
    content = json.loads(cli("history", "--json", "-n", "1").stdout)
    assert [one["session"] for one in content["sessions"]] == three[-1:]
    assert cli("history", "-n", "0").exit_code == 2


def test_without_sessions_it_says_how_to_start_one(cli: Cli, home: Path) -> None:
    result = cli("history")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == ("There are no sessions yet. Start one: mockint start --minutes 10\n")
    assert json.loads(cli("history", "--json").stdout)["sessions"] == []
    assert not (home / "data").exists()


def test_a_damaged_journal_does_not_hide_the_others(cli: Cli, home: Path, three: list[str]) -> None:
    damaged = home / "data" / "sessions" / f"{three[1]}.jsonl"
    damaged.write_text('{"event":"started"}\n')
    result = cli("history")
    assert [line.split()[0] for line in result.stdout.splitlines()] == [three[2], three[0]]
    assert str(damaged) in result.stderr
