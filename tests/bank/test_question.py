from __future__ import annotations

from dataclasses import replace

import pytest

from mockint.bank import Example, KeyPoint, Level, Misconception, Question

POINT = KeyPoint(
    "single",
    "One thread.",
    3,
    ("a lone worker",),
    "Which thread?",
    "How many?",
    ("one at a time",),
    ("a thread each",),
)
BELIEF = Misconception("Many threads.", ("a pool",), "single", "One thread.", "Which one?")
QUESTION = Question(
    id="one-thread",
    covers="event-loop/1",
    question="Which thread?",
    level=Level.MID,
    minutes=2.0,
    reference="All on one. Überall.",
    key_points=(POINT,),
    misconceptions=(BELIEF,),
    example=Example("assert True"),
    similar=("gather",),
    sources=("docs",),
)


@pytest.mark.parametrize(
    "changed",
    [
        replace(QUESTION, question="Which threads?"),
        replace(QUESTION, reference="All on one."),
        replace(QUESTION, key_points=()),
        replace(QUESTION, key_points=(POINT, POINT)),
        replace(QUESTION, key_points=(replace(POINT, id="thread"),)),
        replace(QUESTION, key_points=(replace(POINT, text="A thread."),)),
        replace(QUESTION, key_points=(replace(POINT, weight=2),)),
        replace(QUESTION, key_points=(replace(POINT, phrasings=()),)),
        replace(QUESTION, key_points=(replace(POINT, follow_up=None),)),
        replace(QUESTION, key_points=(replace(POINT, easier_follow_up=None),)),
        replace(QUESTION, key_points=(replace(POINT, said_right=()),)),
        replace(QUESTION, key_points=(replace(POINT, said_wrong=()),)),
        replace(QUESTION, misconceptions=()),
        replace(QUESTION, misconceptions=(replace(BELIEF, claim="Threads."),)),
        replace(QUESTION, misconceptions=(replace(BELIEF, phrasings=()),)),
        replace(QUESTION, misconceptions=(replace(BELIEF, contradicts="other"),)),
        replace(QUESTION, misconceptions=(replace(BELIEF, correction="A thread."),)),
        replace(QUESTION, misconceptions=(replace(BELIEF, probe="Why?"),)),
    ],
    ids=(
        "question reference fewer-points more-points point-id point-text weight point-phrasings "
        "follow-up easier-follow-up said-right said-wrong no-misconceptions claim claim-phrasings "
        "contradicts correction probe"
    ).split(),
)
def test_the_content_hash_changes_with_what_is_asked_or_graded(changed: Question) -> None:
    assert changed.content_hash != QUESTION.content_hash


@pytest.mark.parametrize(
    "changed",
    [
        replace(QUESTION),
        replace(QUESTION, id="renamed"),
        replace(QUESTION, covers="event-loop/2"),
        replace(QUESTION, level=Level.SENIOR),
        replace(QUESTION, minutes=5.0),
        replace(QUESTION, example=None),
        replace(QUESTION, similar=()),
        replace(QUESTION, sources=()),
    ],
    ids="copy id covers level minutes example similar sources".split(),
)
def test_the_content_hash_stays_when_no_grade_can_change(changed: Question) -> None:
    assert changed.content_hash == QUESTION.content_hash


def test_the_content_hash_is_the_same_in_every_release() -> None:
    # History, cached grades and vectors of users hang on it: a new value loses them.
    assert QUESTION.content_hash == "f9b1985833edb186"


def test_a_text_that_moves_between_fields_changes_the_hash() -> None:
    joined = replace(QUESTION, key_points=(replace(POINT, phrasings=("a", "b")),))
    split = replace(QUESTION, key_points=(replace(POINT, phrasings=("a,b",)),))
    assert joined.content_hash != split.content_hash


def test_statements_start_with_the_main_wording() -> None:
    assert POINT.statements == ("One thread.", "a lone worker")
    assert BELIEF.statements == ("Many threads.", "a pool")


def test_a_key_point_is_found_by_its_id() -> None:
    assert QUESTION.key_point("single") is POINT
    with pytest.raises(KeyError, match="other"):
        QUESTION.key_point("other")


def test_the_section_is_the_first_part_of_covers() -> None:
    assert QUESTION.section == "event-loop"
