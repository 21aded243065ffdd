"""The offline grade: one pure function from vectors to a `Grade`.

With authored key points each point's credit comes from the trained judge, which sees how near the
answer's clauses are to all that the bank calls true and false. A sentence that is word for word
in the bank is taken at its word. Without key points the score is the token recall of the
reference, with the question's words left out, and a bounded length term. docs/grading.md gives
the formulas, where the constants come from, and what was measured.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mockint.grading.calibration import MonotoneMap
from mockint.grading.evidence import point_evidence
from mockint.grading.explanation import grade_points, suspect
from mockint.grading.grade import Flag, Grade, GraderIdentity, PointGrade, Status, Verdict
from mockint.grading.guards import Guarded, inspect
from mockint.grading.judge import Judge
from mockint.grading.rubric import EncodedRubric
from mockint.grading.sentence_spans import blanked
from mockint.grading.similarity import Compared, EncodedAnswer, token_recall
from mockint.grading.text import Unit, words_of

Matrix = NDArray[np.float64]

_VERBATIM = 0.98  # recall and cosine from which a sentence is one of the bank's
_DENIED = 0.5  # what is left of a point's credit when its opposite is stated word for word
_FALSE_COST = 0.1  # of the whole, for each such sentence

# Ad hoc: weight and bounds of ln(answer's words / reference's words).
_LENGTH_WEIGHT, _LENGTH_LOW, _LENGTH_HIGH = 0.1, -3.0, 0.5
# Recall at which a point of a reference begins to be explained by a unit, and how far it takes.
_COVERAGE_FROM, _COVERAGE_SPAN = 0.3, 0.4


def score_answer(
    rubric: EncodedRubric,
    answer: EncodedAnswer,
    guarded: Guarded,
    grader: GraderIdentity,
    calibration: MonotoneMap,
    judge: Judge,
) -> Grade:
    """Grade an answer. Pure: equal input, equal grade."""
    if guarded.blocking or not answer.units:
        return _nothing(rubric, guarded.blocking or (Flag.TOO_SHORT,), grader)
    compared = Compared.of(rubric, answer)
    coverage = _ramp(_by_point(rubric, compared.recall), _COVERAGE_FROM, _COVERAGE_SPAN)
    if rubric.rubric.authored:
        stated = _verbatim(answer, compared)
        if _says_nothing_else(rubric, answer, stated):
            return _nothing(rubric, (Flag.TOO_SHORT,), grader)
        credit, cost = _credit(rubric, answer, compared, stated, judge)
        weights = np.array([point.weight for point in rubric.rubric.key_points])
        value = float(weights @ credit) / float(weights.sum()) * cost
    else:
        credit = coverage.max(axis=1)
        value = _reference_recall(rubric, answer)
    suspected = suspect(rubric, answer, compared)
    points = grade_points(rubric, answer, compared, coverage, credit, suspected)
    score = _bounded(calibration.apply(value))
    flags = guarded.noted
    if suspected and Flag.NEEDS_REVIEW not in flags:
        flags = (*flags, Flag.NEEDS_REVIEW)
    return Grade(Status.GRADED, score, points, suspected, flags, grader, calibration.error_band)


def _nothing(rubric: EncodedRubric, flags: tuple[Flag, ...], grader: GraderIdentity) -> Grade:
    points = tuple(
        PointGrade(point.id, point.text, point.weight, Verdict.MISSED, 0.0, 0.0, "")
        for point in rubric.rubric.key_points
    )
    return Grade(Status.GRADED, 0.0, points, (), flags, grader)


def answer_evidence(rubric: EncodedRubric, answer: EncodedAnswer) -> Matrix:
    """What a judge sees of an answer with units, for each key point; see `point_evidence`."""
    compared = Compared.of(rubric, answer)
    words = _count_words(answer.units)
    return point_evidence(rubric, compared.recall, compared.cosine, words)


def _verbatim(answer: EncodedAnswer, compared: Compared) -> NDArray[np.int64]:
    """For each unit the statement that it repeats word for word, or -1; shape (units,).

    The clauses of such a sentence are taken with it.
    """
    nearest = np.minimum(compared.recall, compared.cosine)
    found = np.where(nearest.max(axis=0) >= _VERBATIM, nearest.argmax(axis=0), -1)
    for i in np.flatnonzero(found >= 0):
        whole = answer.units[i]
        for j, unit in enumerate(answer.units):
            if whole.start <= unit.start and unit.end <= whole.end:
                found[j] = found[i]
    return np.asarray(found, dtype=np.int64)


def _says_nothing_else(
    rubric: EncodedRubric, answer: EncodedAnswer, stated: NDArray[np.int64]
) -> bool:
    """Whether, beside sentences that the bank calls false, the guards would let nothing pass."""
    false = tuple(
        (unit.start, unit.end)
        for unit, statement in zip(answer.units, stated, strict=True)
        if statement >= 0 and not rubric.is_true[statement]
    )
    if not false:
        return False
    left = blanked(answer.text, false)
    given = rubric.rubric
    return bool(inspect(given.question, given.reference, left, given.authored).blocking)


def _credit(
    rubric: EncodedRubric,
    answer: EncodedAnswer,
    compared: Compared,
    stated: NDArray[np.int64],
    judge: Judge,
) -> tuple[NDArray[np.float64], float]:
    """The share of each point that is earned, and the factor that false sentences leave.

    Sentences of the bank are kept from the judge. So one more that is true can only raise the
    score, and one more that is false only lower it.
    """
    own = np.flatnonzero(stated < 0)
    if own.size:
        words = _count_words([answer.units[i] for i in own])
        evidence = point_evidence(rubric, compared.recall[:, own], compared.cosine[:, own], words)
        credit = judge.credit(evidence)
    else:
        credit = np.zeros(len(rubric.rubric.key_points))
    statements = np.unique(stated[stated >= 0])
    true = statements[rubric.is_true[statements]]
    false = statements[~rubric.is_true[statements]]
    credit[rubric.point_of[true]] = 1.0
    credit[rubric.point_of[false]] *= _DENIED
    return credit, (1 - _FALSE_COST) ** len(np.unique(rubric.belief_of[false]))


def _count_words(units: Sequence[Unit]) -> int:
    """The words of some units, those of clauses inside another of them once."""
    outer = [
        unit
        for unit in units
        if not any(
            one is not unit and one.start <= unit.start and unit.end <= one.end for one in units
        )
    ]
    return sum(len(words_of(unit.text)) for unit in outer)


def _by_point(rubric: EncodedRubric, recall: Matrix) -> Matrix:
    """The best recall over the wordings of each key point, shape (points, units)."""
    count = len(rubric.rubric.key_points)
    own = [rubric.is_wording & (rubric.point_of == i) for i in range(count)]
    return np.array([recall[rows].max(axis=0) for rows in own])


def _reference_recall(rubric: EncodedRubric, answer: EncodedAnswer) -> float:
    assert answer.whole is not None
    recall = float(token_recall(rubric.reference, (answer.whole,))[0, 0])
    reference_words = len(rubric.rubric.reference.split())
    ratio = math.log(max(1, len(answer.text.split())) / max(1, reference_words))
    return recall + _LENGTH_WEIGHT * min(max(ratio, _LENGTH_LOW), _LENGTH_HIGH)


def _ramp(values: Matrix, start: float, span: float) -> Matrix:
    return np.clip((values - start) / span, 0.0, 1.0)


def _bounded(score: float) -> float:
    return round(min(max(score, 0.0), 100.0), 1)
