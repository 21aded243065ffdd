"""Carries out what `state.decide` says, one event after the other, each journalled first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mockint.bank import Pack
from mockint.errors import MockintError, UnknownNameError
from mockint.followups import FollowUp, FollowUpWriter
from mockint.grading import Grade, Grader, GraderIdentity, Rubric
from mockint.grading.grade import ungraded
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
    replay,
)
from mockint.interview.clock import Clock
from mockint.interview.face import Command, EndOfInput, Face, Interrupted, Leave, Sent, TimeLeft
from mockint.interview.hints import next_hint
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

_NOBODY = GraderIdentity("offline", "none", "none", "none")  # who grades where grading failed
_PROPOSED = 6  # follow-ups to choose from: some may have been asked already


class Interviewer:
    """Leads one session from wherever it stands to its end, or to where the person leaves.

    Args:
        session: The session as replayed or just started.
        journal: Where its events go.
        pack: The bank.
        grader: Grades.
        writer: Proposes follow-up questions.
        face: Shows and reads.
        clock: The session's time.
        now: The time of day, for the journal.
    """

    def __init__(
        self,
        session: Session,
        journal: Journal,
        pack: Pack,
        grader: Grader,
        writer: FollowUpWriter,
        face: Face,
        clock: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self.session = session
        self._journal = journal
        self._pack = pack
        self._grader = grader
        self._writer = writer
        self._face = face
        self._clock = clock
        self._now = now

    def run(self) -> bool:
        """Lead the interview; True when it is over, False when the person wants to go on later."""
        self._face.opening(self.session)
        effect = decide(self.session)
        if isinstance(effect, AwaitAnswer):
            self._put()
        while not isinstance(effect, WrapUp):
            try:
                event = self._carry_out(effect)
                effect = decide(self.session) if event is None else self._record(event)
            except KeyboardInterrupt:
                # It may have come in the middle of anything; only the journal knows how far.
                self.session = replay(read_journal(self._journal.path)) or self.session
                leave = self._leaving()
                if leave is Leave.LATER:
                    return False
                effect = self._finish() if leave is Leave.FINISH else self._go_on()
        return True

    def _finish(self) -> Effect:
        if self.session.finished is None:
            return self._record(Finished(self._clock.elapsed, "quit"))
        return decide(self.session)

    def _go_on(self) -> Effect:
        if self.session.paused:
            self._record(self._resumed())
        effect = decide(self.session)
        if isinstance(effect, AwaitAnswer):
            self._put()
        return effect

    def _record(self, event: Event) -> Effect:
        self._journal.append(event)
        self.session, effect = step(self.session, event)
        return effect

    def _carry_out(self, effect: Effect) -> Event | None:
        """Do what was decided; an event that comes of it last is left to the caller to record."""
        at = self._clock.elapsed
        match effect:
            case Ask(planned=planned):
                self._record(Asked(at, planned.id))
                self._put()
            case AskFollowUp(follow_up=follow_up):
                self._record(FollowUpAsked(at, follow_up))
                self._put()
            case GradeAnswers(question_id=question_id, text=text):
                with self._clock.standing(), self._face.busy("Reading your answer"):
                    grade, follow_ups = self._grade(question_id, text)
                return Graded(self._clock.elapsed, grade, follow_ups)
            case AwaitAnswer():
                return self._read()
            case Finish(reason=reason):
                return Finished(at, reason)
            case WrapUp():
                pass
        return None

    def _grade(self, question_id: str, text: str) -> tuple[Grade, tuple[FollowUp, ...]]:
        """A grade in any case: what fails is `ungraded`, and the interview goes on."""
        try:
            rubric = Rubric.of(self._pack.find(question_id))
        except UnknownNameError:
            return ungraded(_NOBODY, "The question is no longer in the pack."), ()
        try:
            grade = self._grader.grade(rubric, text)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is kept
            reason = (
                f"{error.message} {error.hint}" if isinstance(error, MockintError) else str(error)
            )
            self._face.notice(f"This answer cannot be graded now: {reason}")
            return ungraded(_NOBODY, reason), ()
        try:
            return grade, self._writer.propose(rubric, grade, text, limit=_PROPOSED)
        except Exception:  # noqa: BLE001 - the grade stands without a follow-up
            return grade, ()

    def _read(self) -> Event | None:
        reply = self._face.read_reply(self.session.draft, self._keep_draft, self._time_left)
        at = self._clock.elapsed
        match reply:
            case Sent(text=text) if text.strip():
                return Answered(at, text)
            case Sent():
                self._face.notice("Nothing was typed. /skip passes this question over.")
                return None
            case EndOfInput():
                return Finished(at, "end of input")
            case Interrupted():
                raise KeyboardInterrupt
            case Command.SKIP:
                return Skipped(at)
            case Command.QUIT:
                return Finished(at, "quit")
            case Command.HINT:
                return self._hint(at)
            case Command.REPEAT:
                self._put()
                return None
            case Command.PAUSE:
                return self._pause(at)

    def _hint(self, at: float) -> Event | None:
        turn = self.session.turns[-1]
        try:
            hint = next_hint(self._pack.find(turn.planned.id), turn)
        except UnknownNameError:  # the pack changed since the session began
            hint = None
        if hint is None:
            self._face.notice("There is no further hint.")
            return None
        self._record(HintGiven(at, hint))
        self._face.hint(hint)
        return None

    def _pause(self, at: float) -> Event:
        self._record(Paused(at))
        with self._clock.standing():
            self._face.wait()
        self._put()
        return self._resumed()

    def _resumed(self) -> Resumed:
        return Resumed(self._clock.elapsed, self._now().isoformat(timespec="seconds"))

    def _put(self) -> None:
        """Show what was asked last, for the first time or again."""
        turn = self.session.current
        if turn is not None:
            follow_up = turn.exchanges[-1].follow_up.question if turn.exchanges else None
            self._face.ask(len(self.session.turns), turn.planned, follow_up)

    def _leaving(self) -> Leave:
        try:
            with self._clock.standing():
                return self._face.confirm_leaving()
        except KeyboardInterrupt:  # pressed twice: go at once, everything sent is kept
            return Leave.LATER

    def _keep_draft(self, text: str) -> None:
        known = self.session.draft
        if text != known:
            keep = _common_prefix(known, text)
            self._record(Drafted(self._clock.elapsed, keep, text[keep:]))

    def _time_left(self) -> TimeLeft:
        turn, elapsed = self.session.turns[-1], self._clock.elapsed
        return TimeLeft(
            question=turn.asked_at + 60 * turn.planned.minutes - elapsed,
            session=60 * self.session.started.minutes - elapsed,
        )


def _common_prefix(one: str, other: str) -> int:
    """How many characters both start with."""
    if other.startswith(one):  # the usual case: something was added at the end
        return len(one)
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
