"""Fits the map from the grader's raw values to people's grades, and says how well it carries over.

Few answers bear a straight line only; many bear the best map that never falls (isotonic
regression). Answers to one question are not independent of each other, so what is said of the
map comes from questions that it was not fitted to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mockint.evaluation.agreement import pearson, quadratic_kappa, rmse
from mockint.evaluation.labelled import LabelledAnswer
from mockint.grading.calibration import FULL_MARKS, Knots, MonotoneMap
from mockint.grading.grader import Measured

FEWEST_ANSWERS = 20  # from which a line is worth fitting
_ISOTONIC_FROM = 100  # answers
_FEWEST_QUESTIONS = 3  # from which something can be said of questions that were left out
_MOST_FOLDS = 5
_NARROWEST = 1e-6  # range of values that a line can be drawn through

Values = NDArray[np.float64]


class Sort(StrEnum):
    """The two sorts of question, whose raw values mean different things."""

    AUTHORED = "authored"
    AD_HOC = "ad_hoc"


class Method(StrEnum):
    """The family of maps of which the best was taken."""

    LINEAR = "linear"
    ISOTONIC = "isotonic"


@dataclass(frozen=True)
class Source:
    """Where the grades came from.

    Attributes:
        file: The file's name.
        sha256: Of its content.
        time: When the map was fitted, ISO 8601 with a zone.
    """

    file: str
    sha256: str
    time: str


@dataclass(frozen=True)
class Figures:
    """Agreement with people.

    Attributes:
        pearson: Correlation; None where it is not defined.
        rmse: Root mean square distance, in points of 100.
        kappa: Quadratic weighted kappa at five equal bands; None where it is not defined.
    """

    pearson: float | None
    rmse: float
    kappa: float | None


@dataclass(frozen=True)
class Calibration:
    """A fitted map with all that is known of it.

    Attributes:
        map: The map; its error band is the root mean square distance after calibration.
        method: What was fitted.
        answers: How many answers it was fitted to.
        questions: Of how many questions.
        folds: Into how many parts the questions were divided; 0 where there were too few.
        source: Where the grades came from.
        before: The agreement on the same answers without it.
        after: The agreement on each part of a map that was fitted to the other parts; None where
            there were too few questions.
    """

    map: MonotoneMap
    method: Method
    answers: int
    questions: int
    folds: int
    source: Source
    before: Figures
    after: Figures | None

    @property
    def flat(self) -> bool:
        """Whether every answer gets the same score: people's grades do not rise with the values."""
        return self.map.knots[0][1] == self.map.knots[-1][1]

    @property
    def improves(self) -> bool | None:
        """Whether scores come nearer to people's on new questions; None where that is unknown."""
        return None if self.after is None else self.after.rmse < self.before.rmse


@dataclass(frozen=True)
class Outcome:
    """What came of a set of graded answers.

    Attributes:
        fitted: A calibration for each sort of question with enough answers.
        few: How many usable answers there are of each other sort that occurs.
        guarded: How many answers are left out since a guard decided their score.
        ungraded: How many are left out since the grader failed.
    """

    fitted: dict[Sort, Calibration]
    few: dict[Sort, int]
    guarded: int
    ungraded: int


def sort_of(answer: LabelledAnswer) -> Sort:
    """Whether the answer is to a question of a bank."""
    return Sort.AUTHORED if answer.rubric.authored else Sort.AD_HOC


def calibrate(
    answers: Sequence[LabelledAnswer], measured: Sequence[Measured], source: Source
) -> Outcome:
    """Fit a map for each sort of question to answers that people graded.

    Args:
        answers: The answers.
        measured: What the grader made of each.
        source: Where the grades came from.
    """
    pairs = list(zip(answers, measured, strict=True))
    ungraded = sum(one.grade.score is None for one in measured)
    outcome = Outcome({}, {}, sum(one.value is None for one in measured) - ungraded, ungraded)
    for sort in sorted({sort_of(one) for one in answers}, reverse=True):
        usable = [(a, m) for a, m in pairs if sort_of(a) == sort and m.value is not None]
        if len(usable) < FEWEST_ANSWERS:
            outcome.few[sort] = len(usable)
        else:
            outcome.fitted[sort] = _calibrate(*zip(*usable, strict=True), source=source)
    return outcome


def _calibrate(
    answers: Sequence[LabelledAnswer], measured: Sequence[Measured], *, source: Source
) -> Calibration:
    """Fit a map to answers to questions of one sort, each with a value and a score."""
    values = np.array([one.value for one in measured], dtype=np.float64)
    scores = np.array([one.grade.score for one in measured], dtype=np.float64)
    grades = np.array([one.grade for one in answers], dtype=np.float64)
    # Rows may name one question in two ways.
    questions = np.array([one.rubric.question for one in answers])
    method = Method.LINEAR if len(values) < _ISOTONIC_FROM else Method.ISOTONIC
    count = len(np.unique(questions))
    folds = min(count, _MOST_FOLDS) if count >= _FEWEST_QUESTIONS else 0
    after = None
    if folds:
        held_out = _held_out(values, grades, questions, method, folds)
        after = _figures(held_out, grades)
    name = f"{source.file} {source.time[:10]} ({len(values)} answers)"
    band = None if after is None else round(after.rmse, 1)
    return Calibration(
        map=MonotoneMap(name, fit(values, grades, method), band),
        method=method,
        answers=len(values),
        questions=count,
        folds=folds,
        source=source,
        before=_figures(scores, grades),
        after=after,
    )


def fit(values: Values, grades: Values, method: Method) -> Knots:
    """The knots of the map with the least squared distance to the grades.

    Args:
        values: The grader's raw values, shape (n,).
        grades: People's grades, 0 to 1, shape (n,).
        method: The family of maps.
    """
    return (_line if method is Method.LINEAR else _isotonic)(values, FULL_MARKS * grades)


def _line(values: Values, points: Values) -> Knots:
    """Least squares; where the line would fall, the best that does not is level."""
    mean, level = float(values.mean()), float(points.mean())
    spread = float(((values - mean) ** 2).sum())
    joint = float(((values - mean) * (points - level)).sum())
    slope = max(0.0, joint / spread) if spread > 0 else 0.0
    low, high = float(values.min()), float(values.max())
    if high - low < _NARROWEST:
        low, high, slope = low - 0.5, low + 0.5, 0.0
    return tuple((x, level + slope * (x - mean)) for x in (low, high))


def _isotonic(values: Values, points: Values) -> Knots:
    """Pool adjacent violators; level beyond the values that were seen."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - only this verb needs it

    fitted = IsotonicRegression().fit(values, points)
    xs, ys = fitted.X_thresholds_.tolist(), fitted.y_thresholds_.tolist()
    return ((xs[0] - 1.0, ys[0]), *zip(xs, ys, strict=True), (xs[-1] + 1.0, ys[-1]))


def _held_out(
    values: Values, grades: Values, questions: NDArray[np.str_], method: Method, folds: int
) -> Values:
    """Points for each answer of a map that saw no answer to its question."""
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415 - see above

    points = np.empty_like(values)
    for seen, unseen in GroupKFold(folds).split(values, groups=questions):
        one = MonotoneMap("fold", fit(values[seen], grades[seen], method), None)
        points[unseen] = [one.apply(float(value)) for value in values[unseen]]
    return points


def _figures(points: Values, grades: Values) -> Figures:
    scores = points / FULL_MARKS
    return Figures(pearson(scores, grades), rmse(scores, grades), quadratic_kappa(scores, grades))
