from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mockint.bank import Level, Question
from mockint.interview.plan import FOLLOW_UP_SHARE, Plan, make_plan
from tests.history.conftest import seeded
from tests.interview.conftest import question

LEVELS = list(Level)
SLACK = 1e-9


def cost(*questions: Question) -> float:
    return sum(one.minutes * (1 + FOLLOW_UP_SHARE) for one in questions)


def ids(questions: Sequence[Question]) -> list[str]:
    return [one.id for one in questions]


@dataclass(frozen=True)
class Case:
    """What a plan is made from."""

    minutes: float
    questions: tuple[Question, ...]
    times_asked: dict[str, int]
    alike: frozenset[frozenset[str]]
    seed: int

    @property
    def twins(self) -> dict[str, list[str]]:
        twins: dict[str, list[str]] = {}
        for one, other in map(tuple, self.alike):
            twins.setdefault(one, []).append(other)
            twins.setdefault(other, []).append(one)
        return twins

    def are_twins(self, one: Question, other: Question) -> bool:
        linked = one.id in other.similar or other.id in one.similar
        return linked or frozenset((one.id, other.id)) in self.alike

    def plan(self) -> Plan:
        return make_plan(
            self.minutes, self.questions, self.times_asked, self.twins, seeded(self.seed)
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    names = [f"q{i}" for i in range(draw(st.integers(1, 10)))]
    pairs = list(itertools.combinations(names, 2))
    some_pairs = st.sets(st.sampled_from(pairs), max_size=3) if pairs else st.just(set())
    links = draw(some_pairs)
    questions = tuple(
        question(
            name,
            draw(st.sampled_from("xyz")),
            draw(st.sampled_from(LEVELS)),
            draw(st.sampled_from([0.5, 1, 2, 2.5, 3, 5, 8, 30])),
            tuple(other for one, other in links if one == name),
        )
        for name in names
    )
    return Case(
        minutes=draw(st.sampled_from([1, 2, 3, 5, 7.5, 10, 20, 30, 60, 480])),
        questions=questions,
        times_asked=draw(st.dictionaries(st.sampled_from(names), st.integers(0, 3))),
        alike=frozenset(frozenset(pair) for pair in draw(some_pairs)),
        seed=draw(st.integers(0, 9)),
    )


@settings(deadline=None)
@given(cases())
def test_the_wrap_up_is_kept_back_and_bounded(case: Case) -> None:
    plan = case.plan()
    assert 0 < plan.wrap_up <= min(2.0, case.minutes / 5)


@settings(deadline=None)
@given(cases())
def test_what_is_asked_fits_the_session(case: Case) -> None:
    plan = case.plan()
    left = case.minutes - plan.wrap_up
    if len(plan.asked) > 1:
        assert cost(*plan.asked) <= left + SLACK
    elif min(one.minutes for one in plan.asked + plan.reserve) <= left:
        assert plan.asked[0].minutes <= left


@settings(deadline=None)
@given(cases())
def test_what_is_asked_fits_with_its_follow_ups(case: Case) -> None:
    plan = case.plan()
    left = case.minutes - plan.wrap_up
    assume(min(cost(one) for one in plan.asked + plan.reserve) <= left)
    assert cost(*plan.asked) <= left + SLACK


@settings(deadline=None)
@given(cases())
def test_no_question_stays_in_reserve_that_would_still_fit(case: Case) -> None:
    plan = case.plan()
    left = case.minutes - plan.wrap_up - cost(*plan.asked)
    assert all(cost(one) > left - SLACK for one in plan.reserve)


@settings(deadline=None)
@given(cases())
def test_every_question_is_asked_in_reserve_or_a_twin_of_one_that_is(case: Case) -> None:
    plan = case.plan()
    kept = plan.asked + plan.reserve
    assert len(set(ids(kept))) == len(kept)
    dropped = [one for one in case.questions if one not in kept]
    assert len(dropped) + len(kept) == len(case.questions)
    for one in dropped:
        assert any(case.are_twins(one, other) for other in kept)


@settings(deadline=None)
@given(cases())
def test_near_twins_never_meet(case: Case) -> None:
    plan = case.plan()
    for one, other in itertools.combinations(plan.asked + plan.reserve, 2):
        assert not case.are_twins(one, other)


@settings(deadline=None)
@given(cases())
def test_the_same_chance_makes_the_same_plan_in_whatever_order_the_bank_is(case: Case) -> None:
    turned = replace(case, questions=case.questions[::-1])
    assert case.plan() == case.plan() == turned.plan()


@settings(deadline=None)
@given(cases())
def test_it_starts_with_an_easy_one_if_one_fits_and_then_the_level_rises(case: Case) -> None:
    plan = case.plan()
    left = case.minutes - plan.wrap_up
    known = plan.asked + plan.reserve
    fitting = [one for one in known if cost(one) <= left]
    fitting = fitting or [one for one in known if one.minutes <= left]
    if any(one.level is Level.JUNIOR for one in fitting):
        assert plan.asked[0].level is Level.JUNIOR
    rising = [LEVELS.index(one.level) for one in plan.asked[1:]]
    assert rising == sorted(rising)


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=10), st.integers(0, 9))
def test_within_a_section_the_least_asked_come_first(times: list[int], seed: int) -> None:
    questions = [question(f"q{i}") for i in range(len(times))]
    asked = {f"q{i}": count for i, count in enumerate(times) if count}
    plan = make_plan(12, questions, asked, {}, seeded(seed))
    most = max(asked.get(name, 0) for name in ids(plan.asked))
    assert all(asked.get(name, 0) >= most for name in ids(plan.reserve))


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000))
def test_sections_take_turns(seed: int) -> None:
    questions = [question(f"{section}{i}", section) for section in "xyz" for i in range(5)]
    plan = make_plan(20, questions, {}, {}, seeded(seed))
    assert sorted(one.section for one in plan.asked) == list("xxyyzz")


def test_other_chances_make_other_plans() -> None:
    questions = [question(f"q{i}") for i in range(20)]
    plans = {tuple(ids(make_plan(15, questions, {}, {}, seeded(i)).asked)) for i in range(10)}
    assert len(plans) > 5


def test_a_session_too_short_for_any_question_asks_the_shortest() -> None:
    questions = [question("long", minutes=8), question("short", minutes=5, level=Level.SENIOR)]
    plan = make_plan(3, questions, {}, {}, seeded(0))
    assert (ids(plan.asked), ids(plan.reserve)) == (["short"], ["long"])


def test_where_no_follow_up_fits_an_easy_question_still_comes_first() -> None:
    questions = [question("short", minutes=2, level=Level.MID), question("easy", minutes=2.5)]
    plan = make_plan(3, questions, {}, {}, seeded(0))
    assert (ids(plan.asked), ids(plan.reserve)) == (["easy"], ["short"])


@pytest.mark.parametrize(("minutes", "wrap_up"), [(1, 0.1), (10, 1.0), (20, 2.0), (480, 2.0)])
def test_the_wrap_up_is_a_tenth_of_the_session_two_minutes_at_most(
    minutes: float, wrap_up: float
) -> None:
    assert make_plan(minutes, [question("a")], {}, {}, seeded(0)).wrap_up == wrap_up


def test_every_question_has_a_phase() -> None:
    questions = [
        question("a", level=Level.JUNIOR),
        question("b", level=Level.MID),
        question("c", level=Level.SENIOR),
        question("d", minutes=30),
    ]
    plan = make_plan(20, questions, {}, {}, seeded(0))
    phases = {one.id: plan.phase_of(one) for one in plan.asked + plan.reserve}
    assert phases == {"a": "warm-up", "b": "breadth", "c": "depth", "d": "reserve"}


@pytest.mark.parametrize(
    ("similar", "twins"),
    [
        ((("b",), ()), {}),
        (((), ("a",)), {}),
        (((), ()), {"a": ("b",), "b": ("a",)}),
    ],
    ids=["linked", "linked-back", "near"],
)
def test_of_two_twins_the_one_asked_less_is_kept(
    similar: tuple[tuple[str, ...], tuple[str, ...]], twins: dict[str, tuple[str, ...]]
) -> None:
    questions = [question("a", similar=similar[0]), question("b", similar=similar[1])]
    for seed in range(5):
        plan = make_plan(60, questions, {"a": 1}, twins, seeded(seed))
        assert (ids(plan.asked), plan.reserve) == (["b"], ())
