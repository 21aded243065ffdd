"""All journals of one user."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mockint.errors import StorageError, UnknownNameError, UsageError
from mockint.history.journal import Journal, read_journal
from mockint.history.session import Session, replay


@dataclass(frozen=True)
class Shelf:
    """The folder in which each session has a journal named after it.

    Attributes:
        folder: The folder; need not exist.
    """

    folder: Path

    def path_of(self, session_id: str) -> Path:
        """Where a session's journal lies."""
        return self.folder / f"{session_id}.jsonl"

    def new_id(self, now: datetime, rng: random.Random) -> str:
        """A name that sorts by time and that no session has yet."""
        while True:
            tail = "".join(rng.choices("abcdefghjkmnpqrstuvwxyz23456789", k=2))
            session_id = f"{now:%Y%m%d-%H%M%S}-{tail}"
            if not self.path_of(session_id).exists():
                return session_id

    def open(self, session_id: str) -> Journal:
        """The journal to write to."""
        return Journal(self.path_of(session_id))

    def ids(self) -> list[str]:
        """The names of all sessions, the oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.jsonl"))

    def load(self, session_id: str) -> Session:
        """Replay a session.

        Raises:
            StorageError: Its journal is damaged.
        """
        path = self.path_of(session_id)
        try:
            session = replay(read_journal(path))
        except ValueError as error:
            raise StorageError(f"{path} is damaged: {error}.") from error
        if session is None:
            raise StorageError(f"{path} holds no session.")
        return session

    def load_all(self) -> tuple[list[Session], list[StorageError]]:
        """Every session that can be read, the oldest first, and what went wrong with others."""
        sessions, errors = [], []
        for session_id in self.ids():
            try:
                sessions.append(self.load(session_id))
            except StorageError as error:
                errors.append(error)
        return sessions, errors

    def find(self, name: str | None) -> Session:
        """The session whose name starts with `name`; the latest without a name.

        Raises:
            UsageError: There are no sessions, or several start so.
            UnknownNameError: None starts so.
        """
        ids = self.ids()
        if not ids:
            raise UsageError("There are no sessions yet.", "Start one: mockint start --minutes 10")
        if name is None:
            return self.load(ids[-1])
        matches = [session_id for session_id in ids if session_id.startswith(name)]
        if not matches:
            raise UnknownNameError("session", name, ids, "'mockint history' lists them.")
        if len(matches) > 1 and name not in matches:
            raise UsageError(
                f"{len(matches)} sessions start with '{name}'.",
                f"Give more of the name: {', '.join(matches[:5])}",
            )
        return self.load(name if name in matches else matches[0])
