"""Files that the user names on the command line."""

from __future__ import annotations

from pathlib import Path

from mockint.errors import InputFileError
from mockint.files import write_atomically


def write_result(path: Path, text: str) -> None:
    """Write a whole result at once.

    Raises:
        InputFileError: It cannot be written there.
    """
    try:
        write_atomically(path, text.encode("utf-8", errors="backslashreplace"))
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> InputFileError:
    """The error for an output file."""
    return InputFileError(
        f"{path} cannot be written ({error.strerror}).", "Choose another file with -o."
    )
