"""Why a grade is what it is: the verdict on each key point, and the wrong beliefs it suggests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mockint.grading.grade import PointGrade, SuspectedMisconception, Verdict
from mockint.grading.rubric import EncodedRubric
from mockint.grading.similarity import Compared, EncodedAnswer
from mockint.grading.vocabulary import content_mask

Matrix = NDArray[np.float64]

_COVERED, _PARTIAL = 0.5, 0.25  # credit from which a point counts as covered, as partial
_WORD_SAID = 0.6  # cosine to some word of the answer from which a point's word was said
# When a clause is reported as a misconception; one of fewer content words says too little alone.
_SUSPECT_WRONG, _SUSPECT_NEAR, _SUSPECT_WORDS = 0.9, 0.65, 4


def suspect(
    rubric: EncodedRubric, answer: EncodedAnswer, compared: Compared
) -> tuple[SuspectedMisconception, ...]:
    """The wrong beliefs that some unit states more clearly than anything true, one a point."""
    if rubric.is_true.all():
        return ()
    similarity = np.where(rubric.is_true[:, None], -1.0, compared.similarity)
    content = [sum(content_mask(unit.words, frozenset())) for unit in answer.encoded]
    clear = (compared.wrong >= _SUSPECT_WRONG) & (similarity.max(axis=0) >= _SUSPECT_NEAR)
    found: dict[str, SuspectedMisconception] = {}
    order = np.argsort(-similarity.max(axis=0), kind="stable")
    for i in order[(clear & (np.array(content) >= _SUSPECT_WORDS))[order]]:
        belief = rubric.rubric.beliefs[rubric.belief_of[int(similarity[:, i].argmax())]]
        unit = answer.units[i]
        found.setdefault(
            belief.contradicts,
            SuspectedMisconception(
                claim=belief.claim,
                contradicts=belief.contradicts,
                correction=belief.correction,
                probe=belief.probe,
                quote=answer.text[unit.start : unit.end],
            ),
        )
    return tuple(found.values())


def grade_points(
    rubric: EncodedRubric,
    answer: EncodedAnswer,
    compared: Compared,
    coverage: Matrix,
    credit: NDArray[np.float64],
    suspected: tuple[SuspectedMisconception, ...],
) -> tuple[PointGrade, ...]:
    """The verdict on each key point, with its evidence.

    Args:
        rubric: The question's side.
        answer: The answer's side.
        compared: Both beside each other.
        coverage: How much of each point each unit says, shape (points, units).
        credit: The share of each point that was earned, shape (points,).
        suspected: The wrong beliefs that were met; they make a point that was not covered
            contradicted.
    """
    denied = {found.contradicts: found.quote for found in suspected}
    points = []
    for i, point in enumerate(rubric.rubric.key_points):
        earned = float(credit[i])
        own = rubric.is_wording & (rubric.point_of == i)
        # The evidence is the unit that comes nearest without being nearer to something false.
        unit = int((compared.similarity[own].max(axis=0) - compared.wrong).argmax())
        quote = ""
        if earned >= _PARTIAL:
            quote = answer.text[answer.units[unit].start : answer.units[unit].end]
        if earned >= _COVERED:
            verdict = Verdict.COVERED
        elif point.id in denied:
            verdict, quote = Verdict.CONTRADICTED, denied[point.id]
        else:
            verdict = Verdict.PARTIAL if earned >= _PARTIAL else Verdict.MISSED
        points.append(
            PointGrade(
                id=point.id,
                text=point.text,
                weight=point.weight,
                verdict=verdict,
                coverage=round(float(coverage[i].max()), 3),
                credit=round(earned, 3),
                quote=quote,
                missing=() if verdict is Verdict.COVERED else _missing(rubric, answer, i),
            )
        )
    return tuple(points)


def _missing(rubric: EncodedRubric, answer: EncodedAnswer, point: int) -> tuple[str, ...]:
    """The content words of a point's own text that no word of the answer comes near."""
    statements = rubric.statements
    first = int(np.flatnonzero(rubric.is_wording & (rubric.point_of == point))[0])
    start = int(statements.starts[first])
    rows = slice(start, start + int(statements.counts[first]))
    said = np.concatenate([unit.vectors for unit in answer.encoded])
    nearest = (statements.words[rows] @ said.T).max(axis=1)
    words = zip(statements.tokens[rows], nearest, strict=True)
    return tuple(dict.fromkeys(word for word, cosine in words if cosine < _WORD_SAID))
