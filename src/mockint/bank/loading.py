"""From a pack's folder to a `Pack`, or to the list of all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mockint.bank.fields import Document, Fields
from mockint.bank.pack import Pack, Section, Topic, slugify
from mockint.bank.question import Example, KeyPoint, Language, Level, Misconception, Question
from mockint.bank.wordings import read_wordings
from mockint.errors import InputFileError, PackError, Problem, UnknownNameError
from mockint.files import shipped

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEVELS = tuple(level.value for level in Level)
_LANGUAGES = tuple(language.value for language in Language)
_PACK_FILE = "pack.yaml"


def find_pack(name: str) -> Path:
    """The folder of a shipped pack called `name`, or the folder at the path `name`.

    Raises:
        UnknownNameError: There is neither.
    """
    shipped_packs = {path.parent.name: path.parent for path in shipped("bank").glob("*/pack.yaml")}
    if name in shipped_packs:
        return shipped_packs[name]
    folder = Path(name).expanduser()
    if (folder / _PACK_FILE).is_file():
        return folder.resolve()
    if name and folder.is_dir():
        message = f"The folder {folder} has no {_PACK_FILE}."
        raise InputFileError(message, "docs/bank.md describes what a pack consists of.")
    look = f"Shipped: {', '.join(sorted(shipped_packs))}; or name a folder with a {_PACK_FILE}."
    raise UnknownNameError("pack", name, shipped_packs, look)


def load_pack(root: Path) -> Pack:
    """Read the pack in the folder `root`: `pack.yaml` and one file a section.

    Raises:
        PackError: With every problem of every file, each with its file, line and path.
    """
    problems: list[Problem] = []
    name, title, topics = _read_pack_file(Document(root / _PACK_FILE, problems), root)
    questions: list[Question] = []
    places: dict[str, Fields] = {}
    readable = True
    for section in (section for topic in topics for section in topic.sections):
        document = Document(root / f"{section.slug}.yaml", problems)
        readable = readable and document.readable
        wordings = read_wordings(root, section.slug, problems)
        for fields in document.mappings():
            question = wordings.added_to(_read_question(fields))
            _check_place(question, section, fields)
            if question.id and question.id in places:
                fields.note("this id is used by another question of the pack", "id")
            places[question.id] = fields
            questions.append(question)
        if document.readable:
            wordings.close()
    _check_unique_covers(questions, places)
    # What a link leads to may stand in a file that could not be read, or have no id yet.
    if readable and all(places):
        _check_similar(questions, places)
    if problems:
        raise PackError(root.name, sorted(problems))
    return Pack(name=name, title=title, root=root, topics=topics, questions=tuple(questions))


def _read_pack_file(document: Document, root: Path) -> tuple[str, str, tuple[Topic, ...]]:
    fields = document.mapping()
    if fields is None:
        return root.name, root.name, ()
    name = fields.text("name")
    if name and not _SLUG.fullmatch(name):
        fields.note("should be a slug: lower-case letters, digits and single dashes", "name")
    title = fields.text("title")
    topics = tuple(_read_topic(topic) for topic in fields.mappings("topics"))
    fields.close()
    if not topics:
        fields.note("names no topics")
    slugs = [section.slug for topic in topics for section in topic.sections]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        fields.note(f"has two sections called '{slug}'", "topics")
    return name, title, topics


def _read_topic(fields: Fields) -> Topic:
    title = fields.text("title")
    sections = []
    for section in fields.mappings("sections"):
        section_title = section.text("title")
        if section_title and not slugify(section_title):
            section.note("should hold letters or digits", "title")
        sections.append(Section(section_title, section.whole_number("items", 1, 100_000)))
        section.close()
    fields.close()
    return Topic(title, tuple(sections))


def _read_question(fields: Fields) -> Question:
    question_id = _read_slug(fields, "id")
    fields.rename(question_id or fields.path)
    key_points = tuple(_read_key_point(point) for point in fields.mappings("key_points"))
    point_ids = [point.id for point in key_points]
    if not key_points:
        fields.note("a question needs key points", "key_points")
    for point_id in sorted({i for i in point_ids if i and point_ids.count(i) > 1}):
        fields.note(f"two key points are called '{point_id}'", "key_points")
    question = Question(
        id=question_id,
        covers=fields.text("covers"),
        question=fields.text("question"),
        level=Level(fields.choice("level", _LEVELS)),
        minutes=fields.number("minutes", 0.5, 30),
        reference=fields.text("reference"),
        key_points=key_points,
        misconceptions=tuple(
            _read_misconception(misconception, point_ids)
            for misconception in fields.mappings("misconceptions")
        ),
        example=_read_example(fields),
        similar=fields.texts("similar"),
        sources=fields.texts("sources"),
    )
    fields.close()
    return question


def _read_slug(fields: Fields, field: str) -> str:
    slug = fields.text(field)
    if slug and not _SLUG.fullmatch(slug):
        fields.note("should be a slug: lower-case letters, digits and single dashes", field)
    return slug


def _read_key_point(fields: Fields) -> KeyPoint:
    point = KeyPoint(
        id=_read_slug(fields, "id"),
        text=fields.text("text"),
        weight=fields.whole_number("weight", 1, 3),
        phrasings=fields.texts("phrasings"),
        follow_up=fields.optional_text("follow_up"),
        easier_follow_up=fields.optional_text("easier_follow_up"),
    )
    fields.close()
    return point


def _read_misconception(fields: Fields, point_ids: list[str]) -> Misconception:
    misconception = Misconception(
        claim=fields.text("claim"),
        phrasings=fields.texts("phrasings"),
        contradicts=fields.text("contradicts"),
        correction=fields.text("correction"),
        probe=fields.text("probe"),
    )
    if misconception.contradicts and misconception.contradicts not in point_ids:
        known = ", ".join(point_ids)
        fields.note(
            f"no key point is called '{misconception.contradicts}' ({known})", "contradicts"
        )
    fields.close()
    return misconception


def _read_example(fields: Fields) -> Example | None:
    """A program as plain text, or a mapping that also says what it is and whether it runs."""
    example = fields.optional_mapping("example")
    if example is None:
        code = fields.optional_text("example")
        return None if code is None else Example(code)
    code = example.text("code")
    language = Language(example.choice("language", _LANGUAGES, default="python"))
    runs = example.flag("runs", default=True)
    reason = example.optional_text("reason")
    if runs and language is not Language.PYTHON:
        example.note("only Python is run; say 'runs: false' and the reason", "runs")
    if not runs and reason is None:
        example.note("is missing: why can it not run?", "reason")
    if runs and reason is not None:
        example.note("belongs to 'runs: false'", "reason")
    example.close()
    return Example(code, language, runs, reason)


def _check_place(question: Question, section: Section, fields: Fields) -> None:
    slug, _, position = question.covers.partition("/")
    if not question.covers:
        return
    number = int(position) if position.isdecimal() else 0
    if slug != section.slug or position != str(number) or not 1 <= number <= section.items:
        fields.note(f"should be '{section.slug}/1' to '{section.slug}/{section.items}'", "covers")


def _check_unique_covers(questions: Iterable[Question], places: dict[str, Fields]) -> None:
    first: dict[str, str] = {}
    for question in questions:
        other = first.setdefault(question.covers, question.id)
        if other != question.id:
            places[question.id].note(f"covers {question.covers}, as '{other}' does")


def _check_similar(questions: Iterable[Question], places: dict[str, Fields]) -> None:
    for question in questions:
        for other in question.similar:
            if other not in places or other == question.id:
                places[question.id].note(f"no other question is called '{other}'", "similar")
