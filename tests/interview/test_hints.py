from __future__ import annotations

from dataclasses import replace

from mockint.bank import KeyPoint, Level, Pack, Question
from mockint.history import Exchange, Turn
from mockint.interview.hints import next_hint
from tests.history.conftest import follow_up, planned

OPEN = Turn(planned("threads"), 0.0, 0.0)
EASY, SLEEPING = "Is it one worker, or are there several?", "What does sleeping do here?"


def all_hints(question: Question, turn: Turn) -> list[str]:
    given: list[str] = []
    for _ in range(len(question.key_points) + 1):
        hint = next_hint(question, replace(turn, hints=tuple(given)))
        given += [hint] if hint is not None else []
    return given


def test_hints_come_heaviest_point_first_the_easier_wording_before_the_other(bank: Pack) -> None:
    assert all_hints(bank.find("threads"), OPEN) == [EASY, SLEEPING]


def test_weight_decides_not_the_order_of_writing() -> None:
    points = (
        KeyPoint("light", "x", 1, follow_up="Light?"),
        KeyPoint("heavy", "y", 3, follow_up="Heavy?"),
    )
    question = Question("q", "s/1", "Q?", Level.MID, 2.0, "R", points)
    assert all_hints(question, OPEN) == ["Heavy?", "Light?"]


def test_a_hint_to_a_follow_up_is_about_the_same_point(bank: Pack) -> None:
    asked = Exchange(follow_up("single", "How many workers take part?"))
    turn = Turn(OPEN.planned, 0.0, 0.0, answer="x", exchanges=(asked,))
    assert all_hints(bank.find("threads"), turn) == [EASY]


def test_what_was_asked_as_a_follow_up_is_no_hint(bank: Pack) -> None:
    asked = Exchange(follow_up("freeze", SLEEPING))
    turn = Turn(OPEN.planned, 0.0, 0.0, answer="x", exchanges=(asked,))
    assert all_hints(bank.find("threads"), turn) == []


def test_a_point_without_questions_of_its_own_gives_no_hint(bank: Pack) -> None:
    assert all_hints(bank.find("models"), OPEN) == ["What happens to nonsense?"]
