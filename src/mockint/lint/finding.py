"""What a check found, and the line of the file that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mockint.bank import Pack
from mockint.bank.fields import Document, Fields
from mockint.errors import Problem


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a question.

    Attributes:
        section: The slug of the section, or `pack`: the name of the file without its ending.
        question_id: The question, or None where one is missing.
        path: The part of the question, such as `key_points.single` or `misconceptions[1].probe`.
        message: What is wrong, in words that a question's author understands.
    """

    section: str
    question_id: str | None
    path: str
    message: str


def located(pack: Pack, findings: Iterable[Finding]) -> list[Problem]:
    """The findings with file and line, in the order of the files."""

    @cache
    def lines(section: str) -> dict[str, int]:
        document = Document(pack.root / f"{section}.yaml", [])
        return {path: line for fields in document.mappings() for path, line in _lines_of(fields)}

    problems = []
    for finding in findings:
        path = ".".join(filter(None, (finding.question_id, finding.path)))
        line = _nearest(lines(finding.section), path)
        problems.append(Problem(f"{finding.section}.yaml", line, path, finding.message))
    return sorted(problems)


def _lines_of(question: Fields) -> Iterable[tuple[str, int]]:
    question_id = question.text("id")
    yield question_id, question.line
    for field in question.names():
        yield f"{question_id}.{field}", question.line_of(field)
    for point in question.mappings("key_points"):
        yield f"{question_id}.key_points.{point.text('id')}", point.line
    for i, misconception in enumerate(question.mappings("misconceptions")):
        path = f"{question_id}.misconceptions[{i}]"
        yield path, misconception.line
        for field in misconception.names():
            yield f"{path}.{field}", misconception.line_of(field)


def _nearest(lines: dict[str, int], path: str) -> int:
    """The line of the path or of the nearest thing that holds it; else the file's first."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path, 1)
