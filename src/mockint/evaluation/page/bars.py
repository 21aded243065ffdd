"""The errors as a bar chart in SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockint.evaluation.page.markup import label, plot
from mockint.evaluation.picture import BIN, Bar

_LEFT, _TOP, _WIDTH, _HEIGHT = 16, 22, 528, 180  # of the plot, in the units of the picture
_GAP = 0.12  # of a bar's place that stays empty
_FEWEST_PLACES = 5  # so that a single bar does not fill the picture


def bars(counts: Sequence[Bar]) -> str:
    """The chart; a bar for each bin of errors, at least one."""
    described = "; ".join(f"{bar.centre:+d}: {bar.answers}" for bar in counts)
    shown = f"Score minus grade, and how many answers: {described}"
    return plot(_WIDTH + 2 * _LEFT, _TOP + _HEIGHT + 52, shown, _drawn(counts))


def _drawn(counts: Sequence[Bar]) -> Iterator[str]:
    peak = max(bar.answers for bar in counts)
    place = _WIDTH / max(len(counts), _FEWEST_PLACES)
    floor = _TOP + _HEIGHT
    for i, bar in enumerate(counts):
        x = _LEFT + place * i
        height = _HEIGHT * bar.answers / peak
        middle = x + place / 2
        name = f"{bar.centre:+d}" if bar.centre else "0"
        half = BIN // 2
        title = (
            f"{bar.answers} answers: score minus grade {bar.centre - half} to {bar.centre + half}"
        )
        yield (
            f'<rect class="{"bar" if bar.centre else "bar zero"}" x="{x + place * _GAP / 2:.1f}" '
            f'y="{floor - height:.1f}" width="{place * (1 - _GAP):.1f}" height="{height:.1f}">'
            f"<title>{title}</title></rect>"
        )
        yield label("tick", middle, floor + 18, name)
        yield label("tick", middle, floor - height - 6, str(bar.answers))
    yield f'<path class="diagonal" d="M{_LEFT},{floor}h{_WIDTH}"/>'
    yield label("axis", _LEFT + _WIDTH / 2, floor + 42, "Score minus grade, in points of 100")
