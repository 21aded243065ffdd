from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.grading.dont_know import says_dont_know


@pytest.mark.parametrize(
    "text",
    [
        "I don't know",
        "I'm afraid I don’t know this one.",
        "To be honest I do not know that",
        "I must admit I don't know",
        "I couldn't tell you.",
        "Can't say.",
        "I wouldn't know",
        "I'd have to look that up",
        "Hmm, I'd have to check the docs for that one.",
        "I would need to google it.",
        "That's not something I've come across.",
        "Not something I have ever used.",
        "no experience with that",
        "I have no experience with Alembic.",
        "We haven't covered this.",
        "We didn't do this in class",
        "I can't answer this one",
        "Sorry, I am not able to answer this question",
        "I'm drawing a blank",
        "My mind went blank.",
        "Next question please",
        "Can we skip this?",
        "Let's move on",
        "Not a clue",
        "I haven't the faintest idea",
        "Never heard of it.",
        "I haven't read about this topic yet.",
        "That one escapes me.",
        "You've got me there.",
        "That's beyond me",
        "I give up",
        "Good question!",
        "n/a",
        "I'm lost here.",
        "I'm not familiar with Depends",
        "I don't understand the question.",
        "It doesn't ring a bell.",
        "I can't think of anything",
        "I don't know. We haven't covered this. Sorry about that.",
        "Um, I don't know, sorry. Next question?",
        "keine Ahnung",
        "Je ne sais pas.",
    ],
)
def test_there_are_many_ways_to_say_that_one_does_not_know(text: str) -> None:
    assert says_dont_know(text)


@pytest.mark.parametrize(
    "text",
    [
        "The server does not know the client",
        "You would not know the result until it is awaited",
        "We cannot tell which request finishes first",
        "With gather we cannot know which finishes first.",
        "The server has no idea who the client is",
        "The database has no knowledge of the async session",
        "Don't tell the client which field was wrong",
        "Never used after startup",
        "We never had this in async code",
        "Do not remember state between requests",
        "Not covered by global Depends",
        "forgot return -> null in the database",
        "It passes the request on to the next middleware",
        "Skip validation with model_construct",
        "The client is not sure whether data arrived",
        "The worker is stuck on the blocking call",
        "Nothing is returned and the client sees null",
        "I would have to read the Authorization header and decode it",
        "The response has no answer for slow clients",
    ],
)
def test_what_others_do_not_know_is_part_of_an_answer(text: str) -> None:
    assert not says_dont_know(text)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know exactly. The event loop serves others meanwhile.",
        "No idea about the name, but the loop runs other coroutines meanwhile.",
        "I'm not sure; I think the coroutine is suspended until the query returns",
        "I've never used it myself, but Depends caches per request",
        "I'd have to look up the name. It is a generator that closes the session after the reply.",
        "I can't think of a case where threads win except blocking drivers and heavy numeric code",
    ],
)
def test_a_hedge_before_a_try_is_an_answer(text: str) -> None:
    assert not says_dont_know(text)


@given(st.lists(st.sampled_from("loop coroutine thread socket query".split()), min_size=7))
def test_no_amount_of_content_is_taken_for_not_knowing(words: list[str]) -> None:
    assert not says_dont_know(f"I don't know the exact word, but {' '.join(words)}")


@pytest.mark.parametrize(
    "word", ["honestly ", "sorry ", "i really have ", "never ", "i would have to ", ". ", " ", ","]
)
def test_the_search_stays_quick_on_text_made_to_slow_it_down(word: str) -> None:
    assert not says_dont_know(f"{word * 40_000}x")
    assert not says_dont_know(
        f"{(word * 1500)[:1400]}loop serves other clients meanwhile quickly now"
    )
