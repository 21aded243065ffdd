"""Texts, tables and pictures as HTML.

What comes in is plain text; what goes out is safe to show.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Collection, Iterable, Sequence

NOTHING = "–"
_JOINER = "\u200d"  # holds emoji together; every other format character can deceive


def escaped(text: str) -> str:
    """A text for an element or a quoted attribute, without control and direction characters."""
    kept = "".join(
        character
        for character in text
        if character in "\n\t"
        or character == _JOINER
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return html.escape(kept)


def shortened(text: str, length: int) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    marked: Collection[tuple[int, int]] = (),
) -> str:
    """A table whose first column names the rows.

    Args:
        caption: What it shows.
        head: The names of the columns.
        rows: The cells as text.
        marked: The positions (row, column) of cells to set off.
    """
    names = "".join(f'<th scope="col">{escaped(name)}</th>' for name in head)
    body = "\n".join(
        "<tr>" + "".join(_cell(text, j, (i, j) in marked) for j, text in enumerate(row)) + "</tr>"
        for i, row in enumerate(rows)
    )
    return (
        f'<div class="wide"><table>\n<caption>{escaped(caption)}</caption>\n'
        f"<thead><tr>{names}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def plot(width: int, height: int, label: str, drawn: Iterable[str]) -> str:
    """A picture in SVG.

    Args:
        width: In its own units.
        height: In the same.
        label: What it shows, as text, for those who do not see it.
        drawn: Its elements.
    """
    opened = f'<svg class="plot" viewBox="0 0 {width} {height}" role="img"'
    return "\n".join([f'{opened} aria-label="{escaped(label)}">', *drawn, "</svg>"])


def label(look: str, x: float, y: float, text: str, anchor: str = "middle") -> str:
    """A text in a picture; `look` names its class, `x` and `y` its base line."""
    opened = f'<text class="{look}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">'
    return f"{opened}{escaped(text)}</text>"


def _cell(text: str, column: int, marked: bool) -> str:
    if column == 0:
        return f'<th scope="row">{escaped(text)}</th>'
    opened = '<td class="same">' if marked else "<td>"
    return f"{opened}{escaped(text)}</td>"
