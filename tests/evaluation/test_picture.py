from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.evaluation import Bar, cross_table, draw_bars, draw_table, error_bars
from tests.evaluation.comparing import compared

POINTS = st.integers(0, 100)


def test_rows_are_scores_and_columns_are_grades() -> None:
    table = cross_table([compared(given=100, score=0), compared(given=100, score=5)])
    assert table[0][4] == 2
    assert table[4][0] == 0
    assert sum(map(sum, table)) == 2


@pytest.mark.parametrize(
    ("score", "centre"), [(50, 0), (54.9, 0), (45, 0), (55, 10), (44.9, -10), (100, 50), (0, -50)]
)
def test_small_errors_of_either_sign_share_a_bar(score: float, centre: int) -> None:
    assert error_bars([compared(50, score)]) == (Bar(centre, 1),)


def test_bars_leave_no_gap() -> None:
    bars = error_bars([compared(50, 20), compared(50, 60), compared(50, 61)])
    assert bars == (Bar(-30, 1), Bar(-20, 0), Bar(-10, 0), Bar(0, 0), Bar(10, 2))
    assert error_bars([]) == ()


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1))
def test_every_answer_is_counted_once(pairs: list[tuple[int, int]]) -> None:
    answers = [compared(*pair) for pair in pairs]
    assert sum(map(sum, cross_table(answers))) == len(pairs)
    bars = error_bars(answers)
    assert sum(bar.answers for bar in bars) == len(pairs)
    assert -100 <= bars[0].centre <= bars[-1].centre <= 100


def test_the_table_has_the_highest_scores_on_top_and_marks_the_diagonal() -> None:
    lines = list(draw_table(cross_table([compared(90, 95), compared(90, 5), compared(90, 5)])))
    assert lines[1:] == [
        "             0-20     20-40     40-60     60-80    80-100",
        "80-100          0         0         0         0        [1]",
        "60-80           0         0         0        [0]        0",
        "40-60           0         0        [0]        0         0",
        "20-40           0        [0]        0         0         0",
        "0-20           [0]        0         0         0         2",
    ]


def test_bars_in_ascii() -> None:
    lines = list(draw_bars([Bar(-10, 10), Bar(0, 5), Bar(10, 0)], 30, blocks=False))
    assert lines[1:] == [f"  -10 10 {'#' * 20}", f"    0  5 {'#' * 10}", "  +10  0"]


def test_bars_in_blocks_are_drawn_to_an_eighth() -> None:
    lines = list(draw_bars([Bar(0, 160), Bar(10, 1), Bar(20, 84), Bar(30, 0)], 31, blocks=True))
    assert lines[1:] == [
        f"    0 160 {'█' * 20}",
        "  +10   1 ▏",
        f"  +20  84 {'█' * 10}▌",
        "  +30   0",
    ]


@given(
    st.lists(st.integers(0, 100_000), min_size=1).filter(any),
    st.integers(20, 200),
    st.booleans(),
)
def test_bars_keep_to_the_width_and_show_whatever_there_is(
    counts: list[int], width: int, blocks: bool
) -> None:
    bars = [Bar(10 * i, count) for i, count in enumerate(counts)]
    _, *lines = draw_bars(bars, width, blocks=blocks)
    for bar, line in zip(bars, lines, strict=True):
        assert len(line) <= width
        assert bool(bar.answers) == (line[-1] in "#▏▎▍▌▋▊▉█")
        assert blocks or line.isascii()
