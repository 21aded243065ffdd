"""How often the guards flag answers, by kind of answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockint.evaluation.compared import Compared
from mockint.grading import Flag


@dataclass(frozen=True)
class KindRate:
    """How many answers of one kind carry a flag.

    Attributes:
        kind: The kind.
        answers: How many carry it.
        of: How many answers of the kind there are, at least one.
        share: One by the other.
    """

    kind: str
    answers: int
    of: int
    share: float


@dataclass(frozen=True)
class GuardRate:
    """How many answers carry a flag.

    Attributes:
        flag: The flag.
        answers: How many answers carry it, at least one.
        share: Of all answers, those of no known kind too.
        kinds: The same for each kind that is known, also where it is none.
    """

    flag: Flag
    answers: int
    share: float
    kinds: tuple[KindRate, ...]


def guard_rates(answers: Sequence[Compared], kinds: Sequence[str]) -> tuple[GuardRate, ...]:
    """The rates of every flag that some answer carries.

    Args:
        answers: The graded answers.
        kinds: The kinds that occur, in the order in which they are wanted.
    """
    members = {kind: [one for one in answers if one.labelled.kind == kind] for kind in kinds}
    return tuple(
        GuardRate(
            flag=flag,
            answers=count,
            share=count / len(answers),
            kinds=tuple(_rate(flag, kind, among) for kind, among in members.items()),
        )
        for flag in Flag
        if (count := _count(flag, answers))
    )


def _rate(flag: Flag, kind: str, among: Sequence[Compared]) -> KindRate:
    count = _count(flag, among)
    return KindRate(kind, count, len(among), count / len(among))


def _count(flag: Flag, among: Sequence[Compared]) -> int:
    return sum(flag in one.flags for one in among)
