"""A pack as it was read, kept so that the next start need not parse and check its YAML again.

What is kept is keyed by every byte of the pack's files and of the code that reads them, so an
edit of any is seen. It is JSON and decoded by the types of `Question` and its parts, so a damaged
or foreign file counts as absent.
"""

from __future__ import annotations

import gc
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from mockint.bank.loading import load_pack
from mockint.bank.pack import Pack, Topic
from mockint.bank.question import Question
from mockint.bank.wordings import WORDINGS
from mockint.files import write_atomically

_READER = Path(__file__).parent  # the code that decides what a pack's files mean


@dataclass(frozen=True)
class _Compiled:
    """What is kept: a pack without the folder that it lay in."""

    key: str
    name: str
    title: str
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]


def load_compiled(root: Path, cache: Path) -> Pack:
    """The pack in the folder `root`, from the cache where that is up to date.

    Args:
        root: The pack's folder.
        cache: The folder to keep compiled packs in; one that cannot be written to is no error.

    Raises:
        PackError: See `load_pack`.
    """
    try:
        key = _key_of(root)
    except OSError:
        return load_pack(root)  # which says what is wrong
    # Paths are bytes to the system; they need not be text in any encoding.
    path = cache / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}.json"
    kept = _read(path)
    if kept is not None and kept.key == key:
        return Pack(kept.name, kept.title, root, kept.topics, kept.questions)
    pack = load_pack(root)
    if _key_of(root) == key:  # else a file was saved meanwhile, and this is neither old nor new
        _write(path, _Compiled(key, pack.name, pack.title, pack.topics, pack.questions))
    return pack


def _key_of(root: Path) -> str:
    digest = hashlib.sha256()
    folders = (root.glob("*.yaml"), (root / WORDINGS).glob("*.yaml"), _READER.glob("*.py"))
    for file in filter(Path.is_file, (file for files in folders for file in sorted(files))):
        content = file.read_bytes()
        name = os.fsencode(f"{file.parent.name}/{file.name}")
        digest.update(name + b" %d\n" % len(content))
        digest.update(content)
    return digest.hexdigest()


def _read(path: Path) -> _Compiled | None:
    import msgspec  # noqa: PLC0415 - `mockint --help` must not pay for it

    collecting = gc.isenabled()
    gc.disable()  # thousands of new objects and no garbage: looking for some takes most of the time
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Compiled)
    except (OSError, ValueError, RecursionError):
        return None
    finally:
        if collecting:
            gc.enable()


def _write(path: Path, compiled: _Compiled) -> None:
    import msgspec  # noqa: PLC0415 - see above

    try:
        write_atomically(path, msgspec.json.encode(compiled))
    except OSError:
        return  # the next start parses again
