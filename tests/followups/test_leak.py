from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import KeyPoint, Pack
from mockint.followups.leak import LeakCheck
from tests.fakes import TinyEncoder
from tests.grading.remembering import Remembering

QUESTION = "What does await do?"
POINT = ("await suspends the running coroutine", "it pauses the task")


def _asked(pack: Pack, wordings: Callable[[KeyPoint], list[str | None]]) -> list[tuple[str, ...]]:
    return [
        (text, question.question, *point.statements)
        for question in pack.questions
        for point in question.key_points
        for text in wordings(point)
        if text
    ]


def _leaking(check: LeakCheck, asked: list[tuple[str, ...]]) -> list[str]:
    return [text for text, question, *said in asked if check.leaks(text, question, said)]


def test_no_follow_up_of_the_bank_gives_its_point_away(
    pack: Pack, bank_leak_check: LeakCheck
) -> None:
    asked = _asked(pack, lambda point: [point.follow_up, point.easier_follow_up])
    assert len(asked) >= len(pack.questions)
    assert not _leaking(bank_leak_check, asked)


def test_no_probe_of_the_bank_gives_its_point_away(pack: Pack, bank_leak_check: LeakCheck) -> None:
    asked = [
        (m.probe, question.question, *question.key_point(m.contradicts).statements)
        for question in pack.questions
        for m in question.misconceptions
    ]
    assert len(asked) >= len(pack.questions)
    assert not _leaking(bank_leak_check, asked)


def test_every_key_point_turned_into_a_question_is_caught(
    pack: Pack, bank_leak_check: LeakCheck
) -> None:
    remembering = bank_leak_check._encoder
    assert isinstance(remembering, Remembering)
    asked = _asked(
        pack, lambda point: [f"Is it right that {text.rstrip('.')}?" for text in point.statements]
    )
    remembering.encode([text for text, *_ in asked])
    caught = set(_leaking(bank_leak_check, asked))
    assert not [text for text, *_ in asked if text not in caught]


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
