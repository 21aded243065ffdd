from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.grading import PointGrade, Verdict
from mockint.history import Answered, Asked, Event, Graded, Skipped
from mockint.report import outcome_of
from tests.history.conftest import grade, misconception, planned, point, session_of, started
from tests.report.conftest import talkative

GAPS = [verdict for verdict in Verdict if verdict is not Verdict.COVERED]


def after(*points: PointGrade) -> list[Event]:
    return [Asked(0.0, "a"), Answered(1.0, "x"), Graded(1.0, grade(10, points), ())]


def test_an_empty_session_has_no_outcome() -> None:
    outcome = outcome_of(session_of())
    assert outcome.score is None
    assert (outcome.known, outcome.mistaken, outcome.gaps) == ((), (), ())
    assert (outcome.skipped, outcome.ungraded, outcome.next_steps) == ((), (), ())


def test_every_key_point_is_either_known_or_a_gap() -> None:
    points = [point(verdict.value, verdict) for verdict in Verdict]
    outcome = outcome_of(session_of(*after(*points)))
    assert [gap.point.id for gap in outcome.known] == ["covered"]
    assert sorted(gap.point.id for gap in outcome.gaps) == ["contradicted", "missed", "partial"]
    assert {gap.question_id for gap in outcome.known + outcome.gaps} == {"a"}


def test_what_was_said_wrong_comes_first_then_the_heaviest() -> None:
    points = [
        point("light", Verdict.MISSED, 1),
        point("heavy", Verdict.PARTIAL, 3),
        point("wrong", Verdict.CONTRADICTED, 1),
        point("middle", Verdict.MISSED, 2),
        point("worse", Verdict.CONTRADICTED, 2),
    ]
    outcome = outcome_of(session_of(*after(*points)))
    assert [gap.point.id for gap in outcome.gaps] == ["worse", "wrong", "heavy", "middle", "light"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(GAPS), st.integers(1, 3)), max_size=9))
def test_gaps_of_equal_weight_keep_the_order_of_the_questions(
    kinds: list[tuple[Verdict, int]],
) -> None:
    points = [point(f"{i}", verdict, weight) for i, (verdict, weight) in enumerate(kinds)]
    gaps = [gap.point for gap in outcome_of(session_of(*after(*points))).gaps]
    ranks = [
        (gap.verdict is not Verdict.CONTRADICTED, -gap.weight, points.index(gap)) for gap in gaps
    ]
    assert ranks == sorted(ranks)
    assert len(gaps) == len(points)


def test_five_gaps_are_enough_to_go_on_with() -> None:
    points = [point(f"{i}", weight=3 - i // 3) for i in range(8)]
    outcome = outcome_of(session_of(*after(*points)))
    assert len(outcome.gaps) == 8
    assert [gap.point.id for gap in outcome.next_steps] == ["0", "1", "2", "3", "4"]


def test_what_was_mistaken_names_its_question() -> None:
    wrong = misconception("threads run it")
    session = session_of(
        Asked(0.0, "a"),
        Answered(1.0, "x"),
        Graded(1.0, grade(10, misconceptions=[wrong]), ()),
        Asked(1.0, "b"),
        Answered(2.0, "y"),
        Graded(2.0, grade(90), ()),
    )
    assert outcome_of(session).mistaken == (("a", wrong),)


@pytest.mark.parametrize(
    ("scores", "mean"),
    [([80.0, 40.0], 60.0), ([0.0], 0.0), ([None], None), ([None, 70.0], 70.0)],
    ids=["two", "nothing-right", "ungraded", "one-ungraded"],
)
def test_the_score_is_the_mean_of_what_was_graded(
    scores: list[float | None], mean: float | None
) -> None:
    events: list[Event] = []
    for i, score in enumerate(scores):
        events += [Asked(i, f"q{i}"), Answered(i, "x"), Graded(i, grade(score, error="e"), ())]
    plan = started(*(planned(f"q{i}") for i in range(len(scores))))
    assert outcome_of(session_of(*events, start=plan)).score == mean


def test_skipped_and_ungraded_questions_are_counted_apart() -> None:
    outcome = outcome_of(talkative())
    assert [turn.planned.id for turn in outcome.skipped] == ["b"]
    assert [turn.planned.id for turn in outcome.ungraded] == ["c"]


def test_a_question_that_was_only_asked_counts_for_nothing() -> None:
    outcome = outcome_of(session_of(Asked(0.0, "a"), Skipped(1.0), Asked(1.0, "b")))
    assert outcome.score is None
    assert (len(outcome.skipped), outcome.ungraded) == (1, ())
