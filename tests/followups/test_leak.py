from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import Question
from mockint.embedding import RememberingEncoder
from mockint.followups.leak import LeakCheck
from tests.fakes import TinyEncoder

QUESTION = "What does await do?"
POINT = ("await suspends the running coroutine", "it pauses the task")


def test_every_key_point_turned_into_a_question_is_caught(
    sample: tuple[Question, ...], remembering: RememberingEncoder
) -> None:
    asked = [
        (f"Is it right that {text.rstrip('.')}?", question.question, point.statements)
        for question in sample
        for point in question.key_points
        for text in point.statements
    ]
    remembering.encode([text for first, second, said in asked for text in (first, second, *said)])
    check = LeakCheck(remembering)
    assert len(asked) > 40
    assert not [first for first, second, said in asked if not check.leaks(first, second, said)]


@pytest.mark.parametrize(
    ("follow_up", "leaks"),
    [
        pytest.param("Does it suspend, so the running coroutine suspends?", True, id="the-point"),
        pytest.param("IS IT THAT AWAIT SUSPENDS THE RUNNING COROUTINE?", True, id="upper-case"),
        pytest.param("Is it true that it pauses the task?", True, id="a-phrasing"),
        pytest.param("What does await do?", False, id="the-question-again"),
        pytest.param("Which part of the program goes on meanwhile?", False, id="another-subject"),
        pytest.param("", False, id="empty"),
        pytest.param("?!", False, id="without-words"),
    ],
)
def test_a_leak_is_most_of_the_content_of_any_wording(
    follow_up: str, leaks: bool, tiny: TinyEncoder
) -> None:
    assert LeakCheck(tiny).leaks(follow_up, QUESTION, POINT) is leaks


def test_words_of_the_question_give_nothing_away(tiny: TinyEncoder) -> None:
    check = LeakCheck(tiny)
    follow_up = "And what about the running coroutine?"
    point = ["await suspends the running coroutine"]
    known = check.recall(follow_up, "What happens to the running coroutine?", point)
    assert known < check.recall(follow_up, QUESTION, point)


@pytest.mark.parametrize("said", [[], [""], ["?!", "..."]], ids=["none", "empty", "no-words"])
def test_a_point_without_words_cannot_be_given_away(said: list[str], tiny: TinyEncoder) -> None:
    assert LeakCheck(tiny).recall("Is it so?", QUESTION, said) == 0


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_texts_can_be_compared(follow_up: str, question: str, said: list[str]) -> None:
    assert -1 <= LeakCheck(TinyEncoder()).recall(follow_up, question, said) <= 1.0001


def test_a_comparison_is_made_once(tiny: TinyEncoder) -> None:
    check = LeakCheck(tiny)
    first = check.recall("Is it paused?", QUESTION, POINT)
    assert check.recall("Is it paused?", QUESTION, list(POINT)) == first
    assert len(tiny.calls) == 1
    check.recall("Is it paused?", QUESTION, POINT[:1])
    assert len(tiny.calls) == 2
