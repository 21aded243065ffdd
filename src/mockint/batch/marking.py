"""From rows to results. Pure but for the encoder: no file, no printing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mockint.bank import Pack
from mockint.batch.rows import BadRow, Row
from mockint.errors import UnknownNameError
from mockint.followups import FollowUp, FollowUpWriter
from mockint.grading import Grade, Grader, Rubric, Status, Verdict
from mockint.grading.text import plain_text, words_of

CHUNK = 128  # rows that are encoded together and written before the next are read


@dataclass(frozen=True)
class Marked:
    """The result of one row: a grade and follow-up questions, or an error.

    Attributes:
        id: The row's id.
        question_id: The bank question's id, or what the row said.
        grade: The grade; None for a row that could not be graded.
        follow_ups: What to ask next.
        error: Why there is no grade.
    """

    id: str | int
    question_id: str | None
    grade: Grade | None
    follow_ups: tuple[FollowUp, ...] = ()
    error: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the row ended without a grade."""
        return self.grade is None or self.grade.status is Status.UNGRADED

    def to_dict(self) -> dict[str, Any]:
        """One line of a batch's output; docs/cli.md lists the fields."""
        grade = self.grade
        return {
            "id": self.id,
            "question_id": self.question_id,
            "status": (grade.status if grade else Status.UNGRADED).value,
            "score": grade.score if grade else None,
            "points": [
                {
                    "id": point.id,
                    "verdict": point.verdict.value,
                    "coverage": point.coverage,
                    "quote": point.quote,
                    "missing": list(point.missing),
                }
                for point in (grade.points if grade else ())
            ],
            "missed": [
                point.text
                for point in (grade.points if grade else ())
                if point.verdict in (Verdict.MISSED, Verdict.CONTRADICTED)
            ],
            "improve": list(grade.improvements if grade else ()),
            "misconceptions": [
                {
                    "claim": found.claim,
                    "contradicts": found.contradicts,
                    "quote": found.quote,
                    "correction": found.correction,
                }
                for found in (grade.misconceptions if grade else ())
            ],
            "flags": [flag.value for flag in (grade.flags if grade else ())],
            "follow_ups": [follow_up.to_dict() for follow_up in self.follow_ups],
            "error_band": grade.error_band if grade else None,
            "grader": grade.to_dict()["grader"] if grade else None,
            "error": self.error or (grade.error if grade else None),
        }


def mark(
    rows: Iterable[Row | BadRow], pack: Pack, grader: Grader, writer: FollowUpWriter, limit: int = 2
) -> Iterator[Marked]:
    """Grade rows in chunks, in input order.

    Args:
        rows: What `read_rows` gives.
        pack: The bank in which `question_id` is looked up.
        grader: Grades.
        writer: Proposes follow-up questions.
        limit: How many follow-up questions a row may have.
    """
    iterator = iter(rows)
    while chunk := tuple(itertools.islice(iterator, CHUNK)):
        resolved = [resolve(row, pack) for row in chunk]
        tasks = [(one[0], one[1].answer) for one in resolved if not isinstance(one, Marked)]
        grades = iter(grader.grade_all(tasks))
        for one in resolved:
            if isinstance(one, Marked):
                yield one
                continue
            rubric, row = one
            grade = next(grades)
            follow_ups = _propose(writer, rubric, grade, row.answer, limit)
            yield Marked(row.id, row.question_id, grade, follow_ups)


def _propose(
    writer: FollowUpWriter, rubric: Rubric, grade: Grade, answer: str, limit: int
) -> tuple[FollowUp, ...]:
    """Follow-up questions, or none: failing to find one must not end a batch."""
    try:
        return writer.propose(rubric, grade, answer, limit)
    except Exception:  # noqa: BLE001 - the grade stands without
        return ()


def resolve(row: Row | BadRow, pack: Pack) -> tuple[Rubric, Row] | Marked:
    """Find what a row's answer is to be held against."""
    if isinstance(row, BadRow):
        return Marked(row.id, row.question_id, None, error=row.error)
    unknown: UnknownNameError | None = None
    if row.question_id is not None:
        try:
            question = pack.find(row.question_id)
        except UnknownNameError as error:
            unknown = error
        else:
            named = Row(row.id, question.id, row.answer)
            return Rubric.of(question), named
    if row.question and row.reference:
        if not words_of(plain_text(row.reference)):
            return Marked(row.id, row.question_id, None, error="'reference' holds no words.")
        return Rubric.ad_hoc(row.question, row.reference, row.key_points), row
    if unknown is not None:
        return Marked(row.id, row.question_id, None, error=f"{unknown.message} {unknown.hint}")
    missing = " and ".join(f"'{n}'" for n in ("question", "reference") if not getattr(row, n))
    message = f"The row has neither a 'question_id' nor {missing}."
    return Marked(row.id, row.question_id, None, error=message)
