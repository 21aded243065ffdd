"""What the format allows but a good question avoids. Lexical only; needs no encoder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mockint.bank.pack import Pack
from mockint.bank.question import KeyPoint, Question
from mockint.errors import Problem

_REFERENCE_WORDS = (60, 130)
_KEY_POINTS = (3, 6)
_PHRASINGS = (1, 3)
_MISCONCEPTIONS = (2, 4)
_HEAVIEST = 3
_MOST_SHARED = 0.6  # of a phrasing's words that are the point's: more is hardly another wording
_LONGEST_CODE_LINE = 79
_INSTRUCTION = re.compile(
    r"(?:the\s+(?:candidate|answer)|explain|mention|state|describe|name|say|note|know|understand"
    r"|identify|recognise|recognize|list)(?:s|es|ies)?\b",
    re.IGNORECASE,
)
# The small words of English: two wordings may share those freely.
_SMALL_WORDS = frozenset(
    """a an the of to in on at by for from with as is are was were be been it its this that and or
    but if so than then when while not no do does can will would one only all each any has have
    there you your they their""".split()
)


def lint_pack(pack: Pack) -> list[Problem]:
    """Every problem, in the order of the files."""
    problems = list(_uncovered(pack))
    for question in pack.questions:
        where = _Where(pack.root / f"{question.section}.yaml", question.id)
        problems += [where.problem(path, message) for path, message in _problems(question)]
    return sorted(problems)


class _Where:
    """Finds the line of a question without parsing its file again."""

    def __init__(self, path: Path, question_id: str) -> None:
        self._name = path.name
        lines = path.read_text(encoding="utf-8").splitlines()
        pattern = re.compile(rf"^-\s+id:\s*['\"]?{re.escape(question_id)}['\"]?\s*(#.*)?$")
        self._line = next((n for n, line in enumerate(lines, 1) if pattern.match(line)), 1)
        self._id = question_id

    def problem(self, path: str, message: str) -> Problem:
        return Problem(self._name, self._line, f"{self._id}.{path}", message)


def _uncovered(pack: Pack) -> Iterator[Problem]:
    covered = {question.covers for question in pack.questions}
    for topic in pack.topics:
        for section in topic.sections:
            for position in range(1, section.items + 1):
                item = f"{section.slug}/{position}"
                if item not in covered:
                    message = "no question covers this item of the source list"
                    yield Problem(f"{section.slug}.yaml", 1, item, message)


def _problems(question: Question) -> Iterator[tuple[str, str]]:
    yield from _count("reference", len(question.reference.split()), _REFERENCE_WORDS, "words")
    yield from _count("key_points", len(question.key_points), _KEY_POINTS, "key points")
    misconceptions = question.misconceptions
    yield from _count("misconceptions", len(misconceptions), _MISCONCEPTIONS, "misconceptions")
    if not question.sources:
        yield "sources", "names no document that was checked"
    if not question.question.endswith(("?", ".")):
        yield "question", "should end as a sentence"
    for point in question.key_points:
        for message in _point_problems(question, point):
            yield f"key_points.{point.id}", message
    for i, misconception in enumerate(misconceptions):
        if not misconception.phrasings:
            yield f"misconceptions[{i}]", "needs a phrasing: people are wrong in different words"
        if not misconception.probe.endswith("?"):
            yield f"misconceptions[{i}].probe", "should be a question"
    if question.example is not None:
        yield from (("example", message) for message in _example_problems(question.example))


def _point_problems(question: Question, point: KeyPoint) -> Iterator[str]:
    if _INSTRUCTION.match(point.text):
        yield "reads as a grading instruction; state the content itself"
    low, high = _PHRASINGS
    if not low <= len(point.phrasings) <= high:
        yield f"has {len(point.phrasings)} phrasings; {low} to {high} are wanted"
    if point.follow_up is None:
        yield "has no follow_up"
    if point.weight == _HEAVIEST and point.easier_follow_up is None:
        yield "is of the highest weight and has no easier_follow_up"
    for follow_up in filter(None, (point.follow_up, point.easier_follow_up)):
        if not follow_up.endswith(("?", ".")):
            yield f"'{follow_up}' should end as a sentence"
    asked = _words(question.question)
    for phrasing in point.phrasings:
        own = _words(phrasing) - asked
        shared = len(own & _words(point.text)) / max(1, len(own))
        if shared > _MOST_SHARED:
            yield f"shares {shared:.0%} of its words with the phrasing '{phrasing}'"


def _example_problems(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        yield f"is not Python: {error.msg} (line {error.lineno})"
        return
    if not any(isinstance(node, ast.Assert) for node in ast.walk(tree)):
        yield "asserts nothing"
    longest = max(len(line) for line in code.splitlines())
    if longest > _LONGEST_CODE_LINE:
        yield f"has a line of {longest} columns; {_LONGEST_CODE_LINE} fit a terminal"


def _count(path: str, count: int, bounds: tuple[int, int], what: str) -> Iterator[tuple[str, str]]:
    low, high = bounds
    if not low <= count <= high:
        yield path, f"has {count} {what}; {low} to {high} are wanted"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9_]+", text.lower())) - _SMALL_WORDS
