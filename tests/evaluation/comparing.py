"""Answers with both grades, made up: for tests of what is measured and shown."""

from __future__ import annotations

from mockint.evaluation import (
    Agreement,
    Compared,
    Comparison,
    LabelledAnswer,
    evaluate,
    guard_rates,
    reliability_of,
)
from mockint.grading import Flag, GraderIdentity, Rubric

RUBRIC = Rubric.ad_hoc("What is TCP?", "A reliable byte stream.")
GRADER = GraderIdentity("offline", "1", "tiny@1", "shipped")


def compared(
    given: float,
    score: float,
    kind: str | None = None,
    flags: tuple[Flag, ...] = (),
    band: float | None = None,
    answer: str = "a stream",
    question: str = "q",
) -> Compared:
    """An answer to which a person gave `given` of 100 points, and the grader `score`."""
    labelled = LabelledAnswer(question, RUBRIC, answer, given / 100, kind)
    return Compared(labelled, score, flags, band, GRADER)


def comparison(*answers: Compared, kinds: tuple[str, ...] = (), ungraded: int = 0) -> Comparison:
    return Comparison(
        answers=answers,
        ungraded=ungraded,
        kinds=kinds,
        agreements=(_agreement(answers),),
        reliability=reliability_of(answers),
        guards=guard_rates(answers, kinds),
    )


def _agreement(answers: tuple[Compared, ...]) -> Agreement:
    return evaluate(
        "mockint",
        [one.score / 100 for one in answers],
        [one.labelled.grade for one in answers],
        [one.labelled.question for one in answers],
        [one.labelled.kind for one in answers],
        scaled=True,
    )
