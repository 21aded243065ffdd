"""Where the sentences of a text are, for the guards that look at one sentence after the other."""

from __future__ import annotations

import itertools
import re

Span = tuple[int, int]

# Every alternative starts only at the beginning of its run, so that long runs cost no more.
_BORDER = re.compile(r"(?<![.!?;])[.!?;]++[\"'”’)\]]*+(?=\s)|\n++")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences and lines of a text as (start, end), without the white space around them.

    Unlike the units that are graded, a line is always one of its own: what is slipped into an
    answer often has no full stop.
    """
    borders = [0, *(match.end() for match in _BORDER.finditer(text)), len(text)]
    spans = (trim(text, start, end) for start, end in itertools.pairwise(borders))
    return tuple((start, end) for start, end in spans if start < end)


def trim(text: str, start: int, end: int) -> Span:
    """Leave the white space around a stretch outside."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, max(start, end - (len(stretch) - len(stretch.rstrip())))


def blanked(text: str, spans: tuple[Span, ...]) -> str:
    """A text of the same length with spaces where the spans were; line breaks stay."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        first = max(start, at)
        pieces.append(text[at:first])
        pieces.append("".join("\n" if sign == "\n" else " " for sign in text[first:end]))
        at = max(at, end)
    return "".join([*pieces, text[at:]])
