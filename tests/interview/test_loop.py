from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mockint.embedding import Encoded, Encoder
from mockint.embedding.background import BackgroundEncoder
from mockint.errors import EncoderError, StorageError
from mockint.grading import Flag, Status, Verdict
from mockint.history import (
    Answered,
    Asked,
    Drafted,
    Event,
    Finished,
    FollowUpAsked,
    Graded,
    HintGiven,
    Journal,
    Paused,
    Resumed,
    Session,
    Skipped,
    read_journal,
)
from mockint.interview import Command, EndOfInput, Interrupted, Leave, Sent
from tests.fakes import TinyEncoder
from tests.interview.conftest import (
    DOCUMENTED,
    FREEZE,
    FULL,
    IN_ORDER,
    OVERLAP,
    PROCESS,
    SECONDS_A_LINE,
    SINGLE,
    VALIDATED,
    Doing,
    Person,
    Room,
    Time,
    Typed,
)

THREADS, GATHER, MODELS, SESSIONS = FULL
SLEEPING, THREE_CALLS, NONSENSE = (
    "What does sleeping do here?",
    "How long do three calls take?",
    "What happens to nonsense?",
)
EASY, PROBE = "Is it one worker, or are there several?", "Where would you look that up?"
DONT_KNOW = "I don't know"


def scores(session: Session) -> list[float | None]:
    return [turn.grade.score if turn.grade else None for turn in session.turns]


class Bursting(TinyEncoder):
    """Raises, once, when it is given a text to encode that holds `on`."""

    def __init__(self, on: str, error: BaseException) -> None:
        super().__init__()
        self.on = on
        self.error: BaseException | None = error

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        if self.error is not None and any(self.on in text for text in texts):
            error, self.error = self.error, None
            raise error
        return super().encode(texts)


class Slow(TinyEncoder):
    def __init__(self, time: Time) -> None:
        super().__init__()
        self.time = time

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        self.time.pass_by(30.0)
        return super().encode(texts)


# Whole interviews.


def test_who_knows_everything_is_asked_every_question_and_nothing_more(room: Room) -> None:
    room.start()
    person = Person(room.time)
    session = room.lead(person)
    assert person.of("ask") == list(FULL)
    assert person.numbers == [1, 2, 3, 4]
    assert [turn.planned.id for turn in session.turns] == list(IN_ORDER)
    assert scores(session) == [100.0] * 4
    assert session.finished == "questions"
    assert session.at == 4 * SECONDS_A_LINE


def test_what_was_left_out_is_asked_about_and_then_counts(room: Room) -> None:
    room.start("threads")
    person = Person(room.time, SINGLE, FREEZE)
    session = room.lead(person)
    assert person.of("ask") == [THREADS, SLEEPING]
    assert person.numbers == [1, 1]
    graded = [event for event in read_journal(room.path) if isinstance(event, Graded)]
    first, second = (event.grade.score for event in graded)
    assert first is not None
    assert first < 100
    assert second == 100
    assert session.turns[0].answers == (SINGLE, FREEZE)


def test_at_most_two_follow_ups_are_put_the_heaviest_gap_first(room: Room) -> None:
    room.start("threads", "sessions")
    person = Person(room.time, "It runs somewhere in production.", "Many.", "Nothing.")
    room.lead(person)
    assert person.of("ask") == [THREADS, "How many workers take part?", SLEEPING, SESSIONS]


def test_a_wrong_belief_is_probed_first(room: Room) -> None:
    room.start("threads")
    person = Person(room.time, PROCESS, SINGLE, FREEZE)
    session = room.lead(person)
    assert person.of("ask")[1] == PROBE
    grade = session.turns[0].grade
    assert grade is not None
    assert [found.contradicts for found in grade.misconceptions] == ["single"]


def test_after_i_dont_know_comes_one_easier_question_and_then_the_next(room: Room) -> None:
    room.start("threads", "sessions")
    person = Person(room.time, DONT_KNOW, "One, I guess, like an event loop.")
    session = room.lead(person)
    assert person.of("ask") == [THREADS, EASY, SESSIONS]
    assert session.turns[0].knew_nothing


def test_an_i_dont_know_at_first_does_not_cost_what_is_found_later(room: Room) -> None:
    room.start("gather")
    session = room.lead(Person(room.time, DONT_KNOW, OVERLAP))
    assert scores(session) == [100.0]
    grade = session.turns[0].grade
    assert grade is not None
    assert Flag.DONT_KNOW not in grade.flags


def test_every_quote_is_the_candidate_s_own(room: Room) -> None:
    room.start("models")
    session = room.lead(Person(room.time, f"Well - {VALIDATED.upper()}", f"*Hm*: {DOCUMENTED}"))
    grade = session.turns[0].grade
    assert grade is not None
    assert [point.verdict for point in grade.points] == [Verdict.COVERED, Verdict.COVERED]
    said = "\n\n".join(session.turns[0].answers)
    assert all(point.quote and point.quote in said for point in grade.points)


def test_the_reserve_is_asked_when_there_is_time_left(room: Room) -> None:
    room.start("threads", "gather", minutes=60, reserve=1)
    assert [turn.planned.id for turn in room.lead(Person(room.time)).turns] == ["threads", "gather"]


def test_a_question_that_cannot_be_finished_any_more_is_not_put(room: Room) -> None:
    room.start(minutes=10, wrap_up=1)
    slow = {THREADS: "word\n" * 60, GATHER: "\n" * 20 + OVERLAP}  # 5 minutes, then 1:45
    session = room.lead(Person(room.time, says={**FULL, **slow}))
    assert [turn.planned.id for turn in session.turns] == ["threads", "gather", "sessions"]
    assert session.finished == "time"
    assert session.at <= 60 * (10 - 1)


def test_the_time_that_grading_takes_is_nobody_s(room: Room) -> None:
    room.encoder = Slow(room.time)
    room.start()
    session = room.lead(Person(room.time, SINGLE, says={**FULL, SLEEPING: FREEZE}))
    assert session.at == 5 * SECONDS_A_LINE
    assert room.time.seconds > 1000 + 5 * SECONDS_A_LINE + 30


def test_the_time_left_counts_down_for_the_question_and_the_session(room: Room) -> None:
    room.start("threads", "gather", minutes=10)
    person = Person(room.time, SINGLE, says={**FULL, SLEEPING: FREEZE})
    room.lead(person)
    assert [(left.question, left.session) for left in person.times_left] == [
        (120.0, 600.0),
        (115.0, 595.0),
        (180.0, 590.0),
    ]


# Commands.


def test_a_skipped_question_gives_way_to_the_next(room: Room) -> None:
    room.start("threads", "gather")
    session = room.lead(Person(room.time, Command.SKIP))
    assert [turn.skipped for turn in session.turns] == [True, False]
    assert scores(session) == [None, 100.0]


def test_a_skipped_follow_up_leaves_the_grade_as_it_is(room: Room) -> None:
    room.start("threads", "gather")
    person = Person(room.time, SINGLE, Command.SKIP)
    session = room.lead(person)
    assert person.of("ask") == [THREADS, SLEEPING, GATHER]
    assert session.turns[0].answers == (SINGLE,)
    assert not session.turns[0].skipped
    assert scores(session)[0] is not None


def test_hints_are_shown_one_after_the_other_until_there_are_none(room: Room) -> None:
    room.start("threads")
    person = Person(room.time, Command.HINT, Command.HINT, Command.HINT)
    session = room.lead(person)
    assert person.of("hint") == [EASY, SLEEPING]
    assert person.of("notice") == ["There is no further hint."]
    assert session.turns[0].hints == (EASY, SLEEPING)
    assert person.of("ask") == [THREADS]


def test_what_is_repeated_is_what_was_asked_last(room: Room) -> None:
    room.start("threads", "gather")
    person = Person(room.time, Command.REPEAT, SINGLE, Command.REPEAT, FREEZE)
    room.lead(person)
    assert person.of("ask") == [THREADS, THREADS, SLEEPING, SLEEPING, GATHER]


@pytest.mark.parametrize("command", [Command.HINT, Command.REPEAT, Command.PAUSE])
def test_a_command_does_not_cost_what_was_typed(room: Room, command: Command) -> None:
    room.start("threads")
    person = Person(room.time, Typed("half an answer\n", command))
    room.lead(person)
    assert person.drafts == ["", "half an answer\n"]


def test_the_clock_stands_in_a_pause(room: Room) -> None:
    room.start("threads")
    person = Person(room.time, Command.PAUSE, waits=[5000.0])
    session = room.lead(person)
    assert person.of("ask") == [THREADS, THREADS]
    assert session.at == SECONDS_A_LINE
    assert (session.pauses, session.paused) == (1, False)
    assert Resumed(0.0, "2030-01-02T04:00:00+00:00") in read_journal(room.path)


@pytest.mark.parametrize(
    ("doing", "reason"),
    [(Command.QUIT, "quit"), (EndOfInput(), "end of input")],
    ids=["quit", "end-of-input"],
)
@pytest.mark.parametrize("before", [(), (SINGLE,)], ids=["question", "follow-up"])
def test_an_interview_can_be_ended_early(
    room: Room, doing: Doing, reason: str, before: tuple[str, ...]
) -> None:
    room.start()
    person = Person(room.time, *before, doing)
    session = room.lead(person)
    assert session.finished == reason
    assert len(session.turns) == 1
    assert session.turns[0].answers == before
    assert not session.turns[0].needs_grading


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\t \u2003"])
def test_nothing_is_no_answer(room: Room, nothing: str) -> None:
    room.start("threads")
    person = Person(room.time, Sent(nothing))
    session = room.lead(person)
    assert len(person.of("notice")) == 1
    assert "/skip" in person.of("notice")[0]
    assert session.turns[0].answers == (FULL[THREADS],)


@pytest.mark.parametrize(
    "answer",
    ["?", "\udce9\udcff", "\0\x1b[2J", "🧵" * 500, "word " * 20_000, "- \n- \n- "],
    ids=["sign", "undecodable", "control", "emoji", "huge", "bullets"],
)
def test_whatever_is_answered_the_interview_goes_on(room: Room, answer: str) -> None:
    room.start("threads", "gather")
    person = Person(room.time, Sent(answer), Command.SKIP)
    session = room.lead(person)
    assert session.turns[0].answer == answer
    assert scores(session)[0] == 0.0
    assert session.finished == "questions"


# The journal comes first.


def test_what_happened_is_in_the_journal_before_anything_is_shown(room: Room) -> None:
    room.start("threads", "gather")
    person = Person(room.time, Command.PAUSE, SINGLE, FREEZE)
    last_events: list[tuple[str, type[Event]]] = []
    person.watch = lambda what: last_events.append((what, type(read_journal(room.path)[-1])))
    room.lead(person)
    assert [pair for pair in last_events if pair[0] != "opening"] == [
        ("ask", Asked),
        ("wait", Paused),
        ("ask", Paused),
        ("busy", Answered),
        ("ask", FollowUpAsked),
        ("busy", Answered),
        ("ask", Asked),
        ("busy", Answered),
    ]


def test_a_draft_is_kept_line_by_line_and_only_what_is_new(room: Room) -> None:
    room.start("threads")
    room.lead(Person(room.time, "one\ntwo\nthree\n", Command.QUIT))
    drafts = [event for event in read_journal(room.path) if isinstance(event, Drafted)]
    assert [(draft.keep, draft.text) for draft in drafts] == [
        (0, "one\n"),
        (4, "two\n"),
        (8, "three\n"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one\ntwo\n", "one\n2\n"),
        ("one\ntwo\n", "zero\none\ntwo\n"),
        ("one\ntwo\n", "other"),
        ("naïve 🧵\n", "naïve 🧶\n"),
    ],
    ids=["end", "start", "whole", "beyond-ascii"],
)
def test_a_draft_that_was_changed_is_the_one_that_comes_back(
    room: Room, old: str, new: str
) -> None:
    room.start("threads")
    room.lead(
        Person(
            room.time, Typed(old, Command.REPEAT), Typed(new, Interrupted()), leaves=[Leave.LATER]
        )
    )
    assert room.kept.draft == new
    person = Person(room.time, Sent(new), Command.QUIT)
    room.resume(person)
    assert person.drafts[0] == new


def test_a_draft_that_did_not_change_is_not_written_again(room: Room) -> None:
    room.start("threads")
    script = [Typed("same\n", Command.REPEAT)] * 3
    room.lead(Person(room.time, *script, Command.QUIT))
    drafts = [event for event in read_journal(room.path) if isinstance(event, Drafted)]
    assert len(drafts) == 1


def test_an_event_that_cannot_be_written_ends_the_interview_without_having_happened(
    room: Room,
) -> None:
    class Full(Journal):
        def append(self, event: Event) -> None:
            if isinstance(event, Answered):
                raise StorageError("The disk is full.")
            super().append(event)

    room.start("threads")
    with Full(room.path) as journal:
        interviewer = room.interviewer(Person(room.time), journal)
        with pytest.raises(StorageError):
            interviewer.run()
    assert interviewer.session == room.kept
    assert room.kept.draft == FULL[THREADS]
    assert room.resume(Person(room.time)).turns[0].answer == FULL[THREADS]


# Ctrl-C.


def _interrupted_while(place: str, room: Room, *leaves: Leave | BaseException) -> Person:
    """A person who presses Ctrl-C once at the first question, and what it takes for that."""
    interrupt = KeyboardInterrupt()
    match place:
        case "reading":
            return Person(room.time, Interrupted(), leaves=leaves)
        case "typing":
            return Person(room.time, Typed("half an\n", Interrupted()), leaves=leaves)
        case "raised":
            return Person(room.time, interrupt, leaves=leaves)
        case "paused":
            return Person(room.time, Command.PAUSE, waits=[interrupt], leaves=leaves)
        case _:
            room.encoder = Bursting("thread executes", interrupt)
            return Person(room.time, leaves=leaves)


places = pytest.mark.parametrize("place", ["reading", "typing", "raised", "paused", "grading"])


@places
@pytest.mark.parametrize(
    "leave", [Leave.LATER, KeyboardInterrupt()], ids=["later", "pressed-twice"]
)
def test_who_leaves_can_go_on_later(room: Room, place: str, leave: Leave | BaseException) -> None:
    room.start("threads", "gather")
    session = room.lead(_interrupted_while(place, room, leave))
    assert session.finished is None
    session = room.resume(Person(room.time))
    assert session.finished == "questions"
    assert scores(session) == [100.0, 100.0]
    assert not session.paused


@places
def test_who_finishes_gets_what_was_answered_graded(room: Room, place: str) -> None:
    room.start("threads", "gather")
    session = room.lead(_interrupted_while(place, room, Leave.FINISH))
    assert session.finished == "quit"
    assert scores(session) == ([100.0] if place == "grading" else [None])


@places
def test_who_goes_on_is_asked_again_and_has_lost_nothing(room: Room, place: str) -> None:
    room.start("threads", "gather")
    person = _interrupted_while(place, room, Leave.GO_ON)
    session = room.lead(person)
    again = [] if place == "grading" else [THREADS]  # an answer that was sent is not asked for
    assert person.of("ask") == [THREADS, *again, GATHER]
    assert session.finished == "questions"
    assert scores(session) == [100.0, 100.0]
    if place == "typing":
        assert person.drafts[:2] == ["", "half an\n"]


def test_a_pause_that_was_interrupted_is_over_for_who_goes_on(room: Room) -> None:
    room.start("threads", "gather")
    session = room.lead(_interrupted_while("paused", room, Leave.GO_ON))
    assert not session.paused


@places
def test_the_clock_stands_while_ctrl_c_is_asked_about(room: Room, place: str) -> None:
    room.start("threads", "gather")
    person = _interrupted_while(place, room, Leave.GO_ON)
    person.watch = lambda what: room.time.pass_by(777.0 if what == "leaving" else 0.0)
    assert room.lead(person).at < 100


class Interrupting(Journal):
    """Ctrl-C comes once, just when the first event of a kind has been written."""

    def __init__(self, path: Path, kind: type[Event]) -> None:
        super().__init__(path)
        self.kind: type[Event] | None = kind

    def append(self, event: Event) -> None:
        super().append(event)
        if self.kind is not None and isinstance(event, self.kind):
            self.kind = None
            raise KeyboardInterrupt


@pytest.mark.parametrize("kind", [Asked, FollowUpAsked, Drafted, Paused, Resumed, Answered, Graded])
def test_ctrl_c_while_an_event_is_being_written_damages_nothing(
    room: Room, kind: type[Event]
) -> None:
    room.start("threads", "gather")
    says = {**FULL, THREADS: SINGLE, SLEEPING: FREEZE}
    person = Person(room.time, Command.PAUSE, says=says, leaves=[Leave.GO_ON])
    session = room.lead(person, lambda path: Interrupting(path, kind))
    assert person.of("leaving") == [""]
    assert [turn.answers for turn in session.turns] == [(SINGLE, FREEZE), (OVERLAP,)]
    assert [len(turn.exchanges) for turn in session.turns] == [1, 0]
    assert session.finished == "questions"


@pytest.mark.parametrize("leave", [Leave.FINISH, Leave.GO_ON, Leave.LATER])
def test_ctrl_c_at_the_very_end_changes_nothing(room: Room, leave: Leave) -> None:
    room.start("threads")
    with Interrupting(room.path, Finished) as journal:
        room.interviewer(Person(room.time, leaves=[leave]), journal).run()
    assert room.kept.finished == "questions"
    assert scores(room.kept) == [100.0]


# Grading that fails.


def _unloadable(error: Exception) -> Callable[[], Encoder]:
    def load() -> Encoder:
        raise error

    return load


@pytest.mark.parametrize(
    "error",
    [
        EncoderError("No model here.", "Name another."),
        RuntimeError("out of memory"),
        OSError("disk gone"),
    ],
    ids=["encoder", "runtime", "os"],
)
def test_without_an_encoder_the_interview_goes_on_ungraded(room: Room, error: Exception) -> None:
    room.encoder = BackgroundEncoder(_unloadable(error))
    room.start("threads", "gather")
    person = Person(room.time)
    session = room.lead(person)
    assert session.finished == "questions"
    assert [turn.answers for turn in session.turns] == [(FULL[THREADS],), (FULL[GATHER],)]
    for turn in session.turns:
        assert turn.grade is not None
        assert turn.grade.status is Status.UNGRADED
        assert turn.grade.score is None
        assert str(error) in (turn.grade.error or "")
        assert not turn.exchanges
    assert all(str(error) in notice for notice in person.of("notice"))


@pytest.mark.parametrize(
    "on",
    ["thread executes", SLEEPING],
    ids=["while-grading", "while-looking-for-a-follow-up"],
)
def test_an_encoder_that_stumbles_does_not_end_the_interview(room: Room, on: str) -> None:
    room.encoder = Bursting(on, ValueError("stumbled"))
    room.start("threads", "gather")
    session = room.lead(Person(room.time, SINGLE, says={**FULL, SLEEPING: FREEZE}))
    assert session.finished == "questions"
    assert scores(session)[-1] == 100.0


def test_a_question_that_left_the_pack_is_asked_and_stays_ungraded(room: Room) -> None:
    room.start("threads", "gather")
    room.bank = replace(room.bank, questions=room.bank.questions[1:])
    person = Person(room.time, Command.HINT)
    session = room.lead(person)
    assert person.of("ask") == [THREADS, GATHER]
    assert person.of("notice") == ["There is no further hint."]
    assert scores(session) == [None, 100.0]
    grade = session.turns[0].grade
    assert grade is not None
    assert "no longer in the pack" in (grade.error or "")


# Killed, and gone on with.


class Killed(BaseException):
    """What no code can catch, as far as the interview is concerned."""


class Dying(Journal):
    """Dies at an append: before it, after it, or with half a line written."""

    def __init__(self, path: Path, lives: int, how: str) -> None:
        super().__init__(path)
        self.lives = lives
        self.how = how

    def append(self, event: Event) -> None:
        self.lives -= 1
        if self.lives == 0 and self.how != "after":
            if self.how == "torn":
                with self.path.open("ab") as file:
                    file.write(b'{"format":1,"event":"ans')
            raise Killed
        super().append(event)
        if self.lives == 0:
            raise Killed


SAYS: dict[str, Doing] = {
    THREADS: f"{SINGLE}\nThat is all.\n",
    SLEEPING: FREEZE,
    GATHER: DONT_KNOW,
    THREE_CALLS: OVERLAP,
    MODELS: Command.SKIP,
}


def _lives_through(room: Room) -> Session:
    room.start("threads", "gather", "models")
    return room.lead(Person(room.time, says=SAYS))


@pytest.mark.parametrize("how", ["before", "after", "torn"])
def test_a_session_that_was_killed_anywhere_ends_as_if_it_had_not_been(
    room: Room, how: str
) -> None:
    whole = _lives_through(room)
    kinds = [type(event) for event in read_journal(room.path)[1:]]
    assert {Asked, Drafted, Answered, Graded, FollowUpAsked, Skipped} <= set(kinds)
    for lives in range(1, len(kinds) + 1):
        room.path.unlink()
        room.start("threads", "gather", "models")
        with pytest.raises(Killed):
            room.lead(Person(room.time, says=SAYS), lambda path, n=lives: Dying(path, n, how))  # type: ignore[misc]
        session = room.kept
        if session.finished is None or session.turns[-1].needs_grading:
            session = room.resume(Person(room.time, says=SAYS))
        assert session.turns == whole.turns, (lives, kinds[lives - 1])
        assert session.finished == whole.finished


def test_a_session_that_is_killed_over_and_over_ends_as_if_it_had_not_been(room: Room) -> None:
    whole = _lives_through(room)
    room.path.unlink()
    room.start("threads", "gather", "models")
    deaths = 0
    while room.kept.finished is None:
        try:
            room.resume(Person(room.time, says=SAYS), lambda path: Dying(path, 2, "torn"))
        except Killed:
            deaths += 1
    assert deaths > 5
    assert room.kept.turns == whole.turns


def test_hints_and_pauses_survive_being_killed(room: Room) -> None:
    room.start("threads")
    script = (Command.HINT, Command.PAUSE, Typed("half an\n", Command.HINT))
    with pytest.raises(Killed):
        room.lead(Person(room.time, *script), lambda path: Dying(path, 7, "before"))
    kept = room.kept
    assert kept.turns[0].hints == (EASY, SLEEPING)
    assert HintGiven(SECONDS_A_LINE, SLEEPING) in read_journal(room.path)
    assert (kept.draft, kept.pauses) == ("half an\n", 1)
