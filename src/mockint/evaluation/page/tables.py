"""What was measured, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from mockint.evaluation.agreement import Agreement, Estimate
from mockint.evaluation.compared import FIFTHS
from mockint.evaluation.guard_rates import GuardRate
from mockint.evaluation.page.markup import NOTHING, shortened, table
from mockint.evaluation.reliability import Reliability

_TIED = "\N{NO-BREAK SPACE}"


def agreement_table(found: Sequence[Agreement]) -> str:
    """A row a grader, with every interval."""
    return table(
        "Agreement with people",
        ["Grader", "Pearson r", "Rank r", "Within a question", "RMSE, of 100", "Kappa"],
        [
            [
                one.grader,
                *(_interval(value) for value in (one.pearson, one.spearman, one.within)),
                _interval(one.rmse, digits=0),
                _interval(one.kappa),
            ]
            for one in found
        ],
    )


def separation_table(found: Sequence[Agreement]) -> str:
    """A row a pair of kinds; nothing where kinds are not known."""
    pairs = found[0].separations
    if not pairs:
        return ""
    return table(
        "How often the better answer scores higher (AUC)",
        ["Better > worse", *(one.grader for one in found)],
        [
            [
                f"{_kind(pair.better)} > {_kind(pair.worse)}",
                *(_interval(one.separations[i].auc) for one in found),
            ]
            for i, pair in enumerate(pairs)
        ],
    )


def cross_table_of(counts: Sequence[Sequence[int]]) -> str:
    """The 5 x 5 counts, the highest scores on top."""
    last = len(FIFTHS) - 1
    return table(
        "Scores (down) and people's grades (across)",
        ["", *FIFTHS],
        [[FIFTHS[i], *map(str, counts[i])] for i in range(last, -1, -1)],
        marked=[(last - i, i + 1) for i in range(len(FIFTHS))],
    )


def guard_table(guards: Sequence[GuardRate], answers: int) -> str:
    """A row a flag, a column a kind; a sentence where nothing was flagged."""
    if not guards:
        return "<p>No answer was flagged.</p>"
    kinds = guards[0].kinds
    return table(
        "Answers that carry a flag, by kind",
        ["Flag", *(f"{_kind(one.kind)} ({one.of})" for one in kinds), f"all ({answers})"],
        [
            [
                guard.flag.value,
                *(f"{one.answers} ({percent(one.share)})" for one in guard.kinds),
                f"{guard.answers} ({percent(guard.share)})",
            ]
            for guard in guards
        ],
    )


def reliability_table(found: Reliability | None) -> str:
    """A row a fifth of the scale; a sentence where no grade has a band."""
    if found is None:
        return "<p>The grades have no error band.</p>"
    return table(
        "How near scores lie to people's grades",
        ["Score", "Answers", "Within one band", "Within two bands"],
        [
            [name, str(one.answers), percent(one.within_one), percent(one.within_two)]
            for name, one in [*((one.scores, one) for one in found.fifths), ("all", found.overall)]
        ],
    )


def percent(share: float | None) -> str:
    """`64 %`."""
    return NOTHING if share is None else f"{100 * share:.0f}{_TIED}%"


def _kind(name: str) -> str:
    return shortened(name, 40)


def _interval(estimate: Estimate | None, digits: int = 2) -> str:
    if estimate is None or estimate.value is None:
        return NOTHING
    value = f"{estimate.value:.{digits}f}"
    if estimate.low is None or estimate.high is None:
        return value
    low, high = f"{estimate.low:.{digits}f}", f"{estimate.high:.{digits}f}"
    return f"{value} ({low}{_TIED}to{_TIED}{high})"
