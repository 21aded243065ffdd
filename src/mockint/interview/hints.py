"""What to show to a candidate who asks for a hint: the bank's own questions, easiest first."""

from __future__ import annotations

from collections.abc import Iterator

from mockint.bank import Question
from mockint.history import Turn


def next_hint(question: Question, turn: Turn) -> str | None:
    """The next hint that was neither given nor asked as a follow-up; None when there is none."""
    known = {*turn.hints, *(exchange.follow_up.question for exchange in turn.exchanges)}
    return next((hint for hint in _hints(question, turn) if hint not in known), None)


def _hints(question: Question, turn: Turn) -> Iterator[str]:
    points = sorted(question.key_points, key=lambda point: -point.weight)
    if turn.exchanges:
        aim = turn.exchanges[-1].follow_up.key_point
        points = [point for point in points if point.id == aim]
    for point in points:
        hint = point.easier_follow_up or point.follow_up
        if hint:
            yield hint
