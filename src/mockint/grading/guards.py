"""What is looked at before any similarity: answers that claim nothing, however they sound.

Each guard names itself by its flag. A blocking guard decides the grade (0 points); the others
only ask for a person's eye.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockint.grading.grade import Flag
from mockint.grading.text import plain_text, words_of
from mockint.grading.vocabulary import STOP_WORDS

_FEWEST_CONTENT_WORDS = 3
_SHORT_REFERENCE = 8  # content words; a question with such a reference may be answered in two
_LONGEST_DONT_KNOW = 6  # content words beyond the phrase; more is an answer with a hedge
_ECHO_SHARE = 0.9  # of the answer's content words that are the question's
_ECHO_OF_QUESTION = 0.5  # of the question's content words that come back
_FEWEST_ITEMS = 4
_LONGEST_ITEM = 3  # words

# Said of oneself: "you would not know the result" is part of an answer.
_DONT_KNOW = re.compile(
    r"(?:^\W*|(?<=[.;!])\s+|\b(?:i|we|sorry|honestly)\s+)"
    r"(?:really\s+|honestly\s+|just\s+|simply\s+|have\s+|['’]ve\s+)?"
    r"(?:(?:do\s*n['’o]?t|dont|do\s+not|wouldn['’]?t|would\s+not|can['’]?t|cannot|couldn['’]?t)"
    r"\s+(?:really\s+|actually\s+|even\s+)?(?:know|remember|recall|say|tell|think\s+of)"
    r"|haven['’]?t\s+(?:a\s+clue|the\s+faintest|got\s+a\s+clue)"
    r"|never\s+(?:heard|used|learned|learnt|seen|worked)|forgot|forgotten)"
    r"|\b(?:have\s+)?no\s+(?:idea|clue)\b|\bnot\s+(?:really\s+|at\s+all\s+)?sure\b"
    r"|\bunsure\b|\bdunno\b|\bidk\b|\bbeats\s+me\b"
    r"|(?:^\W*|\b(?:i['’]?ll|i\s+will|let['’]?s)\s+)(?:pass|skip)"
    r"(?:\s+(?:this|that|on\s+this|on\s+that)(?:\s+one)?)?(?=\W*$)",
    re.IGNORECASE,
)
# What comes after these is a try, however hedged.
_BUT = re.compile(
    r"\b(?:but|however|though|i\s+think|i\s+guess|maybe|perhaps|probably)\b", re.IGNORECASE
)
_ITEM_BORDER = re.compile(r"[,;/|\n•]+|\s[-\u2013\u2014]\s")


@dataclass(frozen=True)
class Guarded:
    """What the guards found: `blocking` decides the grade, `noted` goes with it."""

    blocking: tuple[Flag, ...] = ()
    noted: tuple[Flag, ...] = ()


def inspect(question: str, reference: str, answer: str, authored: bool) -> Guarded:
    """Run the guards over an answer.

    Args:
        question: What was asked.
        reference: A full answer.
        answer: What was answered, as typed.
        authored: Whether the question has key points of its own. An ad-hoc question may ask for
            a list or for two words, so there short answers and lists are judged by the reference.
    """
    text = plain_text(answer)
    content = _content_words(text)
    short_reference = len(_content_words(reference)) < _SHORT_REFERENCE
    if not content:
        return Guarded(blocking=(Flag.DONT_KNOW,) if _DONT_KNOW.search(text) else (Flag.TOO_SHORT,))
    if says_dont_know(text):
        return Guarded(blocking=(Flag.DONT_KNOW,))
    if len(content) < _FEWEST_CONTENT_WORDS and authored:
        return Guarded(blocking=(Flag.TOO_SHORT,))
    if len(content) < _FEWEST_CONTENT_WORDS and not short_reference:
        # People gave many such answers full marks: let the reference decide, and a person look.
        return Guarded(noted=(Flag.TOO_SHORT, Flag.NEEDS_REVIEW))
    if _is_echo(question, content):
        return Guarded(blocking=(Flag.ECHO,))
    if _is_keyword_list(answer):
        if authored:
            return Guarded(blocking=(Flag.KEYWORD_LIST, Flag.NEEDS_REVIEW))
        return Guarded(noted=(Flag.KEYWORD_LIST, Flag.NEEDS_REVIEW))
    return Guarded()


def _content_words(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in STOP_WORDS]


def says_dont_know(text: str) -> bool:
    """Whether a text says "I don't know" and little else."""
    if not _DONT_KNOW.search(text):
        return False
    tried = _BUT.split(text, maxsplit=1)[1:]
    if tried and len(_content_words(_DONT_KNOW.sub(" ", tried[0]))) >= _FEWEST_CONTENT_WORDS:
        return False
    return len(_content_words(_DONT_KNOW.sub(" ", text))) <= _LONGEST_DONT_KNOW


def _is_echo(question: str, content: list[str]) -> bool:
    asked = set(_content_words(question))
    if not asked:
        return False
    from_question = sum(word in asked for word in content) / len(content)
    of_question = len(asked & set(content)) / len(asked)
    return from_question >= _ECHO_SHARE and of_question >= _ECHO_OF_QUESTION


def _is_keyword_list(answer: str) -> bool:
    """Several items of a few words each and no word that would make a sentence of them."""
    items = [words_of(item) for item in _ITEM_BORDER.split(answer)]
    items = [item for item in items if item]
    if len(items) < _FEWEST_ITEMS:
        return False
    words = [word for item in items for word in item]
    longest = max(len(item) for item in items)
    joined = sum(word in STOP_WORDS for word in words)
    return longest <= _LONGEST_ITEM and joined / len(words) <= 0.1  # noqa: PLR2004 - one in ten
