from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import Pack
from mockint.grading import Grader, Rubric, Status
from mockint.grading.rubric import EncodedRubric, Statements, sentence_key
from tests.fakes import TinyEncoder
from tests.grading.rubrics import AUTHORED

QUESTION = "What does await do?"
words = st.lists(
    st.sampled_from("loop runs other tasks waits here".split()), min_size=2, max_size=8
)
sentences = words.map(lambda chosen: " ".join(chosen).capitalize() + ".")


def points(reference: str, *key_points: str) -> list[str]:
    return [point.text for point in Rubric.ad_hoc(QUESTION, reference, key_points).key_points]


@given(st.lists(sentences, min_size=1, max_size=12))
def test_the_sentences_of_a_reference_are_its_key_points(reference: list[str]) -> None:
    assert points(" ".join(reference)) == reference


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param("HTTP 429", ["HTTP 429"], id="two-words"),
        pytest.param("42", ["42"], id="number"),
        pytest.param("It is what it is.", ["It is what it is."], id="stop-words"),
        pytest.param("等待会挂起协程", ["等待会挂起协程"], id="no-spaces"),
        pytest.param("**Suspends** the task. 😀", ["Suspends the task."], id="markdown"),
        pytest.param("It:\n- waits here\n- runs", ["It", "waits here", "runs"], id="bullets"),
        pytest.param("Waits.\r\n\r\nRuns.", ["Waits.", "Runs."], id="paragraphs"),
        pytest.param("half \ud800 pair", ["half pair"], id="surrogate"),
        pytest.param("loop\x00 runs\u200b", ["loop runs"], id="control"),
    ],
)
def test_any_reference_gives_key_points_that_can_be_graded(
    reference: str, expected: list[str], tiny: TinyEncoder
) -> None:
    assert points(reference) == expected
    rubric = Rubric.ad_hoc(QUESTION, reference)
    assert Grader(tiny).grade(rubric, reference + " and more of it").status is Status.GRADED


def test_a_long_sentence_among_others_is_one_key_point() -> None:
    long = "The loop serves other requests, because the coroutine waits, and nobody is held up."
    assert points(f"Await suspends the coroutine. {long}") == [
        "Await suspends the coroutine.",
        long,
    ]


def test_a_very_long_reference_gives_a_point_a_sentence() -> None:
    assert len(points("The loop runs other tasks meanwhile. " * 400)) == 400


def test_given_key_points_stand_instead_of_sentences_and_lose_their_markdown() -> None:
    given_points = ("- **suspends** the coroutine", "frees\nthe loop")
    assert points("Something. Else.", *given_points) == [
        "suspends the coroutine",
        "frees the loop",
    ]


def test_ad_hoc_points_are_numbered_and_weigh_the_same() -> None:
    rubric = Rubric.ad_hoc(QUESTION, "It waits. It runs. It ends.")
    assert [point.id for point in rubric.key_points] == ["p1", "p2", "p3"]
    assert {point.weight for point in rubric.key_points} == {1}
    assert not rubric.authored
    assert rubric.misconceptions == ()


def test_a_bank_question_is_graded_by_what_its_author_wrote(pack: Pack) -> None:
    question = pack.questions[0]
    rubric = Rubric.of(question)
    assert rubric.authored
    assert rubric == Rubric(
        question.question, question.reference, question.key_points, question.misconceptions
    )


def test_words_of_the_question_and_stop_words_are_left_out(tiny: TinyEncoder) -> None:
    statements = Statements.of(
        tiny.encode(["the await suspends a coroutine", "await does what"]),
        frozenset({"await", "coroutine"}),
    )
    assert statements.counts.tolist() == [1, 1]
    assert np.allclose(statements.words[0], tiny.encode(["suspends"])[0].vectors[0])


def test_a_statement_of_the_question_words_alone_keeps_them(tiny: TinyEncoder) -> None:
    await_, nothing_else = (
        Statements.of(tiny.encode(["the await"]), frozenset({"await"})),
        Statements.of(tiny.encode(["it is the"]), frozenset({"await"})),
    )
    assert await_.counts.tolist() == [1]
    assert nothing_else.counts.tolist() == [3]


def test_every_statement_knows_whose_it_is(tiny: TinyEncoder) -> None:
    serve = dataclasses.replace(
        AUTHORED.key_points[1], said_right=("others get a turn",), said_wrong=("others queue up",)
    )
    points = (AUTHORED.key_points[0], serve, AUTHORED.key_points[2])
    encoded = EncodedRubric.of(dataclasses.replace(AUTHORED, key_points=points), tiny)
    # Two wordings, two, one; a correction; a claim and its phrasing; a wrong wording.
    assert encoded.point_of.tolist() == [0, 0, 1, 1, 2, 0, 0, 0, 1]
    assert encoded.belief_of.tolist() == [-1] * 6 + [0, 0, 1]
    assert encoded.is_wording.tolist() == [True] * 5 + [False] * 4
    assert encoded.is_true.tolist() == [True] * 6 + [False] * 3
    assert len(encoded.statements.sentences) == len(encoded.texts) == 9
    assert encoded.statements.counts.sum() == len(encoded.statements.words)
    assert len(encoded.statements.tokens) == len(encoded.statements.words)
    assert encoded.texts[3] == "others get a turn"


def test_a_wrong_wording_is_a_belief_about_its_point() -> None:
    point = dataclasses.replace(
        AUTHORED.key_points[0], said_wrong=("it spins",), follow_up="Who runs meanwhile?"
    )
    rubric = dataclasses.replace(AUTHORED, key_points=(point, *AUTHORED.key_points[1:]))
    listed, said = rubric.beliefs
    assert listed == AUTHORED.misconceptions[0]
    assert (said.claim, said.contradicts) == ("it spins", "suspend")
    assert (said.correction, said.probe) == (point.text, "Who runs meanwhile?")


@pytest.mark.parametrize(
    "said",
    ["It yields; others run", "- **It yields**\n- others run!", "IT YIELDS.\n\nOthers run."],
)
def test_a_statement_is_known_by_its_sentences_however_they_are_set(
    said: str, tiny: TinyEncoder
) -> None:
    point = dataclasses.replace(AUTHORED.key_points[0], phrasings=("It yields; `others` run.",))
    rubric = dataclasses.replace(AUTHORED, key_points=(point, *AUTHORED.key_points[1:]))
    encoded = EncodedRubric.of(rubric, tiny)
    assert encoded.by_sentences[sentence_key(said)] == 1
    assert sentence_key("others run; It yields") not in encoded.by_sentences


def test_signs_inside_a_statement_tell_it_from_another() -> None:
    assert sentence_key("it returns `a == b`") != sentence_key("it returns `a != b`")


def test_a_rubric_is_encoded_in_one_call(tiny: TinyEncoder) -> None:
    EncodedRubric.of(AUTHORED, tiny)
    assert len(tiny.calls) == 1
