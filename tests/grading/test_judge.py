from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mockint.grading.evidence import FEATURES
from mockint.grading.judge import Judge, shipped_judge

NAMES = list(FEATURES)
NEAR, WORDS = NAMES.index("near"), NAMES.index("words")

# Two trees over a base of 0.1:
#   near <= 0.5 ? (words <= 2 ? 0.1 : 0.2) : 0.6        and        words <= 3 ? 0 : 0.25
BY_HAND: dict[str, Any] = {
    "features": NAMES,
    "base": 0.1,
    "depth": 2,
    "roots": [0, 5],
    "feature": [NEAR, WORDS, 0, 0, 0, WORDS, 0, 0],
    "threshold": [0.5, 2.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0],
    "left": [1, 3, 2, 3, 4, 6, 6, 7],
    "right": [2, 4, 2, 3, 4, 7, 6, 7],
    "value": [0.0, 0.0, 0.6, 0.1, 0.2, 0.0, 0.0, 0.25],
}

# Similarities, their differences and shares lie within one; weights and logarithms go further.
numbers = st.floats(-1, 1, allow_nan=False) | st.floats(-10, 10, allow_nan=False)
rows = st.lists(numbers, min_size=len(NAMES), max_size=len(NAMES))


def evidence(**given_features: float) -> NDArray[np.float64]:
    return np.array([[given_features.get(name, 0.0) for name in NAMES]])


@pytest.mark.parametrize(
    ("near", "words", "expected"),
    [
        pytest.param(0.4, 1.0, 0.2, id="left-left"),
        pytest.param(0.4, 2.5, 0.3, id="left-right"),
        pytest.param(0.6, 1.0, 0.7, id="a-leaf-above-the-others"),
        pytest.param(0.6, 3.5, 0.95, id="both-trees"),
        pytest.param(0.5, 2.0, 0.2, id="left-up-to-the-threshold"),
    ],
)
def test_trees_are_walked_and_what_they_say_adds_up(
    near: float, words: float, expected: float
) -> None:
    credit = Judge.from_dict(BY_HAND).credit(evidence(near=near, words=words))
    assert credit == pytest.approx([expected])


def test_each_point_is_judged_by_its_own_evidence() -> None:
    both = np.concatenate([evidence(near=0.9), evidence(near=0.1)])
    assert Judge.from_dict(BY_HAND).credit(both) == pytest.approx([0.7, 0.2])


@pytest.mark.parametrize(("base", "expected"), [(5.0, 1.0), (-5.0, 0.0)])
def test_credit_stays_within_its_bounds(base: float, expected: float) -> None:
    assert Judge.from_dict({**BY_HAND, "base": base}).credit(evidence()) == [expected]


@pytest.mark.parametrize("features", [NAMES[::-1], NAMES[:-1], [*NAMES, "mood"]])
def test_a_judge_of_other_features_is_refused(features: list[str]) -> None:
    with pytest.raises(ValueError, match="fit it again"):
        Judge.from_dict({**BY_HAND, "features": features})


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_refused_and_not_taken_for_a_large_one(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        shipped_judge().credit(evidence(near=value))


def test_a_judge_survives_json() -> None:
    again = Judge.from_dict(json.loads(json.dumps(BY_HAND)))
    assert again.credit(evidence(near=0.6, words=3.5)) == pytest.approx([0.95])


@settings(max_examples=100)
@given(st.lists(rows, min_size=1, max_size=6))
def test_the_shipped_judge_gives_a_share_for_any_evidence(points: list[list[float]]) -> None:
    credit = shipped_judge().credit(np.array(points))
    assert credit.shape == (len(points),)
    assert ((credit >= 0) & (credit <= 1)).all()


def test_the_shipped_judge_tells_a_point_that_is_made_from_one_that_is_denied() -> None:
    said = evidence(near=0.9, nearest_gap=-0.4, false_near=-0.4, least_gap=0.4, leader=0.9)
    denied = evidence(near=0.5, nearest_gap=0.4, false_near=0.4, least_gap=-0.4, answer_gap=0.4)
    assert shipped_judge().credit(said)[0] > shipped_judge().credit(denied)[0] + 0.3


@pytest.mark.parametrize(("name", "sign"), [(n, sign) for n, sign in FEATURES.items() if sign])
@settings(max_examples=60)
@given(row=rows, change=st.floats(0, 2))
def test_what_speaks_for_a_point_never_costs_credit(
    name: str, sign: int, row: list[float], change: float
) -> None:
    before = np.array([row])
    after = before.copy()
    after[0, NAMES.index(name)] += sign * change
    low, high = shipped_judge().credit(np.concatenate([before, after]))
    assert high >= low - 1e-12
