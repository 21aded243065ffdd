"""The journal of one session: JSON Lines, appended and synced event by event."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from mockint.errors import StorageError
from mockint.files import ensure_folder, unusable_folder
from mockint.history.events import Event, from_record, to_record

FORMAT = 1
DATA_SETTING = "MOCKINT_DATA_DIR"


class Journal:
    """Appends events to a file. When `append` returns, the event survives a crash.

    Args:
        path: The file; made if it is not there.

    Raises:
        StorageError: The file cannot be written, or another process is writing it.
    """

    def __init__(self, path: Path) -> None:
        ensure_folder(path.parent, DATA_SETTING)
        self.path = path
        try:
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise unusable_folder(path, DATA_SETTING, error) from error
        try:
            _lock(self._file.fileno(), path)
            # A line that was torn by a crash: what follows must not be glued to it.
            self._torn = self._file.tell() > 0 and not path.read_bytes().endswith(b"\n")
        except BaseException:
            self._file.close()
            raise

    def append(self, event: Event) -> None:
        """Write an event and wait until it is on the disk.

        Raises:
            StorageError: The disk is full, or gone.
        """
        record = {"format": FORMAT, **to_record(event)}
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        data = line.encode("utf-8", errors="backslashreplace")
        rest = memoryview(b"\n" + data if self._torn else data)
        self._torn = True
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise unusable_folder(self.path, DATA_SETTING, error) from error
        self._torn = False

    def close(self) -> None:
        """Close the file; every event is on the disk already."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read_journal(path: Path) -> list[Event]:
    """The events of a journal, in order.

    A last line that was torn by a crash is left out, and so is an event of a type that only a
    newer version knows.

    Raises:
        StorageError: The file cannot be read, or is damaged elsewhere than at its torn lines.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise StorageError(f"{path} cannot be read ({error.strerror}).") from error
    events = []
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
        except ValueError:
            continue  # torn: its event never came to be
        except RecursionError as error:
            raise StorageError(f"{path}, line {number}, is damaged (nested too deep).") from error
        try:
            event = from_record(record)
        except ValueError as error:
            raise StorageError(
                f"{path}, line {number}, is damaged ({error}).",
                "Move the file away; the other sessions are not affected.",
            ) from error
        if event is not None:
            events.append(event)
    return events


def _lock(descriptor: int, path: Path) -> None:
    """Keep a second process from continuing the same session; released when the file closes."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StorageError(
            f"The session {path.stem} is open in another mockint.",
            "Go on there, or close it first.",
        ) from None
