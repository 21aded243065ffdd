from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.grading.text import (
    LONG_SENTENCE,
    plain_text,
    split_sentences,
    split_units,
    words_of,
)

LIVELY = (
    "await",
    "e.g.",
    "don't",
    "asyncio.gather",
    "because",
    "and",
    "3.11",
    "1.",
    "- ",
    "* ",
    "**",
    "`",
    "\n```\n",
    "__",
    "_x_",
    "#",
    ">",
    ". ",
    "? ",
    "!)",
    "; ",
    ", ",
    ": ",
    " – ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "\u2028",
    "\xa0",
    "é",
    "e\u0301",
    "等待",
    "²",
    "😀",
)
answers = st.lists(st.sampled_from(LIVELY) | st.text(max_size=5), max_size=60).map("".join)
clean_sentences = st.lists(
    st.sampled_from("loop waits while other tasks run because awaiting and yields which".split()),
    min_size=1,
    max_size=40,
)


def texts(answer: str) -> list[str]:
    return [unit.text for unit in split_units(answer)]


@given(answers)
def test_every_span_lies_in_the_answer_and_says_what_its_text_says(answer: str) -> None:
    for unit in split_units(answer):
        assert 0 <= unit.start < unit.end <= len(answer)
        quoted = answer[unit.start : unit.end]
        assert quoted == quoted.strip()
        assert unit.text == plain_text(quoted)
        assert words_of(unit.text)


@given(answers)
def test_what_is_encoded_has_no_control_characters_and_single_spaces(answer: str) -> None:
    for text in (plain_text(answer), *texts(answer)):
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        assert text == " ".join(text.split())


@given(answers)
def test_no_two_units_are_the_same_stretch(answer: str) -> None:
    spans = [(unit.start, unit.end) for unit in split_units(answer)]
    assert len(spans) == len(set(spans))


@given(answers.filter(lambda answer: "`" not in answer))
def test_no_word_of_an_answer_is_left_out_of_its_units(answer: str) -> None:
    read = {i for unit in split_units(answer) for i in range(unit.start, unit.end)}
    left = "".join(" " if i in read else c for i, c in enumerate(answer))
    assert not words_of(plain_text(left))


@given(clean_sentences)
def test_clauses_divide_their_sentence_and_each_has_four_words(words: list[str]) -> None:
    sentence = " ".join(words)
    whole, *clauses = split_units(sentence)
    assert (whole.start, whole.end) == (0, len(sentence))
    assert all(len(clause.text.split()) >= 4 for clause in clauses)
    assert not clauses or " ".join(clause.text for clause in clauses) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Use a cache, e.g. Redis.", id="e.g."),
        pytest.param("A safe verb, i.e. GET.", id="i.e."),
        pytest.param("Threads vs. coroutines.", id="vs."),
        pytest.param("Headers, cookies etc. are read.", id="etc."),
        pytest.param("It takes approx. two seconds.", id="approx."),
        pytest.param("Python 3.11 is needed for asyncio.TaskGroup here", id="dots-inside-words"),
        pytest.param("Is the path /v1.2/items.json kept", id="path"),
    ],
)
def test_a_full_stop_that_ends_no_sentence_divides_nothing(sentence: str) -> None:
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        pytest.param("It waits. It runs.", ["It waits.", "It runs."], id="full-stop"),
        pytest.param("Does it wait? It does!", ["Does it wait?", "It does!"], id="question"),
        pytest.param("It waits; it runs", ["It waits", "it runs"], id="semicolon"),
        pytest.param('He says "wait." Then run.', ['He says "wait."', "Then run."], id="quotes"),
        pytest.param("It waits\n\nIt runs", ["It waits", "It runs"], id="paragraphs"),
        pytest.param("It waits\r\n\r\nIt runs", ["It waits", "It runs"], id="crlf-paragraphs"),
        pytest.param("- it waits\n- it runs", ["it waits", "it runs"], id="dashes"),
        pytest.param("* it waits\n  * it runs", ["it waits", "it runs"], id="nested-stars"),
        pytest.param("• it waits\n• it runs", ["it waits", "it runs"], id="dots"),
        pytest.param("1) it waits\n2) it runs", ["1) it waits", "2) it runs"], id="numbers"),
    ],
)
def test_sentences_and_bullets_are_units(answer: str, sentences: list[str]) -> None:
    units = split_units(answer)
    assert [answer[unit.start : unit.end] for unit in units] == sentences


def test_a_hard_wrapped_sentence_is_one_unit() -> None:
    assert texts("The event loop\nserves others\r\nmeanwhile") == [
        "The event loop serves others meanwhile"
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("**bold** and *soft* and __strong__", "bold and soft and strong", id="stress"),
        pytest.param("call `gather()` now", "call gather() now", id="code"),
        pytest.param("# Title\n> quoted", "Title quoted", id="heading-and-quote"),
        pytest.param("```python\nawait x\n```", "await x", id="fence"),
        pytest.param("1. first\n2) second", "first second", id="numbered"),
        pytest.param("set snake_case_name to 2 * 3", "set snake_case_name to 2 * 3", id="no-marks"),
        pytest.param("a\u200bwait \u202eevil\u2069", "await evil", id="zero-width-and-direction"),
        pytest.param("red \x1b[31mtext\x07", "red [31mtext", id="terminal"),
        pytest.param("half \ud83d pair", "half pair", id="lone-surrogate"),
        pytest.param(" \t\xa0 ", "", id="white-space"),
    ],
)
def test_markdown_and_invisible_characters_are_flattened(typed: str, read: str) -> None:
    assert plain_text(typed) == read


def test_only_a_long_sentence_is_read_clause_by_clause() -> None:
    at_limit = "the loop runs other tasks because the coroutine waits for its result"
    assert len(at_limit.split()) == LONG_SENTENCE
    assert texts(at_limit) == [at_limit]
    assert texts(f"{at_limit} there") == [
        f"{at_limit} there",
        "the loop runs other tasks",
        "because the coroutine waits for its result there",
    ]


def test_a_clause_of_few_words_stays_with_its_neighbour() -> None:
    sentence = "so, the loop goes on to serve the others, and they get their answers in time, too"
    assert texts(sentence)[1:] == [
        "so, the loop goes on to serve the others",
        "and they get their answers in time, too",
    ]


@given(answers)
def test_no_unit_spans_two_sentences(answer: str) -> None:
    sentences = set(split_sentences(answer))
    for unit in split_units(answer):
        assert len(split_sentences(answer[unit.start : unit.end])) == 1
        assert any(unit.text in sentence for sentence in sentences)


def test_the_order_of_sentences_does_not_change_what_the_units_say() -> None:
    first, second = "It waits here.", "Then the loop runs the other tasks."
    assert sorted(texts(f"{first} {second}")) == sorted(texts(f"{second} {first}"))


@pytest.mark.parametrize("nothing", ["", "   \n\t", "...", "?!", "---", "\u200b", "```\n```", "😀"])
def test_an_answer_without_words_has_no_units(nothing: str) -> None:
    assert split_units(nothing) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't call asyncio.gather()", ["don't", "call", "asyncio.gather"]),
        ("sub-dependency's X_y", ["sub-dependency's", "x_y"]),
        ("Grüße, 等待 3.11!", ["grüße", "等待", "3.11"]),
        ("_ - . '", []),
    ],
)
def test_names_and_contractions_are_one_word(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@settings(max_examples=30)
@given(st.integers(1, 400), st.sampled_from(["and ", "x, ", "a. ", "- b\n", "* ", "`", "w" * 50]))
def test_a_repeated_piece_is_divided_without_failing(times: int, piece: str) -> None:
    assert isinstance(split_units(piece * times), tuple)
