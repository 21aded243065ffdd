"""A pack: topics, their sections, and the questions that cover them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mockint.bank.question import Level, Question
from mockint.errors import UnknownNameError, UsageError


def slugify(title: str) -> str:
    """`Type Hints & FastAPI` -> `type-hints-fastapi`; `SQLAlchemy (Sync)` -> `sqlalchemy-sync`."""
    kept = re.sub(r"[&()\[\]{}]", "", title.lower())
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


@dataclass(frozen=True)
class Section:
    """A group of questions; `items` is how many the source list holds."""

    title: str
    items: int

    @property
    def slug(self) -> str:
        """The name used on the command line, in `covers` and as the file's stem."""
        return slugify(self.title)


@dataclass(frozen=True)
class Topic:
    """A group of sections."""

    title: str
    sections: tuple[Section, ...]

    @property
    def slug(self) -> str:
        """The name used on the command line."""
        return slugify(self.title)


@dataclass(frozen=True)
class Pack:
    """A question bank that was read and found to hold to the format.

    Attributes:
        name: What `--pack` calls it.
        title: What a person calls it.
        root: The folder that it was read from.
        topics: In teaching order.
        questions: In the order of their sections.
    """

    name: str
    title: str
    root: Path
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]

    @cached_property
    def _by_name(self) -> dict[str, Question]:
        by_covers = {question.covers: question for question in self.questions}
        return by_covers | {question.id: question for question in self.questions}

    @cached_property
    def _topic_of_section(self) -> dict[str, Topic]:
        return {section.slug: topic for topic in self.topics for section in topic.sections}

    def topic_of(self, question: Question) -> Topic:
        """The topic that holds the question's section."""
        return self._topic_of_section[question.section]

    def in_sections(self, *sections: Section) -> tuple[Question, ...]:
        """The questions of some sections, in order."""
        slugs = {section.slug for section in sections}
        return tuple(question for question in self.questions if question.section in slugs)

    def find(self, name: str) -> Question:
        """The question whose id or `covers` is `name`.

        Raises:
            UnknownNameError: Nothing is called that.
        """
        try:
            return self._by_name[name]
        except KeyError:
            look = "'mockint list' shows them all."
            raise UnknownNameError("question", name, self._by_name, look) from None

    def select(self, topic: str | None = None, level: Level | None = None) -> tuple[Question, ...]:
        """The questions of a topic or section, and of a level; all of them without either.

        Raises:
            UnknownNameError: No topic and no section is called `topic`.
            UsageError: The two together leave nothing.
        """
        chosen = self.questions
        if topic is not None:
            sections = self._sections_named(topic)
            chosen = tuple(question for question in chosen if question.section in sections)
        if level is not None:
            chosen = tuple(question for question in chosen if question.level is level)
        if not chosen:
            raise UsageError(
                f"The pack '{self.name}' has no questions for that topic and level.",
                "Leave out --level or --topic; 'mockint list' shows what there is.",
            )
        return chosen

    def _sections_named(self, name: str) -> set[str]:
        wanted = slugify(name)
        for topic in self.topics:
            if topic.slug == wanted:
                return {section.slug for section in topic.sections}
        if wanted in self._topic_of_section:
            return {wanted}
        known = [topic.slug for topic in self.topics] + list(self._topic_of_section)
        look = "'mockint list' shows topics and sections."
        raise UnknownNameError("topic or section", name, known, look)
