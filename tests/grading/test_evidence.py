from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mockint.grading import Grader, Rubric
from mockint.grading.evidence import FEATURES, on_subject, point_evidence, wrongness
from mockint.grading.rubric import EncodedRubric
from tests.fakes import TinyEncoder
from tests.grading.rubrics import AUTHORED

POINTS = [point.text for point in AUTHORED.key_points]
CLAIM = AUTHORED.misconceptions[0].claim
NOTHING_FALSE = dataclasses.replace(AUTHORED, misconceptions=())
ONE_POINT = dataclasses.replace(NOTHING_FALSE, key_points=AUTHORED.key_points[:1])

rubrics = pytest.mark.parametrize(
    "rubric", [AUTHORED, NOTHING_FALSE, ONE_POINT], ids=["full", "nothing-false", "one-point"]
)
GRADER = Grader(TinyEncoder())


def evidence(rubric: Rubric, *sentences: str) -> dict[str, NDArray[np.float64]]:
    found = GRADER.evidence(rubric, ". ".join(sentences))
    assert found is not None
    return dict(zip(FEATURES, found.T, strict=True))


@rubrics
@pytest.mark.parametrize("units", [1, 2, 9])
def test_there_is_a_row_a_point_and_a_finite_column_a_feature(rubric: Rubric, units: int) -> None:
    encoded = EncodedRubric.of(rubric, TinyEncoder())
    rng = np.random.default_rng(units)
    shape = (len(encoded.texts), units)
    found = point_evidence(encoded, rng.uniform(-1, 1, shape), rng.uniform(-1, 1, shape), 5 * units)
    assert found.shape == (len(rubric.key_points), len(FEATURES))
    assert np.isfinite(found).all()


@rubrics
@settings(max_examples=60)
@given(recall=st.floats(-1, 1), cosine=st.floats(-1, 1), words=st.integers(0, 10_000))
def test_no_similarity_leads_out_of_the_numbers(
    rubric: Rubric, recall: float, cosine: float, words: int
) -> None:
    encoded = GRADER.prepare(rubric)
    shape = (len(encoded.texts), 2)
    found = point_evidence(encoded, np.full(shape, recall), np.full(shape, cosine), words)
    assert np.isfinite(found).all()


def test_an_answer_without_words_has_no_evidence() -> None:
    assert GRADER.evidence(AUTHORED, " ... ") is None


def test_a_point_that_is_said_is_near_and_the_others_are_not() -> None:
    found = evidence(AUTHORED, POINTS[1])
    assert found["near"][1] == pytest.approx(1)
    assert found["leader"][1] == pytest.approx(1)
    assert found["near"].argmax() == 1
    assert (found["near"][[0, 2]] < 0.6).all()


def test_what_is_false_turns_the_gaps_of_its_point() -> None:
    said, denied = evidence(AUTHORED, POINTS[0]), evidence(AUTHORED, CLAIM)
    for name, sign in FEATURES.items():
        if sign and name != "second":
            assert sign * said[name][0] >= sign * denied[name][0], name
    assert said["nearest_gap"][0] < 0 < denied["nearest_gap"][0]
    assert (said["answer_wrong"][0], denied["answer_wrong"][0]) == (0, 1)
    assert (said["answer_right"][0], denied["answer_right"][0]) == (1, 0)


def test_the_second_unit_is_the_second_nearest() -> None:
    once, twice = (
        evidence(AUTHORED, POINTS[0]),
        evidence(AUTHORED, *AUTHORED.key_points[0].statements),
    )
    assert once["second"][0] == 0
    assert twice["second"][0] > 0.8


def test_weights_and_words_are_those_of_question_and_answer() -> None:
    found = evidence(AUTHORED, POINTS[0], CLAIM)
    assert found["weight"].tolist() == [3, 2, 1]
    said = len(f"{POINTS[0]} {CLAIM}".split())
    assert found["words"] == pytest.approx(np.log(said))


def test_the_order_of_units_means_nothing() -> None:
    encoded = GRADER.prepare(AUTHORED)
    rng = np.random.default_rng(0)
    recall, cosine = rng.uniform(0, 1, (2, len(encoded.texts), 6))
    order = rng.permutation(6)
    straight = point_evidence(encoded, recall, cosine, 30)
    assert point_evidence(encoded, recall[:, order], cosine[:, order], 30) == pytest.approx(
        straight
    )


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=9))
def test_how_wrong_a_unit_is_goes_with_how_near_it_is_to_what_is_false(
    nearness: list[float],
) -> None:
    encoded = GRADER.prepare(AUTHORED)
    similarity = np.full((len(encoded.texts), len(nearness)), 0.3)
    similarity[~encoded.is_true] = np.sort(nearness)
    wrong = wrongness(encoded, similarity, similarity)
    assert ((wrong >= 0) & (wrong <= 1)).all()
    assert (np.diff(wrong) >= 0).all()


def test_where_nothing_is_false_nothing_is_wrong() -> None:
    encoded = GRADER.prepare(NOTHING_FALSE)
    similarity = np.full((len(encoded.texts), 3), 0.8)
    assert (wrongness(encoded, similarity, similarity) < 0.01).all()


def test_a_unit_counts_from_where_it_is_about_the_subject() -> None:
    shares = on_subject(np.array([0.0, 0.4, 0.5, 0.6, 1.0]))
    assert shares == pytest.approx(np.array([0, 0, 0.5, 1, 1]))
