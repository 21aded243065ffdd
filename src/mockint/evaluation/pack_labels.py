"""The labelled answers that come with a pack: `labelled/<section>.yaml`.

Each question belongs to one part, fixed in the file: the judge is fitted on `train`, `build` may be
looked at while a grader is made, `report` only to report on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from mockint.bank import Pack, Question
from mockint.bank.fields import Document, Fields
from mockint.errors import InputFileError, PackError, Problem
from mockint.evaluation.labelled import LabelledAnswer
from mockint.grading import Rubric

FOLDER = "labelled"
FULL_MARKS = 100
VERDICTS = ("met", "partial", "missed", "contradicted")
KINDS = ("complete", "terse", "half", "wrong", "mixed", "vague", "gaming")


class Half(StrEnum):
    """What the answers to a question may be used for."""

    TRAIN = "train"
    BUILD = "build"
    REPORT = "report"


def pack_labels(pack: Pack, half: Half | None = None) -> list[LabelledAnswer]:
    """The labelled answers of a pack.

    Args:
        pack: The pack.
        half: Only those of this half; all of them without.

    Raises:
        InputFileError: The pack has none.
        PackError: A file breaks the format; with every problem of every file.
    """
    problems: list[Problem] = []
    labelled = []
    for path in sorted((pack.root / FOLDER).glob("*.yaml")):
        for fields in Document(path, problems).mappings():
            found_half, answers = _read_question(fields, pack)
            if half in (None, found_half):
                labelled += answers
    if problems:
        raise PackError(pack.name, sorted(problems))
    if not labelled:
        raise InputFileError(
            f"The pack '{pack.name}' has no labelled answers.",
            "Name a file with graded answers: mockint evaluate FILE.",
        )
    return labelled


def _read_question(fields: Fields, pack: Pack) -> tuple[Half, list[LabelledAnswer]]:
    question_id = fields.text("question")
    fields.rename(question_id or fields.path)
    half = Half(fields.choice("half", tuple(Half)))
    question = next((one for one in pack.questions if one.id == question_id), None)
    if question is None:
        fields.note("no question of the pack is called that", "question")
    answers = list(_read_answers(fields, question))
    fields.close()
    return half, answers


def _read_answers(fields: Fields, question: Question | None) -> Iterator[LabelledAnswer]:
    rubric = None if question is None else Rubric.of(question)
    for answer in fields.mappings("answers"):
        kind = answer.choice("kind", KINDS)
        grade = answer.number("grade", 0, FULL_MARKS)
        text = answer.text("text")
        points = _read_points(answer, question)
        answer.close()
        if rubric is not None and question is not None:
            yield LabelledAnswer(question.id, rubric, text, grade / FULL_MARKS, kind, points)


def _read_points(answer: Fields, question: Question | None) -> dict[str, str]:
    fields = answer.optional_mapping("points")
    if fields is None or question is None:
        answer.note("should give a verdict on each key point", "points")
        return {}
    points = {point.id: fields.choice(point.id, VERDICTS) for point in question.key_points}
    fields.close()
    return points
