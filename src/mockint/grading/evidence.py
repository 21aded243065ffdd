"""What the similarities of an answer's units say for and against each key point, as numbers.

The features are the input of `Judge`; docs/grading.md tells what each is for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mockint.grading.rubric import EncodedRubric

Matrix = NDArray[np.float64]

# Each feature and the sign of its effect on credit, 0 where it may go either way. A unit's "gap"
# is its similarity to what is false less that to what is true.
FEATURES = {
    "near": 1,  # to the nearest unit, from the point's wordings
    "nearest_gap": -1,  # of that unit, about this point
    "nearest_soft_gap": -1,  # the same over all wordings, not just the nearest
    "nearest_any_gap": -1,  # of that unit, about any point
    "false_near": -1,  # the point's false wordings to their nearest unit, less "near"
    "least_gap": 1,  # of the unit that speaks most clearly for the point, the sign turned
    "leader": 1,  # the nearest unit among those that say no other point better
    "second": 1,  # the second nearest unit
    "gap_on_subject": -1,  # about this point, over the units that touch it
    "weight": 0,
    "answer_gap": -1,  # about any point, over all units on the subject
    "answer_wrong": -1,  # the share of the units on the subject that are clearly false
    "answer_right": 1,  # that are clearly right
    "answer_near": 0,  # how near the units are to anything that the rubric says, on average
    "answer_nearest": 0,
    "words": 0,  # logarithm of the number of words: in a long answer something is always near
}

_SOFTNESS = 0.05  # of the maximum over wordings
_SUBJECT_FROM, _SUBJECT_SPAN = 0.4, 0.2  # similarity at which a unit is on the subject
_CLEAR = 0.7  # sureness from which a unit counts as clearly false; 1 less this, as clearly right


def point_evidence(
    rubric: EncodedRubric, recall: Matrix, cosine: Matrix, words: int
) -> NDArray[np.float64]:
    """Turn similarities into features.

    Args:
        rubric: The question's side.
        recall: Token recall of each statement in each unit, shape (statements, units).
        cosine: Sentence cosine, same shape.
        words: How many words the units have without their overlaps.

    Returns:
        Shape (points, features), in the order of `FEATURES`.
    """
    similarity = (recall + cosine) / 2
    true = rubric.is_true
    best_true, best_false = _best(similarity, true), _best(similarity, ~true)
    any_gap = _soft_best(similarity, ~true) - _soft_best(similarity, true)
    nearness = np.maximum(best_true, best_false)
    subject = on_subject(nearness)
    sure = wrongness(rubric, recall, cosine)
    answer = [
        _mean(any_gap, subject),
        _mean(sure > _CLEAR, subject),
        _mean(sure < 1 - _CLEAR, subject),
        float(nearness.mean()),
        float(nearness.max()),
        float(np.log(max(1, words))),
    ]
    rows = []
    for i, point in enumerate(rubric.rubric.key_points):
        own = rubric.is_wording & (rubric.point_of == i)
        false = ~true & (rubric.point_of == i)
        said, denied = _best(similarity, own), _best(similarity, false)
        others = _best(similarity, true & (rubric.point_of != i))
        soft_gap = _soft_best(similarity, false) - _soft_best(similarity, own)
        nearest = int(said.argmax())
        rows.append(
            [
                said[nearest],
                denied[nearest] - said[nearest],
                soft_gap[nearest],
                any_gap[nearest],
                denied.max() - said.max(),
                -soft_gap.min(),
                (said * (others < said)).max(),
                np.sort(said)[-2] if len(said) > 1 else 0.0,
                _mean(soft_gap, on_subject(said)),
                point.weight,
                *answer,
            ]
        )
    return np.array(rows, dtype=np.float64)


def wrongness(rubric: EncodedRubric, recall: Matrix, cosine: Matrix) -> Matrix:
    """How surely each unit says something false, 0 to 1, by its nearest statements; (units,)."""
    gaps = [
        _best(similarity, ~rubric.is_true) - _best(similarity, rubric.is_true)
        for similarity in (recall, cosine)
    ]
    return np.asarray(np.mean([1 / (1 + np.exp(-gap / _SOFTNESS)) for gap in gaps], axis=0))


def on_subject(similarity: Matrix) -> Matrix:
    """How much a unit counts, 0 to 1, by its similarity to what it would be about."""
    return np.clip((similarity - _SUBJECT_FROM) / _SUBJECT_SPAN, 0.0, 1.0)


def _best(similarity: Matrix, rows: NDArray[np.bool_]) -> Matrix:
    """The largest similarity over some statements; 0 where there are none."""
    return np.asarray(similarity[rows].max(axis=0, initial=0.0))


def _soft_best(similarity: Matrix, rows: NDArray[np.bool_]) -> Matrix:
    """The same, but several near statements count for more than one, whatever their number."""
    best = _best(similarity, rows)
    if not rows.any():
        return best
    return np.asarray(
        best + _SOFTNESS * np.log(np.exp((similarity[rows] - best) / _SOFTNESS).mean(axis=0))
    )


def _mean(values: NDArray[np.float64] | NDArray[np.bool_], weights: Matrix) -> float:
    return float((values * weights).sum() / max(float(weights.sum()), 1e-9))
