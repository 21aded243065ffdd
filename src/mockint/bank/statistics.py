"""How many of what a set of questions holds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mockint.bank.question import Level, Question


@dataclass(frozen=True)
class PackStatistics:
    """Counts over some questions.

    Attributes:
        questions: The questions.
        junior: Those of that level; so are `mid` and `senior`.
        mid: See `junior`.
        senior: See `junior`.
        minutes: The sum of their fair times, in minutes.
        key_points: The key points of all of them.
        phrasings: Other wordings of key points.
        follow_ups: Follow-ups of key points, the easier ones among them.
        misconceptions: The misconceptions of all of them.
        examples: Questions with an example.
        examples_that_run: Those that the pack's tests execute.
        linked: Questions that name a near-twin.
    """

    questions: int
    junior: int
    mid: int
    senior: int
    minutes: float
    key_points: int
    phrasings: int
    follow_ups: int
    misconceptions: int
    examples: int
    examples_that_run: int
    linked: int

    @classmethod
    def of(cls, questions: Sequence[Question]) -> PackStatistics:
        """Count them."""
        levels = Counter(question.level for question in questions)
        points = [point for question in questions for point in question.key_points]
        follow_ups = [follow_up for point in points for follow_up in point.follow_ups]
        examples = [question.example for question in questions if question.example is not None]
        return cls(
            questions=len(questions),
            junior=levels[Level.JUNIOR],
            mid=levels[Level.MID],
            senior=levels[Level.SENIOR],
            minutes=math.fsum(question.minutes for question in questions),
            key_points=len(points),
            phrasings=sum(len(point.phrasings) for point in points),
            follow_ups=len(follow_ups),
            misconceptions=sum(len(question.misconceptions) for question in questions),
            examples=len(examples),
            examples_that_run=sum(example.runs for example in examples),
            linked=sum(bool(question.similar) for question in questions),
        )
