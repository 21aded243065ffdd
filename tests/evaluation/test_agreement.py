from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from mockint.evaluation import Agreement, evaluate

RNG = np.random.default_rng(5)
GRADES = RNG.uniform(0, 1, 120)
SCORES = np.clip(GRADES + RNG.normal(0, 0.2, 120), 0, 1)
QUESTIONS = [f"q{i // 6}" for i in range(120)]
KINDS = ["right" if grade > 0.5 else "wrong" for grade in GRADES]


def measured(
    scores: object = SCORES,
    grades: object = GRADES,
    questions: list[str] = QUESTIONS,
    kinds: list[str | None] | None = None,
    *,
    scaled: bool = True,
) -> Agreement:
    labels: list[str | None] = [*KINDS] if kinds is None else kinds
    return evaluate("any", scores, grades, questions, labels, scaled=scaled)  # type: ignore[arg-type]


def test_the_measures_are_those_of_the_libraries() -> None:
    found = measured()
    assert found.pearson.value == pytest.approx(np.corrcoef(SCORES, GRADES)[0, 1])
    assert found.spearman.value == pytest.approx(spearmanr(SCORES, GRADES).statistic)
    assert found.rmse is not None
    assert found.rmse.value == pytest.approx(100 * np.sqrt(np.mean((SCORES - GRADES) ** 2)))
    bands = [np.digitize(values, [0.2, 0.4, 0.6, 0.8]) for values in (SCORES, GRADES)]
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(cohen_kappa_score(*bands, weights="quadratic"))
    (pair,) = found.separations
    assert (pair.better, pair.worse) == ("right", "wrong")
    auc = roc_auc_score([kind == "right" for kind in KINDS], SCORES)
    assert pair.auc.value == pytest.approx(auc)
    assert (found.answers, found.questions) == (120, 20)


def test_within_a_question_only_its_own_answers_count() -> None:
    # Every question is on a level of its own, and within each the ranking is reversed.
    levels = np.repeat(np.arange(4) / 10, 4)
    steps = np.tile(np.arange(4) / 100, 4)
    questions = [f"q{i // 4}" for i in range(16)]
    found = measured(levels - steps, levels + steps, questions, [None] * 16)
    assert found.pearson.value is not None
    assert found.pearson.value > 0.9
    assert found.within.value == pytest.approx(-1)
    assert found.separations == ()


def test_the_interval_holds_the_value_and_narrows_with_more_questions() -> None:
    few = measured(SCORES[:30], GRADES[:30], QUESTIONS[:30], [*KINDS[:30]])
    many = measured()
    for found in (few, many):
        assert found.pearson.low is not None
        assert found.pearson.high is not None
        assert found.pearson.value is not None
        assert found.pearson.low <= found.pearson.value <= found.pearson.high
    assert width(many) < width(few)


def width(found: Agreement) -> float:
    assert found.pearson.low is not None
    assert found.pearson.high is not None
    return found.pearson.high - found.pearson.low


def test_the_same_numbers_give_the_same_intervals() -> None:
    assert measured() == measured()


def test_a_grader_without_a_scale_has_no_distances() -> None:
    found = measured(SCORES * 1000, scaled=False)
    assert (found.rmse, found.kappa) == (None, None)
    assert found.pearson.value == pytest.approx(measured().pearson.value)


def test_what_is_not_defined_is_none_and_no_error() -> None:
    found = measured(np.full(120, 0.5), GRADES, QUESTIONS, [None] * 120)
    assert found.pearson.value is None
    assert found.within.value is None
    one = measured(np.array([0.5]), np.array([0.5]), ["q"], [None])
    assert (one.pearson.value, one.spearman.value) == (None, None)
    assert one.rmse is not None
    assert one.rmse.value == 0


def test_kinds_are_ordered_by_what_people_gave_them() -> None:
    grades = np.array([0.1, 0.9, 0.5, 0.2, 0.8, 0.4])
    kinds: list[str | None] = ["low", "high", "mid", "low", "high", "mid"]
    found = measured(grades, grades, ["a", "a", "a", "b", "b", "b"], kinds)
    pairs = [(one.better, one.worse) for one in found.separations]
    assert pairs == [("high", "mid"), ("high", "low"), ("mid", "low")]
    assert all(one.auc.value == 1 for one in found.separations)


def test_ties_count_half() -> None:
    kinds: list[str | None] = ["good", "bad", "good", "bad"]
    grades = np.array([1.0, 0.0, 1.0, 0.0])
    (pair,) = measured(np.array([0.5, 0.5, 1.0, 0.5]), grades, ["a"] * 4, kinds).separations
    assert pair.auc.value == 0.75
