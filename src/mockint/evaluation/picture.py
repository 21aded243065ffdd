"""The scores beside people's grades as counts, and these counts drawn with characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from mockint.evaluation.compared import FIFTHS, Compared, fifth_of

BIN = 10  # points of error that a bar stands for
_BLOCKS = " ▏▎▍▌▋▊▉█"  # eighths of a column
_COLUMN = 9


@dataclass(frozen=True)
class Bar:
    """How many scores lie about so far from the person's grade.

    Attributes:
        centre: The middle of the bin, a multiple of 10: `-20` holds the errors from -25 up to,
            and without, -15. So that small errors of either sign share one bin.
        answers: How many.
    """

    centre: int
    answers: int


def cross_table(answers: Sequence[Compared]) -> tuple[tuple[int, ...], ...]:
    """Counts by fifth of the scale: `table[fifth of the score][fifth of the grade]`, 5 x 5."""
    counts = Counter((fifth_of(one.score), fifth_of(one.given)) for one in answers)
    fifths = range(len(FIFTHS))
    return tuple(tuple(counts[score, given] for given in fifths) for score in fifths)


def error_bars(answers: Sequence[Compared]) -> tuple[Bar, ...]:
    """The errors (score minus grade) in bins of 10 points, without gaps, the lowest first."""
    counts = Counter(floor((one.error + BIN / 2) / BIN) for one in answers)
    if not counts:
        return ()
    return tuple(Bar(BIN * i, counts[i]) for i in range(min(counts), max(counts) + 1))


def draw_table(table: Sequence[Sequence[int]]) -> Iterator[str]:
    """Lines of at most 60 columns; the highest scores on top, and equal fifths in brackets."""
    yield "Scores (down) and people's grades (across); [n]: the same fifth of the scale"
    yield f"{'':<8}" + "".join(f"{name:>{_COLUMN}} " for name in FIFTHS).rstrip()
    for score, name in reversed(list(enumerate(FIFTHS))):
        cells = (
            f"{f'[{count}]':>{_COLUMN + 1}}" if given == score else f"{count:>{_COLUMN}} "
            for given, count in enumerate(table[score])
        )
        yield f"{name:<8}" + "".join(cells).rstrip()


def draw_bars(bars: Sequence[Bar], width: int, *, blocks: bool) -> Iterator[str]:
    """A line a bar, of at most `width` columns.

    Args:
        bars: The bars; at least one.
        width: Columns; at least 20.
        blocks: Draw with block characters, to an eighth of a column; else with `#`.
    """
    peak = max(bar.answers for bar in bars)
    digits = len(str(peak))
    room = width - 8 - digits
    yield "Score minus grade, in points: how many answers"
    for bar in bars:
        label = f"{bar.centre:+d}" if bar.centre else "0"
        length = room * bar.answers / peak
        drawn = _blocks(length) if blocks else "#" * round(length)
        if bar.answers and not drawn:
            drawn = _BLOCKS[1] if blocks else "#"  # something is not nothing
        yield f"{label:>5} {bar.answers:>{digits}} {drawn}".rstrip()


def _blocks(length: float) -> str:
    whole, eighths = divmod(round(8 * length), 8)
    return _BLOCKS[8] * whole + _BLOCKS[eighths].strip()
