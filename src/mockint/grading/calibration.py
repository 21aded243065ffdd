"""From a similarity to points of 100."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LinearMap:
    """A straight line from the grader's value to a score.

    Attributes:
        name: What the grade's identity calls it.
        intercept: The score at value 0.
        slope: Points of 100 for each unit of value.
        error_band: Root mean square distance to a person's grade, in points of 100, where it was
            measured.
    """

    name: str
    intercept: float
    slope: float
    error_band: float | None

    def apply(self, value: float) -> float:
        """The score; may lie outside 0 to 100."""
        return self.intercept + self.slope * value


POOLED_PRIOR = LinearMap("pooled-prior", intercept=41.0, slope=69.0, error_band=None)
"""For questions without a bank: pooled over sets that people graded. The ranking carries over
from one set of questions to another, the scale hardly does; 20 grades of one's own beat it."""
