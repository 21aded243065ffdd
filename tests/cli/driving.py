"""How these tests look at what the command line left behind, and how they drive real processes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, Self

from typer.testing import Result

SESSION_ID = re.compile(r"\b\d{8}-\d{4,6}-[a-z0-9]{2,4}\b")
MOCKINT = (sys.executable, "-m", "mockint")
# read(0, ...) as Linux numbers it, on x86-64 and on the other machines.
_READING = (["0", "0x0"], ["63", "0x0"])
PATIENCE = 60.0  # seconds until a wait is given up as failed; loading takes a while
GOOD = "A list can be changed after it was created, while a tuple is immutable."
ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07\x9b2J\x1b[2J"


class Cli(Protocol):
    """The `cli` fixture."""

    def __call__(
        self,
        *arguments: str,
        input: str | bytes | None = None,  # noqa: A002 - click's word
    ) -> Result: ...


def no_ids(text: str) -> str:
    return SESSION_ID.sub("ID", text)


def journals(home: Path) -> list[Path]:
    return sorted((home / "data" / "sessions").glob("*.jsonl"))


def events(home: Path) -> list[dict[str, Any]]:
    """What the only session's journal holds, a line that is still being written left out."""
    (journal,) = journals(home)
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def kinds(home: Path) -> list[str]:
    return [event["event"] for event in events(home)]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.01)


class Process:
    """A real mockint behind pipes."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        self.seen = ""
        self.child = subprocess.Popen(
            [*MOCKINT, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | environ,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.child.kill()
        self.child.wait()
        for stream in (self.child.stdin, self.child.stdout):
            if stream is not None and not stream.closed:
                stream.close()

    def type(self, text: str) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(text.encode())
        self.child.stdin.flush()

    def read_until(self, text: str) -> None:
        """Read on until `text` was seen; a process that ends without it fails the test."""
        assert self.child.stdout is not None
        while text not in self.seen:
            piece = os.read(self.child.stdout.fileno(), 65536)
            assert piece, f"ended before saying {text!r}:\n{self.seen}"
            self.seen += piece.decode()

    def interrupt(self) -> None:
        """Ctrl-C, once the process waits for input if it is about to.

        A signal in the instant between Python's look for signals and its reading is acted on
        only when the next input comes: a person presses again, a test would wait for ever.
        """
        state = Path(f"/proc/{self.child.pid}/syscall")
        for _ in range(100):
            with contextlib.suppress(OSError):
                if state.read_text().split()[:2] in _READING:
                    break
            time.sleep(0.01)
        self.child.send_signal(signal.SIGINT)

    def finish(self) -> tuple[int, str]:
        """End its input; the exit code and all that was printed."""
        rest, _ = self.child.communicate(timeout=PATIENCE)
        self.seen += rest.decode()
        return self.child.returncode, self.seen


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
