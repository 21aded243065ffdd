"""The outside world as one object: streams, environment, clocks, folders. Tests give another."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO


def _tolerant(stream: TextIO, errors: str) -> TextIO:
    """Text that the terminal's encoding lacks must not end an interview."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors)
    return stream


@dataclass(frozen=True)
class World:
    """What a command may touch besides files.

    Attributes:
        stdin: Where answers come from.
        stdout: Where results go.
        stderr: Where talk goes.
        environ: Environment variables.
        now: The time of day, with its zone.
        monotonic: Seconds that never go back.
    """

    stdin: TextIO = field(default_factory=lambda: _tolerant(sys.stdin, "surrogateescape"))
    stdout: TextIO = field(default_factory=lambda: _tolerant(sys.stdout, "backslashreplace"))
    stderr: TextIO = field(default_factory=lambda: _tolerant(sys.stderr, "backslashreplace"))
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic

    @property
    def speaks_plainly(self) -> bool:
        """Whether only append-only text will do: a pipe, a dumb terminal, a screen reader."""
        interactive = self.stdin.isatty() and self.stdout.isatty()
        return not interactive or self.wants_plain_text

    @property
    def wants_plain_text(self) -> bool:
        """Whether the terminal or the person cannot do with colours and repainting."""
        dumb = self.environ.get("TERM", "") in ("dumb", "unknown")
        accessible = self.environ.get("ACCESSIBLE", "") not in ("", "0")
        return dumb or accessible
