"""From an answer to a grade that can be checked."""

from mockint.grading.grade import (
    Flag,
    Grade,
    GraderIdentity,
    PointGrade,
    Status,
    SuspectedMisconception,
    Verdict,
)
from mockint.grading.grader import Grader
from mockint.grading.rubric import Rubric

__all__ = [
    "Flag",
    "Grade",
    "Grader",
    "GraderIdentity",
    "PointGrade",
    "Rubric",
    "Status",
    "SuspectedMisconception",
    "Verdict",
]
