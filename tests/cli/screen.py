"""A real process in a terminal, and what the screen shows of it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pexpect
import pyte

from tests.cli.driving import MOCKINT, PATIENCE

SEND = "\x1b\r"  # Esc, Enter
CTRL_C, CTRL_D = "\x03", "\x04"
_PERSONAL = (
    "ACCESSIBLE",
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "VISUAL",
)
_CLOCK = re.compile(r"session \d+:\d\d left")


class Terminal:
    """A real mockint in a terminal.

    Args:
        *arguments: Its command line.
        size: Columns and rows.
        **environ: What differs from an ordinary environment.
    """

    def __init__(self, *arguments: str, size: tuple[int, int] = (80, 24), **environ: str) -> None:
        columns, rows = size
        usual = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
        self.raw = b""
        self.screen: Any = pyte.Screen(columns, rows)
        self._stream: Any = pyte.ByteStream(self.screen)
        self.child: Any = pexpect.spawn(
            MOCKINT[0],
            [*MOCKINT[1:], *arguments],
            env={**usual, "TERM": "xterm-256color", **environ},
            dimensions=(rows, columns),
            echo=True,
        )
        self.child.delaybeforesend = None
        # Programs ask the terminal where its cursor is, and wait for the answer.
        self.screen.write_process_input = self.child.send

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.child.close(force=True)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen as one line, so that wrapping makes no difference."""
        return " ".join(" ".join(self.lines).split())

    @property
    def toolbar(self) -> str:
        return self.lines[-1].strip()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Keep the screen going until something is true."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            over = time.monotonic() > deadline
            if over or not self._read():
                screen = "\n".join(self.lines)
                raise AssertionError(f"waited in vain for {what}:\n{screen}")

    def until_shown(self, text: str) -> None:
        self.until(lambda: text in self.text, repr(text))

    def until_edited(self, text: str) -> None:
        """Wait until the text is on the screen and an answer can be typed."""
        self.until(
            lambda: text in self.text and _CLOCK.search(self.toolbar), f"{text!r} and a prompt"
        )

    def type(self, keys: str) -> None:
        self.child.send(keys)

    def paste(self, text: str) -> None:
        """What terminals send for a paste: one piece, marked as such, Enter between the lines."""
        self.type(f"\x1b[200~{text.replace(chr(10), chr(13))}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def end(self) -> int:
        """Wait for the process to end; its exit code, or minus the signal that killed it."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, "\n".join(["does not end:", *self.lines])
        self.child.wait()
        status: int = self.child.exitstatus if self.child.signalstatus is None else -1
        return status

    def _read(self) -> bool:
        """Take what the process has printed; False when there will be no more."""
        try:
            piece = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += piece
        self._stream.feed(piece)
        return True


def broken_encoder(folder: Path) -> dict[str, str]:
    """An environment in which loading the encoder fails at once, or as soon as it is let.

    While `folder / "wait"` exists the loading goes on.
    """
    folder.mkdir(exist_ok=True)
    (folder / "sentence_transformers.py").write_text(
        "import pathlib, time\n"
        "while pathlib.Path(__file__).with_name('wait').exists():\n"
        "    time.sleep(0.01)\n"
        "raise ImportError('switched off')\n"
    )
    (folder / "empty").mkdir(exist_ok=True)
    before = os.environ.get("PYTHONPATH")
    return {
        "MOCKINT_ENCODER": str(folder / "empty"),
        "PYTHONPATH": os.pathsep.join([str(folder), *([before] if before else [])]),
    }
