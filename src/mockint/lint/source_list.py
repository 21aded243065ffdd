"""The list that a pack covers, where its author has it: counts must agree, wording must not.

A pack says what is asked in its own words. The list is plain text: each item a line that
begins with `- `, indented lines continue it, and any other line is a title, of a section if
items follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mockint.bank import Pack, slugify
from mockint.errors import InputFileError
from mockint.lint.finding import Finding
from mockint.lint.wording import shared_run, words_in_order, words_of

_RUN = 5  # words in a row that two people rarely write by chance
_MOST_SHARED = 0.8  # of an item's content words
_FEWEST_WORDS = 4  # an item of fewer content words leaves no choice of words


@dataclass(frozen=True)
class SourceList:
    """The items of each section, by the section's slug."""

    items: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path) -> SourceList:
        """Read the list.

        Raises:
            InputFileError: The file cannot be read, or holds no items.
        """
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except OSError as error:
            message = f"The source list {path} cannot be read ({error.strerror})."
            raise InputFileError(message, "Name a text file.") from error
        except UnicodeDecodeError as error:
            raise InputFileError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
        items: dict[str, list[str]] = {}
        section = ""
        for number, line in enumerate(lines, 1):
            if line.startswith("- "):
                if not section:
                    message = f"{path}, line {number}: an item before any title."
                    raise InputFileError(message, "Put its section's title above it.")
                items.setdefault(section, []).append(line[2:].strip())
            elif line[:1].isspace() and line.strip() and section in items:
                items[section][-1] += f" {line.strip()}"
            elif line.strip():
                section = slugify(line)
        if not items:
            hint = "Each item is a line that begins with '- ', below its section's title."
            raise InputFileError(f"{path} holds no items.", hint)
        return cls({section: tuple(texts) for section, texts in items.items()})

    def check(self, pack: Pack) -> Iterator[Finding]:
        """Where the pack counts otherwise than the list, or repeats its sentences."""
        sections = {section.slug: section for topic in pack.topics for section in topic.sections}
        for slug in sections.keys() - self.items.keys():
            yield Finding("pack", None, slug, "stands in pack.yaml but not in the source list")
        for slug, items in self.items.items():
            if slug not in sections:
                yield Finding("pack", None, slug, "stands in the source list but not in pack.yaml")
            elif sections[slug].items != len(items):
                message = f"pack.yaml counts {sections[slug].items} items, the list {len(items)}"
                yield Finding("pack", None, slug, message)
        for question in pack.questions:
            _, _, position = question.covers.partition("/")
            items = self.items.get(question.section, ())
            if int(position) <= len(items):
                item = items[int(position) - 1]
                repetition = _repetition(question.question, item)
                if repetition:
                    yield Finding(question.section, question.id, "question", repetition)


def _repetition(question: str, item: str) -> str | None:
    content = words_of(item)
    run = shared_run(words_in_order(question), words_in_order(item), _RUN)
    if run:
        return f"repeats the source list: '{' '.join(run)}'"
    if len(content) >= _FEWEST_WORDS:
        shared = len(content & words_of(question)) / len(content)
        if shared > _MOST_SHARED:
            return f"has {shared:.0%} of the content words of the source list's '{item}'"
    return None
