"""What happened: events, the journal that keeps them, and the session that they add up to."""

from mockint.history.events import (
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
    Skipped,
    Started,
)
from mockint.history.journal import Journal, read_journal
from mockint.history.session import Exchange, Session, Turn, apply, replay
from mockint.history.shelf import Shelf

__all__ = [
    "Answered",
    "Asked",
    "Drafted",
    "Event",
    "Exchange",
    "Finished",
    "FollowUpAsked",
    "Graded",
    "HintGiven",
    "Journal",
    "Paused",
    "PlannedQuestion",
    "Resumed",
    "Session",
    "Shelf",
    "Skipped",
    "Started",
    "Turn",
    "apply",
    "read_journal",
    "replay",
]
