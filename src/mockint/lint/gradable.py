"""Whether the grader can tell right from wrong by what the bank says of a question."""

from __future__ import annotations

from collections.abc import Iterator

from mockint.bank import Question
from mockint.grading import Flag, Grade, Grader, Rubric, Status, Verdict

_MOST_FOR_WRONG = 20  # points that a misconception may earn by itself; no belief earns quite none
_LEAST_APART = 30  # points between all key points and all misconceptions
_LEAST_FOR_REFERENCE = 40


def check_gradable(question: Question, grader: Grader) -> Iterator[tuple[str, str]]:
    """What the grader gets wrong when it is handed the bank's own statements, as (path, message).

    The cure is in the wording: a misconception whose false part has words of its own, a key
    point that says one thing.
    """
    rubric = Rubric.of(question)
    said = [point.text for point in question.key_points]
    believed = [misconception.claim for misconception in question.misconceptions]
    for i, point in enumerate(question.key_points):
        grade = grader.grade_statements(rubric, [point.text])
        if grade.status is Status.UNGRADED:
            yield f"key_points.{point.id}", f"cannot be graded: {grade.error}"
            return
        verdict = grade.points[i].verdict
        if verdict is not Verdict.COVERED:
            flags = [flag.value for flag in grade.flags if flag is not Flag.NEEDS_REVIEW]
            reason = ", ".join(flags) or "what is false is worded too much like it"
            message = f"is '{verdict.value}' for an answer of just these words: {reason}"
            yield f"key_points.{point.id}", message
    for i, claim in enumerate(believed):
        score = _score(grader.grade_statements(rubric, [claim]))
        if score > _MOST_FOR_WRONG:
            yield f"misconceptions[{i}]", f"the claim by itself earns {score:.0f} points of 100"
    if believed:
        right = _score(grader.grade_statements(rubric, said))
        wrong = _score(grader.grade_statements(rubric, believed))
        if right < wrong + _LEAST_APART:
            message = f"together they earn {right:.0f} points, all misconceptions {wrong:.0f}"
            yield "key_points", message
    reference = _score(grader.grade(rubric, question.reference))
    if reference < _LEAST_FOR_REFERENCE:
        yield "reference", f"earns {reference:.0f} points of 100"


def _score(grade: Grade) -> float:
    """The score; not a number where there is none, which no comparison finds too high or low."""
    return float("nan") if grade.score is None else grade.score
