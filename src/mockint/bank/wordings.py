"""How candidates say a key point, rightly and wrongly: `wordings/<section>.yaml`.

They stand beside the section's file, not in it: only the grader reads them, and a section is
easier to read and to mend without. A pack may have none.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mockint.bank.fields import Document, Fields
from mockint.bank.question import KeyPoint, Question
from mockint.errors import Problem

WORDINGS = "wordings"
"""The folder in a pack's."""


class SectionWordings:
    """The wordings of one section that no question has taken yet.

    Args:
        by_question: What stands in the section's file, by question id.
    """

    def __init__(self, by_question: dict[str, Fields]) -> None:
        self._left = by_question

    def added_to(self, question: Question) -> Question:
        """The question, its key points with their wordings; each problem is noted."""
        fields = self._left.pop(question.id, None)
        if fields is None:
            return question
        points = fields.optional_mapping("points")
        if points is None:
            fields.note("should give wordings for the key points", "points")
            return question
        added = tuple(_added(points, point) for point in question.key_points)
        points.close()
        fields.close()
        return replace(question, key_points=added)

    def close(self) -> None:
        """Note every entry whose question the section does not have."""
        for fields in self._left.values():
            fields.note("no question of the section is called that", "question")


def read_wordings(root: Path, section: str, problems: list[Problem]) -> SectionWordings:
    """Read `wordings/<section>.yaml` of the pack in `root`, if it is there.

    Args:
        root: The pack's folder.
        section: The section's slug.
        problems: Takes every problem that is found, now or when wordings are added.
    """
    path = root / WORDINGS / f"{section}.yaml"
    by_question: dict[str, Fields] = {}
    if path.exists():
        for fields in Document(path, problems).mappings():
            question_id = fields.text("question")
            fields.rename(question_id or fields.path)
            if question_id in by_question:
                fields.note("stands here twice", "question")
            by_question[question_id] = fields
    return SectionWordings(by_question)


def _added(points: Fields, point: KeyPoint) -> KeyPoint:
    fields = points.optional_mapping(point.id)
    if fields is None:
        return point
    right, wrong = fields.texts("right"), fields.texts("wrong")
    fields.close()
    return replace(point, said_right=right, said_wrong=wrong)
