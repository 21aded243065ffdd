"""The wordings used where a key point has no follow-up question of its own."""

from __future__ import annotations

import string
import zlib
from dataclasses import dataclass
from pathlib import Path

from mockint.bank.fields import Document, Fields
from mockint.errors import PackError, Problem

_ROLE = "follow-up-offline"


@dataclass(frozen=True)
class Templates:
    """Wordings by what is known of the gap.

    Attributes:
        version: Goes up whenever a wording changes.
        partial: With `{quote}`, the candidate's words that came near.
        anchored: With `{anchor}`, a word of the point that the question or the answer holds.
        open: Without any.
    """

    version: int
    partial: tuple[str, ...]
    anchored: tuple[str, ...]
    open: tuple[str, ...]


def load_templates(folder: Path) -> Templates:
    """Read `follow-up-offline.yaml`.

    Raises:
        PackError: The file is missing, or does not hold to the format.
    """
    problems: list[Problem] = []
    path = folder / f"{_ROLE}.yaml"
    fields = Document(path, problems).mapping()
    templates = None if fields is None else _read(fields)
    if problems or templates is None:
        raise PackError(path.name, sorted(problems))
    return templates


def choose(wordings: tuple[str, ...], key: str) -> str:
    """One of the wordings, always the same for the same key."""
    return wordings[zlib.crc32(key.encode(errors="replace")) % len(wordings)]


def _read(fields: Fields) -> Templates:
    fields.choice("role", [_ROLE])
    templates = Templates(
        version=fields.whole_number("version", 1, 10_000),
        partial=_wordings(fields, "partial", "quote"),
        anchored=_wordings(fields, "anchored", "anchor"),
        open=_wordings(fields, "open", None),
    )
    fields.close()
    return templates


def _wordings(fields: Fields, field: str, variable: str | None) -> tuple[str, ...]:
    wordings = fields.texts(field)
    if not wordings:
        fields.note("needs at least one wording", field)
    wanted = {variable} if variable else set()
    for wording in wordings:
        try:
            parts = list(string.Formatter().parse(wording))
        except ValueError as error:
            fields.note(f"'{wording}': {error}", field)
            continue
        found = {name for _, name, _, _ in parts if name is not None}
        if found != wanted or any(form or conversion for _, _, form, conversion in parts):
            holds = f"hold {{{variable}}} and no other variable" if variable else "hold no variable"
            fields.note(f"'{wording}' should {holds}", field)
    return wordings
