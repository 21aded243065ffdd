"""A small bank, a scripted person with memory, and a clock that only moves when somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mockint.bank import KeyPoint, Level, Pack, Question, load_pack
from mockint.embedding import Encoder
from mockint.followups import FollowUpWriter, Templates
from mockint.grading import Grader
from mockint.history import Journal, PlannedQuestion, Resumed, Session, Shelf, Started
from mockint.interview import Clock, Command, Interviewer, Leave, Reply, Sent
from mockint.interview.face import TimeLeft

_PACK = """\
name: small
title: Small
topics:
  - title: Running
    sections:
      - {title: Loops, items: 2}
      - {title: Data, items: 2}
"""
_LOOPS = """\
- id: threads
  covers: loops/1
  question: Who runs my coroutines?
  level: junior
  minutes: 2
  reference: One thread runs every coroutine in turn, and blocking code freezes all others.
  key_points:
    - id: single
      text: one single thread executes every coroutine alternately
      weight: 3
      follow_up: How many workers take part?
      easier_follow_up: Is it one worker, or are there several?
    - id: freeze
      text: blocking code freezes unrelated requests meanwhile
      weight: 2
      follow_up: What does sleeping do here?
  misconceptions:
    - claim: each task receives its own operating system process
      phrasings: [a fresh process is forked per task]
      contradicts: single
      correction: tasks share the same process
      probe: Where would you look that up?
- id: gather
  covers: loops/2
  question: Why gather?
  level: mid
  minutes: 3
  reference: Waiting overlaps, so the slowest call decides.
  key_points:
    - id: overlap
      text: waiting overlaps so the slowest call decides
      weight: 3
      follow_up: How long do three calls take?
"""
_DATA = """\
- id: models
  covers: data/1
  question: Why declare models?
  level: senior
  minutes: 3
  reference: Input is validated and documented at once.
  key_points:
    - id: validated
      text: input gets validated against declared types
      weight: 2
      follow_up: What happens to nonsense?
    - id: documented
      text: schemas appear in generated documentation automatically
      weight: 1
- id: sessions
  covers: data/2
  question: Who closes database connections?
  level: junior
  minutes: 1
  reference: A dependency with yield closes them afterwards.
  key_points:
    - id: closes
      text: a yielding dependency closes them after responding
      weight: 3
      follow_up: When is it over?
"""

SINGLE = "One single thread executes every coroutine alternately."
FREEZE = "Blocking code freezes unrelated requests meanwhile."
PROCESS = "Each task receives its own operating system process."
OVERLAP = "Waiting overlaps so the slowest call decides."
VALIDATED = "Input gets validated against declared types."
DOCUMENTED = "Schemas appear in generated documentation automatically."
CLOSES = "A yielding dependency closes them after responding."

FULL = {
    "Who runs my coroutines?": f"{SINGLE} {FREEZE}",
    "Why gather?": OVERLAP,
    "Why declare models?": f"{VALIDATED} {DOCUMENTED}",
    "Who closes database connections?": CLOSES,
}
IN_ORDER = ("threads", "gather", "models", "sessions")
SECONDS_A_LINE = 5.0


@pytest.fixture
def bank(tmp_path: Path) -> Pack:
    """Four questions in two sections, read from files."""
    root = tmp_path / "small"
    root.mkdir()
    for name, content in (("pack", _PACK), ("loops", _LOOPS), ("data", _DATA)):
        (root / f"{name}.yaml").write_text(content, encoding="utf-8")
    return load_pack(root)


def question(
    question_id: str,
    section: str = "s",
    level: Level = Level.JUNIOR,
    minutes: float = 2.0,
    similar: tuple[str, ...] = (),
) -> Question:
    point = KeyPoint("p", f"the point of {question_id}", 1)
    covers, asked = f"{section}/1", f"What about {question_id}?"
    return Question(
        question_id, covers, asked, level, minutes, "It is so.", (point,), similar=similar
    )


class Time:
    """Monotonic seconds that only a person's doings move."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


class Typed:
    """Types text line by line, each kept as a draft, then does what `then` says."""

    def __init__(self, text: str, then: Reply | None = None) -> None:
        self.text = text
        self.then = then


Doing = Reply | Typed | BaseException | str


class Person:
    """Does what the script says, then answers what is asked; shows nothing, remembers everything.

    `shown` holds (what, text) in order. `leaves` answers Ctrl-C and `waits` says what happens in
    a pause; both are used up. Equal questions get equal answers, so that somebody who was cut
    off can go on.
    """

    def __init__(
        self,
        time: Time,
        *script: Doing,
        says: Mapping[str, Doing] = FULL,
        leaves: Iterable[Leave | BaseException] = (),
        waits: Iterable[float | BaseException] = (),
    ) -> None:
        self.time = time
        self.script = list(script)
        self.says = says
        self.leaves = list(leaves)
        self.waits = list(waits)
        self.shown: list[tuple[str, str]] = []
        self.numbers: list[int] = []
        self.drafts: list[str] = []
        self.times_left: list[TimeLeft] = []
        self.watch: Callable[[str], None] = lambda _what: None

    def of(self, what: str) -> list[str]:
        return [text for kind, text in self.shown if kind == what]

    def _show(self, what: str, text: str) -> None:
        self.shown.append((what, text))
        self.watch(what)

    def opening(self, session: Session) -> None:
        self._show("opening", session.id)

    def ask(self, number: int, planned: PlannedQuestion, follow_up: str | None) -> None:
        self.numbers.append(number)
        self._show("ask", follow_up or planned.question)

    def hint(self, text: str) -> None:
        self._show("hint", text)

    def notice(self, text: str) -> None:
        self._show("notice", text)

    def read_reply(
        self, draft: str, keep_draft: Callable[[str], None], time_left: Callable[[], TimeLeft]
    ) -> Reply:
        self.drafts.append(draft)
        assert len(self.drafts) < 100, "no end in sight"
        self.times_left.append(time_left())
        doing = self.script.pop(0) if self.script else self.says[self.of("ask")[-1]]
        if isinstance(doing, BaseException):
            raise doing
        if isinstance(doing, str) and not isinstance(doing, Command):
            doing = Typed(doing)
        if not isinstance(doing, Typed):
            return doing
        typed = draft if doing.text.startswith(draft) else ""
        for line in doing.text[len(typed) :].splitlines(keepends=True):
            self.time.pass_by(SECONDS_A_LINE)
            typed += line
            keep_draft(typed)
        keep_draft(typed)  # more often than needed, as a terminal does
        return doing.then or Sent(doing.text)

    def wait(self) -> None:
        self._show("wait", "")
        step = self.waits.pop(0) if self.waits else 0.0
        if isinstance(step, BaseException):
            raise step
        self.time.pass_by(step)

    def confirm_leaving(self) -> Leave:
        self._show("leaving", "")
        leave = self.leaves.pop(0)
        if isinstance(leave, BaseException):
            raise leave
        return leave

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        self._show("busy", what)
        yield


class Room:
    """Where interviews happen: everything but the person, and the journals that stay behind."""

    def __init__(self, folder: Path, bank: Pack, encoder: Encoder, templates: Templates) -> None:
        self.shelf = Shelf(folder)
        self.bank = bank
        self.encoder = encoder
        self.templates = templates
        self.time = Time()

    def start(
        self, *question_ids: str, minutes: float = 60.0, wrap_up: float = 2.0, reserve: int = 0
    ) -> Started:
        chosen = [self.bank.find(question_id) for question_id in question_ids or IN_ORDER]
        phases = ["breadth"] * (len(chosen) - reserve) + ["reserve"] * reserve
        plan = (
            PlannedQuestion(
                one.id, one.content_hash, one.question, one.reference, one.minutes, phase
            )
            for one, phase in zip(chosen, phases, strict=True)
        )
        time = "2030-01-02T03:04:05+00:00"
        start = Started(0.0, "one", time, "small", minutes, wrap_up, 7, tuple(plan))
        with self.shelf.open("one") as journal:
            journal.append(start)
        return start

    def interviewer(self, face: Person, journal: Journal) -> Interviewer:
        """Somebody who goes on with what the journal tells of."""
        session = self.kept
        return Interviewer(
            session=session,
            journal=journal,
            pack=self.bank,
            grader=Grader(self.encoder),
            writer=FollowUpWriter(self.encoder, self.templates),
            face=face,
            clock=Clock(self.time, start=session.at),
            now=lambda: datetime(2030, 1, 2, 4, tzinfo=UTC),
        )

    def lead(self, face: Person, journal: Callable[[Path], Journal] = Journal) -> Session:
        """Go on to the end or to where the person leaves; journal and memory must agree."""
        with journal(self.path) as opened:
            interviewer = self.interviewer(face, opened)
            over = interviewer.run()
        assert self.kept == interviewer.session
        assert over == (interviewer.session.finished is not None)
        return interviewer.session

    def resume(self, face: Person, journal: Callable[[Path], Journal] = Journal) -> Session:
        """The same in a new process, some time later."""
        self.time.pass_by(1000.0)
        with Journal(self.path) as opened:
            opened.append(Resumed(self.kept.at, "2030-01-03T00:00:00+00:00"))
        return self.lead(face, journal)

    @property
    def path(self) -> Path:
        return self.shelf.path_of("one")

    @property
    def kept(self) -> Session:
        """What the journal tells of."""
        return self.shelf.load("one")


@pytest.fixture
def room(tmp_path: Path, bank: Pack, tiny: Encoder, templates: Templates) -> Room:
    return Room(tmp_path / "sessions", bank, tiny, templates)
