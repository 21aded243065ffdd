"""The scores over people's grades as a scatter plot in SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin, sqrt

from mockint.evaluation.compared import FULL, Compared
from mockint.evaluation.page.markup import escaped, label, plot, shortened

COLOURS = 8  # as many as page/style.py defines; one more than shapes, so that pairs last longer
NO_KIND = "kind unknown"
# Markers of about the same area around 0, 0.
_SHAPES = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    "M-3.6,-3.6h7.2v7.2h-7.2z",
    "M0,-4.9L4.7,3.6H-4.7z",
    "M0,-5L5,0L0,5L-5,0z",
    "M0,4.9L4.7,-3.6H-4.7z",
    "M-1.5,-4.8h3v3.3h3.3v3h-3.3v3.3h-3v-3.3h-3.3v-3h3.3z",
    "M-4.5,-2.5l2,-2l2.5,2.5l2.5,-2.5l2,2l-2.5,2.5l2.5,2.5l-2,2l-2.5,-2.5l-2.5,2.5l-2,-2l2.5,-2.5z",
)
_LEFT, _TOP, _SIDE = 68, 20, 480  # of the plot, in the units of the picture
_WIDTH, _HEIGHT = _LEFT + _SIDE + 24, _TOP + _SIDE + 64
_AWAY = 20  # from the plot to the numbers of its axes: points at its edge need room
_GOLDEN = pi * (3 - sqrt(5))  # this angle from one to the next fills a disc evenly
_STEP, _FARTHEST = 1.8, 14.0  # how far points of the same place are set apart
_SHOWN = 160  # letters of an answer in a tooltip
_SHOWN_QUESTION = 80


def scatter(answers: Sequence[Compared], kinds: Sequence[str]) -> str:
    """The plot with its legend.

    Args:
        answers: The graded answers.
        kinds: The kinds of answer that occur, in the legend's order.
    """
    names = [*kinds]
    if any(not one.labelled.kind for one in answers):
        names.append(NO_KIND)
    looks = {name: i for i, name in enumerate(names)}
    described = f"{len(answers)} scores of the grader over the grades that people gave."
    drawn = [*_axes(), *_points(answers, looks)]
    return "\n".join([plot(_WIDTH, _HEIGHT, described, drawn), *_legend(answers, looks)])


def _x(points: float) -> float:
    return _LEFT + _SIDE * points / FULL


def _y(points: float) -> float:
    return _TOP + _SIDE * (FULL - points) / FULL


def _axes() -> Iterator[str]:
    low, high = _x(0), _x(FULL)
    for tick in range(0, FULL + 1, 20):
        x, y = _x(tick), _y(tick)
        yield f'<path class="grid" d="M{x:g},{_y(0):g}V{_y(FULL):g}M{low:g},{y:g}H{high:g}"/>'
        yield label("tick", x, _y(0) + _AWAY + 10, str(tick))
        yield label("tick", low - _AWAY, y + 4, str(tick), "end")
    yield f'<path class="diagonal" d="M{low:g},{_y(0):g}L{high:g},{_y(FULL):g}"/>'
    middle = FULL / 2
    yield label("axis", _x(middle), _HEIGHT - 10, "Grade that a person gave")
    yield (
        f'<text class="axis" transform="translate(16,{_y(middle):g}) rotate(-90)" '
        'text-anchor="middle">Score of the grader</text>'
    )


def _points(answers: Sequence[Compared], looks: Mapping[str, int]) -> Iterator[str]:
    there: Counter[tuple[int, int]] = Counter()
    for one in answers:
        place = round(one.given), round(one.score)
        radius = min(_STEP * sqrt(there[place]), _FARTHEST)
        turn = _GOLDEN * there[place]
        there[place] += 1
        x = _x(one.given) + radius * cos(turn)
        y = _y(one.score) + radius * sin(turn)
        marker = _marker(looks[one.labelled.kind or NO_KIND], f"translate({x:.1f},{y:.1f})")
        yield f"{marker}<title>{escaped(_tooltip(one))}</title></path>"


def _tooltip(one: Compared) -> str:
    kind = f", {one.labelled.kind}" if one.labelled.kind else ""
    question = shortened(one.labelled.question, _SHOWN_QUESTION)
    answer = shortened(one.labelled.answer, _SHOWN)
    return f"{question}{kind}: grade {one.given:.0f}, score {one.score:.0f}\n{answer}"


def _legend(answers: Sequence[Compared], looks: Mapping[str, int]) -> Iterator[str]:
    counts = Counter(one.labelled.kind or NO_KIND for one in answers)
    yield '<ul class="legend">'
    for name, look in looks.items():
        yield (
            '<li><svg viewBox="-7 -7 14 14" aria-hidden="true">'
            f"{_marker(look)}</path></svg> {escaped(shortened(name, 40))} ({counts[name]})</li>"
        )
    yield "</ul>"


def _marker(look: int, transform: str = "") -> str:
    """The opening tag of one marker."""
    moved = f' transform="{transform}"' if transform else ""
    shape = _SHAPES[look % len(_SHAPES)]
    return f'<path class="c{look % COLOURS}" d="{shape}"{moved}>'
