from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.followups import FollowUp
from mockint.grading import Flag
from mockint.history import (
    Answered,
    Asked,
    Drafted,
    Event,
    Finished,
    FollowUpAsked,
    Graded,
    HintGiven,
    Paused,
    PlannedQuestion,
    Resumed,
    Session,
    Skipped,
    Started,
    replay,
)
from mockint.history.events import from_record, to_record
from mockint.interview.state import (
    Ask,
    AskFollowUp,
    AwaitAnswer,
    Effect,
    Finish,
    GradeAnswers,
    WrapUp,
    decide,
    step,
)
from tests.history.conftest import follow_up, grade, planned, session_of, started

A, B, C, SHORT = planned("a"), planned("b"), planned("c"), planned("short", 1.0)
P, Q, R = follow_up("p"), follow_up("q"), follow_up("r")
ASKED, SENT = Asked(0.0, "a"), Answered(1.0, "one")
AWAIT, WRAP_UP = AwaitAnswer(), WrapUp()
QUIT = Finished(9.0, "quit")
DONT_KNOW = (Flag.DONT_KNOW,)


def graded(*follow_ups: FollowUp, flags: Sequence[Flag] = (), score: float | None = 50.0) -> Graded:
    return Graded(1.0, grade(score, flags=flags), follow_ups)


def probed(*answers: str, flags: Sequence[Flag] = ()) -> list[Event]:
    """Question `a`, its first answer, and after each grade the next of three follow-ups."""
    events: list[Event] = [ASKED]
    for asked, answer in zip((None, P, Q, R), answers, strict=False):
        events += [FollowUpAsked(1.0, asked)] if asked else []
        events += [Answered(1.0, answer), graded(P, Q, R, flags=flags)]
    return events


@pytest.mark.parametrize(
    ("events", "effect"),
    [
        ([], Ask(A)),
        ([ASKED], AWAIT),
        ([ASKED, Drafted(1.0, 0, "on"), HintGiven(2.0, "think")], AWAIT),
        ([ASKED, Paused(1.0)], AWAIT),
        ([ASKED, SENT], GradeAnswers("a", "one")),
        ([ASKED, SENT, graded()], Ask(B)),
        ([ASKED, SENT, graded(score=None)], Ask(B)),
        ([ASKED, SENT, graded(P, Q)], AskFollowUp(P)),
        ([ASKED, SENT, graded(P, Q), FollowUpAsked(1.0, P)], AWAIT),
        ([*probed("one"), FollowUpAsked(1.0, P), SENT], GradeAnswers("a", "one\n\none")),
        (probed("one", "two"), AskFollowUp(Q)),
        (probed("one", "two", "three"), Ask(B)),
        (probed("I don't know", flags=DONT_KNOW), AskFollowUp(P)),
        (probed("I don't know", "two", flags=DONT_KNOW), Ask(B)),
        ([ASKED, Skipped(1.0)], Ask(B)),
        ([*probed("one"), FollowUpAsked(1.0, P), Skipped(1.0)], Ask(B)),
        ([ASKED, QUIT], WRAP_UP),
        ([QUIT], WRAP_UP),
        ([ASKED, SENT, QUIT], GradeAnswers("a", "one")),
        ([ASKED, SENT, QUIT, graded(P, Q)], WRAP_UP),
        ([*probed("one"), FollowUpAsked(1.0, P), QUIT], WRAP_UP),
        (
            [*probed("one"), FollowUpAsked(1.0, P), SENT, QUIT, Resumed(9.0, "later")],
            GradeAnswers("a", "one\n\none"),
        ),
        ([ASKED, Skipped(1.0), Asked(1.0, "b"), Skipped(1.0), Asked(1.0, "c")], AWAIT),
        (
            [Asked(0.0, "a"), Asked(0.0, "b"), Asked(0.0, "c"), Skipped(1.0)],
            Finish("questions"),
        ),
    ],
    ids=[
        "nothing-yet",
        "asked",
        "typing",
        "paused",
        "answered",
        "graded",
        "ungraded",
        "gaps",
        "follow-up-put",
        "follow-up-answered",
        "one-follow-up",
        "two-follow-ups",
        "knew-nothing",
        "knew-nothing-and-probed",
        "skipped",
        "follow-up-skipped",
        "quit-while-open",
        "quit-at-once",
        "quit-while-ungraded",
        "quit-and-graded",
        "quit-at-a-follow-up",
        "resumed-while-ungraded",
        "two-skipped",
        "all-asked",
    ],
)
def test_what_comes_next(events: list[Event], effect: Effect) -> None:
    session = session_of(*events, start=started(A, B, C))
    assert decide(session) == effect
    if events:
        before = session_of(*events[:-1], start=started(A, B, C))
        assert step(before, events[-1]) == (session, effect)


def test_an_i_dont_know_does_not_spoil_what_was_found_on_being_probed() -> None:
    session = session_of(*probed("No idea."), FollowUpAsked(1.0, P), Answered(2.0, "threads"))
    assert decide(session) == GradeAnswers("a", "threads")


def test_where_nothing_was_known_all_of_it_is_graded() -> None:
    session = session_of(*probed("No idea."), FollowUpAsked(1.0, P), Answered(2.0, "I don't know"))
    assert decide(session) == GradeAnswers("a", "No idea.\n\nI don't know")


@pytest.mark.parametrize(
    "proposed",
    [follow_up("p", "Worded otherwise?"), follow_up("other", P.question)],
    ids=["same-point", "same-words"],
)
def test_no_follow_up_is_repeated(proposed: FollowUp) -> None:
    events = [*probed("one"), FollowUpAsked(1.0, P), Answered(2.0, "two")]
    assert decide(session_of(*events, graded(proposed, Q))) == AskFollowUp(Q)
    assert decide(session_of(*events, graded(proposed))) == Ask(B)


@pytest.mark.parametrize(
    ("at", "effect"),
    [(0.0, AskFollowUp(P)), (360.0, AskFollowUp(P)), (360.1, Ask(B))],
    ids=["plenty", "just", "too-late"],
)
def test_a_follow_up_must_leave_time_for_the_plan_but_not_for_the_reserve(
    at: float, effect: Effect
) -> None:
    # Of 10 minutes, b takes 2, the wrap-up 1 and a follow-up 1: up to minute 6 there is time.
    plan = started(A, B, planned("r", 5.0, "reserve"), minutes=10, wrap_up=1)
    events: list[Event] = [ASKED, Answered(at, "one"), Graded(at, grade(), (P,))]
    assert decide(session_of(*events, start=plan)) == effect


@pytest.mark.parametrize(
    ("at", "effect"),
    [(0.0, Ask(B)), (420.0, Ask(B)), (420.1, Ask(SHORT)), (480.1, Finish("time"))],
    ids=["plenty", "just", "a-shorter-one", "none-fits"],
)
def test_a_question_that_cannot_be_finished_is_not_started(at: float, effect: Effect) -> None:
    plan = started(A, B, SHORT, minutes=10, wrap_up=1)
    assert decide(session_of(ASKED, Skipped(at), start=plan)) == effect


def test_the_first_question_is_asked_even_if_it_cannot_be_finished() -> None:
    plan = started(planned("a", 30.0), minutes=1, wrap_up=0.1)
    assert decide(session_of(start=plan)) == Ask(planned("a", 30.0))


def test_an_answer_that_took_too_long_is_graded_before_time_is_called() -> None:
    plan = started(A, B, minutes=1, wrap_up=0.1)
    events: list[Event] = [ASKED, Answered(4000.0, "one")]
    assert decide(session_of(*events, start=plan)) == GradeAnswers("a", "one")
    events.append(Graded(4000.0, grade(), (P,)))
    assert decide(session_of(*events, start=plan)) == Finish("time")


def test_a_plan_without_questions_is_at_its_end() -> None:
    empty = Started(0.0, "one", "2030-01-02T03:04:05+00:00", "fastapi", 30.0, 2.0, 7, ())
    assert decide(Session(empty)) == Finish("questions")


PROPOSALS = st.lists(
    st.builds(follow_up, st.sampled_from("pqr"), st.sampled_from([None, "Really?", "Why?"])),
    max_size=4,
)
WAITING = 3  # how often a candidate does something that is no answer, in the whole session


class Candidate:
    """Does whatever chance says, and asks `decide` after everything."""

    def __init__(self, draw: st.DataObject, plan: Started) -> None:
        self.draw = draw.draw
        self.events: list[Event] = [plan]
        self.session = Session(plan)
        self.effects = [decide(self.session)]
        self.patience = WAITING

    def live(self) -> None:
        while not isinstance(effect := self.effects[-1], WrapUp):
            at = self.session.at + self.draw(st.sampled_from([0.0, 20.0, 90.0, 400.0]))
            event = self.answer_to(effect, at)
            self.events.append(event)
            assert len(self.events) < 100, "no end in sight"
            self.session, effect = step(self.session, event)
            self.effects.append(effect)

    def answer_to(self, effect: Effect, at: float) -> Event:
        match effect:
            case Ask(planned=one):
                self.check_it_can_be_finished(one)
                return Asked(at, one.id)
            case AskFollowUp(follow_up=one):
                return FollowUpAsked(at, one)
            case GradeAnswers(text=text):
                score = self.draw(st.sampled_from([None, 0.0, 100.0]))
                flags = DONT_KNOW if text == "I don't know" else ()
                return Graded(at, grade(score, flags=flags), tuple(self.draw(PROPOSALS)))
            case Finish(reason=reason):
                return Finished(at, reason)
            case _:
                return self.something(at)

    def something(self, at: float) -> Event:
        self.patience -= 1
        events: list[Event] = [Answered(at, "threads"), Answered(at, "I don't know")]
        events += [Skipped(at), Finished(at, "quit")]
        if self.patience > 0:
            events += [Drafted(at, 1, "xy"), HintGiven(at, "think"), Paused(at), Resumed(at, "t")]
        return self.draw(st.sampled_from(events))

    def check_it_can_be_finished(self, one: PlannedQuestion) -> None:
        left = self.session.remaining - 60 * self.session.started.wrap_up
        assert not self.session.turns or 60 * one.minutes <= left


@st.composite
def plans(draw: st.DrawFn) -> Started:
    minutes = draw(st.lists(st.sampled_from([0.5, 2.0, 5.0]), min_size=1, max_size=4))
    phases = st.sampled_from(["breadth", "reserve"])
    chosen = [planned(f"q{i}", length, draw(phases)) for i, length in enumerate(minutes)]
    return started(*chosen, minutes=draw(st.sampled_from([1.0, 10.0, 60.0])), wrap_up=1.0)


@settings(max_examples=80, deadline=None)
@given(st.data(), plans())
def test_whatever_happens_the_interview_ends_and_can_be_cut_anywhere(
    data: st.DataObject, plan: Started
) -> None:
    candidate = Candidate(data, plan)
    candidate.live()
    session = candidate.session

    assert session.finished is not None
    assert not any(turn.needs_grading for turn in session.turns)
    asked = [turn.planned.id for turn in session.turns]
    assert len(set(asked)) == len(asked)
    for turn in session.turns:
        put = [exchange.follow_up for exchange in turn.exchanges]
        assert len({one.question for one in put}) == len(put)
        assert len({one.key_point for one in put}) == len(put)
        assert len(put) <= (1 if turn.knew_nothing else 2)

    records = [json.loads(json.dumps(to_record(event))) for event in candidate.events]
    for count, effect in enumerate(candidate.effects, 1):
        events = [from_record(record) for record in records[:count]]
        replayed = replay(event for event in events if event is not None)
        assert replayed is not None
        assert decide(replayed) == effect
