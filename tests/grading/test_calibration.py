from __future__ import annotations

import math
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockint.grading.calibration import (
    SHIPPED,
    SHIPPED_AD_HOC,
    SHIPPED_AUTHORED,
    Calibrations,
    Knots,
    MonotoneMap,
)

values = st.floats(-50, 50)
anything = st.floats(allow_nan=False)


@st.composite
def maps(draw: st.DrawFn) -> MonotoneMap:
    """Maps of every shape that a fit can give, narrow and level pieces among them."""
    xs = sorted(draw(st.sets(values, min_size=2, max_size=8)))
    start = draw(st.floats(-200, 200))
    steps = draw(
        st.lists(st.just(0.0) | st.floats(0, 100), min_size=len(xs) - 1, max_size=len(xs) - 1)
    )
    return MonotoneMap("drawn", tuple(zip(xs, accumulate([start, *steps]), strict=True)), None)


@given(maps(), anything)
@example(MonotoneMap("level", ((0.0, 50.0), (5e-324, 50.0)), None), 1.0)
def test_every_score_lies_within_the_scale(one: MonotoneMap, value: float) -> None:
    assert 0 <= one.apply(value) <= 100


@given(maps(), anything, anything)
def test_a_higher_value_never_scores_lower(one: MonotoneMap, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert one.apply(low) <= one.apply(high) + 1e-9


@given(maps())
def test_a_map_goes_through_its_knots(one: MonotoneMap) -> None:
    for x, y in one.knots:
        assert one.apply(x) == pytest.approx(min(max(y, 0), 100))


BENT = MonotoneMap("bent", ((0.0, 20.0), (0.5, 30.0), (1.0, 80.0)), None)


@pytest.mark.parametrize(
    ("value", "points"),
    [(0.25, 25), (0.75, 55), (-0.5, 10), (-9, 0), (1.1, 90), (9, 100), (math.inf, 100)],
)
def test_lines_lie_between_the_knots_and_go_on_outside(value: float, points: float) -> None:
    assert BENT.apply(value) == pytest.approx(points)


@pytest.mark.parametrize(
    ("knots", "problem"),
    [
        ((), "two knots"),
        (((0.0, 1.0),), "two knots"),
        (((0.0, 1.0), (0.0, 2.0)), "ascend"),
        (((1.0, 1.0), (0.0, 2.0)), "ascend"),
        (((0.0, 2.0), (1.0, 1.0)), "ascend"),
        (((0.0, math.nan), (1.0, 1.0)), "within"),
        (((0.0, 1.0), (math.inf, 1.0)), "within"),
        (((0.0, 1.0), (1.0, 1e300)), "within"),
        (((0.0,), (1.0,)), "unpack"),
    ],
)
def test_knots_that_make_no_map_are_refused(knots: Knots, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        MonotoneMap("bad", knots, None)


@pytest.mark.parametrize("band", [-1.0, 101.0, math.nan])
def test_an_error_band_is_a_distance_on_the_scale(band: float) -> None:
    with pytest.raises(ValueError, match="error band"):
        MonotoneMap("bad", BENT.knots, band)


def test_what_ships_is_used_where_nothing_else_is_given() -> None:
    assert SHIPPED.of(authored=True) is SHIPPED_AUTHORED
    assert SHIPPED.of(authored=False) is SHIPPED_AD_HOC
    assert Calibrations(ad_hoc=BENT).of(authored=False) is BENT
    assert Calibrations(ad_hoc=BENT).of(authored=True) is SHIPPED_AUTHORED
