"""From the grader's raw value to points of 100, and how such a map is fitted to people's grades."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from itertools import pairwise

FULL_MARKS = 100.0
_LARGEST = 1e6  # of a knot's numbers; beyond, differences lose all their digits

Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class MonotoneMap:
    """A piecewise linear map that never ranks a lower value above a higher one.

    Attributes:
        name: What the grade's identity calls it.
        knots: Pairs of a raw value and its points of 100, the values ascending and the points
            not descending; straight lines lie between them, and outside them the outermost
            line goes on. At least two.
        error_band: Root mean square distance to a person's grade, in points of 100, where it was
            measured.

    Raises:
        ValueError: The knots are too few, too large, or not in order.
    """

    name: str
    knots: Knots
    error_band: float | None

    def __post_init__(self) -> None:
        """Refuse what could not be applied: such knots may come from a file."""
        if len(self.knots) < 2:  # noqa: PLR2004 - a line has two ends
            raise ValueError("a map needs at least two knots")
        if not all(abs(number) <= _LARGEST for knot in self.knots for number in knot):
            raise ValueError(f"a map's knots must lie within {_LARGEST:g}")
        for (x, y), (next_x, next_y) in pairwise(self.knots):
            if next_x <= x or next_y < y:
                raise ValueError("a map's knots must ascend")
        if self.error_band is not None and not 0 <= self.error_band <= FULL_MARKS:
            raise ValueError("an error band lies between 0 and 100")

    def apply(self, value: float) -> float:
        """The points of 100, from 0 to 100."""
        right = bisect.bisect_right(self.knots, value, key=lambda knot: knot[0])
        right = min(max(right, 1), len(self.knots) - 1)
        (x, y), (next_x, next_y) = self.knots[right - 1 : right + 1]
        # A flat piece may be so narrow that the quotient overflows.
        points = y + (value - x) / (next_x - x) * (next_y - y) if next_y > y else y
        return min(max(points, 0.0), FULL_MARKS)


SHIPPED_AUTHORED = MonotoneMap("shipped-prior", ((0.0, 0.0), (1.0, 100.0)), error_band=18.0)
"""For the questions of a bank: the share of the key points' weight that was earned. The band was
measured on questions that the judge had not seen, of the bank that ships; packs without wordings
do worse."""

SHIPPED_AD_HOC = MonotoneMap("pooled-prior", ((0.1, 0.0), (0.7, 100.0)), error_band=38.0)
"""For questions without a bank: nothing for what answers to other questions have in common with a
reference, full marks for what most good answers have; chosen, and its error measured, on three
sets that people graded (docs/grading.md). The ranking carries over from one set of questions to
another, the scale hardly does; 20 grades of one's own beat it."""


@dataclass(frozen=True)
class Calibrations:
    """The maps of a grader; the raw values of the two sorts of rubric differ in meaning.

    Attributes:
        authored: For rubrics of a bank, with key points and misconceptions.
        ad_hoc: For a question and a reference answer alone.
    """

    authored: MonotoneMap = SHIPPED_AUTHORED
    ad_hoc: MonotoneMap = SHIPPED_AD_HOC

    def of(self, *, authored: bool) -> MonotoneMap:
        """The map for rubrics of one sort."""
        return self.authored if authored else self.ad_hoc


SHIPPED = Calibrations()
"""What a grader has that was calibrated on nothing of one's own."""
