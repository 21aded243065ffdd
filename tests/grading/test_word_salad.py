from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import Pack
from mockint.grading.word_salad import Disorder, disorder_of


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            "The of loop coroutine the is while serves to the requests and on other thread a "
            "of same waits the.",
            id="shuffled",
        ),
        pytest.param(
            "Serves the is loop requests. Of the a coroutine waits to and thread. By same for "
            "the, it than of reply.",
            id="shuffled-with-full-stops",
        ),
        pytest.param(
            "THE OF LOOP COROUTINE THE IS WHILE SERVES TO THE REQUESTS AND ON OTHER THREAD A "
            "OF SAME WAITS THE.",
            id="shouted",
        ),
        pytest.param(
            "pool thread await coroutine suspended loop serves the requests socket reply memory "
            "of handler query database blocked cheap worker connection process into uvicorn "
            "starlette single thousands scheduler resumes event stack",
            id="strung-together",
        ),
    ],
)
def test_words_in_no_order_are_salad(answer: str) -> None:
    assert disorder_of(answer) >= Disorder.LIKELY


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "loop runs others during await, no extra threads",
        (
            "loop runs others during await no extra threads one process handles many connections "
            "memory small switch only at await cpu work blocks all of them"
        ),
        "coroutine suspended; loop serves others; reply wakes it up; cheap, one thread",
        "- start timer, response = await call_next(request)\n- write header, return response",
        "async def get_session():\n    async with SessionLocal() as db:\n        yield db",
        "Handler receive exactly the returned object, nothing is check or send, must use raise.",
        "The with block is left, the for loop ends, and the from clause names what the table is.",
        "An IS would flood the link; THE CLIENT sees what a GET on the path to the app is for.",
        "What is it that you would want the handler to do with the rest of what is in the body?",
        (
            "1. Add middleware 2. Call next handler 3. Set response header 4. Return response "
            "5. Register function on app object 6. Write integration test case for header value"
        ),
    ],
)
def test_notes_code_lists_and_broken_english_are_not(answer: str) -> None:
    assert disorder_of(answer) < Disorder.LIKELY


def test_the_banks_own_answers_are_in_order_and_shuffled_they_are_not(pack: Pack) -> None:
    rng = random.Random(7)  # noqa: S311 - nothing secret
    references = [question.reference for question in pack.questions]
    shuffled = []
    for reference in references:
        words = reference.split()
        rng.shuffle(words)
        shuffled.append(" ".join(words))
    assert {disorder_of(reference) for reference in references} == {Disorder.NONE}
    caught = sum(disorder_of(text) >= Disorder.LIKELY for text in shuffled)
    assert caught > 0.9 * len(shuffled)


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert disorder_of(text) in Disorder
