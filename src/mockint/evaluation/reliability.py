"""Whether the error band of a grade holds what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockint.evaluation.compared import FIFTHS, Compared, fifth_of


@dataclass(frozen=True)
class Shares:
    """How many of some answers were graded as near to the person as their band says.

    Attributes:
        scores: Which part of the scale the scores lie in, such as `20-40`.
        answers: How many answers have a band.
        within_one: The share whose score lies at most one band from the person's grade; None
            without answers. Of distances that are normally distributed, 0.68.
        within_two: The same for two bands; 0.95.
    """

    scores: str
    answers: int
    within_one: float | None
    within_two: float | None


@dataclass(frozen=True)
class Reliability:
    """The same over all scores, and for each fifth of the scale.

    Attributes:
        overall: Over all answers that have a band, at least one.
        fifths: By the grader's score, the lowest first; always five.
    """

    overall: Shares
    fifths: tuple[Shares, ...]


def reliability_of(answers: Sequence[Compared]) -> Reliability | None:
    """Hold the error bands against the distances; None where no grade has a band."""
    banded = [(one, one.error_band) for one in answers if one.error_band is not None]
    if not banded:
        return None
    distances = [(fifth_of(one.score), abs(one.error), band) for one, band in banded]
    return Reliability(
        overall=_shares("0-100", [(distance, band) for _, distance, band in distances]),
        fifths=tuple(
            _shares(name, [(distance, band) for fifth, distance, band in distances if fifth == i])
            for i, name in enumerate(FIFTHS)
        ),
    )


def _shares(scores: str, distances: Sequence[tuple[float, float]]) -> Shares:
    count = len(distances)
    if not count:
        return Shares(scores, 0, None, None)
    one, two = (
        sum(distance <= times * band for distance, band in distances) / count for times in (1, 2)
    )
    return Shares(scores, count, one, two)
