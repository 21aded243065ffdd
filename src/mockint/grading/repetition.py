"""The same sentence over and over."""

from __future__ import annotations

from mockint.grading.sentence_spans import Span, sentence_spans
from mockint.grading.text import plain_text, words_of
from mockint.grading.vocabulary import STOP_WORDS

_NEARLY_THE_SAME = 0.8  # Jaccard index of two sentences' sets of content words
_FEWEST_WORDS = 3  # of content in a sentence; "It does so." may well come twice
_COMPARED = 100  # distinct sentences that a further one is compared with, so that time is linear
_REPEATED_SHARE = 0.3  # of the answer's words, from which it is an answer that repeats itself
# Small words that turn a sentence into another one: "runs before it", "runs after it".
_TURNING = frozenset(
    """
    not no never nor without cannot before after until unless only all every some any none both
    more less most least many few up down out over under above below first last than
    must may might can could should will one two same other
    """.split()
)

_Bag = tuple[frozenset[str], frozenset[str]]  # content words, turning words


def repeated_spans(answer: str) -> tuple[Span, ...]:
    """The sentences that say no more than an earlier one, in all but the same words.

    Returns:
        Their (start, end) in the answer. Case, punctuation, small words and a plural s do not
        count; a sentence with a new content word is no repetition.
    """
    seen: set[_Bag] = set()
    compared: list[_Bag] = []
    repeated = []
    for start, end in sentence_spans(answer):
        bag = _bag(answer[start:end])
        if len(bag[0]) < _FEWEST_WORDS:
            continue
        if bag in seen or any(_says_no_more(bag, earlier) for earlier in compared):
            repeated.append((start, end))
        elif len(compared) < _COMPARED:
            compared.append(bag)
        seen.add(bag)
    return tuple(repeated)


def repeats_itself(answer: str) -> bool:
    """Whether a good part of an answer was said in it before."""
    repeated = sum(len(words_of(answer[start:end])) for start, end in repeated_spans(answer))
    return repeated > 0 and repeated >= _REPEATED_SHARE * len(words_of(answer))


def _bag(sentence: str) -> _Bag:
    words = words_of(plain_text(sentence))
    content = frozenset(word.removesuffix("s") for word in words if word not in STOP_WORDS)
    turning = frozenset(word for word in words if word in _TURNING or word.endswith(("n't", "n’t")))
    return content, turning


def _says_no_more(bag: _Bag, earlier: _Bag) -> bool:
    content, turning = bag
    earlier_content, earlier_turning = earlier
    return (
        turning == earlier_turning
        and len(content) >= _NEARLY_THE_SAME * len(earlier_content)
        and content <= earlier_content
    )
