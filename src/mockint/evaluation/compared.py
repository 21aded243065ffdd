"""Answers that have both grades: the person's and the grader's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mockint.evaluation.labelled import LabelledAnswer
from mockint.grading import Flag, Grade, Grader, GraderIdentity

FULL = 100  # points
FIFTHS = ("0-20", "20-40", "40-60", "60-80", "80-100")
_CHUNK = 64  # answers that are graded together
_DECIMALS = 6  # 57 of 100 are 57 points, not 56.99999999999999


@dataclass(frozen=True)
class Compared:
    """One answer with both grades.

    Attributes:
        labelled: The answer, with the person's grade.
        score: The grader's, in points of 100.
        flags: What the guards saw.
        error_band: The typical distance to a person's grade that the grader claims, in points of
            100; None where it claims none.
        grader: Who graded.
    """

    labelled: LabelledAnswer
    score: float
    flags: tuple[Flag, ...]
    error_band: float | None
    grader: GraderIdentity

    @classmethod
    def of(cls, labelled: LabelledAnswer, grade: Grade) -> Compared | None:
        """Both together; None for an answer that could not be graded."""
        if grade.score is None:
            return None
        return cls(labelled, grade.score, grade.flags, grade.error_band, grade.grader)

    @property
    def given(self) -> float:
        """The person's grade, in points of 100."""
        return round(FULL * self.labelled.grade, _DECIMALS)

    @property
    def error(self) -> float:
        """Score minus grade, -100 to 100."""
        return round(self.score - self.given, _DECIMALS)


def grade_labelled(
    answers: Sequence[LabelledAnswer], grader: Grader, advance: Callable[[int], None]
) -> list[Grade]:
    """The grade of each answer, in order.

    Args:
        answers: The answers.
        grader: The grader.
        advance: Told how many more answers are done.
    """
    grades: list[Grade] = []
    for start in range(0, len(answers), _CHUNK):
        chunk = answers[start : start + _CHUNK]
        grades += grader.grade_all([(one.rubric, one.answer) for one in chunk])
        advance(len(chunk))
    return grades


def fifth_of(points: float) -> int:
    """The position in `FIFTHS` of 0 to 100 points; a border belongs to the fifth above it."""
    return min(int(points * len(FIFTHS) / FULL), len(FIFTHS) - 1)
