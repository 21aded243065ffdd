"""What a batch came to, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockint.batch.marking import Marked
from mockint.errors import ExitCode


@dataclass(frozen=True)
class Summary:
    """Counts over the results so far.

    Attributes:
        graded: Rows with a grade.
        failed: Rows without.
        total: The sum of the scores.
    """

    graded: int = 0
    failed: int = 0
    total: float = 0.0

    def add(self, marked: Marked) -> Summary:
        """The same with one more result."""
        if marked.failed or marked.grade is None or marked.grade.score is None:
            return replace(self, failed=self.failed + 1)
        return replace(self, graded=self.graded + 1, total=self.total + marked.grade.score)

    @property
    def mean(self) -> float | None:
        """The mean score; None when nothing was graded."""
        # Scores have one decimal; sums of them must not miss a threshold by a rounding error.
        return round(self.total / self.graded, 6) if self.graded else None

    def exit_code(self, fail_under: float | None) -> ExitCode:
        """Failed rows come before a low mean: a mean over part of the rows proves little."""
        if self.failed:
            return ExitCode.SOME_ROWS_FAILED
        if fail_under is not None and (self.mean is None or self.mean < fail_under):
            return ExitCode.BELOW_THRESHOLD
        return ExitCode.OK
