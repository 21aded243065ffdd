"""The one place that prints. Whatever it is given, no text can move the cursor or colour itself."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from mockint.cli.world import World
from mockint.errors import MockintError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PLAIN_WIDTH = 80
# Escape sequences as terminals read them: CSI, OSC and other strings, two-character ones.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_JOINER = "\u200d"  # holds emoji together; every other format character can deceive


def printable(text: str) -> str:
    """Drop escape sequences, control, direction and zero-width characters; keep lines and tabs."""
    return "".join(
        character
        for character in _ESCAPES.sub("", text)
        if character in "\n\t"
        or character == _JOINER
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )


class Progress(Protocol):
    """Counts work that takes a while."""

    def advance(self, count: int = 1) -> None:
        """So much more is done."""
        ...


class _NoProgress:
    def advance(self, count: int = 1) -> None:
        """Nobody watches."""


class Output:
    """Results on stdout, talk on stderr.

    Args:
        world: The streams.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    @cached_property
    def _results(self) -> Console:
        return self._console(stderr=False)

    @cached_property
    def _talk(self) -> Console:
        return self._console(stderr=True)

    def _console(self, *, stderr: bool) -> Console:
        from rich.console import Console

        stream = self._world.stderr if stderr else self._world.stdout
        return Console(file=stream, markup=False, highlight=False, emoji=False)

    @property
    def width(self) -> int:
        """Columns of stdout; 80 where it is no terminal."""
        return self._results.width if self._world.stdout.isatty() else PLAIN_WIDTH

    @property
    def fancy(self) -> bool:
        """Whether stdout is a terminal that shows tables and colours."""
        return self._world.stdout.isatty() and not self._world.speaks_plainly

    @property
    def _talks_plainly(self) -> bool:
        return self._world.wants_plain_text or not self._world.stderr.isatty()

    def line(self, text: str = "", style: str | None = None) -> None:
        """A line of a result; wrapped only by a terminal."""
        if self.fancy:
            self._results.print(printable(text), style=style, soft_wrap=False)
        else:
            self._world.stdout.write(printable(text) + "\n")
            self._world.stdout.flush()

    def render(self, thing: RenderableType) -> None:
        """Something of rich, for a terminal; its texts went through `printable` before."""
        self._results.print(thing)

    def raw(self, text: str) -> None:
        """A result that programs read; JSON and Markdown keep their own escapes."""
        self._world.stdout.write(text)
        self._world.stdout.flush()

    def json(self, content: Any) -> None:
        """A result as JSON, indented. Nothing but ASCII: every consumer reads that."""
        self.raw(json.dumps(content, indent=2) + "\n")

    def talk(self, text: str, style: str | None = None) -> None:
        """Something to a person that is not the result."""
        if self._talks_plainly:
            self._world.stderr.write(printable(text) + "\n")
            self._world.stderr.flush()
        else:
            self._talk.print(printable(text), style=style, soft_wrap=True)

    def error(self, error: MockintError) -> None:
        """What went wrong and how to mend it."""
        self.talk(f"mockint: {error.message}", style="red")
        if error.hint:
            self.talk(error.hint)

    def spinner(self, text: str) -> AbstractContextManager[object]:
        """A sign of life on a terminal that can repaint."""
        return self._results.status(printable(text), spinner="dots")

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Progress]:
        """A bar on stderr while work goes on; nothing where stderr is no terminal."""
        if self._talks_plainly:
            yield _NoProgress()
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import (
            Progress as RichProgress,
        )

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with RichProgress(*columns, TimeRemainingColumn(), console=self._talk) as bar:
            task = bar.add_task(what, total=total)

            class Bar:
                def advance(self, count: int = 1) -> None:
                    bar.advance(task, count)

            yield Bar()


def wrapped(text: str, width: int, indent: str = "", hanging: str = "") -> Iterable[str]:
    """A paragraph in lines of at most `width` columns, each after `indent`.

    All but the first also come after `hanging`.
    """
    import textwrap

    return textwrap.wrap(
        printable(text),
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
