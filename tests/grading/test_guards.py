from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.grading import Flag
from mockint.grading.guards import Guarded, inspect, says_dont_know

QUESTION = "Why is FastAPI built around async and await for slow database work?"
REFERENCE = (
    "While a handler awaits a query the coroutine is suspended and the event loop serves other "
    "requests on the same thread, so one process keeps thousands of connections open."
)
SHORT_REFERENCE = "It is called dependency injection."
KEYWORDS = (Flag.KEYWORD_LIST, Flag.NEEDS_REVIEW)


@pytest.mark.parametrize(
    ("answer", "flag"),
    [
        ("", Flag.TOO_SHORT),
        ("  \n\t", Flag.TOO_SHORT),
        ("?!", Flag.TOO_SHORT),
        ("😀😀😀", Flag.TOO_SHORT),
        ("\u200b\u200b", Flag.TOO_SHORT),
        ("it is what they do", Flag.TOO_SHORT),
        ("because async", Flag.TOO_SHORT),
        ("I don't know", Flag.DONT_KNOW),
        ("I DON’T KNOW!!!", Flag.DONT_KNOW),
        ("**I do not know.**", Flag.DONT_KNOW),
        ("dont know", Flag.DONT_KNOW),
        ("idk", Flag.DONT_KNOW),
        ("dunno, sorry", Flag.DONT_KNOW),
        ("No idea.", Flag.DONT_KNOW),
        ("I have no clue about that", Flag.DONT_KNOW),
        ("not sure", Flag.DONT_KNOW),
        ("Pass.", Flag.DONT_KNOW),
        ("I'll skip this one", Flag.DONT_KNOW),
        ("Sorry, I really can't remember", Flag.DONT_KNOW),
        ("I have never used FastAPI, sorry", Flag.DONT_KNOW),
        ("I forgot how that works", Flag.DONT_KNOW),
        ("Beats me", Flag.DONT_KNOW),
        (QUESTION, Flag.ECHO),
        (QUESTION.upper(), Flag.ECHO),
        ("FastAPI is built around async and await for database work that is slow.", Flag.ECHO),
    ],
)
def test_an_answer_that_claims_nothing_is_blocked(answer: str, flag: Flag) -> None:
    assert inspect(QUESTION, REFERENCE, answer, authored=True).blocking == (flag,)


@pytest.mark.parametrize(
    "answer",
    [
        "await, event loop, coroutine, thread pool, uvicorn",
        "event loop; coroutine; ASGI; non-blocking sockets",
        "- async\n- await\n- event loop\n- ASGI",
        "asgi / uvicorn / starlette / anyio",
        "async – await – loop – coroutine",
    ],
)
def test_a_list_of_keywords_is_no_answer_to_an_authored_question(answer: str) -> None:
    assert inspect(QUESTION, REFERENCE, answer, authored=True) == Guarded(blocking=KEYWORDS)


def test_an_ad_hoc_question_may_ask_for_a_list() -> None:
    answer = "POST, PUT, DELETE, PATCH"
    assert inspect("Name the HTTP verbs.", REFERENCE, answer, authored=False) == Guarded(
        noted=KEYWORDS
    )


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(
            "I'm not sure of the name, but the event loop runs other requests while the coroutine "
            "waits for its database reply.",
            id="unsure-of-a-name",
        ),
        pytest.param(
            "I don't remember the class, but a paused coroutine is a small object, far cheaper "
            "than a blocked operating-system thread.",
            id="forgot-a-class",
        ),
        pytest.param(
            "I think, though I could be wrong, that the coroutine is suspended at the await.",
            id="hedged",
        ),
        pytest.param("Perhaps the loop serves other requests meanwhile?", id="asks-back"),
        pytest.param("Awaiting suspends the coroutine", id="three-words"),
        pytest.param(
            "the coroutine suspends, the loop carries on, others get served, no thread blocks",
            id="terse-clauses-with-commas",
        ),
        pytest.param(
            "suspended coroutines, other requests served meanwhile, one thread, cheap",
            id="terse-list-with-one-statement",
        ),
        pytest.param(
            "suspended coroutines free threads, event loops serve further clients, results wake "
            "coroutines, memory stays small",
            id="clauses-without-small-words",
        ),
        pytest.param("non-blocking, cheap, single-threaded", id="three-items"),
        pytest.param(
            "FastAPI is built around async and await since a suspended coroutine frees the thread "
            "for other requests",
            id="begins-with-the-question",
        ),
        pytest.param("Awaits don't block: the loop serves everybody else", id="negation"),
        pytest.param(
            "- the coroutine is suspended at its await\n- the loop serves other requests\n"
            "- the reply wakes the coroutine\n- so one thread is enough",
            id="bullets-of-sentences",
        ),
        pytest.param("In the middleware it will pass the request on to call_next", id="pass-on"),
    ],
)
def test_an_answer_with_content_passes(answer: str) -> None:
    assert inspect(QUESTION, REFERENCE, answer, authored=True) == Guarded()


@pytest.mark.parametrize(
    ("reference", "authored", "found"),
    [
        pytest.param(SHORT_REFERENCE, False, Guarded(), id="ad-hoc-short"),
        pytest.param(
            REFERENCE, False, Guarded(noted=(Flag.TOO_SHORT, Flag.NEEDS_REVIEW)), id="ad-hoc-long"
        ),
        pytest.param(REFERENCE, True, Guarded(blocking=(Flag.TOO_SHORT,)), id="authored"),
    ],
)
def test_two_words_may_answer_a_question_that_two_words_answer(
    reference: str, authored: bool, found: Guarded
) -> None:
    question = "What is Depends an instance of?"
    assert inspect(question, reference, "Dependency injection", authored) == found


def test_a_question_without_content_words_cannot_be_echoed() -> None:
    assert inspect("Why?", REFERENCE, "The loop serves others", authored=False) == Guarded()


def test_a_few_words_of_a_long_question_are_no_echo() -> None:
    question = f"{QUESTION} Think of threads, processes, memory, sockets, latency and throughput."
    assert inspect(question, REFERENCE, "async database work", authored=True) == Guarded()


@given(st.text())
def test_guards_take_any_text(text: str) -> None:
    for authored in (True, False):
        found = inspect(text, text, text, authored)
        assert not (found.blocking and found.noted)


@given(st.lists(st.sampled_from("loop coroutine thread socket query".split()), min_size=7))
def test_no_amount_of_content_is_taken_for_not_knowing(words: list[str]) -> None:
    assert not says_dont_know(f"I don't know the exact word, but {' '.join(words)}")
