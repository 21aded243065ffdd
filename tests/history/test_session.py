from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.grading import Flag
from mockint.history import (
    Answered,
    Asked,
    Drafted,
    Event,
    Exchange,
    Finished,
    FollowUpAsked,
    Graded,
    HintGiven,
    Paused,
    Resumed,
    Session,
    Skipped,
    apply,
    replay,
)
from tests.history.conftest import ONE_OF_EACH, follow_up, grade, planned, session_of, started

LATER = "2030-01-02T04:00:00+00:00"
WHOLE: list[Event] = [
    started(),
    Asked(1.0, "a"),
    Drafted(5.0, 0, "one\n"),
    HintGiven(6.0, "think"),
    Drafted(9.0, 4, "two\n"),
    Answered(10.0, "one\ntwo\n"),
    Graded(10.0, grade(40), (follow_up("p"), follow_up("q"))),
    FollowUpAsked(10.0, follow_up("p")),
    Answered(20.0, "three"),
    Graded(20.0, grade(70), (follow_up("q"),)),
    Asked(20.0, "b"),
    Paused(25.0),
    Resumed(25.0, LATER),
    Skipped(30.0),
    Asked(30.0, "c"),
    Finished(45.0, "quit"),
]


def test_a_whole_session_adds_up() -> None:
    session = replay(WHOLE)
    assert session is not None
    first = session.turns[0]
    assert (first.answer, first.answers) == ("one\ntwo\n", ("one\ntwo\n", "three"))
    assert first.exchanges == (Exchange(follow_up("p"), "three"),)
    assert first.hints == ("think",)
    assert first.grade == grade(70)
    assert first.open_follow_ups == (follow_up("q"),)
    assert [turn.seconds for turn in session.turns] == [19.0, 10.0, 0.0]
    assert [turn.closed for turn in session.turns] == [True, True, False]
    assert [turn.skipped for turn in session.turns] == [False, True, False]
    assert (session.finished, session.pauses, session.paused) == ("quit", 1, False)
    assert (session.id, session.at, session.remaining) == ("one", 45.0, 30 * 60 - 45.0)
    assert (session.scores, session.mean_score) == ((70,), 70)


@pytest.mark.parametrize("count", range(1, len(WHOLE)))
def test_a_session_that_goes_on_is_the_session_that_never_stopped(count: int) -> None:
    session = replay(WHOLE[:count])
    assert session is not None
    for event in WHOLE[count:]:
        session = apply(session, event)
    assert session == replay(WHOLE)


def test_a_journal_without_its_start_tells_of_no_session() -> None:
    assert replay([]) is None
    assert replay(WHOLE[1:]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.text(max_size=10)), max_size=10))
def test_a_draft_keeps_its_beginning_and_takes_the_new_end(edits: list[tuple[int, str]]) -> None:
    session, draft = session_of(Asked(0.0, "a")), ""
    for keep, text in edits:
        session = apply(session, Drafted(1.0, keep, text))
        draft = draft[:keep] + text
        assert session.draft == draft


@pytest.mark.parametrize(
    "event",
    [Answered(3.0, "sent"), Skipped(3.0), Asked(3.0, "b")],
    ids=["answered", "skipped", "asked"],
)
def test_what_comes_after_an_answer_starts_with_an_empty_draft(event: Event) -> None:
    session = session_of(Asked(0.0, "a"), Drafted(1.0, 0, "half a"))
    assert apply(session, event).draft == ""


@pytest.mark.parametrize(
    "event",
    [HintGiven(3.0, "think"), Paused(3.0), Resumed(3.0, LATER), Finished(3.0, "quit")],
    ids=["hint", "pause", "resume", "finish"],
)
def test_nothing_else_touches_the_draft(event: Event) -> None:
    session = session_of(Asked(0.0, "a"), Drafted(1.0, 0, "half a"))
    assert apply(session, event).draft == "half a"


def test_a_question_is_open_until_it_is_skipped_or_the_next_one_is_put() -> None:
    session = session_of(Asked(0.0, "a"))
    assert session.current == session.turns[0]
    assert apply(session, Skipped(1.0)).current is None
    current = apply(session, Asked(1.0, "b")).current
    assert current is not None
    assert current.planned.id == "b"


def test_skipping_a_follow_up_keeps_the_answer_and_closes_the_question() -> None:
    [turn] = session_of(
        Asked(0.0, "a"),
        Answered(1.0, "one"),
        Graded(1.0, grade(30), (follow_up(),)),
        FollowUpAsked(1.0, follow_up()),
        Skipped(2.0),
    ).turns
    assert (turn.skipped, turn.closed, turn.answers) == (False, True, ("one",))
    assert turn.exchanges == (Exchange(follow_up(), None),)


@pytest.mark.parametrize(
    ("events", "needs"),
    [
        ([], False),
        ([Answered(1.0, "x")], True),
        ([Answered(1.0, "x"), Graded(1.0, grade(), ())], False),
        ([Answered(1.0, "x"), Graded(1.0, grade(None, error="no encoder"), ())], False),
        (
            [
                Answered(1.0, "x"),
                Graded(1.0, grade(), (follow_up(),)),
                FollowUpAsked(1.0, follow_up()),
            ],
            False,
        ),
        (
            [
                Answered(1.0, "x"),
                Graded(1.0, grade(), (follow_up(),)),
                FollowUpAsked(1.0, follow_up()),
                Answered(2.0, "y"),
            ],
            True,
        ),
        ([Skipped(1.0)], False),
    ],
    ids=["open", "sent", "graded", "ungraded", "follow-up-open", "follow-up-sent", "skipped"],
)
def test_a_turn_needs_grading_while_an_answer_has_no_grade(
    events: Sequence[Event], needs: bool
) -> None:
    assert session_of(Asked(0.0, "a"), *events).turns[0].needs_grading is needs


def _after(*grades: tuple[Flag, ...]) -> Session:
    events: list[Event] = [Asked(0.0, "a")]
    for flags in grades:
        asked = follow_up()
        events += [Answered(1.0, "x"), Graded(1.0, grade(0, flags=flags), (asked,))]
        events.append(FollowUpAsked(1.0, asked))
    return session_of(*events)


@pytest.mark.parametrize(
    ("session", "knew_nothing"),
    [
        (_after((Flag.DONT_KNOW,)), True),
        (_after((Flag.DONT_KNOW,), ()), True),
        (_after(()), False),
        (_after((), (Flag.DONT_KNOW,)), False),
    ],
    ids=["first", "first-then-found", "never", "only-later"],
)
def test_only_the_first_answer_tells_that_nothing_was_known(
    session: Session, knew_nothing: bool
) -> None:
    assert session.turns[0].knew_nothing is knew_nothing


def test_an_ungraded_answer_counts_for_no_mean() -> None:
    session = session_of(
        Asked(0.0, "a"),
        Answered(1.0, "x"),
        Graded(1.0, grade(None, error="gone"), ()),
        Asked(2.0, "b"),
        Answered(3.0, "y"),
        Graded(3.0, grade(0), ()),
    )
    assert (session.scores, session.mean_score) == ((0,), 0)
    assert session_of().mean_score is None


def test_the_session_s_time_never_goes_back() -> None:
    session = session_of(Asked(10.0, "a"), HintGiven(4.0, "think"))
    assert session.at == 10.0
    assert session.turns[0].seconds == 0.0


def test_the_unasked_questions_keep_their_order() -> None:
    plan = started(planned("a"), planned("b"), planned("c"))
    session = session_of(Asked(0.0, "b"), start=plan)
    assert [one.id for one in session.unasked] == ["a", "c"]


ASKED, SENT = Asked(0.0, "a"), Answered(1.0, "x")
GRADED, FURTHER = Graded(1.0, grade(), (follow_up(),)), FollowUpAsked(1.0, follow_up())


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ([], started()),
        ([ASKED], Asked(1.0, "a")),
        ([ASKED, Skipped(1.0), Asked(1.0, "b")], Asked(2.0, "a")),
        ([], Asked(1.0, "never planned")),
        *(([], ONE_OF_EACH[name]) for name in ("answered", "graded", "follow_up_asked")),
        *(([], ONE_OF_EACH[name]) for name in ("hint_given", "skipped")),
        ([ASKED, SENT], Answered(2.0, "y")),
        ([ASKED, Skipped(1.0)], SENT),
        ([ASKED], GRADED),
        ([ASKED], FURTHER),
        ([ASKED, SENT, GRADED, FURTHER], FURTHER),
        ([ASKED, Skipped(1.0)], Skipped(2.0)),
        ([ASKED, SENT, GRADED, Asked(2.0, "b"), Finished(3.0, "quit")], Asked(4.0, "c")),
        ([ASKED, Finished(1.0, "quit")], SENT),
    ],
    ids=[
        "started-twice",
        "asked-twice",
        "asked-again-later",
        "unplanned",
        "answered-before-asked",
        "graded-before-asked",
        "follow-up-before-asked",
        "hint-before-asked",
        "skipped-before-asked",
        "answered-twice",
        "answered-after-skip",
        "graded-without-answer",
        "follow-up-without-answer",
        "follow-up-while-one-is-open",
        "skipped-twice",
        "asked-after-the-end",
        "answered-after-the-end",
    ],
)
def test_an_event_that_cannot_follow_is_refused(before: list[Event], event: Event) -> None:
    session = session_of(*before)
    with pytest.raises(ValueError, match=r"."):
        apply(session, event)
