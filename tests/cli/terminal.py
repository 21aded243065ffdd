"""A terminal of a fixed size with mockint in it, and a screen that can be read."""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import Any, Self

import pexpect
import pyte

from tests.cli.driving import MOCKINT, PATIENCE

ENTER, ESCAPE, CTRL_C, CTRL_D = "\r", "\x1b", "\x03", "\x04"
SEND = ESCAPE + ENTER
TOOLBAR = r"question \d+:\d\d( over)? · session \d+:\d\d left"
# Colours as `\x1b[...m` sets them: 30 to 49 and 90 to 107, alone or among other attributes.
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")


class Terminal:
    """Runs mockint in a pseudo-terminal and draws what it prints.

    Args:
        columns, rows: The size.
        environ: Set over the present environment.
    """

    def __init__(self, *arguments: str, size: tuple[int, int] = (80, 24), **environ: str) -> None:
        columns, rows = size
        self.raw = ""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        settings = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environ}
        kept = {name: value for name, value in os.environ.items() if name not in _OURS}
        self.child: Any = pexpect.spawn(
            MOCKINT[0],
            [*MOCKINT[1:], *arguments],
            env=kept | settings,
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        # A real terminal answers when it is asked where its cursor is.
        self.screen.write_process_input = self.child.send

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.child.close(force=True)

    def type(self, text: str) -> None:
        self.child.send(text)

    def paste(self, text: str) -> None:
        """As a terminal with bracketed paste hands it on, with its carriage returns."""
        self.type("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")

    @property
    def text(self) -> str:
        """The screen, its white space squeezed, so that a wrapped line can be found."""
        return " ".join(" ".join(self.screen.display).split())

    def until(self, pattern: str) -> None:
        """Wait until the screen shows something."""
        deadline = time.monotonic() + PATIENCE
        while not re.search(pattern, self.text):
            shown = "\n".join(self.screen.display)
            assert time.monotonic() < deadline, f"waited in vain for {pattern!r}:\n{shown}"
            try:
                self._read()
            except pexpect.EOF:
                assert re.search(pattern, self.text), f"ended without {pattern!r}:\n{shown}"

    def question(self, pattern: str, draft: str = "") -> None:
        """Wait until a question is shown and can be answered, with what was typed before."""
        self.until(rf"{pattern}.*> {draft}.*{TOOLBAR}")

    def end(self) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < deadline:
                self._read()
        except pexpect.EOF:
            pass
        else:
            raise AssertionError("goes on:\n" + "\n".join(self.screen.display))
        self.child.wait()
        assert self.child.exitstatus is not None, self.text
        return int(self.child.exitstatus)

    def _read(self) -> None:
        with contextlib.suppress(pexpect.TIMEOUT):
            data = self.child.read_nonblocking(65536, timeout=0.1)
            self.raw += data.decode(errors="replace")
            self._stream.feed(data)


_OURS = (
    "ACCESSIBLE", "COLUMNS", "EDITOR", "FORCE_COLOR", "LINES", "NO_COLOR", "TTY_COMPATIBLE",
    "TTY_INTERACTIVE", "VISUAL",
)  # fmt: skip
