"""Where the shipped and the user's files lie, and how a file is replaced without being torn."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Literal

from mockint.errors import DataMissingError, StorageError

ShippedFolder = Literal["bank", "prompts", "embeddings"]

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: ShippedFolder) -> Path:
    """The folder as it was installed: inside the package, or beside `src` in a checkout.

    Raises:
        DataMissingError: The installation is incomplete.
    """
    for candidate in (_PACKAGE / "_data" / folder, _PACKAGE.parents[1] / folder):
        if candidate.is_dir():
            return candidate
    raise DataMissingError(
        f"The folder '{folder}' is missing from this installation of mockint.",
        "Install mockint again: pip install --force-reinstall mockint",
    )


def ensure_folder(path: Path, setting: str) -> Path:
    """Make a folder of the user's if it is not there yet.

    Args:
        path: The folder.
        setting: The environment variable that moves it elsewhere, for the hint.

    Raises:
        StorageError: The folder can be neither found nor made, or not written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable_folder(path, setting, error) from error
    if not os.access(path, os.W_OK):
        raise unusable_folder(path, setting, PermissionError("not writable"))
    return path


def unusable_folder(path: Path, setting: str, error: OSError) -> StorageError:
    """The error that says which folder failed and how to choose another."""
    reason = error.strerror or str(error)
    return StorageError(
        f"mockint cannot write to {path} ({reason}).",
        f"Make it writable, or set {setting} to a folder that you can write to.",
    )


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader sees the old file or the new one, never a part.

    Raises:
        OSError: As `open` and `os.replace` raise it; the old file is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; a shared bank must stay readable by others.
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
