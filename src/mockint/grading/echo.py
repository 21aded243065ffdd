"""The question handed back as an answer."""

from __future__ import annotations

from enum import IntEnum

from mockint.grading.text import words_of
from mockint.grading.vocabulary import STOP_WORDS

# Shares of the answer's content words that are the question's, and of the question's that come
# back. Among right answers to the bank's questions the first stays below 0.55.
_CLOSE, _BACK = 0.9, 0.5
_COPIED_BACK = 0.75
# A longer text may have a few words of its own, and need not give back a long question.
_LOOSE, _LOOSE_WORDS = 0.8, 6
_LONG = 8  # content words
_SHORTEST_STEM = 2
# What any answer may say of any question.
_FILLERS = frozenset(
    """
    kind kinds sort sorts reason reasons case cases matter matters question questions answer
    answers good bad important well really great simply basically certain different various
    part parts lot lots bit point points course example fact
    """.split()
)


class Echo(IntEnum):
    """How much of a text is the question's."""

    NONE = 0
    LOOSE = 1
    CLOSE = 2
    COPY = 3


def echo_of(question: str, answer: str) -> Echo:
    """How much an answer is the question again, in whatever order and form of its words."""
    asked = {_stem(word) for word in _content(question)}
    said = [_stem(word) for word in _content(answer) if word not in _FILLERS]
    if not asked or not said:
        return Echo.NONE
    own = sum(word in asked for word in said) / len(said)
    back = len(asked & set(said)) / len(asked)
    if own == 1 and back >= _COPIED_BACK:
        return Echo.COPY
    if own >= _CLOSE and back >= _BACK:
        return Echo.CLOSE
    if own >= _CLOSE and len(said) >= _LONG:
        return Echo.LOOSE
    loose = own >= _LOOSE and len(said) >= _LOOSE_WORDS
    return Echo.LOOSE if loose and (back >= _BACK or len(said) >= _LONG) else Echo.NONE


def _content(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in STOP_WORDS]


def _stem(word: str) -> str:
    """A word without its commonest endings: enough to see that it comes from the question."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + _SHORTEST_STEM:
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e")
