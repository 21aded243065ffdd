"""An evaluation as lines for a terminal or a pipe; nothing needs more than 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mockint.cli.output import printable

if TYPE_CHECKING:
    from mockint.evaluation import Agreement, Comparison, Estimate, GuardRate, Reliability

_NAMES = 18  # columns for a row's name
_COLUMN = 11
_PAIR = 24  # columns for two kinds
_NARROWEST = 40  # columns for anything that adapts
_WIDEST = 100  # columns of a picture


def evaluation_lines(found: Comparison, width: int) -> Iterator[str]:
    """The tables: agreement, AUC, error band and flags, as far as there are any.

    Args:
        found: What was measured.
        width: Columns of the terminal; the table of flags is divided if it is wider.
    """
    yield from _agreement(found.agreements)
    if found.agreements[0].separations:
        yield ""
        yield from _separations(found.agreements)
    if found.reliability:
        yield ""
        yield from _reliability(found.reliability)
    if found.guards:
        yield ""
        yield from _guards(found.guards, len(found.answers), max(width, _NARROWEST))


def picture_lines(found: Comparison, width: int, *, blocks: bool) -> Iterator[str]:
    """Scores against grades, and the errors.

    Args:
        found: What was measured.
        width: Columns of the terminal.
        blocks: Draw with block characters; else ASCII only.
    """
    from mockint.evaluation import cross_table, draw_bars, draw_table, error_bars

    yield from draw_table(cross_table(found.answers))
    yield ""
    yield from draw_bars(
        error_bars(found.answers), max(_NARROWEST, min(width, _WIDEST)), blocks=blocks
    )


def _agreement(found: Sequence[Agreement]) -> Iterator[str]:
    first = found[0]
    yield f"{first.answers} answers to {first.questions} questions; 95 % intervals over questions"
    yield ""
    yield f"{'':<16}{'Pearson r':>18}{'rank r':>8}{'within':>8}{'RMSE':>7}{'kappa':>7}"
    for one in found:
        yield (
            f"{one.grader:<16}{_with_interval(one.pearson):>18}{_short(one.spearman):>8}"
            f"{_short(one.within):>8}{_points(one.rmse):>7}{_short(one.kappa):>7}"
        )


def _separations(found: Sequence[Agreement]) -> Iterator[str]:
    yield "How often the better answer scores higher (AUC)"
    yield from _head([one.grader for one in found])
    half = (_PAIR - len(" > ")) // 2
    for i, pair in enumerate(found[0].separations):
        name = f"{_name(pair.better, half)} > {_name(pair.worse, half)}"
        cells = (f"{_short(one.separations[i].auc):>{_COLUMN}}" for one in found)
        yield f"{name:<{_PAIR}}" + "".join(cells)


def _reliability(found: Reliability) -> Iterator[str]:
    overall = found.overall
    yield (
        f"Error band: of {overall.answers} scores {_percent(overall.within_one)} lie within one "
        f"band of the grade, {_percent(overall.within_two)} within two"
    )
    rows = {
        "score": [one.scores for one in found.fifths],
        "answers": [str(one.answers) for one in found.fifths],
        "within one": [_percent(one.within_one) for one in found.fifths],
        "within two": [_percent(one.within_two) for one in found.fifths],
    }
    for name, cells in rows.items():
        yield f"{name:<{_NAMES}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells)


def _guards(guards: Sequence[GuardRate], answers: int, width: int) -> Iterator[str]:
    yield "Flags: how many answers of each kind carry them"
    names = ["", "answers", *(guard.flag.value for guard in guards)]
    every = ["all", str(answers), *(_count(one.answers, one.share) for one in guards)]
    columns = [every] + [
        [_name(kind.kind, _NAMES), str(kind.of)]
        + [_count(one.kinds[i].answers, one.kinds[i].share) for one in guards]
        for i, kind in enumerate(guards[0].kinds)
    ]
    widths = [max(map(len, column)) + 2 for column in columns]
    first = max(map(len, names))
    for number, (start, end) in enumerate(_blocks(widths, width - first)):
        if number:
            yield ""
        for i, name in enumerate(names):
            cells = (f"{columns[j][i]:>{widths[j]}}" for j in range(start, end))
            yield f"{name:<{first}}" + "".join(cells)


def _blocks(widths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Where to divide columns so that each block fits; at least one column a block."""
    start = 0
    for i in range(1, len(widths) + 1):
        if i == len(widths) or sum(widths[start : i + 1]) > room:
            yield start, i
            start = i


def _head(names: Sequence[str]) -> Iterator[str]:
    """The names of columns, on two lines where one of them has two words."""
    halves = [name.rpartition(" ") for name in names]
    if any(above for above, _, _ in halves):
        yield f"{'':<{_PAIR}}" + "".join(f"{above:>{_COLUMN}}" for above, _, _ in halves).rstrip()
    yield f"{'':<{_PAIR}}" + "".join(f"{below:>{_COLUMN}}" for _, _, below in halves)


def _name(text: str, width: int) -> str:
    """A kind as the rows word it, on one line, cut where it is too long."""
    line = " ".join(printable(text).split())
    return line if len(line) <= width else f"{line[: width - 2]}.."


def _count(answers: int, share: float) -> str:
    return f"{answers} {100 * share:.0f}%"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _with_interval(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return _short(estimate)
    return f"{estimate.value:.2f} ({estimate.low:.2f}-{estimate.high:.2f})"


def _short(estimate: Estimate | None) -> str:
    return "-" if estimate is None or estimate.value is None else f"{estimate.value:.2f}"


def _points(estimate: Estimate | None) -> str:
    return "-" if estimate is None or estimate.value is None else f"{estimate.value:.0f}"
