"""How the interview meets a person: what a terminal or a pipe has to offer it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mockint.history import PlannedQuestion, Session


class Command(StrEnum):
    """What can be typed instead of an answer, alone on a line, after a slash."""

    SKIP = "skip"
    HINT = "hint"
    REPEAT = "repeat"
    PAUSE = "pause"
    QUIT = "quit"


class Leave(StrEnum):
    """What a person wants who pressed Ctrl-C."""

    FINISH = "finish"
    LATER = "later"
    GO_ON = "go on"


@dataclass(frozen=True)
class Sent:
    """An answer."""

    text: str


@dataclass(frozen=True)
class EndOfInput:
    """There will be no more answers."""


@dataclass(frozen=True)
class Interrupted:
    """Ctrl-C."""


Reply = Sent | Command | EndOfInput | Interrupted


@dataclass(frozen=True)
class TimeLeft:
    """Seconds; negative when over."""

    question: float
    session: float


class Face(Protocol):
    """Shows and reads. Everything that it is given to show is untrusted text."""

    def opening(self, session: Session) -> None:
        """Say what is going to happen, or that it goes on."""
        ...

    def ask(self, number: int, planned: PlannedQuestion, follow_up: str | None) -> None:
        """Put a question, or a follow-up to it."""
        ...

    def hint(self, text: str) -> None:
        """Show a hint."""
        ...

    def notice(self, text: str) -> None:
        """Say something about the interview itself."""
        ...

    def read_reply(
        self, draft: str, keep_draft: Callable[[str], None], time_left: Callable[[], TimeLeft]
    ) -> Reply:
        """Read until an answer is sent, or something else happens.

        Args:
            draft: What was typed before, to go on from.
            keep_draft: To be called with all that is typed so far, at least once a line.
            time_left: What the clock says.
        """
        ...

    def wait(self) -> None:
        """Wait until the person wants to go on after a pause."""
        ...

    def confirm_leaving(self) -> Leave:
        """After Ctrl-C: finish with a report, leave and go on later, or go on now."""
        ...

    def busy(self, what: str) -> AbstractContextManager[None]:
        """Show that something takes a moment."""
        ...
