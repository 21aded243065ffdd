"""Fits the judge on labelled answers; `python -m mockint.cli.fit` does it on those of the bank.

Two sorts of examples are added, with less weight. Stretches of answers that make no point are
answers of their own: without them the judge would learn that short answers are right, since those
who write on and on while wrong are rarely short. And every answer is also one to a neighbouring
question, where it is worth nothing: the same vocabulary alone makes no point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mockint.evaluation.labelled import LabelledAnswer
from mockint.grading import Grader
from mockint.grading.evidence import FEATURES
from mockint.grading.sentence_spans import sentence_spans

_SHARE = {"met": 1.0, "partial": 0.5, "missed": 0.0, "contradicted": 0.0}
_STRETCH_WEIGHT = 0.1
_STRETCH_WORDS = (8, 28)
_ELSEWHERE_WEIGHT = 0.15
_ELSEWHERE = 10  # answers further on; mostly in the same section
_SEED = 0
_TREES: dict[str, Any] = {
    "max_iter": 200,
    "max_depth": 4,
    "learning_rate": 0.06,
    "min_samples_leaf": 25,
    "l2_regularization": 5,
    "max_features": 0.4,
    "early_stopping": False,
}


@dataclass(frozen=True)
class Example:
    """One answer as the judge sees it, and what it should say.

    Attributes:
        question: The question's id.
        evidence: Shape (points, features).
        share: What is earned of each point, shape (points,).
        weight: How much the example counts.
    """

    question: str
    evidence: NDArray[np.float64]
    share: NDArray[np.float64]
    weight: float


def examples_of(grader: Grader, answers: Sequence[LabelledAnswer]) -> Iterator[Example]:
    """The examples that labelled answers give; answers without units give none."""
    rng = np.random.default_rng(_SEED)
    for i, one in enumerate(answers):
        shares = [_SHARE[one.points[point.id]] for point in one.rubric.key_points]
        texts = [(one.answer, 1.0)]
        if not any(shares):
            texts += [(stretch, _STRETCH_WEIGHT) for stretch in _stretch(one.answer, rng)]
        for text, weight in texts:
            evidence = grader.evidence(one.rubric, text)
            if evidence is not None:
                yield Example(one.question, evidence, np.array(shares), weight)
        other = answers[(i + _ELSEWHERE) % len(answers)]
        evidence = grader.evidence(other.rubric, one.answer)
        if other.question != one.question and evidence is not None:
            yield Example(other.question, evidence, np.zeros(len(evidence)), _ELSEWHERE_WEIGHT)


def _stretch(answer: str, rng: np.random.Generator) -> Iterator[str]:
    """Some neighbouring sentences of an answer that has more than those."""
    spans = sentence_spans(answer)
    if len(spans) < 2:  # noqa: PLR2004 - two sentences
        return
    first = last = int(rng.integers(0, len(spans)))
    enough = int(rng.integers(*_STRETCH_WORDS))
    while last + 1 < len(spans) and len(answer[spans[first][0] : spans[last][1]].split()) < enough:
        last += 1
    if (first, last) != (0, len(spans) - 1):
        yield answer[spans[first][0] : spans[last][1]]


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """Fit the trees.

    Returns:
        What `Judge.from_dict` reads.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415 - takes a second

    model = HistGradientBoostingRegressor(
        **_TREES, monotonic_cst=list(FEATURES.values()), random_state=_SEED
    )
    model.fit(
        np.concatenate([one.evidence for one in examples]),
        np.concatenate([one.share for one in examples]),
        sample_weight=np.concatenate([np.full(len(one.share), one.weight) for one in examples]),
    )
    nodes: dict[str, list[Any]] = {"feature": [], "threshold": [], "left": [], "right": []}
    values: list[float] = []
    roots: list[int] = []
    # scikit-learn has no public way to the trees of this model.
    for (tree,) in model._predictors:  # noqa: SLF001
        start = len(values)
        roots.append(start)
        for i, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            nodes["feature"].append(int(node["feature_idx"]))
            nodes["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 7))
            nodes["left"].append(start + (i if leaf else int(node["left"])))
            nodes["right"].append(start + (i if leaf else int(node["right"])))
            values.append(round(float(node["value"]), 7) if leaf else 0.0)
    return {
        "features": list(FEATURES),
        "base": float(model._baseline_prediction.item()),  # noqa: SLF001 - see above
        "depth": _TREES["max_depth"],
        "roots": roots,
        **nodes,
        "value": values,
    }
