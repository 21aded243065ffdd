from __future__ import annotations

from mockint.evaluation import reliability_of
from tests.evaluation.comparing import compared


def test_without_bands_there_is_nothing_to_rely_on() -> None:
    assert reliability_of([compared(50, 60)]) is None
    assert reliability_of([]) is None


def test_shares_within_one_and_two_bands() -> None:
    answers = [compared(50, score, band=10) for score in (50, 60, 61, 70, 71)]
    found = reliability_of(answers)
    assert found is not None
    assert (found.overall.answers, found.overall.within_one) == (5, 0.4)
    assert found.overall.within_two == 0.8


def test_each_grade_is_held_against_its_own_band_and_those_without_are_left_out() -> None:
    found = reliability_of([compared(50, 60, band=5), compared(50, 60, band=20), compared(0, 99)])
    assert found is not None
    assert (found.overall.answers, found.overall.within_one) == (2, 0.5)


def test_fifths_go_by_the_score_and_an_empty_one_has_no_share() -> None:
    found = reliability_of([compared(90, 10, band=30), compared(85, 100, band=30)])
    assert found is not None
    assert [one.scores for one in found.fifths] == ["0-20", "20-40", "40-60", "60-80", "80-100"]
    assert [one.answers for one in found.fifths] == [1, 0, 0, 0, 1]
    assert [one.within_one for one in found.fifths] == [0, None, None, None, 1]
    assert [one.within_two for one in found.fifths] == [0, None, None, None, 1]
    assert sum(one.answers for one in found.fifths) == found.overall.answers


def test_a_distance_of_exactly_the_band_is_within_it() -> None:
    found = reliability_of([compared(57, 67, band=10)])
    assert found is not None
    assert found.overall.within_one == 1
