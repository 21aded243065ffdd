"""Answers with a person's grade, from the rows that `mockint grade` reads plus two fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mockint.bank import Pack
from mockint.batch import BadRow, Format, Marked, Row, read_rows, resolve
from mockint.errors import InputFileError
from mockint.grading import Rubric

_SHOWN = 5  # bad rows that an error message names


@dataclass(frozen=True)
class LabelledAnswer:
    """One answer that somebody graded.

    Attributes:
        question: What the answers to one question have in common.
        rubric: What it is graded against.
        answer: What was answered.
        grade: The person's grade, 0 to 1.
        kind: What sort of answer it is, such as `terse` or `wrong`, where that is known.
        points: The person's verdict on each key point, by its id, where there are any: `met`,
            `partial`, `missed` or `contradicted`.
    """

    question: str
    rubric: Rubric
    answer: str
    grade: float
    kind: str | None = None
    points: Mapping[str, str] = field(default_factory=dict)


def read_labelled(
    lines: Iterable[str], form: Format, pack: Pack, full_marks: float
) -> list[LabelledAnswer]:
    """Read every row; an evaluation of some of them would be of something else.

    Args:
        lines: As `read_rows` takes them.
        form: How they are written.
        pack: The bank in which `question_id` is looked up.
        full_marks: The `score` of a perfect answer.

    Raises:
        InputFileError: Some rows cannot be used, or there are none.
    """
    labelled, problems = [], []
    for row in read_rows(lines, form):
        try:
            labelled.append(_labelled(row, pack, full_marks))
        except ValueError as error:
            problems.append(f"  row {row.id}: {error}")
    if problems:
        more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        listed = "\n".join(problems[:_SHOWN])
        raise InputFileError(
            f"{len(problems)} rows cannot be used:\n{listed}{more}",
            "A row holds answer, score, and question_id or question and reference; "
            "--full-marks says what score a perfect answer has.",
        )
    if not labelled:
        raise InputFileError("There are no rows.", "Name a file with graded answers.")
    return labelled


def _labelled(row: Row | BadRow, pack: Pack, full_marks: float) -> LabelledAnswer:
    resolved = resolve(row, pack)
    if isinstance(resolved, Marked):
        raise ValueError(resolved.error)
    rubric, _ = resolved
    assert isinstance(row, Row)
    score = _number(row.score)
    if not 0 <= score <= full_marks:
        raise ValueError(f"the score {score:g} does not lie between 0 and {full_marks:g}")
    return LabelledAnswer(
        question=row.question_id or rubric.question,
        rubric=rubric,
        answer=row.answer,
        grade=score / full_marks,
        kind=row.kind if isinstance(row.kind, str) and row.kind else None,
    )


def _number(value: object) -> float:
    try:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return float(value)
    except (ValueError, OverflowError):
        pass
    raise ValueError("no number in 'score'")
