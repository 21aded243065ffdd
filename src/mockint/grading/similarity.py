"""How near the units of an answer are to the statements of a rubric."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mockint.embedding import Encoded
from mockint.grading.evidence import wrongness
from mockint.grading.rubric import EncodedRubric, Statements
from mockint.grading.text import Unit

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class EncodedAnswer:
    """An answer as typed, its units, and their vectors.

    Attributes:
        text: As the candidate typed it.
        units: Its sentences and clauses; none without words.
        encoded: One for each unit.
        whole: The answer in one piece, where the rubric needs it.
    """

    text: str
    units: tuple[Unit, ...]
    encoded: tuple[Encoded, ...]
    whole: Encoded | None = None


@dataclass(frozen=True)
class Compared:
    """An answer's units beside a rubric's statements.

    Attributes:
        recall: Token recall of each statement in each unit, shape (statements, units).
        cosine: Sentence cosine, same shape.
        wrong: How surely each unit says something false, 0 to 1, shape (units,).
    """

    recall: Matrix
    cosine: Matrix
    wrong: Matrix

    @classmethod
    def of(cls, rubric: EncodedRubric, answer: EncodedAnswer) -> Compared:
        """Compare everything with everything."""
        recall = token_recall(rubric.statements, answer.encoded)
        cosine = _sentence_cosine(rubric.statements, answer.encoded)
        return cls(recall, cosine, wrongness(rubric, recall, cosine))

    @property
    def similarity(self) -> Matrix:
        """The mean of recall and cosine, shape (statements, units)."""
        return (self.recall + self.cosine) / 2


def token_recall(statements: Statements, units: tuple[Encoded, ...]) -> Matrix:
    """Mean over a statement's content words of the best cosine to any word of a unit.

    Returns:
        Shape (statements, units), each from -1 to 1.
    """
    lengths = [len(unit.vectors) for unit in units]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    cosines = statements.words @ np.concatenate([unit.vectors for unit in units]).T
    best = np.maximum.reduceat(cosines, starts, axis=1)
    sums = np.add.reduceat(best.astype(np.float64), statements.starts, axis=0)
    return sums / statements.counts[:, None]


def _sentence_cosine(statements: Statements, units: tuple[Encoded, ...]) -> Matrix:
    vectors = np.array([unit.sentence for unit in units])
    return np.asarray(statements.sentences @ vectors.T, dtype=np.float64)
