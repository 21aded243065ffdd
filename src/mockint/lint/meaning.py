"""Checks that take an encoder: what leaks, what is nearer to the wrong thing, what is a twin.

docs/bank.md says what each means for an author, and what the thresholds were chosen on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mockint.bank import Pack, Question
from mockint.embedding import Encoded, Encoder, Vectors
from mockint.followups.leak import MOST_RECALL, LeakCheck
from mockint.lint.finding import Finding

# Cosine by which a wording may be nearer to another point than to the one it is meant for;
# below that the encoder is not sure enough to accuse anybody.
_MARGIN = 0.2
# Cosine of two questions from which they are twins that must be linked.
TWINS = 0.8


class _Remembered:
    """An encoder that has encoded a question's texts in one pass and hands them out again."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        distinct = list(dict.fromkeys(texts))
        self._known = dict(zip(distinct, encoder.encode(distinct), strict=True))

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        return [self._known[text] for text in texts]

    def sentences(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._known[text].sentence for text in texts])


class Meaning:
    """Looks at a pack through an encoder.

    Args:
        encoder: Gives the vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def check(self, pack: Pack, done: Callable[[int], None] = lambda _: None) -> Iterator[Finding]:
        """Every finding of every question, then the twins among the questions.

        Args:
            pack: The pack.
            done: Told each time so many more questions have been looked at.
        """
        for question in pack.questions:
            for path, message in self.check_question(question):
                yield Finding(question.section, question.id, path, message)
            done(1)
        yield from self._twins(pack.questions)

    def check_question(self, question: Question) -> Iterator[tuple[str, str]]:
        """What leaks and what is nearer to the wrong point, as (path, message)."""
        texts = _Remembered(self._encoder, _texts_of(question))
        yield from _leaks(question, LeakCheck(texts))
        yield from _strays(question, texts)

    def _twins(self, questions: Sequence[Question]) -> Iterator[Finding]:
        encoded = self._encoder.encode([question.question for question in questions])
        vectors = np.array([one.sentence for one in encoded])
        similarity = np.triu(vectors @ vectors.T, k=1)
        for i, j in np.argwhere(similarity > TWINS):
            one, other = questions[i], questions[j]
            if other.id not in one.similar and one.id not in other.similar:
                message = (
                    f"is a near-twin of '{other.id}' (cosine {similarity[i, j]:.2f}): "
                    "link them under 'similar', or ask something else"
                )
                yield Finding(one.section, one.id, "question", message)


def _texts_of(question: Question) -> list[str]:
    texts = [question.question]
    for point in question.key_points:
        texts += [*point.statements, *filter(None, (point.follow_up, point.easier_follow_up))]
    for misconception in question.misconceptions:
        texts += [*misconception.statements, misconception.correction, misconception.probe]
    return texts


def _leaks(question: Question, check: LeakCheck) -> Iterator[tuple[str, str]]:
    for point in question.key_points:
        for follow_up in filter(None, (point.follow_up, point.easier_follow_up)):
            recall = check.recall(follow_up, question.question, point.statements)
            if recall > MOST_RECALL:
                message = f"'{follow_up}' gives the point away (recall {recall:.2f})"
                yield f"key_points.{point.id}", message
    for i, misconception in enumerate(question.misconceptions):
        statements = (
            misconception.correction,
            *question.key_point(misconception.contradicts).statements,
        )
        recall = check.recall(misconception.probe, question.question, statements)
        if recall > MOST_RECALL:
            message = f"gives its correction away (recall {recall:.2f})"
            yield f"misconceptions[{i}].probe", message


def _strays(question: Question, texts: _Remembered) -> Iterator[tuple[str, str]]:
    """Wordings that are nearer to another key point than to the one that they belong to."""
    said = {point.id: [point.text] for point in question.key_points}
    for point in question.key_points:
        for phrasing in point.phrasings:
            other = _nearer(phrasing, point.id, said, texts)
            if other:
                message = f"'{phrasing}' is nearer to '{other}' than to its own point"
                yield f"key_points.{point.id}", message
    for i, misconception in enumerate(question.misconceptions):
        own = misconception.contradicts
        corrected = said | {own: [*said[own], misconception.correction]}
        other = _nearer(misconception.claim, own, corrected, texts)
        if other:
            message = f"the claim is nearer to '{other}' than to '{own}'"
            yield f"misconceptions[{i}].contradicts", message


def _nearer(text: str, own: str, said: dict[str, list[str]], texts: _Remembered) -> str | None:
    """The other point that is nearer to the text by more than the margin, if there is one."""
    (vector,) = texts.sentences([text])
    cosines = {point: float((texts.sentences(of) @ vector).max()) for point, of in said.items()}
    best = max(cosines, key=lambda point: cosines[point])
    return best if cosines[best] - cosines[own] > _MARGIN else None
