"""Everything that can happen in an interview. A session is its events, nothing else.

`at` is always the session's own time: seconds since its start, pauses left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mockint.followups import FollowUp
from mockint.grading import Grade
from mockint.records import decode


@dataclass(frozen=True)
class PlannedQuestion:
    """A question's place in the plan.

    Attributes:
        id: The question's id.
        hash: Its content hash when the plan was made.
        question: What is asked, so that a report can be read without the bank.
        reference: The model answer, for the same reason.
        minutes: A fair time for the answer.
        phase: `warm-up`, `breadth` or `depth`; `reserve` for those that are asked only if the
            planned ones take less time than allotted.
    """

    id: str
    hash: str
    question: str
    reference: str
    minutes: float
    phase: str


@dataclass(frozen=True)
class Started:
    """The session began, with this plan."""

    at: float
    session: str
    time: str
    pack: str
    minutes: float
    wrap_up: float
    seed: int
    questions: tuple[PlannedQuestion, ...]


@dataclass(frozen=True)
class Asked:
    """A question was put."""

    at: float
    question_id: str


@dataclass(frozen=True)
class Drafted:
    """The answer being typed changed: its first `keep` characters stay, `text` follows them."""

    at: float
    keep: int
    text: str


@dataclass(frozen=True)
class Answered:
    """An answer to the open question or follow-up was sent."""

    at: float
    text: str


@dataclass(frozen=True)
class Graded:
    """The answers given so far to the open question were graded.

    `follow_ups` are those that the grade calls for, the best first.
    """

    at: float
    grade: Grade
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True)
class FollowUpAsked:
    """A follow-up question was put."""

    at: float
    follow_up: FollowUp


@dataclass(frozen=True)
class HintGiven:
    """A hint to the open question was shown."""

    at: float
    text: str


@dataclass(frozen=True)
class Skipped:
    """The open question or follow-up was passed over."""

    at: float


@dataclass(frozen=True)
class Paused:
    """The clock was stopped."""

    at: float


@dataclass(frozen=True)
class Resumed:
    """The clock goes on, after a pause or in a new process."""

    at: float
    time: str


@dataclass(frozen=True)
class Finished:
    """The interview is over: `time`, `questions`, `quit` or `end of input` says why."""

    at: float
    reason: str


Event = (
    Started
    | Asked
    | Drafted
    | Answered
    | Graded
    | FollowUpAsked
    | HintGiven
    | Skipped
    | Paused
    | Resumed
    | Finished
)

_TYPES: dict[str, type[Event]] = {
    "started": Started,
    "asked": Asked,
    "drafted": Drafted,
    "answered": Answered,
    "graded": Graded,
    "follow_up_asked": FollowUpAsked,
    "hint_given": HintGiven,
    "skipped": Skipped,
    "paused": Paused,
    "resumed": Resumed,
    "finished": Finished,
}
_NAMES = {kind: name for name, kind in _TYPES.items()}


def to_record(event: Event) -> dict[str, Any]:
    """An event as JSON can hold it, its type under `event`."""
    return {"event": _NAMES[type(event)], **asdict(event)}


def from_record(record: object) -> Event | None:
    """What `to_record` gave; None for a type that only a newer version knows.

    Fields that only a newer version knows are passed over.

    Raises:
        ValueError: The record is damaged.
    """
    if not isinstance(record, Mapping) or not isinstance(record.get("event"), str):
        raise ValueError("not an event")
    kind = _TYPES.get(record["event"])
    return None if kind is None else decode(kind, record)
