"""What is looked at before any similarity: answers that claim nothing, however they sound.

Each guard names itself by its flag. A blocking guard decides the grade (0 points); the others
go with the grade, and most of them ask for a person's eye. Guards judge by words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockint.grading.dont_know import says_dont_know
from mockint.grading.echo import Echo, echo_of
from mockint.grading.grade import Flag
from mockint.grading.injection import injected_spans, neutralised
from mockint.grading.language import Foreign, foreign
from mockint.grading.repetition import repeated_spans, repeats_itself
from mockint.grading.sentence_spans import blanked
from mockint.grading.text import plain_text, words_of
from mockint.grading.vocabulary import STOP_WORDS
from mockint.grading.word_salad import Disorder, disorder_of

__all__ = ["Guarded", "graded_text", "inspect", "neutralised", "says_dont_know"]

_FEWEST_CONTENT_WORDS = 3
_SHORT_REFERENCE = 8  # content words; a question with such a reference may be answered in two
_FEWEST_ITEMS = 4
_LONGEST_ITEM = 3  # words
_PASTED_RUN = 6  # words in a row as the reference has them
_PASTED_SHARE = 0.8  # of the answer's words in such runs
_FEWEST_PASTED = 12  # words; of a shorter reference the right answer may well be a copy

# Flags that no person needs to look at, where the first three decide the grade.
_CERTAIN = frozenset({Flag.DONT_KNOW, Flag.ECHO, Flag.TOO_SHORT, Flag.REPETITION})
_ITEM_BORDER = re.compile(r"[,;/|\n•]+|\s[-\u2013\u2014]\s")


@dataclass(frozen=True)
class Guarded:
    """What the guards found: `blocking` decides the grade, `noted` goes with it."""

    blocking: tuple[Flag, ...] = ()
    noted: tuple[Flag, ...] = ()


def graded_text(answer: str) -> str:
    """The part of an answer that is graded: no talk to the grader, nothing said twice.

    The rest is replaced by spaces, so that offsets hold for the answer as well.
    """
    left = neutralised(answer)
    return blanked(left, repeated_spans(left))


def inspect(question: str, reference: str, answer: str, authored: bool) -> Guarded:
    """Run the guards over an answer.

    Args:
        question: What was asked.
        reference: A full answer.
        answer: What was answered, as typed.
        authored: Whether the question has key points of its own. An ad-hoc question may ask for
            a list, for two words or in any language, so there what is only unusual is left to
            the reference and noted.
    """
    spans = injected_spans(answer)
    left = blanked(answer, spans)
    text = plain_text(left)
    language = foreign(text)
    if foreign(f"{question}\n{reference}") is not Foreign.NOT:
        language = Foreign.NOT
    found, blocks = _judge(question, reference, left, text, authored, language)
    if spans and blocks and found is Flag.TOO_SHORT:
        return Guarded(blocking=(Flag.INJECTION, Flag.NEEDS_REVIEW))
    flags = [found] if found else []
    if spans:
        flags.append(Flag.INJECTION)
    if not blocks and repeats_itself(left):
        flags.append(Flag.REPETITION)
    if not blocks and _is_pasted(reference, left):
        flags.append(Flag.PASTED_REFERENCE)
    certain = _CERTAIN if blocks else _CERTAIN - {Flag.ECHO, Flag.TOO_SHORT}
    if not certain.issuperset(flags):
        flags.append(Flag.NEEDS_REVIEW)
    return Guarded(blocking=tuple(flags)) if blocks else Guarded(noted=tuple(flags))


def _judge(
    question: str, reference: str, answer: str, text: str, authored: bool, language: Foreign
) -> tuple[Flag | None, bool]:
    """The guard that an answer as a whole is caught by, and whether it decides the grade.

    `text` is the answer without its markup and line breaks.
    """
    if says_dont_know(text):
        return Flag.DONT_KNOW, True
    if language is Foreign.CLEARLY:
        return Flag.OTHER_LANGUAGE, authored
    content = _count_content(text)
    if not content or (content < _FEWEST_CONTENT_WORDS and authored):
        return Flag.TOO_SHORT, True
    if content < _FEWEST_CONTENT_WORDS and _count_content(reference) >= _SHORT_REFERENCE:
        # People gave many such answers full marks: let the reference decide, and a person look.
        return Flag.TOO_SHORT, False
    echo = echo_of(question, text)
    if echo is not Echo.NONE and (authored or echo >= Echo.CLOSE):
        # To some questions their own words in another order are right.
        return Flag.ECHO, authored or echo is Echo.COPY
    if _is_keyword_list(answer):
        return Flag.KEYWORD_LIST, authored
    if language is Foreign.PARTLY:
        return Flag.OTHER_LANGUAGE, False
    disorder = disorder_of(answer)
    if disorder is not Disorder.NONE:
        return Flag.WORD_SALAD, disorder >= (Disorder.LIKELY if authored else Disorder.CLEAR)
    return None, False


def _count_content(text: str) -> int:
    return sum(word not in STOP_WORDS for word in words_of(text))


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


def _is_pasted(reference: str, answer: str) -> bool:
    """Whether most of an answer is runs of words that the reference has in the same order."""
    source, words = words_of(reference), words_of(answer)
    if min(len(source), len(words)) < _FEWEST_PASTED:
        return False
    runs = set(_runs(source))
    copied = [False] * len(words)
    for start, run in enumerate(_runs(words)):
        if run in runs:
            copied[start : start + _PASTED_RUN] = [True] * _PASTED_RUN
    return sum(copied) >= _PASTED_SHARE * len(words)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    last = len(words) - _PASTED_RUN + 1
    return [tuple(words[start : start + _PASTED_RUN]) for start in range(last)]
