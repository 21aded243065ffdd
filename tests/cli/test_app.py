from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.driving import Cli, Process

VERBS = [
    "start", "resume", "report", "history", "grade", "calibrate", "followups", "list", "show",
    "search", "doctor", "bank",
]  # fmt: skip


def test_help_names_every_verb(cli: Cli) -> None:
    result = cli("--help")
    assert result.exit_code == 0
    for verb in VERBS:
        assert f" {verb} " in result.stdout
    assert cli("-h").stdout == result.stdout


@pytest.mark.parametrize("verb", [*VERBS, "bank lint", "bank build"])
def test_every_verb_has_help_that_says_what_it_does(cli: Cli, verb: str) -> None:
    result = cli(*verb.split(), "--help")
    assert result.exit_code == 0
    assert f"Usage: mockint {verb} " in result.stdout


def test_version(cli: Cli) -> None:
    result = cli("--version")
    assert (result.exit_code, result.stdout) == (0, f"mockint {version('mockint')}\n")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["list", "--nonsense"], ["list", "extra"], ["start", "--seed", "x"]]
)
def test_words_that_mean_nothing_are_a_usage_error(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: mockint")


@pytest.mark.parametrize("verb", ["list", "report", "show x"])
def test_an_error_is_a_message_in_a_real_process_too(home: Path, verb: str) -> None:
    (home / "config.toml").write_text("pack = 'nowhere'")
    with Process(*verb.split()) as process:
        code, seen = process.finish()
    assert code == 2
    assert seen.startswith("mockint: There ")
    assert "Traceback" not in seen


def test_an_error_after_stdin_was_read_from_is_a_message(home: Path) -> None:
    with Process("grade", "-", "--pack", "nowhere") as process:
        process.type('{"answer": "x"}\n')
        code, seen = process.finish()
    assert code == 2
    assert seen.startswith("mockint: There is no pack called 'nowhere'.")


def test_a_reader_that_leaves_early_sees_no_traceback(home: Path) -> None:
    """Like `mockint list | head -1`."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "mockint", "list"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert "Traceback" not in done.stderr
