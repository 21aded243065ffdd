"""Minutes into questions: warm-up, breadth, depth, and time kept back for the wrap-up. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mockint.bank import Level, Question

# What is set aside for follow-ups, as a share of the question's own minutes: an assumption.
FOLLOW_UP_SHARE = 0.4
_WRAP_UP_SHARE, _LONGEST_WRAP_UP = 0.1, 2.0  # of the session; minutes

_RISING = {Level.JUNIOR: 0, Level.MID: 1, Level.SENIOR: 2}


@dataclass(frozen=True)
class Plan:
    """What the minutes are for.

    Attributes:
        wrap_up: Minutes kept back at the end.
        asked: The questions that fit, in the order of asking.
        reserve: More questions, for when answers take less time than allotted.
    """

    wrap_up: float
    asked: tuple[Question, ...]
    reserve: tuple[Question, ...]

    def phase_of(self, question: Question) -> str:
        """`warm-up`, `breadth`, `depth` or `reserve`."""
        if question in self.reserve:
            return "reserve"
        if question == self.asked[0]:
            return "warm-up"
        return "depth" if question.level is Level.SENIOR else "breadth"


def make_plan(
    minutes: float,
    questions: Sequence[Question],
    times_asked: Mapping[str, int],
    twins: Mapping[str, Collection[str]],
    rng: random.Random,
) -> Plan:
    """Choose questions for a session.

    Sections take turns; questions asked less often before come first; of near-twins only one is
    asked. The first is an easy one, then the level rises.

    Args:
        minutes: The length of the session.
        questions: Those to choose from, at least one.
        times_asked: How often each was asked in earlier sessions, by id.
        twins: The near-twins of a question beside those that it links to, by id.
        rng: Breaks ties.
    """
    wrap_up = min(_LONGEST_WRAP_UP, _WRAP_UP_SHARE * minutes)
    ordered = _without_twins(_by_turns(questions, times_asked, rng), twins)
    left = minutes - wrap_up
    first = _warm_up(ordered, left)
    chosen = [first]
    left -= first.minutes * (1 + FOLLOW_UP_SHARE)
    for question in ordered:
        cost = question.minutes * (1 + FOLLOW_UP_SHARE)
        if question not in chosen and cost <= left:
            chosen.append(question)
            left -= cost
    rising = sorted(chosen[1:], key=lambda question: _RISING[question.level])
    reserve = [question for question in ordered if question not in chosen]
    return Plan(wrap_up, (first, *rising), tuple(reserve))


def _by_turns(
    questions: Sequence[Question], times_asked: Mapping[str, int], rng: random.Random
) -> list[Question]:
    """Shuffled, the least asked first, and dealt out section by section."""
    shuffled = sorted(questions, key=lambda question: question.id)
    rng.shuffle(shuffled)
    shuffled.sort(key=lambda question: times_asked.get(question.id, 0))
    sections: dict[str, list[Question]] = {}
    for question in shuffled:
        sections.setdefault(question.section, []).append(question)
    rounds = zip_longest(*sections.values())
    return [question for one_round in rounds for question in one_round if question is not None]


def _without_twins(
    ordered: Sequence[Question], twins: Mapping[str, Collection[str]]
) -> list[Question]:
    """Each question but the later one of two twins; a link in one direction makes them twins."""
    kept: list[Question] = []
    passed_over: set[str] = set()
    present: set[str] = set()
    for question in ordered:
        near = {*question.similar, *twins.get(question.id, ())}
        if question.id not in passed_over and near.isdisjoint(present):
            kept.append(question)
            present.add(question.id)
            passed_over |= near
    return kept


def _warm_up(ordered: Sequence[Question], minutes: float) -> Question:
    """The first junior question that fits, else any that fits, else the shortest there is."""
    for share in (1 + FOLLOW_UP_SHARE, 1):
        fitting = [question for question in ordered if question.minutes * share <= minutes]
        easy = [question for question in fitting if question.level is Level.JUNIOR]
        if fitting:
            return (easy or fitting)[0]
    return min(ordered, key=lambda question: question.minutes)
