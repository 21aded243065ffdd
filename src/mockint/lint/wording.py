"""Checks of a question's own text. Lexical only; they need no encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockint.bank import KeyPoint, Pack, Question
from mockint.lint.examples import check_example
from mockint.lint.finding import Finding

_QUESTION_WORDS = (4, 60)
_REFERENCE_WORDS = (60, 130)
_KEY_POINTS = (3, 6)
_POINT_WORDS = (4, 40)
_PHRASINGS = (1, 3)
_FOLLOW_UP_WORDS = (3, 45)
_MISCONCEPTIONS = (2, 4)
_HEAVIEST = 3
_MOST_SHARED = 0.6  # of a phrasing's words that are the point's: more is hardly another wording
# Asking for a statement instead of making it. "State kept in memory" and "List comprehensions"
# are content, so a bare verb counts only where "that", "how", "why" or "the" follows.
_INSTRUCTION = re.compile(
    r"(?:the\s+(?:candidate|answer)\b"
    r"|(?:explains|mentions|describes|identifies|recogni[sz]es|understands|says|knows)\b"
    r"|(?:explain|mention|state|describe|name|say|note|know|understand|identify|recogni[sz]e|list)s?"
    r"\s+(?:that|how|why|what|which|when|the|at\s+least|one|two|three)\b)",
    re.IGNORECASE,
)
# The small words of English: two wordings may share those freely.
_SMALL_WORDS = frozenset(
    """a an the of to in on at by for from with as is are was were be been and or but if so than
    then when while it its this that not no do does can will would one only all each any has have
    there you your they their""".split()
)

Slip = tuple[str, str]  # the part of a question, and what is wrong with it


def check_wording(pack: Pack) -> Iterator[Finding]:
    """Files that nothing asks for, items without a question, and every slip of every question."""
    sections = {section.slug for topic in pack.topics for section in topic.sections}
    for file in sorted(pack.root.glob("*.yaml")):
        if file.stem not in sections | {"pack"}:
            yield Finding("pack", None, file.name, "belongs to no section of pack.yaml")
    covered = {question.covers for question in pack.questions}
    for topic in pack.topics:
        for section in topic.sections:
            for position in range(1, section.items + 1):
                item = f"{section.slug}/{position}"
                if item not in covered:
                    message = "no question covers this item of the source list"
                    yield Finding(section.slug, None, item, message)
    for question in pack.questions:
        for path, message in _problems(question):
            yield Finding(question.section, question.id, path, message)


def _problems(question: Question) -> Iterator[Slip]:
    yield from _length("question", question.question, _QUESTION_WORDS)
    yield from _length("reference", question.reference, _REFERENCE_WORDS)
    yield from _count("key_points", len(question.key_points), _KEY_POINTS, "key points")
    misconceptions = question.misconceptions
    yield from _count("misconceptions", len(misconceptions), _MISCONCEPTIONS, "misconceptions")
    if not question.sources:
        yield "sources", "names no document that was checked"
    if not question.question.endswith(("?", ".")):
        yield "question", "should end as a sentence"
    if all(point.weight < _HEAVIEST for point in question.key_points):
        yield "key_points", f"has no point of weight {_HEAVIEST}: what is the heart of the answer?"
    for point in question.key_points:
        for message in _point_problems(question, point):
            yield f"key_points.{point.id}", message
    for i, misconception in enumerate(misconceptions):
        if not misconception.phrasings:
            yield f"misconceptions[{i}]", "needs a phrasing: people are wrong in different words"
        if not misconception.probe.endswith("?"):
            yield f"misconceptions[{i}].probe", "should be a question"
    yield from _repeated(question)
    if question.example is not None:
        yield from (("example", message) for message in check_example(question.example))


def _point_problems(question: Question, point: KeyPoint) -> Iterator[str]:
    if _INSTRUCTION.match(point.text):
        yield "reads as a grading instruction; state the content itself"
    for _, message in _length("text", point.text, _POINT_WORDS):
        yield message
    for _, message in _count("phrasings", len(point.phrasings), _PHRASINGS, "phrasings"):
        yield message
    yield from _follow_up_problems(point)
    asked = words_of(question.question)
    for phrasing in point.phrasings:
        own = words_of(phrasing) - asked
        shared = len(own & words_of(point.text)) / max(1, len(own))
        if shared > _MOST_SHARED:
            yield f"the phrasing '{phrasing}' shares {shared:.0%} of its words with the point"


def _follow_up_problems(point: KeyPoint) -> Iterator[str]:
    if point.follow_up is None:
        yield "has no follow_up"
    if point.weight == _HEAVIEST and point.easier_follow_up is None:
        yield "is of the highest weight and has no easier_follow_up"
    for follow_up in point.follow_ups:
        if not follow_up.endswith(("?", ".")):
            yield f"'{follow_up}' should end as a sentence"
        for _, message in _length("follow_up", follow_up, _FOLLOW_UP_WORDS):
            yield f"'{follow_up}' {message}"


def _repeated(question: Question) -> Iterator[Slip]:
    """No wording may serve two key points, or a point and a misconception."""
    parts = [(f"key_points.{point.id}", point.statements) for point in question.key_points]
    parts += [(f"misconceptions[{i}]", m.statements) for i, m in enumerate(question.misconceptions)]
    seen: set[str] = set()
    for path, statements in parts:
        for statement in statements:
            if not words_in_order(statement):
                yield path, f"'{statement}' has no words"
            if statement.lower() in seen:
                yield path, f"'{statement}' stands here twice"
            seen.add(statement.lower())


def _length(path: str, text: str, bounds: tuple[int, int]) -> Iterator[Slip]:
    return _count(path, len(text.split()), bounds, "words")


def _count(path: str, count: int, bounds: tuple[int, int], what: str) -> Iterator[Slip]:
    low, high = bounds
    if not low <= count <= high:
        yield path, f"has {count} {what}; {low} to {high} are wanted"


def words_of(text: str) -> set[str]:
    """The words that carry a text's content, in lower case."""
    return set(words_in_order(text)) - _SMALL_WORDS


def words_in_order(text: str) -> list[str]:
    """All words of a text, in lower case."""
    return re.findall(r"\w+", text.lower())


def shared_run(one: Sequence[str], other: Sequence[str], length: int) -> tuple[str, ...] | None:
    """The first `length` words in a row that two texts have in common."""
    runs = set(_runs(other, length))
    return next((run for run in _runs(one, length) if run in runs), None)


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(length)), strict=False)
