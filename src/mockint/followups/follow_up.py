"""One follow-up question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Origin(StrEnum):
    """Who worded a follow-up question."""

    AUTHORED = "authored"
    TEMPLATE = "template"


class Reason(StrEnum):
    """Why it is asked."""

    MISCONCEPTION = "misconception"
    MISSED = "missed"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class FollowUp:
    """A question about one key point that does not give the point away.

    Attributes:
        question: What to ask.
        key_point: The id of the key point that it aims at.
        origin: Who worded it.
        reason: Why it is asked.
    """

    question: str
    key_point: str
    origin: Origin
    reason: Reason

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)
