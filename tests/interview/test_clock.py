from __future__ import annotations

import pytest

from mockint.interview import Clock
from tests.interview.conftest import Time


@pytest.fixture
def time() -> Time:
    return Time()


def test_a_clock_counts_from_when_it_is_made(time: Time) -> None:
    clock = Clock(time)
    time.pass_by(12.5)
    assert clock.elapsed == 12.5


def test_a_session_that_goes_on_starts_with_what_has_passed(time: Time) -> None:
    clock = Clock(time, start=60.0)
    time.pass_by(1.0)
    assert clock.elapsed == 61.0


def test_a_standing_clock_shows_one_time_and_then_goes_on_from_it(time: Time) -> None:
    clock = Clock(time)
    time.pass_by(3.0)
    for _ in range(2):
        with clock.standing():
            time.pass_by(100.0)
            assert clock.elapsed == 3.0
    time.pass_by(2.0)
    assert clock.elapsed == 5.0


def test_a_clock_goes_on_after_an_interruption(time: Time) -> None:
    clock = Clock(time)
    with pytest.raises(KeyboardInterrupt), clock.standing():
        raise KeyboardInterrupt
    time.pass_by(2.0)
    assert clock.elapsed == 2.0


def test_time_is_told_to_the_millisecond(time: Time) -> None:
    clock = Clock(time)
    time.pass_by(1.23456)
    assert clock.elapsed == 1.235
