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
from mockint.grading.rubric import EncodedRubric, sentence_key
from mockint.grading.sentence_spans import blanked
from mockint.grading.similarity import Compared, EncodedAnswer, token_recall
from mockint.grading.text import Unit, words_of

Matrix = NDArray[np.float64]

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
    *,
    at_its_word: bool = True,
) -> Grade:
    """Grade an answer. Pure: equal input, equal grade.

    `at_its_word` tells whether a sentence that is word for word in the bank needs no judge.
    """
    if guarded.blocking or not answer.units:
        return _nothing(rubric, guarded.blocking or (Flag.TOO_SHORT,), grader)
    compared = Compared.of(rubric, answer)
    coverage = _ramp(_by_point(rubric, compared.recall), _COVERAGE_FROM, _COVERAGE_SPAN)
    if rubric.rubric.authored:
        unknown = np.full(len(answer.units), -1, dtype=np.int64)
        stated = _verbatim(rubric, answer) if at_its_word else unknown
        nothing_else = _says_nothing_else(rubric, answer, stated)
        credit, cost = _credit(rubric, answer, compared, stated, judge)
        if nothing_else:
            credit = np.zeros_like(credit)
        weights = np.array([point.weight for point in rubric.rubric.key_points])
        value = float(weights @ credit) / float(weights.sum()) * cost
    else:
        nothing_else = False
        credit = coverage.max(axis=1)
        value = _reference_recall(rubric, answer)
    suspected = suspect(rubric, answer, compared)
    points = grade_points(rubric, answer, compared, coverage, credit, suspected)
    # Whatever the map: who only says what is false has nothing, as who says nothing.
    score = 0.0 if nothing_else else _bounded(calibration.apply(value))
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


def _verbatim(rubric: EncodedRubric, answer: EncodedAnswer) -> NDArray[np.int64]:
    """For each unit the statement that it repeats word for word, or -1; shape (units,).

    A statement of several sentences, or one that is divided as if it were, is looked for in
    neighbouring sentences. The clauses of what is found are taken with it.
    """
    known = rubric.by_sentences
    longest = max(map(len, known), default=0)
    found = np.full(len(answer.units), -1, dtype=np.int64)
    outer = _outer(answer.units)
    for i in range(len(outer)):
        said: tuple[str, ...] = ()
        for last in outer[i : i + longest]:
            said += sentence_key(answer.text[last.start : last.end])
            statement = known.get(said)
            if statement is not None:
                for j, unit in enumerate(answer.units):
                    if outer[i].start <= unit.start and unit.end <= last.end:
                        found[j] = statement
    return found


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
    return sum(len(words_of(unit.text)) for unit in _outer(units))


def _outer(units: Sequence[Unit]) -> list[Unit]:
    """The units that lie in no other, in the order of the answer."""
    outer: list[Unit] = []
    for unit in sorted(units, key=lambda one: (one.start, -one.end)):
        if not outer or unit.end > outer[-1].end:
            outer.append(unit)
    return outer


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
