"""The offline grade: one pure function from vectors to a `Grade`.

With authored key points the score is the per-clause contrast: each clause of the answer is
compared with everything true and everything false that the bank says, and a clause that is
nearer to something false earns nothing and costs a share of the whole. Without them it is the
token recall of the reference, with the question's words left out, and a bounded length term.
docs/grading.md gives the formulas, where the constants come from, and what was measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mockint.embedding import Encoded
from mockint.grading.calibration import POOLED_PRIOR
from mockint.grading.grade import (
    Flag,
    Grade,
    GraderIdentity,
    PointGrade,
    Status,
    SuspectedMisconception,
    Verdict,
)
from mockint.grading.guards import Guarded
from mockint.grading.rubric import EncodedRubric, Statements
from mockint.grading.text import Unit
from mockint.grading.vocabulary import content_mask

Matrix = NDArray[np.float64]

# Contrast (see docs/grading.md): sharpness of the choice between true and false, the recall at
# which credit starts and how far it takes to full credit, and when a clause is on the subject.
_SHARPNESS = 0.05
_CREDIT_FROM, _CREDIT_SPAN = 0.3, 0.4
_SUBJECT_FROM, _SUBJECT_SPAN = 0.4, 0.2

# Ad hoc: weight and bounds of ln(answer's words / reference's words).
_LENGTH_WEIGHT, _LENGTH_LOW, _LENGTH_HIGH = 0.1, -3.0, 0.5

_COVERED, _PARTIAL = 0.6, 0.25  # credit from which a point counts as covered, as partial
# When a clause is reported as a misconception; one of fewer content words says too little alone.
_SUSPECT_WRONG, _SUSPECT_NEAR, _SUSPECT_WORDS = 0.9, 0.65, 4


@dataclass(frozen=True)
class EncodedAnswer:
    """An answer as typed, its units, and their vectors.

    Attributes:
        text: As the candidate typed it.
        units: Its sentences and clauses; none without words.
        encoded: One for each unit.
        whole: The answer in one piece, where the rubric needs it.
    """

    text: str
    units: tuple[Unit, ...]
    encoded: tuple[Encoded, ...]
    whole: Encoded | None = None


def score_answer(
    rubric: EncodedRubric, answer: EncodedAnswer, guarded: Guarded, grader: GraderIdentity
) -> Grade:
    """Grade an answer. Pure: equal input, equal grade."""
    if guarded.blocking or not answer.units:
        flags = guarded.blocking or (Flag.TOO_SHORT,)
        nothing = np.zeros((len(rubric.rubric.key_points), 1))
        points = _grade_points(rubric, None, nothing, nothing, ())
        return Grade(Status.GRADED, 0.0, points, (), flags, grader)

    recall = token_recall(rubric.statements, answer.encoded)
    cosine = _sentence_cosine(rubric.statements, answer.encoded)
    wrong, nearness = _contrast(rubric, recall, cosine)
    coverage = _ramp(_by_point(rubric, recall), _CREDIT_FROM, _CREDIT_SPAN)
    credit = coverage * (1 - wrong)
    suspected = _suspected(rubric, answer, (recall + cosine) / 2, wrong)
    points = _grade_points(rubric, answer, coverage, credit, suspected)

    if rubric.rubric.authored:
        on_subject = _ramp(nearness, _SUBJECT_FROM, _SUBJECT_SPAN)
        share = float((wrong * on_subject).sum() / max(on_subject.sum(), 1e-9))
        weights = np.array([point.weight for point in points])
        value = float(weights @ credit.max(axis=1)) / float(weights.sum()) * (1 - share)
        score, error_band = _bounded(100 * value), None
    else:
        value = _reference_recall(rubric, answer)
        score, error_band = _bounded(POOLED_PRIOR.apply(value)), POOLED_PRIOR.error_band
    flags = guarded.noted
    if suspected and Flag.NEEDS_REVIEW not in flags:
        flags = (*flags, Flag.NEEDS_REVIEW)
    return Grade(Status.GRADED, score, points, suspected, flags, grader, error_band)


def token_recall(statements: Statements, units: tuple[Encoded, ...]) -> Matrix:
    """Mean over a statement's content words of the best cosine to any word of a unit.

    Returns:
        Shape (statements, units), each from -1 to 1.
    """
    lengths = [len(unit.vectors) for unit in units]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    cosines = statements.words @ np.concatenate([unit.vectors for unit in units]).T
    best = np.maximum.reduceat(cosines, starts, axis=1)
    sums = np.add.reduceat(best.astype(np.float64), statements.starts, axis=0)
    return sums / statements.counts[:, None]


def _sentence_cosine(statements: Statements, units: tuple[Encoded, ...]) -> Matrix:
    vectors = np.array([unit.sentence for unit in units])
    return np.asarray(statements.sentences @ vectors.T, dtype=np.float64)


def _contrast(rubric: EncodedRubric, recall: Matrix, cosine: Matrix) -> tuple[Matrix, Matrix]:
    """How surely each unit says something false, and how near it is to the subject; (units,)."""
    true, false = rubric.is_true, ~rubric.is_true
    if not false.any():
        return np.zeros(recall.shape[1]), (recall + cosine)[true].max(axis=0) / 2
    doubts, nearest = [], []
    for similarity in (recall, cosine):
        best_true = similarity[true].max(axis=0)
        best_false = similarity[false].max(axis=0)
        doubts.append(1 / (1 + np.exp((best_true - best_false) / _SHARPNESS)))
        nearest.append(np.maximum(best_true, best_false))
    return np.mean(doubts, axis=0), np.mean(nearest, axis=0)


def _by_point(rubric: EncodedRubric, recall: Matrix) -> Matrix:
    """The best recall over the wordings of each key point, shape (points, units)."""
    count = len(rubric.rubric.key_points)
    return np.array([recall[rubric.point_of == i].max(axis=0) for i in range(count)])


def _reference_recall(rubric: EncodedRubric, answer: EncodedAnswer) -> float:
    assert answer.whole is not None
    recall = float(token_recall(rubric.reference, (answer.whole,))[0, 0])
    reference_words = len(rubric.rubric.reference.split())
    ratio = math.log(max(1, len(answer.text.split())) / max(1, reference_words))
    return recall + _LENGTH_WEIGHT * min(max(ratio, _LENGTH_LOW), _LENGTH_HIGH)


def _suspected(
    rubric: EncodedRubric, answer: EncodedAnswer, similarity: Matrix, wrong: Matrix
) -> tuple[SuspectedMisconception, ...]:
    """The misconceptions that some unit states more clearly than anything true."""
    found = []
    if not rubric.rubric.misconceptions:
        return ()
    nearest_false = similarity[~rubric.is_true].max(axis=0)
    content = [sum(content_mask(unit.words, frozenset())) for unit in answer.encoded]
    substantial = np.array(content) >= _SUSPECT_WORDS
    for i, misconception in enumerate(rubric.rubric.misconceptions):
        stated = similarity[rubric.misconception_of == i].max(axis=0)
        clear = (wrong >= _SUSPECT_WRONG) & (stated >= _SUSPECT_NEAR)
        eligible = clear & (stated >= nearest_false) & substantial
        if eligible.any():
            unit = answer.units[int(np.argmax(np.where(eligible, stated, -1)))]
            found.append(
                SuspectedMisconception(
                    claim=misconception.claim,
                    contradicts=misconception.contradicts,
                    correction=misconception.correction,
                    probe=misconception.probe,
                    quote=answer.text[unit.start : unit.end],
                )
            )
    return tuple(found)


def _grade_points(
    rubric: EncodedRubric,
    answer: EncodedAnswer | None,
    coverage: Matrix,
    credit: Matrix,
    suspected: tuple[SuspectedMisconception, ...],
) -> tuple[PointGrade, ...]:
    denied = {found.contradicts: found.quote for found in suspected}
    points = []
    for i, point in enumerate(rubric.rubric.key_points):
        earned = float(credit[i].max())
        quote = ""
        if answer is not None and earned >= _PARTIAL:
            unit = answer.units[int(np.argmax(credit[i]))]
            quote = answer.text[unit.start : unit.end]
        if earned >= _COVERED:
            verdict = Verdict.COVERED
        elif point.id in denied:
            verdict, quote = Verdict.CONTRADICTED, denied[point.id]
        else:
            verdict = Verdict.PARTIAL if earned >= _PARTIAL else Verdict.MISSED
        points.append(
            PointGrade(
                id=point.id,
                text=point.text,
                weight=point.weight,
                verdict=verdict,
                coverage=round(float(coverage[i].max()), 3),
                credit=round(earned, 3),
                quote=quote,
            )
        )
    return tuple(points)


def _ramp(values: Matrix, start: float, span: float) -> Matrix:
    return np.clip((values - start) / span, 0.0, 1.0)


def _bounded(score: float) -> float:
    return round(min(max(score, 0.0), 100.0), 1)
