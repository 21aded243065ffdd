"""What a session showed: what is known, what was only thought to be known, what to learn next."""

from __future__ import annotations

from dataclasses import dataclass

from mockint.grading import PointGrade, SuspectedMisconception, Verdict
from mockint.history import Session, Turn

MOST_NEXT_STEPS = 5


@dataclass(frozen=True)
class Gap:
    """A key point to learn, and the question that it belongs to."""

    question_id: str
    point: PointGrade


@dataclass(frozen=True)
class Outcome:
    """The session's result.

    Attributes:
        score: The mean of the graded questions; None without any.
        known: The key points that the answers covered.
        mistaken: What the answers seem to have wrong, by question id.
        gaps: The key points that were not covered, the ones most worth learning first.
        skipped: The questions that were passed over.
        ungraded: The questions whose grading failed.
    """

    score: float | None
    known: tuple[Gap, ...]
    mistaken: tuple[tuple[str, SuspectedMisconception], ...]
    gaps: tuple[Gap, ...]
    skipped: tuple[Turn, ...]
    ungraded: tuple[Turn, ...]

    @property
    def next_steps(self) -> tuple[Gap, ...]:
        """The few gaps most worth closing."""
        return self.gaps[:MOST_NEXT_STEPS]


def outcome_of(session: Session) -> Outcome:
    """Read the outcome off a session's grades."""
    known: list[Gap] = []
    gaps: list[Gap] = []
    mistaken: list[tuple[str, SuspectedMisconception]] = []
    ungraded: list[Turn] = []
    for turn in session.turns:
        if turn.grade is None:
            continue
        if turn.grade.score is None:
            ungraded.append(turn)
        for point in turn.grade.points:
            covered = point.verdict is Verdict.COVERED
            (known if covered else gaps).append(Gap(turn.planned.id, point))
        mistaken += [(turn.planned.id, found) for found in turn.grade.misconceptions]
    # What was said wrong misleads more than what was left out.
    gaps.sort(key=lambda gap: (gap.point.verdict is not Verdict.CONTRADICTED, -gap.point.weight))
    return Outcome(
        score=session.mean_score,
        known=tuple(known),
        mistaken=tuple(mistaken),
        gaps=tuple(gaps),
        skipped=tuple(turn for turn in session.turns if turn.skipped),
        ungraded=tuple(ungraded),
    )
