"""The session's own time: it stands still in pauses and while mockint itself is busy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Clock:
    """Counts seconds.

    Args:
        now: A monotonic time in seconds.
        start: What has passed already, in a session that goes on.
    """

    def __init__(self, now: Callable[[], float], start: float = 0.0) -> None:
        self._now = now
        self._before = start
        self._since: float | None = now()

    @property
    def elapsed(self) -> float:
        """Seconds of the session so far, to the millisecond."""
        running = 0.0 if self._since is None else self._now() - self._since
        return round(self._before + running, 3)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Stop the clock for the length of a `with` block."""
        self._before, self._since = self.elapsed, None
        try:
            yield
        finally:
            self._since = self._now()
