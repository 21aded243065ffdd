"""Rows of answers, from JSON Lines or CSV. A row that cannot be used is a value, not an end."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mockint.errors import InputFileError

_LONGEST_FIELD = 16 * 1024 * 1024  # characters; csv refuses more than 131,072 by itself


class Format(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True)
class Row:
    """One answer to grade.

    Attributes:
        id: As given, or the row's number from 1.
        question_id: A bank question's id or `covers`, or a name of the caller's own.
        answer: What was answered.
        question: Of an ad-hoc row: what was asked.
        reference: Of an ad-hoc row: a full answer.
        key_points: Of an ad-hoc row: the statements to look for, if given.
        score: A person's grade, where the row has one; as it stands there.
        kind: What sort of answer it is, where the row says so.
    """

    id: str | int
    question_id: str | None
    answer: str
    question: str | None = None
    reference: str | None = None
    key_points: tuple[str, ...] = ()
    score: Any = None
    kind: Any = None


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be graded, and why."""

    id: str | int
    question_id: str | None
    error: str


def read_rows(lines: Iterable[str], form: Format) -> Iterator[Row | BadRow]:
    """Read rows one by one; blank lines are passed over.

    Args:
        lines: Text lines with their ends. Bytes that were not UTF-8 stand in them as lone
            surrogates (`errors="surrogateescape"`).
        form: How they are written.

    Raises:
        InputFileError: A CSV file has no usable header.
    """
    if form is Format.JSONL:
        return _read_jsonl(lines)
    return _read_csv(lines)


def _read_jsonl(lines: Iterable[str]) -> Iterator[Row | BadRow]:
    number = 0
    for line in lines:
        text = line.lstrip("\ufeff").strip()
        if not text:
            continue
        number += 1
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield BadRow(number, None, f"The row is not JSON: {error}.")
            continue
        if isinstance(content, dict):
            yield _row(content, number)
        else:
            yield BadRow(number, None, "The row is not a JSON object.")


def _read_csv(lines: Iterable[str]) -> Iterator[Row | BadRow]:
    csv.field_size_limit(_LONGEST_FIELD)
    numbered = iter(lines)
    header = next((line for line in numbered if line.lstrip("\ufeff").strip()), "")
    header = header.lstrip("\ufeff")
    delimiter = max(",;\t", key=header.count)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if "answer" not in columns:
        found = ", ".join(filter(None, columns)) or "none"
        raise InputFileError(
            f"The CSV header has no column 'answer' (columns: {found}).",
            "Name the columns in the first line: id, question_id, answer; or answer, question, "
            "reference.",
        )
    records = csv.reader(numbered, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            values = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield BadRow(number, None, f"The row is not CSV: {error}.")
            continue
        if not any(value.strip() for value in values):
            continue
        number += 1
        if len(values) > len(columns):
            message = f"The row has {len(values)} fields, the header names {len(columns)}."
            yield BadRow(number, None, message)
            continue
        # CSV cannot tell "not given" from "empty"; only an answer may really be empty.
        content: dict[str, Any] = {
            name: value
            for name, value in zip(columns, values, strict=False)
            if value.strip() or name == "answer"
        }
        if "key_points" in content:
            content["key_points"] = _split_points(content["key_points"])
        yield _row(content, number)


def _split_points(value: str) -> object:
    """A CSV cell with key points: a JSON list, or one a line, or divided by `|`."""
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            pass  # a text that happens to start with a bracket
    return [point.strip() for point in value.replace("|", "\n").splitlines() if point.strip()]


def _row(content: Mapping[str, Any], number: int) -> Row | BadRow:
    row_id = content.get("id")
    if isinstance(row_id, bool) or not isinstance(row_id, str | int) or row_id == "":
        row_id = number
    question_id = content.get("question_id")
    if isinstance(question_id, int) and not isinstance(question_id, bool):
        question_id = str(question_id)
    named = question_id.strip() or None if isinstance(question_id, str) else None
    problem = _problem(content)
    if problem:
        return BadRow(row_id, named, problem)
    return Row(
        id=row_id,
        question_id=named,
        answer=content["answer"],
        question=_given(content, "question"),
        reference=_given(content, "reference"),
        key_points=tuple(content.get("key_points") or ()),
        score=content.get("score"),
        kind=content.get("kind"),
    )


def _problem(content: Mapping[str, Any]) -> str | None:
    """What keeps a row from being graded, whatever the bank holds."""
    if not isinstance(content.get("answer"), str):
        return "The row has no text in 'answer'."
    for field in ("question", "reference"):
        if content.get(field) is not None and not isinstance(content[field], str):
            return f"'{field}' is not text."
    points = content.get("key_points")
    if points is not None and not (
        isinstance(points, list) and all(isinstance(p, str) and p.strip() for p in points)
    ):
        return "'key_points' is not a list of texts."
    texts = [content["answer"], content.get("question"), content.get("reference"), *(points or ())]
    if any("\udc80" <= c <= "\udcff" for text in texts if text for c in text):
        return "The row is not UTF-8 text; save the file as UTF-8."
    return None


def _given(content: Mapping[str, Any], field: str) -> str | None:
    value = content.get(field)
    return value if isinstance(value, str) and value.strip() else None
