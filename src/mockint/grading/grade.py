"""What a grader says of an answer. Everything here is frozen and can be written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from mockint.records import decode

_IMPROVEMENTS = 3


class Status(StrEnum):
    """Whether there is a grade. An answer that could not be graded has no score."""

    GRADED = "graded"
    UNGRADED = "ungraded"


class Verdict(StrEnum):
    """What the answer does with one key point."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSED = "missed"
    CONTRADICTED = "contradicted"


class Flag(StrEnum):
    """What a guard saw in an answer."""

    DONT_KNOW = "dont_know"
    ECHO = "echo"
    KEYWORD_LIST = "keyword_list"
    WORD_SALAD = "word_salad"
    REPETITION = "repetition"
    OTHER_LANGUAGE = "other_language"
    PASTED_REFERENCE = "pasted_reference"
    INJECTION = "injection"
    TOO_SHORT = "too_short"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True)
class GraderIdentity:
    """Which grader gave a grade: two grades compare only if theirs are equal."""

    name: str
    version: str
    encoder: str
    calibration: str


@dataclass(frozen=True)
class PointGrade:
    """The verdict on one key point.

    Attributes:
        id: The key point's id.
        text: The key point.
        weight: Its weight, 1 to 3.
        verdict: The verdict.
        coverage: How much of it the answer says, 0 to 1, whatever its polarity.
        credit: How much of its weight it adds to the score, 0 to 1.
        quote: The candidate's own words that come nearest; empty when nothing does.
        missing: The words of the key point that the answer has nothing like, in its order; none
            when it is covered.
    """

    id: str
    text: str
    weight: int
    verdict: Verdict
    coverage: float
    credit: float
    quote: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuspectedMisconception:
    """A wrong belief that the answer seems to state.

    Attributes:
        claim: The wrong belief, as the bank words it.
        contradicts: The id of the key point that it denies.
        correction: The true statement.
        probe: A question that lets the candidate find out.
        quote: The candidate's own words that seem to state it.
    """

    claim: str
    contradicts: str
    correction: str
    probe: str
    quote: str


@dataclass(frozen=True)
class Grade:
    """The grade of one answer.

    Attributes:
        status: Graded or ungraded.
        score: 0 to 100 with one decimal; None when ungraded.
        points: The verdict on each key point, in the question's order.
        misconceptions: The wrong beliefs that the answer seems to state.
        flags: What the guards saw.
        grader: Who graded.
        error_band: The typical distance between this score and a person's, in points of 100;
            None where it was not measured.
        error: Why there is no grade.
    """

    status: Status
    score: float | None
    points: tuple[PointGrade, ...]
    misconceptions: tuple[SuspectedMisconception, ...]
    flags: tuple[Flag, ...]
    grader: GraderIdentity
    error_band: float | None = None
    error: str | None = None

    def __post_init__(self) -> None:
        """Hold the one checkpoint for scores: finite, within bounds, absent if ungraded."""
        if (self.status is Status.GRADED) != (self.score is not None):
            raise ValueError("a grade has a score if and only if it is graded")
        if self.score is not None and not 0 <= self.score <= 100:  # noqa: PLR2004 - the scale
            raise ValueError(f"a score of {self.score} is outside 0 to 100")

    @property
    def gaps(self) -> tuple[PointGrade, ...]:
        """The key points that were not covered, heaviest first, then least credited."""
        open_points = [point for point in self.points if point.verdict is not Verdict.COVERED]
        return tuple(sorted(open_points, key=lambda point: (-point.weight, point.credit)))

    @property
    def improvements(self) -> tuple[str, ...]:
        """The sentences, three at most, that would raise the grade most if they were added."""
        most = sorted(self.points, key=lambda point: -point.weight * (1 - point.credit))
        wanted = [point for point in most if point.verdict is not Verdict.COVERED]
        return tuple(point.text for point in wanted[:_IMPROVEMENTS])

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Grade:
        """What `to_dict` gave.

        Raises:
            ValueError: It is something else.
        """
        return decode(cls, content)


def ungraded(grader: GraderIdentity, error: str) -> Grade:
    """The value that stands for a failed grading."""
    return Grade(Status.UNGRADED, None, (), (), (), grader, error=error)
