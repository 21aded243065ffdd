"""What an answer is held against, and the same as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mockint.bank import KeyPoint, Misconception, Question
from mockint.embedding import Encoded, Encoder, Vectors
from mockint.grading.text import plain_text, split_sentences, words_of
from mockint.grading.vocabulary import content_mask


@dataclass(frozen=True)
class Rubric:
    """The question's side of a grading.

    Attributes:
        question: What was asked; its words earn no credit.
        reference: A full answer.
        key_points: The statements of a full answer.
        misconceptions: Wrong beliefs in the same vocabulary.
        authored: Whether the key points were written for grading. If not (a bare reference),
            the reference as a whole decides the score and the points only explain it.
    """

    question: str
    reference: str
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...] = ()
    authored: bool = True

    @property
    def beliefs(self) -> tuple[Misconception, ...]:
        """All wrong beliefs: the misconceptions, then what candidates say of a point wrongly."""
        said = (
            Misconception(wrong, (), point.id, point.text, point.follow_up or "")
            for point in self.key_points
            for wrong in point.said_wrong
        )
        return (*self.misconceptions, *said)

    @classmethod
    def of(cls, question: Question) -> Rubric:
        """The rubric of a bank question."""
        return cls(
            question.question, question.reference, question.key_points, question.misconceptions
        )

    @classmethod
    def ad_hoc(cls, question: str, reference: str, key_points: Sequence[str] = ()) -> Rubric:
        """The rubric of a question that no bank holds; key points default to its sentences."""
        given = [text for text in map(plain_text, key_points) if words_of(text)]
        texts = given or split_sentences(reference)
        points = (KeyPoint(id=f"p{i}", text=text, weight=1) for i, text in enumerate(texts, 1))
        return cls(plain_text(question), plain_text(reference), tuple(points), authored=False)


@dataclass(frozen=True)
class Statements:
    """Encoded statements, ready to be looked for in an answer.

    Attributes:
        sentences: Their sentence vectors, shape (n, d).
        words: The vectors of all their content words, one after the other, shape (w, d).
        tokens: Those words as text, w of them.
        starts: Where each statement's words begin in `words`, shape (n,).
        counts: How many content words each has, at least one, shape (n,).
    """

    sentences: Vectors
    words: Vectors
    tokens: tuple[str, ...]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, encoded: Sequence[Encoded], demoted: frozenset[str]) -> Statements:
        """Keep the content words of each; all its words where nothing else would be left."""
        kept = [_kept_words(one, demoted) for one in encoded]
        counts = np.array([len(words) for words in kept], dtype=np.int64)
        pairs = list(zip(encoded, kept, strict=True))
        return cls(
            sentences=np.array([one.sentence for one in encoded]),
            words=np.concatenate([one.vectors[words] for one, words in pairs]),
            tokens=tuple(one.words[i] for one, words in pairs for i in words),
            starts=np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
            counts=counts,
        )


@dataclass(frozen=True)
class EncodedRubric:
    """A rubric with its vectors.

    Attributes:
        rubric: The rubric.
        reference: The reference answer as one statement.
        statements: What is true (every wording of every key point, then every correction), then
            what is false (every wording of every wrong belief).
        point_of: For each statement the position of the key point that it is about.
        belief_of: For each statement the position in `Rubric.beliefs` of what it words, or -1.
        is_wording: Which statements word their key point; corrections are true, but less than it.
        texts: The statements as they are written.
    """

    rubric: Rubric
    reference: Statements
    statements: Statements
    point_of: NDArray[np.int64]
    belief_of: NDArray[np.int64]
    is_wording: NDArray[np.bool_]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, rubric: Rubric, encoder: Encoder) -> EncodedRubric:
        """Encode a rubric in one call."""
        position = {point.id: i for i, point in enumerate(rubric.key_points)}
        rows = [
            (statement, i, -1, True)
            for i, point in enumerate(rubric.key_points)
            for statement in (*point.statements, *point.said_right)
        ]
        rows += [(m.correction, position[m.contradicts], -1, False) for m in rubric.misconceptions]
        rows += [
            (statement, position[belief.contradicts], i, False)
            for i, belief in enumerate(rubric.beliefs)
            for statement in belief.statements
        ]
        texts, points, beliefs, wordings = zip(*rows, strict=True)
        question, reference, *encoded = encoder.encode([rubric.question, rubric.reference, *texts])
        words = frozenset(question.words)
        return cls(
            rubric=rubric,
            reference=Statements.of([reference], words),
            statements=Statements.of(encoded, words),
            point_of=np.array(points),
            belief_of=np.array(beliefs),
            is_wording=np.array(wordings),
            texts=texts,
        )

    @cached_property
    def is_true(self) -> NDArray[np.bool_]:
        """Which statements are true: all but the wordings of wrong beliefs."""
        return np.asarray(self.belief_of < 0)

    @cached_property
    def by_sentences(self) -> dict[tuple[str, ...], int]:
        """The position of each statement by its sentences, see `sentence_key`."""
        keys = [sentence_key(text) for text in self.texts]
        return {key: i for i, key in reversed(list(enumerate(keys))) if key}


def sentence_key(text: str) -> tuple[str, ...]:
    """The sentences of a text, equal for texts that differ in markup, case and closing signs."""
    return tuple(sentence.casefold().rstrip(".!?… ") for sentence in split_sentences(text))


def _kept_words(encoded: Encoded, demoted: frozenset[str]) -> NDArray[np.int64]:
    for ignored in (demoted, frozenset[str]()):
        kept = np.flatnonzero(content_mask(encoded.words, ignored))
        if kept.size:
            return kept
    return np.arange(len(encoded.words))
