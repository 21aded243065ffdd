from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.grading.repetition import repeated_spans, repeats_itself

ONCE = "The loop serves other clients while one waits."


def repeated(answer: str) -> list[str]:
    return [answer[start:end] for start, end in repeated_spans(answer)]


@pytest.mark.parametrize(
    "again",
    [
        ONCE,
        "THE LOOP SERVES OTHER CLIENTS, WHILE ONE WAITS!",
        "While one waits, the loop serves other clients.",
        "**The loop** serves the other client while one wait.",
        "Other clients: the loop serves, one waits.",
    ],
)
def test_a_sentence_said_again_is_found(again: str) -> None:
    assert repeated(f"{ONCE} {again}") == [again]
    assert repeats_itself(f"{ONCE} {again}")


@pytest.mark.parametrize(
    "other",
    [
        "The loop serves no other clients while one waits.",
        "The loop serves other clients after one waits.",
        "The loop serves other clients while one waits for its query.",
        "The worker serves other clients while one waits.",
        "The loop doesn't serve other clients while one waits.",
        "It does.",
    ],
)
def test_a_sentence_that_says_something_else_is_none(other: str) -> None:
    assert repeated(f"{ONCE} {other}") == []


def test_one_repeated_sentence_of_many_is_no_habit() -> None:
    others = " ".join(
        f"Point {name} concerns {name} settings, which differ in staging and production."
        for name in ("logging", "database", "cookie", "cors")
    )
    assert repeated(f"{ONCE} {others} {ONCE}") == [ONCE]
    assert not repeats_itself(f"{ONCE} {others} {ONCE}")


def test_short_remarks_may_come_twice() -> None:
    assert repeated("It does so. It does so. It does so.") == []


@given(st.text(alphabet="ab .!\n'n", max_size=200))
def test_repeats_lie_within_the_answer_and_apart(text: str) -> None:
    at = 0
    for start, end in repeated_spans(text):
        assert at <= start < end <= len(text)
        at = end
    assert not repeated_spans(text) or len(text.split()) > 2


def test_thousands_of_different_sentences_take_no_time() -> None:
    answer = ". ".join(f"route{i} calls handler{i} of module{i}" for i in range(10_000))
    assert repeated_spans(answer) == ()
