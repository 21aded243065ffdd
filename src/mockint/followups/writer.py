"""Chooses follow-up questions: the bank's own first, a template where it has none."""

from __future__ import annotations

from collections.abc import Iterator

from mockint.bank import KeyPoint
from mockint.embedding import Encoder
from mockint.followups.follow_up import FollowUp, Origin, Reason
from mockint.followups.leak import LeakCheck
from mockint.followups.templates import Templates, choose
from mockint.grading import Flag, Grade, PointGrade, Rubric, Verdict
from mockint.grading.text import plain_text, words_of
from mockint.grading.vocabulary import STOP_WORDS

_REASONS = {
    Verdict.MISSED: Reason.MISSED,
    Verdict.PARTIAL: Reason.PARTIAL,
    Verdict.CONTRADICTED: Reason.CONTRADICTED,
}
_LONGEST_QUOTE = 90  # characters; a longer one is shortened at a word


class FollowUpWriter:
    """Proposes follow-up questions for graded answers.

    Args:
        encoder: For the check that a question does not give its point away.
        templates: The wordings for points that have no question of their own.
    """

    def __init__(self, encoder: Encoder, templates: Templates) -> None:
        self._leak_check = LeakCheck(encoder)
        self._templates = templates

    def propose(
        self, rubric: Rubric, grade: Grade, answer: str, limit: int = 2
    ) -> tuple[FollowUp, ...]:
        """The questions most worth asking, best first, each about another key point.

        A misconception that the answer seems to state comes before a point that it left out;
        among points, the heaviest first. After "I don't know" the easier questions come first.

        Args:
            rubric: What the answer was graded against.
            grade: Its grade.
            answer: The answer, as typed.
            limit: How many at most.
        """
        chosen: list[FollowUp] = []
        for candidate in self._candidates(rubric, grade, answer):
            if len(chosen) == limit:
                break
            aimed = {follow_up.key_point for follow_up in chosen}
            asked = {follow_up.question for follow_up in chosen}
            if candidate.key_point not in aimed and candidate.question not in asked:
                chosen.append(candidate)
        return tuple(chosen)

    def _candidates(self, rubric: Rubric, grade: Grade, answer: str) -> Iterator[FollowUp]:
        points = {point.id: point for point in rubric.key_points}
        by_weight = sorted(grade.misconceptions, key=lambda m: -points[m.contradicts].weight)
        for found in by_weight:
            point = points[found.contradicts]
            # A pack may leave out what to ask about a point, and with it about a wrong wording.
            if found.probe and not self._leaks(found.probe, rubric, point):
                yield FollowUp(found.probe, point.id, Origin.AUTHORED, Reason.MISCONCEPTION)
        for gap in grade.gaps:
            point, reason = points[gap.id], _REASONS[gap.verdict]
            written = [point.follow_up, point.easier_follow_up]
            if Flag.DONT_KNOW in grade.flags:
                written.reverse()
            for question in filter(None, written):
                if not self._leaks(question, rubric, point):
                    yield FollowUp(question, point.id, Origin.AUTHORED, reason)
            yield FollowUp(
                self._from_template(rubric, point, gap, answer), point.id, Origin.TEMPLATE, reason
            )

    def _leaks(self, follow_up: str, rubric: Rubric, point: KeyPoint) -> bool:
        return self._leak_check.leaks(follow_up, rubric.question, point.statements)

    def _from_template(self, rubric: Rubric, point: KeyPoint, gap: PointGrade, answer: str) -> str:
        """Word a question out of what was said already; it cannot hold more of the point."""
        key = f"{rubric.question}/{point.id}"
        if gap.quote:
            quote = _shorten(plain_text(gap.quote))
            return choose(self._templates.partial, key).format(quote=quote)
        anchor = _anchor(point.text, said=f"{rubric.question} {answer}")
        if anchor:
            return choose(self._templates.anchored, key).format(anchor=anchor)
        return choose(self._templates.open, key)


def _anchor(statement: str, said: str) -> str | None:
    """The longest content word of the statement that was said already, in its first spelling."""
    spelling: dict[str, str] = {}
    for word in plain_text(said).split():
        bare = word.strip(".,;:!?()[]{}\"'`“”")
        spelling.setdefault(bare.lower(), bare)
    common = [word for word in words_of(statement) if word in spelling and word not in STOP_WORDS]
    return spelling[max(common, key=len)] if common else None


def _shorten(quote: str) -> str:
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    return quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " ..."
