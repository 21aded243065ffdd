"""What simpler graders make of the same answers with the same encoder, for comparison.

They see the question and the reference, as tools of this kind do, and no key points. Each gives
a value without a scale of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mockint.embedding import Encoder
from mockint.evaluation.labelled import LabelledAnswer
from mockint.grading.rubric import Statements
from mockint.grading.similarity import token_recall
from mockint.grading.text import split_sentences

_K1, _B = 1.2, 0.75  # BM25 as it is usually set


@dataclass(frozen=True)
class Peer:
    """A simple grader.

    Attributes:
        name: What tables call it.
        score: One value an answer, the higher the better.
    """

    name: str
    score: Callable[[Sequence[LabelledAnswer], Encoder], list[float]]


def _cosine(answers: Sequence[LabelledAnswer], encoder: Encoder) -> list[float]:
    """Sentence cosine of the whole answer and the reference."""
    given = encoder.encode([one.answer for one in answers])
    wanted = encoder.encode([one.rubric.reference for one in answers])
    return [float(a.sentence @ b.sentence) for a, b in zip(given, wanted, strict=True)]


def _clause_coverage(answers: Sequence[LabelledAnswer], encoder: Encoder) -> list[float]:
    """Mean over the reference's sentences of the best cosine to a sentence of the answer."""
    values = []
    for one in answers:
        wanted = encoder.encode(split_sentences(one.rubric.reference))
        given = encoder.encode(split_sentences(one.answer) or [one.answer])
        cosines = np.array([w.sentence for w in wanted]) @ np.array([g.sentence for g in given]).T
        values.append(float(cosines.max(axis=1).mean()))
    return values


def _token_recall(answers: Sequence[LabelledAnswer], encoder: Encoder) -> list[float]:
    """Best cosine of each content word of the reference to a word of the answer; averaged."""
    values = []
    for one in answers:
        asked, wanted, given = encoder.encode(
            [one.rubric.question, one.rubric.reference, one.answer]
        )
        if not given.words:
            values.append(0.0)
            continue
        statements = Statements.of([wanted], frozenset(asked.words))
        values.append(float(token_recall(statements, (given,))[0, 0]))
    return values


def _bm25(answers: Sequence[LabelledAnswer], _encoder: Encoder) -> list[float]:
    """Okapi BM25 of the answer for the reference as query, over all answers as the collection."""
    documents = [Counter(_words(one.answer)) for one in answers]
    frequency = Counter(word for document in documents for word in document)
    mean_length = sum(document.total() for document in documents) / max(1, len(documents)) or 1
    values = []
    for one, document in zip(answers, documents, strict=True):
        norm = _K1 * (1 - _B + _B * document.total() / mean_length)
        value = 0.0
        for word in set(_words(one.rubric.reference)):
            present = frequency[word]
            rarity = math.log(1 + (len(documents) - present + 0.5) / (present + 0.5))
            value += rarity * document[word] * (_K1 + 1) / (document[word] + norm)
        values.append(value)
    return values


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


PEERS = (
    Peer("token recall", _token_recall),
    Peer("clause coverage", _clause_coverage),
    Peer("sentence cosine", _cosine),
    Peer("BM25", _bm25),
)
