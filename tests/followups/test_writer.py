from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.bank import KeyPoint, Misconception, Pack
from mockint.followups import FollowUpWriter, Origin, Reason, Templates
from mockint.grading import (
    Flag,
    Grade,
    Grader,
    GraderIdentity,
    PointGrade,
    Rubric,
    Status,
    SuspectedMisconception,
    Verdict,
)
from mockint.grading.grade import ungraded
from tests.fakes import TinyEncoder

IDENTITY = GraderIdentity("offline", "1", "tiny@1", "none")
WORDINGS = Templates(
    version=1,
    partial=("You wrote «{quote}». Go on?",),
    anchored=("What about «{anchor}»?",),
    open=("What else?",),
)
RUBRIC = Rubric(
    question="What happens at an await?",
    reference="It suspends the coroutine.",
    key_points=(
        KeyPoint("light", "suspended tasks need little memory", 1, (), "What does a pause cost?"),
        KeyPoint(
            "heavy",
            "the coroutine gives control back",
            3,
            ("it yields to its scheduler",),
            "Who decides what goes on?",
            "Is anybody else served?",
        ),
        KeyPoint("middle", "other requests are served meanwhile", 2, (), "How long is the queue?"),
    ),
    misconceptions=(
        Misconception("the thread sleeps", (), "middle", "it goes on", "Which thread sleeps?"),
        Misconception("a process forks", (), "light", "none does", "How many processes run?"),
    ),
)
MISSED, PARTIAL, COVERED, DENIED = (
    Verdict.MISSED,
    Verdict.PARTIAL,
    Verdict.COVERED,
    Verdict.CONTRADICTED,
)


def grade(
    *flags: Flag,
    believed: tuple[int, ...] = (),
    quote: str = "",
    rubric: Rubric = RUBRIC,
    **verdicts: Verdict,
) -> Grade:
    """A grade with the verdicts given by point id (others missed) and misconceptions by number."""
    points = tuple(
        PointGrade(
            point.id,
            point.text,
            point.weight,
            verdicts.get(point.id, MISSED),
            0.0,
            0.9 if verdicts.get(point.id) is COVERED else 0.0,
            quote,
        )
        for point in rubric.key_points
    )
    found = tuple(
        SuspectedMisconception(m.claim, m.contradicts, m.correction, m.probe, "words")
        for m in (rubric.misconceptions[i] for i in believed)
    )
    return Grade(Status.GRADED, 10.0, points, found, flags, IDENTITY)


def bare(**changes: object) -> Rubric:
    """The rubric without any authored question."""
    points = tuple(
        dataclasses.replace(point, follow_up=None, easier_follow_up=None)
        for point in RUBRIC.key_points
    )
    return dataclasses.replace(RUBRIC, key_points=points, **changes)  # type: ignore[arg-type]


@pytest.fixture
def tiny_writer(tiny: TinyEncoder) -> FollowUpWriter:
    return FollowUpWriter(tiny, WORDINGS)


def asked(writer: FollowUpWriter, given_grade: Grade, limit: int = 9) -> list[tuple[str, str]]:
    proposed = writer.propose(RUBRIC, given_grade, "an answer", limit)
    return [(follow_up.question, follow_up.key_point) for follow_up in proposed]


def test_gaps_are_asked_about_heaviest_first(tiny_writer: FollowUpWriter) -> None:
    assert asked(tiny_writer, grade()) == [
        ("Who decides what goes on?", "heavy"),
        ("How long is the queue?", "middle"),
        ("What does a pause cost?", "light"),
    ]


def test_of_equally_heavy_gaps_the_least_credited_is_asked_about_first(
    tiny_writer: FollowUpWriter,
) -> None:
    credit = {"light": 0.2, "heavy": 0.1, "middle": 0.0}
    points = tuple(
        dataclasses.replace(point, weight=1, verdict=PARTIAL, credit=credit[point.id])
        for point in grade().points
    )
    proposed = asked(tiny_writer, dataclasses.replace(grade(), points=points))
    assert [point for _, point in proposed] == ["middle", "heavy", "light"]


def test_a_misconception_comes_before_any_gap(tiny_writer: FollowUpWriter) -> None:
    assert asked(tiny_writer, grade(believed=(1,))) == [
        ("How many processes run?", "light"),
        ("Who decides what goes on?", "heavy"),
        ("How long is the queue?", "middle"),
    ]


def test_of_two_misconceptions_the_one_about_the_heavier_point_comes_first(
    tiny_writer: FollowUpWriter,
) -> None:
    for believed in ((0, 1), (1, 0)):
        first, second, *_ = asked(tiny_writer, grade(believed=believed))
        assert (first[1], second[1]) == ("middle", "light")


def test_nothing_is_asked_about_a_covered_point(tiny_writer: FollowUpWriter) -> None:
    assert asked(tiny_writer, grade(heavy=COVERED, light=COVERED)) == [
        ("How long is the queue?", "middle")
    ]
    assert asked(tiny_writer, grade(heavy=COVERED, light=COVERED, middle=COVERED)) == []


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 9])
def test_no_more_than_the_limit_and_one_a_point(limit: int, tiny_writer: FollowUpWriter) -> None:
    proposed = asked(tiny_writer, grade(believed=(0, 1), middle=DENIED), limit)
    assert len(proposed) == min(limit, 3)
    assert len({point for _, point in proposed}) == len(proposed)


def test_two_are_proposed_unless_told(tiny_writer: FollowUpWriter) -> None:
    assert len(tiny_writer.propose(RUBRIC, grade(), "an answer")) == 2


def test_after_i_dont_know_the_easier_question_is_asked(tiny_writer: FollowUpWriter) -> None:
    assert asked(tiny_writer, grade(Flag.DONT_KNOW))[:2] == [
        ("Is anybody else served?", "heavy"),
        ("How long is the queue?", "middle"),
    ]


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [(MISSED, Reason.MISSED), (PARTIAL, Reason.PARTIAL), (DENIED, Reason.CONTRADICTED)],
)
def test_a_follow_up_says_why_it_is_asked(
    verdict: Verdict, reason: Reason, tiny_writer: FollowUpWriter
) -> None:
    (first,) = tiny_writer.propose(RUBRIC, grade(heavy=verdict), "an answer", 1)
    assert (first.reason, first.origin) == (reason, Origin.AUTHORED)


def test_a_probe_says_that_it_is_about_a_misconception(tiny_writer: FollowUpWriter) -> None:
    (first,) = tiny_writer.propose(RUBRIC, grade(believed=(0,)), "an answer", 1)
    assert (first.reason, first.origin) == (Reason.MISCONCEPTION, Origin.AUTHORED)


def leaking(**wordings: str | None) -> Rubric:
    """The rubric whose heaviest point has other questions of its own."""
    points = tuple(
        dataclasses.replace(point, **wordings)  # type: ignore[arg-type]
        if point.id == "heavy"
        else point
        for point in RUBRIC.key_points
    )
    return dataclasses.replace(RUBRIC, key_points=points)


LEAK = "Is it so that the coroutine gives control back?"


def test_a_question_that_gives_its_point_away_is_replaced_by_the_easier_one(
    tiny_writer: FollowUpWriter,
) -> None:
    rubric = leaking(follow_up=LEAK)
    (first,) = tiny_writer.propose(rubric, grade(rubric=rubric), "an answer", 1)
    assert (first.question, first.origin) == ("Is anybody else served?", Origin.AUTHORED)


@pytest.mark.parametrize("flags", [(), (Flag.DONT_KNOW,)], ids=["answered", "dont-know"])
def test_a_template_is_used_where_every_question_gives_its_point_away(
    flags: tuple[Flag, ...], tiny_writer: FollowUpWriter
) -> None:
    rubric = leaking(follow_up=LEAK, easier_follow_up="Is it so that it yields to its scheduler?")
    (first,) = tiny_writer.propose(rubric, grade(*flags, rubric=rubric), "an answer", 1)
    assert (first.question, first.origin) == ("What else?", Origin.TEMPLATE)
    assert first.key_point == "heavy"


def test_a_probe_that_gives_its_point_away_is_not_asked(tiny_writer: FollowUpWriter) -> None:
    probe = "Are other requests served meanwhile?"
    rubric = dataclasses.replace(
        RUBRIC,
        misconceptions=(dataclasses.replace(RUBRIC.misconceptions[0], probe=probe),),
    )
    proposed = tiny_writer.propose(rubric, grade(believed=(0,), rubric=rubric), "an answer", 9)
    assert probe not in [follow_up.question for follow_up in proposed]
    assert "How long is the queue?" in [follow_up.question for follow_up in proposed]


def test_where_nothing_was_written_to_probe_a_belief_its_point_is_asked_about(
    tiny_writer: FollowUpWriter,
) -> None:
    rubric = dataclasses.replace(
        RUBRIC, misconceptions=(dataclasses.replace(RUBRIC.misconceptions[0], probe=""),)
    )
    proposed = tiny_writer.propose(rubric, grade(believed=(0,), rubric=rubric), "an answer", 9)
    assert all(follow_up.question for follow_up in proposed)
    assert RUBRIC.misconceptions[0].contradicts in [one.key_point for one in proposed]


def test_the_same_question_is_not_asked_twice(tiny_writer: FollowUpWriter) -> None:
    rubric = bare()
    proposed = tiny_writer.propose(rubric, grade(rubric=rubric), "no common word", 9)
    assert [follow_up.question for follow_up in proposed] == ["What else?"]


@pytest.mark.parametrize(
    ("quote", "answer", "expected"),
    [
        pytest.param("it **waits**\nhere", "", "You wrote «it waits here». Go on?", id="quote"),
        pytest.param("", "That Coroutine, yes", "What about «Coroutine»?", id="answer"),
        pytest.param("", "gives the coroutine", "What about «coroutine»?", id="longest"),
        pytest.param("", "(`control`)", "What about «control»?", id="stripped"),
        pytest.param("", "the back", "What about «back»?", id="no-stop-word"),
        pytest.param("", "the", "What else?", id="a-stop-word-alone"),
        pytest.param("", "nothing of it", "What else?", id="nothing"),
        pytest.param("", "", "What else?", id="empty"),
        pytest.param("{x} {0} %s {", "", "You wrote «{x} {0} %s {». Go on?", id="braces"),
    ],
)
def test_a_template_holds_what_was_said_and_nothing_of_the_point(
    quote: str, answer: str, expected: str, tiny_writer: FollowUpWriter
) -> None:
    rubric = bare()
    verdict = PARTIAL if quote else MISSED
    given_grade = grade(quote=quote, rubric=rubric, heavy=verdict)
    (first,) = tiny_writer.propose(rubric, given_grade, answer, 1)
    assert (first.question, first.key_point) == (expected, "heavy")


def test_a_word_of_the_question_may_be_the_anchor(tiny_writer: FollowUpWriter) -> None:
    rubric = bare(question="Where does the coroutine pause?")
    (first,) = tiny_writer.propose(rubric, grade(rubric=rubric), "", 1)
    assert first.question == "What about «coroutine»?"


@pytest.mark.parametrize("word", ["word ", "x" * 40 + " ", "x" * 300], ids=len)
def test_a_long_quote_is_shortened_at_a_word(word: str, tiny_writer: FollowUpWriter) -> None:
    quote = (word * 40).strip()
    rubric = bare()
    given_grade = grade(quote=quote, rubric=rubric, heavy=PARTIAL)
    (first,) = tiny_writer.propose(rubric, given_grade, quote, 1)
    shown = first.question.removeprefix("You wrote «").removesuffix(" ...». Go on?")
    assert quote.startswith(shown)
    assert 0 < len(shown) <= 90
    assert " " not in word or set(shown.split()) == {word.strip()}


@settings(max_examples=60)
@given(
    answer=st.lists(
        st.sampled_from(
            "coroutine gives Control back suspended tasks memory . , {x} `served` 7".split()
        )
    ).map(" ".join)
    | st.text(st.characters(), max_size=60)
)
def test_a_template_never_holds_a_word_that_was_not_said(answer: str) -> None:
    writer = FollowUpWriter(TinyEncoder(), WORDINGS)
    rubric = bare()
    graded = Grader(TinyEncoder()).grade(rubric, answer)
    for follow_up in writer.propose(rubric, graded, answer, 9):
        if follow_up.origin is Origin.TEMPLATE and "«" in follow_up.question:
            held = follow_up.question.partition("«")[2].rpartition("»")[0]
            said = f"{rubric.question} {answer}".lower()
            assert all(word in said for word in held.lower().removesuffix(" ...").split())


def test_nothing_is_asked_about_an_answer_without_a_grade(tiny_writer: FollowUpWriter) -> None:
    assert tiny_writer.propose(RUBRIC, ungraded(IDENTITY, "crash"), "an answer") == ()


def test_the_same_answer_is_always_asked_the_same(templates: Templates, tiny: TinyEncoder) -> None:
    rubric = bare()
    given_grade = grade(rubric=rubric)
    first = FollowUpWriter(tiny, templates).propose(rubric, given_grade, "a coroutine", 9)
    again = FollowUpWriter(TinyEncoder(), templates).propose(rubric, given_grade, "a coroutine", 9)
    assert first == again


def test_the_bank_asks_about_what_an_answer_left_out(
    pack: Pack, grader: Grader, writer: FollowUpWriter
) -> None:
    question = pack.find("why-async-await")
    rubric = Rubric.of(question)
    said, *_, left_out = sorted(question.key_points, key=lambda point: point.id != "cheap")
    answer = f"{said.text} {left_out.text}"
    proposed = writer.propose(rubric, grader.grade(rubric, answer), answer)
    assert [follow_up.origin for follow_up in proposed] == [Origin.AUTHORED] * 2
    assert {follow_up.key_point for follow_up in proposed} == {"pause", "overlap"}


def test_the_bank_probes_a_misconception_first(
    pack: Pack, grader: Grader, writer: FollowUpWriter
) -> None:
    question = pack.find("why-async-await")
    rubric, belief = Rubric.of(question), question.misconceptions[0]
    first, *_ = writer.propose(rubric, grader.grade(rubric, belief.claim), belief.claim)
    assert (first.question, first.reason) == (belief.probe, Reason.MISCONCEPTION)
    assert first.key_point == belief.contradicts
