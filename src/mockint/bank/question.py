"""One question with all that a grader needs to know about its answer."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """How much experience a question supposes."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


@dataclass(frozen=True)
class KeyPoint:
    """One statement that a full answer makes.

    Attributes:
        id: Unique within its question.
        text: The statement itself, self-contained.
        weight: 1 (detail) to 3 (the heart of the answer).
        phrasings: Other ways to say the same.
        follow_up: What to ask when it was left out; does not give the point away.
        easier_follow_up: A simpler question in the same direction, where one was written.
        said_right: How candidates say it, shortly, at length, by a concrete case. Grading only.
        said_wrong: How candidates get it wrong, in the same manners. Grading only.
    """

    id: str
    text: str
    weight: int
    phrasings: tuple[str, ...] = ()
    follow_up: str | None = None
    easier_follow_up: str | None = None
    said_right: tuple[str, ...] = ()
    said_wrong: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """Every wording of the point, the point's own first."""
        return (self.text, *self.phrasings)

    @property
    def follow_ups(self) -> tuple[str, ...]:
        """Those that were written, the easier one last."""
        return tuple(one for one in (self.follow_up, self.easier_follow_up) if one)


@dataclass(frozen=True)
class Misconception:
    """A wrong belief in the vocabulary of the right answer.

    Attributes:
        claim: The false statement.
        phrasings: Other ways in which people state it.
        contradicts: The id of the key point that it denies.
        correction: The true statement to put in its place.
        probe: A question through which the candidate can find out.
    """

    claim: str
    phrasings: tuple[str, ...]
    contradicts: str
    correction: str
    probe: str

    @property
    def statements(self) -> tuple[str, ...]:
        """Every wording of the wrong belief, the claim first."""
        return (self.claim, *self.phrasings)


class Language(StrEnum):
    """What an example is written in."""

    PYTHON = "python"
    DOCKERFILE = "dockerfile"
    INI = "ini"
    SHELL = "shell"
    TOML = "toml"
    YAML = "yaml"
    TEXT = "text"


@dataclass(frozen=True)
class Example:
    """Code that shows what the answer claims.

    Attributes:
        code: A complete program or file.
        language: What it is written in.
        runs: Whether the pack's tests execute it, and its assertions hold.
        reason: Why it is not executed, where it is not.
    """

    code: str
    language: Language = Language.PYTHON
    runs: bool = True
    reason: str | None = None


@dataclass(frozen=True)
class Question:
    """One interview question.

    Attributes:
        id: A stable slug, unique in its pack; history hangs on it.
        covers: `<section slug>/<1-based position>` in the pack's source list.
        question: What the interviewer says.
        level: The experience that it supposes.
        minutes: A fair time for the answer.
        reference: What a strong candidate would say.
        key_points: The statements that a full answer makes.
        misconceptions: Wrong beliefs to look out for.
        example: Code that shows the claim, or none.
        similar: Ids of near-twins, which are not asked in the same session.
        sources: The documents that the author checked.
    """

    id: str
    covers: str
    question: str
    level: Level
    minutes: float
    reference: str
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...] = ()
    example: Example | None = None
    similar: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The slug of the section that the question belongs to."""
        return self.covers.partition("/")[0]

    def key_point(self, point_id: str) -> KeyPoint:
        """The key point of that id.

        Raises:
            KeyError: The question has no such point.
        """
        for point in self.key_points:
            if point.id == point_id:
                return point
        raise KeyError(point_id)

    @cached_property
    def content_hash(self) -> str:
        """16 hex digits of SHA-256 over all that decides what is asked and how it is graded.

        Level, minutes, example and sources are left out: changing them changes no grade.
        """
        content = [
            self.question,
            self.reference,
            [asdict(point) for point in self.key_points],
            [asdict(misconception) for misconception in self.misconceptions],
        ]
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]
