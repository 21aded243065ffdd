"""Words without sentences: shuffled text, and terms strung together.

Two signs, each rare in what people write, however terse, tired or new to English they are.
A shuffled sentence keeps its small words but puts them where grammar never does ("of the is").
Terms strung together with a few small words between them lack most of the small words.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import groupby, pairwise, zip_longest

from mockint.grading.text import plain_text
from mockint.grading.vocabulary import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’_.\-]?[^\W_]+)*")
_ITEM_NUMBER = re.compile(r"\b\d+[.)](?=[^\W\d])")

_ARTICLES = frozenset("an the its their our your my every".split())  # "a" may be a name: "pot a"
_PREPOSITIONS = frozenset("of in on at by for from with into via per than".split())
_AUXILIARIES = frozenset("is are was were be been has have had does do".split())
_MODALS = frozenset("can could will would should must may might".split())
_PLURALS = frozenset("i we they".split())
_SUBJECTS = _PLURALS | {"he", "she"}
_CONJUNCTIONS = frozenset("and or but because if when while".split())
_POINTERS = frozenset("this that these those which who what".split())
_SINGULARS = frozenset("is was has does".split())
_FINITE = _SINGULARS | _MODALS | {"are", "were", "had"}

# What hardly ever comes right after these words. Each pair is met with now and then ("the state
# it is in is kept", "the with block"), which is why one alone proves nothing.
_NEVER_AFTER = (
    (
        _ARTICLES,
        _PREPOSITIONS | _AUXILIARIES | _MODALS | _SUBJECTS | _CONJUNCTIONS | _POINTERS | _ARTICLES
        | {"a", "to", "as", "it", "you", "not", "how", "where", "no", "each"},
    ),
    (
        frozenset({"a"}),
        _ARTICLES | _SUBJECTS | _POINTERS
        | {"a", "of", "for", "from", "at", "by", "are", "were", "be", "have", "should", "it"},
    ),
    (
        _PREPOSITIONS - {"than"},
        _FINITE | _CONJUNCTIONS - {"when"} | _PLURALS
        | {"of", "into", "than", "per", "be", "been", "have", "do"},
    ),
    (
        frozenset("of into from with for at".split()),
        frozenset("of in at by for from to into".split()),
    ),
    (
        frozenset({"to"}),
        _FINITE | _CONJUNCTIONS - {"and"} | _PLURALS
        | {"of", "to", "been", "by", "for", "from", "with"},
    ),
    (_CONJUNCTIONS - {"because"}, frozenset({"of", "than"})),
    (
        frozenset("because if while".split()),
        _FINITE | {"and", "or", "but", "be", "been", "by", "from", "than"},
    ),
    (
        frozenset("is are was were be been".split()),
        frozenset("is are was were has had does do can could will would should must may might "
        "and or but than into".split()),
    ),
    (frozenset("has have had".split()), _FINITE - {"had"} | {"and", "or", "of", "from"}),
    (
        _MODALS,
        _ARTICLES | _FINITE | _PREPOSITIONS - {"in", "by", "of"}
        | {"a", "to", "as", "and", "but"},
    ),
    (
        _SUBJECTS,
        _ARTICLES | _PREPOSITIONS - {"in"} | _SUBJECTS | _POINTERS | _CONJUNCTIONS
        | {"a", "to", "as", "be", "been"},
    ),
    (_PLURALS, _SINGULARS - {"was"}),
    (frozenset({"not"}), _FINITE | {"and", "or", "but", "of", "not"}),
    (frozenset({"it"}), _SUBJECTS | {"it", "of", "than", "be"}),
    (_POINTERS, frozenset({"than", "per", "and", "or", "but"})),
)  # fmt: skip
_IMPOSSIBLE = frozenset((a, b) for before, after in _NEVER_AFTER for a in before for b in after)
# "The with block", "an if statement": there the small word is a name.
_KEYWORD_NOUNS = frozenset(
    "block loop clause statement keyword operator branch condition expression import".split()
)
_NEVER_LAST = frozenset("the its their our your every and or because than".split())

# Thresholds as shares of the neighbours and of the words. On 6,600 right answers that people
# wrote to other questions, many of them in broken English, "clear" met none and "likely" one or
# two in a thousand; two shuffled answers in three are "likely" at least.
_CLEARLY_MANY, _CLEAR_SHARE = 3, 0.06
_LIKELY_MANY, _LIKELY_SHARE = 2, 0.04
# A style without small words: a note of a few words has it too, and so does every list.
_FEWEST_WORDS = 24
_BARE = 0.28  # small words; English prose has 0.4 to 0.5
_RUN, _IN_RUNS = 4, 0.3  # content words in a row, and the share of the words in such runs
_LONG_RUN, _IN_LONG_RUNS = 6, 0.2
# Both signs together, each too weak alone.
_MIXED_WORDS, _MIXED_BARE, _MIXED_IN_RUNS = 20, 0.42, 0.2


class Disorder(IntEnum):
    """How surely a text is words in no order."""

    NONE = 0
    DOUBTFUL = 1
    LIKELY = 2
    CLEAR = 3


def disorder_of(answer: str) -> Disorder:
    """How surely an answer is words in no order, rather than sentences, notes, a list or code."""
    stretches = _stretches(answer)
    words = sum(len(stretch) for stretch, _ in stretches)
    neighbours, impossible = _count_impossible(stretches)
    if impossible >= max(_CLEARLY_MANY, _CLEAR_SHARE * neighbours):
        return Disorder.CLEAR
    if impossible >= max(_LIKELY_MANY, _LIKELY_SHARE * neighbours):
        return Disorder.LIKELY
    small = sum(word in STOP_WORDS for stretch, _ in stretches for word in stretch)
    runs = _content_runs(stretches)
    in_runs = sum(run for run in runs if run >= _RUN)
    in_long_runs = sum(run for run in runs if run >= _LONG_RUN)
    if (
        impossible
        and words >= _MIXED_WORDS
        and small <= _MIXED_BARE * words
        and in_runs >= _MIXED_IN_RUNS * words
    ):
        return Disorder.LIKELY
    if words < _FEWEST_WORDS or small > _BARE * words:
        return Disorder.NONE
    if in_long_runs >= _IN_LONG_RUNS * words:
        return Disorder.LIKELY
    return Disorder.DOUBTFUL if in_runs >= _IN_RUNS * words else Disorder.NONE


_Stretches = list[tuple[list[str], bool]]


def _count_impossible(stretches: _Stretches) -> tuple[int, int]:
    """The pairs of neighbours, and those that grammar does not know."""
    neighbours = impossible = 0
    for stretch, ends in stretches:
        pairs = list(pairwise(stretch))
        neighbours += len(pairs)
        impossible += sum(
            pair in _IMPOSSIBLE and following not in _KEYWORD_NOUNS
            for pair, following in zip_longest(pairs, stretch[2:])
        )
        impossible += ends and len(stretch) > 1 and stretch[-1] in _NEVER_LAST
    return neighbours, impossible


def _content_runs(stretches: _Stretches) -> list[int]:
    """How many content words stand side by side, each time."""
    return [
        len(list(run))
        for stretch, _ in stretches
        for small, run in groupby(stretch, key=STOP_WORDS.__contains__)
        if not small
    ]


def _stretches(answer: str) -> _Stretches:
    """The words between signs and line ends, and whether a sentence ends there.

    Capitals inside a sentence make a name of a small word ("an IS", "vitamin A").
    """
    stretches: _Stretches = []
    shouted = answer.isupper()
    for line in answer.splitlines():
        text = _ITEM_NUMBER.sub("; ", plain_text(line))
        words: list[str] = []
        at = 0
        for match in _WORD.finditer(text):
            gap = text[at : match.start()]
            if words and gap != " ":
                stretches.append((words, gap[0] in ".!?"))
                words = []
            word = match.group()
            named = word.isupper() and (words or len(word) > 1) and word != "I" and not shouted
            words.append(f"{word}~" if named else word.lower())
            at = match.end()
        if words:
            stretches.append((words, True))
    return stretches
