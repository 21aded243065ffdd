"""What can go wrong, as one tree; every class knows its exit code, every instance the fix.

MockintError
├── UsageError                 the call's words are off
│   ├── UnknownNameError       no such question, topic, pack or session; names near ones
│   ├── SettingError           a setting or the configuration file cannot be used
│   └── InputFileError         a file that was named cannot be read or written
├── PackError                  a question pack does not hold to the format; lists every problem
├── StaleIndexError            vectors that were built from other texts than the pack holds
├── EncoderError               no encoder could be loaded
├── StorageError               the user's own folder cannot be read or written
└── DataMissingError           the installation lacks a folder that it ships
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; each value means a really different thing."""

    OK = 0
    FAILED = 1
    USAGE = 2
    SOME_ROWS_FAILED = 3
    BELOW_THRESHOLD = 4
    INTERRUPTED = 130


class MockintError(Exception):
    """An error that is shown to the user as a message and a way out.

    Args:
        message: What is wrong, in one sentence.
        hint: What to do about it.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(MockintError):
    """The call cannot be carried out as it was written."""

    exit_code = ExitCode.USAGE


class UnknownNameError(UsageError):
    """A name that nothing carries; the hint offers the nearest ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str], look: str) -> None:
        near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.5)
        offer = f"Did you mean {_either(near)}? " if near else ""
        super().__init__(f"There is no {kind} called '{name}'.", f"{offer}{look}")
        self.near = tuple(near)


class SettingError(UsageError):
    """A setting has a value that cannot be used."""


class InputFileError(UsageError):
    """A file that the user named cannot be read, or written."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file of a pack: where, and what."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """`file:line: path: message`, which editors can jump to."""
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class PackError(MockintError):
    """A question pack breaks the format; `problems` lists all that is wrong with it."""

    def __init__(self, pack: str, problems: Sequence[Problem]) -> None:
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"The question pack '{pack}' has {count}:\n{lines}",
            "Mend the lines named above; docs/bank.md describes the format.",
        )
        self.problems = tuple(problems)


class StaleIndexError(MockintError):
    """Stored vectors do not belong to the pack's present texts."""


class EncoderError(MockintError):
    """No encoder could be loaded, or its weights are not what they should be."""


class StorageError(MockintError):
    """The user's data or cache folder cannot be used."""


class DataMissingError(MockintError):
    """A folder that every installation ships is not there."""


def _either(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
