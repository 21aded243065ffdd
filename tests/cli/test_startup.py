"""What a real process loads before it knows what is asked of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"torch", "numpy", "openai", "yaml", "msgspec", "prompt_toolkit", "sentence_transformers"}
_IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)


def imported_by(*arguments: str) -> set[str]:
    """The packages that `python -m mockint` imported."""
    command = [sys.executable, "-X", "importtime", "-m", "mockint", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    packages = {name.partition(".")[0] for name in _IMPORTED.findall(done.stderr)}
    assert {"mockint", "typer"} <= packages
    return packages


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["bank", "build", "--help"], ["nonsense"]],
    ids=" ".join,
)
def test_words_that_need_no_bank_load_nothing_heavy(home: Path, arguments: list[str]) -> None:
    assert imported_by(*arguments).isdisjoint(HEAVY)


def test_what_only_reads_sessions_loads_no_encoder(home: Path) -> None:
    assert imported_by("history").isdisjoint(HEAVY - {"numpy", "yaml", "msgspec"})


@pytest.mark.parametrize("arguments", [["list"], ["show", "closures/1"]], ids=" ".join)
def test_looking_at_questions_loads_no_encoder(
    home: Path, snakes: Path, arguments: list[str]
) -> None:
    assert imported_by(*arguments, "--pack", str(snakes)).isdisjoint(HEAVY - {"yaml", "msgspec"})
