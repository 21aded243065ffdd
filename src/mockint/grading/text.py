"""An answer as units of text: sentences, and the clauses of long ones.

Units are spans of the answer as it was typed, so that evidence can be quoted to the letter;
beside the span each unit holds the text that is encoded, free of Markdown and control
characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONG_SENTENCE = 12  # words; above it a sentence is also read clause by clause
_SHORTEST_CLAUSE = 4  # words; a shorter one stays with its neighbour

# A full stop ends a sentence only before white space, and not after these.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|incl|no)|(?:^|\n)[ \t]*\d+)\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 8  # characters
# Every alternative starts only at the beginning of its run, so that long runs cost no more.
_SENTENCE_END = re.compile(
    r"(?<![.!?;])[.!?;]++[\"'”’)\]]*+(?=\s)"
    r"|\n[ \t\r]*+\n\s*+"
    r"|\n(?=[ \t]*+(?:[-*•+]|\d+[.)])\s)"
)
_CLAUSE_START = re.compile(
    r"(?<=[,:;])\s++"
    r"|(?<!\s)\s++[-\u2013\u2014]++\s++"
    r"|(?<!\s)\s++(?=(?:and|but|because|so|while|whereas|which|although|though|then|unless|instead)\b)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^[ \t]*```[\w+-]*[ \t]*$"  # a fence's line
    r"|^[ \t]*(?:[-*•+>]|\#{1,6}|\d+[.)])[ \t]+"  # bullets, quotes, headings, numbers
    r"|\*\*|__(?=\S)|(?<=\S)__|`+"  # emphasis and code marks
    r"|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:['’_.\-]?[^\W_]+)*")


@dataclass(frozen=True)
class Unit:
    """A stretch of an answer that makes a claim of its own.

    Attributes:
        start: Offset of its first character in the answer.
        end: Offset after its last character.
        text: The stretch without Markdown and control characters, white space folded.
    """

    start: int
    end: int
    text: str


def plain_text(text: str) -> str:
    """Drop Markdown, control, zero-width and direction characters; fold white space."""
    visible = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(_MARKDOWN.sub(" ", visible).split())


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; `asyncio.gather` and `don't` are one word each."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences and list items of a text, cleaned."""
    spans = (_trim(text, start, end) for start, end in _sentences(text))
    sentences = (plain_text(text[start:end]) for start, end in spans)
    return tuple(sentence for sentence in sentences if words_of(sentence))


def split_units(answer: str) -> tuple[Unit, ...]:
    """Divide an answer into overlapping units: its sentences, and the clauses of long ones.

    A unit never spans two sentences, so their order means nothing.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _sentences(answer):
        spans.append((start, end))
        if len(words_of(answer[start:end])) > LONG_SENTENCE:
            clauses = _clauses(answer, start, end)
            spans.extend(clauses if len(clauses) > 1 else [])
    units: dict[tuple[int, int], Unit] = {}
    for start, end in spans:
        first, last = _trim(answer, start, end)
        text = plain_text(answer[first:last])
        if words_of(text):
            units.setdefault((first, last), Unit(first, last, text))
    return tuple(units.values())


def _sentences(answer: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for match in _SENTENCE_END.finditer(answer):
        near = max(0, match.end() - _LONGEST_ABBREVIATION)
        if match.group() == "." and _ABBREVIATION.search(answer, near, match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(answer)))
    return [(first, last) for first, last in spans if words_of(answer[first:last])]


def _clauses(answer: str, start: int, end: int) -> list[tuple[int, int]]:
    borders = [match.end() for match in _CLAUSE_START.finditer(answer, start, end)]
    spans: list[tuple[int, int]] = []
    first = start
    for border in [*borders, end]:
        long_enough = len(words_of(answer[first:border])) >= _SHORTEST_CLAUSE
        if long_enough or border == end:
            spans.append((first, border))
            first = border
    if len(spans) > 1 and len(words_of(answer[slice(*spans[-1])])) < _SHORTEST_CLAUSE:
        spans[-2:] = [(spans[-2][0], end)]
    return spans


def _trim(answer: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space, bullets and separators outside the span."""
    while start < end and (answer[start].isspace() or answer[start] in "-*•+>#,;:"):
        start += 1
    while end > start and (answer[end - 1].isspace() or answer[end - 1] in ",;:"):
        end -= 1
    return start, end
