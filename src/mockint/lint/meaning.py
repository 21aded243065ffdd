"""Checks that take an encoder: what leaks, strays, cannot be graded, or is a twin.

docs/bank.md says what each means for an author, and what the thresholds were chosen on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mockint.bank import Pack, Question
from mockint.embedding import Encoder, RememberingEncoder, Vector, Vectors
from mockint.embedding.index import near_twins, texts_of
from mockint.followups.leak import MOST_RECALL, LeakCheck
from mockint.grading import Grader
from mockint.lint.finding import Finding
from mockint.lint.gradable import check_gradable

# Cosine by which a wording may be nearer to another point than to the one it is meant for;
# below that the encoder is not sure enough to accuse anybody.
_MARGIN = 0.2
_CHUNK = 16  # questions that are encoded together; more fill batches better and take more memory


class Meaning:
    """Looks at a pack through an encoder.

    Args:
        encoder: Gives the vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = RememberingEncoder(encoder)
        self._leaks = LeakCheck(self._encoder)

    def check(self, pack: Pack, done: Callable[[int], None] = lambda _: None) -> Iterator[Finding]:
        """Every finding of every question, then the twins among the questions.

        Args:
            pack: The pack.
            done: Told each time so many more questions have been looked at.
        """
        questions = pack.questions
        rows: list[Vector] = []
        for start in range(0, len(questions), _CHUNK):
            chunk = questions[start : start + _CHUNK]
            self._encoder.forget()
            self._encoder.encode([text for question in chunk for text in _all_texts_of(question)])
            for question in chunk:
                for path, message in self._check(question):
                    yield Finding(question.section, question.id, path, message)
                rows.extend(self._sentences(texts_of(question)))
            done(len(chunk))
        yield from _unlinked_twins(questions, np.array(rows))

    def _check(self, question: Question) -> Iterator[tuple[str, str]]:
        yield from self._leaking(question)
        yield from self._stray(question)
        # A grader for each: what it keeps of a rubric is not needed again.
        yield from check_gradable(question, Grader(self._encoder))

    def _leaking(self, question: Question) -> Iterator[tuple[str, str]]:
        """Follow-ups and probes from which the answer can be read off."""
        for point in question.key_points:
            for follow_up in point.follow_ups:
                recall = self._leaks.recall(follow_up, question.question, point.statements)
                if recall > MOST_RECALL:
                    message = f"'{follow_up}' gives the point away (recall {recall:.2f})"
                    yield f"key_points.{point.id}", message
        for i, misconception in enumerate(question.misconceptions):
            denied = question.key_point(misconception.contradicts)
            said = (misconception.correction, *denied.statements)
            recall = self._leaks.recall(misconception.probe, question.question, said)
            if recall > MOST_RECALL:
                message = f"gives its correction away (recall {recall:.2f})"
                yield f"misconceptions[{i}].probe", message

    def _stray(self, question: Question) -> Iterator[tuple[str, str]]:
        """Wordings that are nearer to another key point than to the one that they belong to."""
        said = {point.id: [point.text] for point in question.key_points}
        for point in question.key_points:
            for phrasing in point.phrasings:
                other = self._nearer(phrasing, point.id, said)
                if other:
                    message = f"'{phrasing}' is nearer to '{other}' than to its own point"
                    yield f"key_points.{point.id}", message
        for i, misconception in enumerate(question.misconceptions):
            own = misconception.contradicts
            corrected = said | {own: [*said[own], misconception.correction]}
            other = self._nearer(misconception.claim, own, corrected)
            if other:
                message = f"the claim is nearer to '{other}' than to '{own}'"
                yield f"misconceptions[{i}].contradicts", message

    def _nearer(self, text: str, own: str, said: dict[str, list[str]]) -> str | None:
        """The other point that is nearer to the text by more than the margin, if there is one."""
        (vector,) = self._sentences([text])
        cosines = {point: float((self._sentences(of) @ vector).max()) for point, of in said.items()}
        best = max(cosines, key=lambda point: cosines[point])
        return best if cosines[best] - cosines[own] > _MARGIN else None

    def _sentences(self, texts: Sequence[str]) -> Vectors:
        return np.array([one.sentence for one in self._encoder.encode(texts)])


def _unlinked_twins(questions: Sequence[Question], rows: Vectors) -> Iterator[Finding]:
    by_id = {question.id: question for question in questions}
    owners = np.repeat(np.arange(len(questions)), [len(texts_of(one)) for one in questions])
    twins = near_twins(list(by_id), owners, rows)
    for one in questions:
        for other in twins.get(one.id, ()):
            linked = other in one.similar or one.id in by_id[other].similar
            if not linked and one.id < other:
                message = f"asks for much the same as '{other}': link them under 'similar'"
                yield Finding(one.section, one.id, "", message)


def _all_texts_of(question: Question) -> list[str]:
    texts = [question.question, question.reference]
    for point in question.key_points:
        texts += [*point.statements, *point.follow_ups]
    for misconception in question.misconceptions:
        texts += [*misconception.statements, misconception.correction, misconception.probe]
    return texts
