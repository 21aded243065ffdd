from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from mockint.evaluation import LabelledAnswer
from mockint.evaluation.calibrating import (
    FEWEST_ANSWERS,
    Calibration,
    Method,
    Outcome,
    Sort,
    Source,
    calibrate,
    fit,
)
from mockint.grading import Grade, GraderIdentity, Rubric, Status
from mockint.grading.calibration import SHIPPED_AUTHORED, MonotoneMap
from mockint.grading.grader import Measured
from tests.grading.rubrics import AD_HOC, AUTHORED

SOURCE = Source("mine.csv", "0" * 64, "2030-01-02T03:04:05+00:00")
IDENTITY = GraderIdentity("offline", "1", "tiny@1", "shipped-prior")

Row = tuple[str, float | None, float]  # question, raw value, grade


def outcome(rows: Sequence[Row], *, authored: bool = True, failed: int = 0) -> Outcome:
    """Calibrate on made-up answers; the last `failed` of them could not be graded."""
    answers, measured = [], []
    for i, (question, value, grade) in enumerate(rows):
        rubric = Rubric(question, "It is.", AUTHORED.key_points, authored=authored)
        answers.append(LabelledAnswer(f"row {i}", rubric, "words", grade))
        if i >= len(rows) - failed:
            lost = Grade(Status.UNGRADED, None, (), (), (), IDENTITY, error="crash")
            measured.append(Measured(lost, None))
        else:
            score = 0.0 if value is None else SHIPPED_AUTHORED.apply(value)
            measured.append(Measured(Grade(Status.GRADED, score, (), (), (), IDENTITY), value))
    return calibrate(answers, measured, SOURCE)


def rows(count: int, questions: int, truth: Callable[[float], float]) -> list[Row]:
    spread = np.linspace(0, 1, count).tolist()
    return [(f"q{i % questions}", value, truth(value)) for i, value in enumerate(spread)]


def fitted(rows: Sequence[Row]) -> Calibration:
    return outcome(rows).fitted[Sort.AUTHORED]


def test_few_answers_get_a_line_and_its_band_is_what_is_left_on_other_questions() -> None:
    one = fitted(rows(30, 6, lambda value: 0.2 + 0.5 * value))
    assert (one.method, one.answers, one.questions, one.folds) == (Method.LINEAR, 30, 6, 5)
    assert one.map.apply(0.5) == pytest.approx(45)
    assert one.map.apply(-0.2) == pytest.approx(10)
    assert one.map.name == "mine.csv 2030-01-02 (30 answers)"
    assert one.map.error_band == pytest.approx(0, abs=0.05)
    assert one.before.rmse == pytest.approx(15.5, abs=0.5)
    assert one.after is not None
    assert one.after.rmse < 1e-6
    assert one.after.pearson == pytest.approx(1)
    assert one.improves
    assert not one.flat


def test_many_answers_get_the_best_map_that_never_falls() -> None:
    def steps(value: float) -> float:
        return 0.1 if value < 0.3 else 0.9

    one = fitted(rows(120, 12, steps))
    assert one.method is Method.ISOTONIC
    assert [one.map.apply(value) for value in (-5.0, 0.1, 0.6, 5.0)] == [10, 10, 90, 90]
    assert one.after is not None
    assert one.after.kappa == pytest.approx(1, abs=0.05)


def test_the_best_line_that_does_not_fall_is_level() -> None:
    one = fitted(rows(40, 5, lambda value: 1 - value))
    assert one.flat
    assert [one.map.apply(value) for value in (0.0, 0.5, 1.0)] == [pytest.approx(50)] * 3


@pytest.mark.parametrize("method", Method)
def test_values_that_do_not_differ_get_the_mean_grade(method: Method) -> None:
    values, grades = np.full(40, 0.3), np.linspace(0, 1, 40)
    one = MonotoneMap("one", fit(values, grades, method), None)
    assert [one.apply(value) for value in (0.0, 0.3, 1.0)] == [pytest.approx(50)] * 3


def test_a_line_is_the_one_of_least_squares() -> None:
    rng = np.random.default_rng(1)
    values = rng.random(50)
    grades = np.clip(values * 0.7 + rng.normal(0, 0.1, 50), 0, 1)
    slope, intercept = np.polyfit(values, 100 * grades, 1)
    one = MonotoneMap("one", fit(values, grades, Method.LINEAR), None)
    for value in (0.1, 0.5, 0.9):
        assert one.apply(value) == pytest.approx(intercept + slope * value)


def test_agreement_after_is_measured_on_questions_that_the_map_did_not_see() -> None:
    # Each question has a value of its own and a grade that follows from nothing: a map that saw
    # it would know it by heart.
    grades = np.random.default_rng(0).random(40)
    values = np.repeat(np.arange(40) / 40, 3).tolist()
    one = fitted([(f"q{v}", v, float(grades[round(40 * v)])) for v in values])
    seen = np.array([one.map.apply(value) / 100 for value in values])
    in_sample = 100 * float(np.sqrt(np.mean((seen - np.repeat(grades, 3)) ** 2)))
    assert one.after is not None
    assert one.after.rmse > in_sample + 2


@pytest.mark.parametrize(("questions", "folds"), [(1, 0), (2, 0), (3, 3), (5, 5), (9, 5)])
def test_with_too_few_questions_nothing_is_said_of_others(questions: int, folds: int) -> None:
    one = fitted(rows(36, questions, lambda value: value))
    assert one.folds == folds
    assert (one.after is None, one.map.error_band is None) == (not folds, not folds)
    assert one.improves in ((None,) if not folds else (True, False))


def test_each_sort_of_question_has_its_own_map() -> None:
    answers, measured = [], []
    for rubric, truth in ((AUTHORED, 0.2), (AD_HOC, 0.8)):
        for i in range(FEWEST_ANSWERS):
            answers.append(LabelledAnswer("q", rubric, "words", truth))
            grade = Grade(Status.GRADED, 50.0, (), (), (), IDENTITY)
            measured.append(Measured(grade, i / FEWEST_ANSWERS))
    found = calibrate(answers, measured, SOURCE)
    assert {sort: one.map.apply(0.5) for sort, one in found.fitted.items()} == {
        Sort.AUTHORED: pytest.approx(20),
        Sort.AD_HOC: pytest.approx(80),
    }
    assert list(found.fitted) == [Sort.AUTHORED, Sort.AD_HOC]


@pytest.mark.parametrize(("count", "enough"), [(FEWEST_ANSWERS - 1, False), (FEWEST_ANSWERS, True)])
def test_a_sort_with_too_few_answers_is_counted_and_not_fitted(count: int, enough: bool) -> None:
    found = outcome(rows(count, 4, lambda value: value), authored=False)
    assert list(found.fitted) == ([Sort.AD_HOC] if enough else [])
    assert found.few == ({} if enough else {Sort.AD_HOC: count})


def test_answers_without_a_value_are_left_out() -> None:
    told = rows(25, 5, lambda value: value)
    found = outcome([*told, ("q1", None, 1.0), ("q2", None, 1.0), ("q3", 0.9, 1.0)], failed=1)
    assert (found.guarded, found.ungraded) == (2, 1)
    assert found.fitted[Sort.AUTHORED].answers == 25
    assert found.fitted[Sort.AUTHORED].map.apply(0.5) == pytest.approx(50)
