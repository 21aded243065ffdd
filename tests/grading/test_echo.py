from __future__ import annotations

import pytest

from mockint.grading.echo import Echo, echo_of

QUESTION = "Why is FastAPI built around async and await for slow database work?"


@pytest.mark.parametrize(
    "answer",
    [
        QUESTION,
        QUESTION.upper(),
        "FastAPI is built around async and await, for database work is slow.",
        "FastAPI is built around asyncs and awaits for slow databases at work.",
    ],
)
def test_the_question_again_is_a_copy(answer: str) -> None:
    assert echo_of(QUESTION, answer) is Echo.COPY


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            (
                "FastAPI is built around async and await for that kind of work, because that is "
                "how it is built."
            ),
            Echo.COPY,
        ),
        (
            (
                "Async and await are what FastAPI is built around, and databases are slow, so that "
                "is a good reason to prefer it."
            ),
            Echo.LOOSE,
        ),
        ("FastAPI awaits databases. Databases await FastAPI. FastAPI works async.", Echo.CLOSE),
    ],
)
def test_the_question_as_a_statement_is_an_echo(answer: str, expected: Echo) -> None:
    assert echo_of(QUESTION, answer) is expected


@pytest.mark.parametrize(
    "answer",
    [
        "FastAPI is built around async and await since a suspended coroutine frees the thread",
        "While the database works, await lets the loop serve other clients.",
        "async database work",
        "",
        "it is what it is",
    ],
)
def test_what_adds_something_is_none(answer: str) -> None:
    assert echo_of(QUESTION, answer) is Echo.NONE


def test_the_choice_among_what_the_question_names_is_none() -> None:
    question = "The path has id 5 and the query id 9. Which of the two wins, path or query?"
    assert echo_of(question, "The path wins.") is Echo.NONE


def test_a_question_without_content_words_cannot_be_echoed() -> None:
    assert echo_of("Why so?", "The loop serves others") is Echo.NONE
