"""Measures of agreement between a grader and people, each with a bootstrap interval.

Answers to one question are not independent of each other, so questions are drawn, not answers.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

_BANDS = 5  # for kappa: the scale in equal parts
_DRAWS = 200
_INTERVAL = (2.5, 97.5)  # percentiles of the draws: 95 %
_FEWEST = 3  # answers to a question from which a correlation within it means something


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % interval over questions; None where it is not defined.

    Attributes:
        value: On all answers.
        low: The 2.5th percentile of bootstrap draws.
        high: The 97.5th.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Separation:
    """How often an answer of the better kind scores higher than one of the worse (AUC).

    Ties count half. Answers of all questions are compared with each other.
    """

    better: str
    worse: str
    auc: Estimate


@dataclass(frozen=True)
class Agreement:
    """How one grader's scores agree with people's grades.

    Attributes:
        grader: Its name.
        answers: How many answers were compared.
        questions: Of how many questions.
        pearson: Correlation.
        spearman: Rank correlation.
        within: The mean correlation within a question, over questions where it is defined.
        rmse: Root mean square distance, in points of 100; None for a grader without a scale.
        kappa: Quadratic weighted kappa at five equal bands; None without a scale.
        separations: AUC of each kind over each other one, where kinds are known.
    """

    grader: str
    answers: int
    questions: int
    pearson: Estimate
    spearman: Estimate
    within: Estimate
    rmse: Estimate | None
    kappa: Estimate | None
    separations: tuple[Separation, ...]


def evaluate(
    grader: str,
    scores: Sequence[float],
    grades: Sequence[float],
    questions: Sequence[str],
    kinds: Sequence[str | None],
    *,
    scaled: bool,
    seed: int = 0,
) -> Agreement:
    """Compare scores with grades.

    Args:
        grader: The grader's name.
        scores: Its scores, on any scale; from 0 to 1 if `scaled`.
        grades: People's grades, 0 to 1, in the same order.
        questions: The question of each answer.
        kinds: The kind of each answer.
        scaled: Whether the scores mean the same as the grades, so that distances do too.
        seed: Of the bootstrap.
    """
    x, y = np.array(scores, dtype=np.float64), np.array(grades, dtype=np.float64)
    names, of = np.unique(np.array(questions), return_inverse=True)
    members = [np.flatnonzero(of == i) for i in range(len(names))]
    rng = np.random.default_rng(seed)
    draws = [
        [members[i] for i in rng.integers(0, len(members), len(members))] for _ in range(_DRAWS)
    ]

    def estimate(measure: Callable[[list[NDArray[np.intp]]], float | None]) -> Estimate:
        drawn = [value for draw in draws if (value := measure(draw)) is not None]
        low, high = np.percentile(drawn, _INTERVAL) if drawn else (None, None)
        return Estimate(
            measure(members),
            None if low is None else float(low),
            None if high is None else float(high),
        )

    def whole(measure: Callable[[Values, Values], float | None]) -> Estimate:
        def pooled(groups: list[NDArray[np.intp]]) -> float | None:
            rows = np.concatenate(groups)
            return measure(x[rows], y[rows])

        return estimate(pooled)

    def within(groups: list[NDArray[np.intp]]) -> float | None:
        found = [pearson(x[rows], y[rows]) for rows in groups if len(rows) >= _FEWEST]
        defined = [value for value in found if value is not None]
        return float(np.mean(defined)) if defined else None

    labels = np.array([kind or "" for kind in kinds])

    def separation(better: str, worse: str) -> Separation:
        def auc(groups: list[NDArray[np.intp]]) -> float | None:
            rows = np.concatenate(groups)
            drawn, values = labels[rows], x[rows]
            return _auc(values[drawn == better], values[drawn == worse])

        return Separation(better, worse, estimate(auc))

    order = kinds_by_grade(kinds, grades)
    return Agreement(
        grader=grader,
        answers=len(x),
        questions=len(names),
        pearson=whole(pearson),
        spearman=whole(_spearman),
        within=estimate(within),
        rmse=whole(rmse) if scaled else None,
        kappa=whole(quadratic_kappa) if scaled else None,
        separations=tuple(separation(a, b) for a, b in itertools.combinations(order, 2)),
    )


def kinds_by_grade(kinds: Sequence[str | None], grades: Sequence[float]) -> list[str]:
    """The kinds that occur, the one with the highest mean grade first.

    Args:
        kinds: The kind of each answer, where it is known.
        grades: People's grades in the same order, on any scale.
    """
    by_kind: dict[str, list[float]] = {}
    for kind, grade in zip(kinds, grades, strict=True):
        if kind:
            by_kind.setdefault(kind, []).append(float(grade))
    return sorted(by_kind, key=lambda kind: -sum(by_kind[kind]) / len(by_kind[kind]))


def pearson(x: Values, y: Values) -> float | None:
    """Pearson's correlation of values of shape (n,); none for few values or equal ones."""
    from scipy.stats import pearsonr  # noqa: PLC0415 - half a second that only this verb needs

    if len(x) < _FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nearly constant input
        value = float(pearsonr(x, y).statistic)
    return value if np.isfinite(value) else None


def _spearman(x: Values, y: Values) -> float | None:
    from scipy.stats import rankdata  # noqa: PLC0415 - see above

    return pearson(rankdata(x), rankdata(y))


def rmse(x: Values, y: Values) -> float:
    """The root mean square difference, in points of 100, of values from 0 to 1, shape (n,)."""
    return float(100 * np.sqrt(np.mean((x - y) ** 2)))


def quadratic_kappa(x: Values, y: Values) -> float | None:
    """Cohen's kappa with quadratic weights at five bands of values from 0 to 1, shape (n,)."""
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - see above

    bands = [np.minimum((values * _BANDS).astype(int), _BANDS - 1) for values in (x, y)]
    if len(np.unique(np.concatenate(bands))) == 1:
        return None
    value = cohen_kappa_score(*bands, labels=range(_BANDS), weights="quadratic")
    return float(value) if np.isfinite(value) else None


def _auc(better: Values, worse: Values) -> float | None:
    from scipy.stats import rankdata  # noqa: PLC0415 - see above

    if not len(better) or not len(worse):
        return None
    ranks = rankdata(np.concatenate([better, worse]))[: len(better)]
    above = ranks.sum() - len(better) * (len(better) + 1) / 2
    return float(above / (len(better) * len(worse)))
