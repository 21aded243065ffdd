from __future__ import annotations

import pytest

from mockint.batch import Marked, Summary
from mockint.errors import ExitCode
from mockint.grading import Grade, GraderIdentity, Status
from mockint.grading.grade import ungraded

IDENTITY = GraderIdentity("offline", "1", "tiny@1", "none")
BAD_ROW = Marked(1, None, None, error="no answer")
UNGRADED = Marked(1, "q", ungraded(IDENTITY, "crash"))


def scored(score: float) -> Marked:
    return Marked(1, "q", Grade(Status.GRADED, score, (), (), (), IDENTITY))


def summary(*results: Marked) -> Summary:
    total = Summary()
    for result in results:
        total = total.add(result)
    return total


def test_a_summary_counts_and_averages() -> None:
    total = summary(scored(40.0), BAD_ROW, scored(80.0), UNGRADED)
    assert (total.graded, total.failed, total.mean) == (2, 2, 60.0)


def test_the_mean_of_no_grades_is_unknown() -> None:
    assert summary().mean is None
    assert summary(BAD_ROW, UNGRADED).mean is None


def test_a_score_of_zero_is_a_grade() -> None:
    assert summary(scored(0.0)) == Summary(graded=1, failed=0, total=0.0)


@pytest.mark.parametrize(
    ("results", "fail_under", "code"),
    [
        pytest.param([scored(10.0)], None, ExitCode.OK, id="no-threshold"),
        pytest.param([scored(50.0), scored(70.0)], 60.0, ExitCode.OK, id="at-threshold"),
        pytest.param([scored(50.0), scored(69.0)], 60.0, ExitCode.BELOW_THRESHOLD, id="below"),
        pytest.param([scored(62.3)] * 3, 62.3, ExitCode.OK, id="at-threshold-but-for-rounding"),
        pytest.param([scored(0.0)], 0.0, ExitCode.OK, id="threshold-zero"),
        pytest.param([], None, ExitCode.OK, id="nothing"),
        pytest.param([], 0.0, ExitCode.BELOW_THRESHOLD, id="nothing-with-threshold"),
        pytest.param([scored(90.0), BAD_ROW], None, ExitCode.SOME_ROWS_FAILED, id="a-bad-row"),
        pytest.param([scored(90.0), UNGRADED], None, ExitCode.SOME_ROWS_FAILED, id="ungraded"),
        pytest.param([BAD_ROW], None, ExitCode.SOME_ROWS_FAILED, id="all-bad"),
        pytest.param([scored(1.0), BAD_ROW], 60.0, ExitCode.SOME_ROWS_FAILED, id="bad-and-below"),
    ],
)
def test_the_exit_code_tells_what_happened(
    results: list[Marked], fail_under: float | None, code: ExitCode
) -> None:
    assert summary(*results).exit_code(fail_under) is code
