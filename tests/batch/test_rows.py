from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.batch import BadRow, Format, Row, read_rows
from mockint.errors import ExitCode, InputFileError

JSONL, CSV = Format.JSONL, Format.CSV
text = st.text(max_size=30)
said = text.filter(str.strip)


def read(content: str | bytes, form: Format, folder: Path) -> list[Row | BadRow]:
    """Rows of a real file, opened as the command line opens it."""
    path = folder / "rows"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        return list(read_rows(file, form))


def rows_of(content: str, form: Format) -> list[Row | BadRow]:
    return list(read_rows(io.StringIO(content, newline=""), form))


def one(content: object, form: Format = JSONL) -> Row | BadRow:
    line = content if isinstance(content, str) else json.dumps(content)
    (row,) = rows_of(line, form)
    return row


def error_of(row: Row | BadRow) -> str:
    assert isinstance(row, BadRow), row
    return row.error


def full_row(**fields: Any) -> Row:
    return Row(**{"id": 1, "question_id": None, "answer": "it waits", **fields})


# JSON Lines


@given(
    st.fixed_dictionaries(
        {"id": said | st.integers(), "answer": text},
        optional={
            "question_id": said.map(str.strip),
            "question": said,
            "reference": said,
            "key_points": st.lists(said, max_size=3),
        },
    ),
    st.booleans(),
)
def test_a_json_row_says_what_was_written(content: dict[str, Any], ascii_only: bool) -> None:
    assert one(json.dumps(content, ensure_ascii=ascii_only)) == Row(
        id=content["id"],
        question_id=content.get("question_id"),
        answer=content["answer"],
        question=content.get("question"),
        reference=content.get("reference"),
        key_points=tuple(content.get("key_points", ())),
    )


@given(st.lists(st.text(st.characters(), max_size=40), max_size=6))
def test_any_lines_are_read_as_one_row_each(lines: list[str]) -> None:
    lines = [line.replace("\n", " ") + "\n" for line in lines]
    rows = list(read_rows(lines, JSONL))
    assert len(rows) == sum(bool(line.lstrip("\ufeff").strip()) for line in lines)


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf\r\n{"answer": "a"}\r\n\r\n   \r\n{"answer": "b"}'
    assert read(content, JSONL, tmp_path) == [full_row(answer="a"), full_row(id=2, answer="b")]


def test_files_written_one_after_the_other_may_each_begin_with_a_byte_order_mark() -> None:
    content = '\ufeff{"answer": "a"}\n\ufeff{"answer": "b"}\n\ufeff\n'
    assert rows_of(content, JSONL) == [full_row(answer="a"), full_row(id=2, answer="b")]


def test_a_file_without_rows_gives_none(tmp_path: Path) -> None:
    assert read("", JSONL, tmp_path) == []
    assert read("\n\n", JSONL, tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "{",
        '{"answer": "a"',
        "{'answer': 'a'}",
        '{"answer": "a"} {"answer": "b"}',
        "\x00",
    ],
)
def test_a_line_that_is_not_json_is_a_bad_row(line: str) -> None:
    row = one(line)
    assert error_of(row).startswith("The row is not JSON: ")
    assert (row.id, row.question_id) == (1, None)


@pytest.mark.parametrize("line", ["[]", '["answer"]', '"answer"', "7", "null", "true", "NaN"])
def test_json_that_is_no_object_is_a_bad_row(line: str) -> None:
    assert error_of(one(line)) == "The row is not a JSON object."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("[" * 200_000, id="brackets"),
        pytest.param('{"a":' * 200_000, id="braces"),
        pytest.param('{"answer": "a", "id": ' + "9" * 5_000 + "}", id="huge-number"),
    ],
)
def test_json_beyond_the_parsers_limits_spoils_only_its_row(line: str) -> None:
    rows = rows_of(f'{line}\n{{"answer": "it waits"}}\n', JSONL)
    assert error_of(rows[0])
    assert rows[1] == full_row(id=2)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "The row has no text in 'answer'."),
        ({"answer": None}, "The row has no text in 'answer'."),
        ({"answer": 7}, "The row has no text in 'answer'."),
        ({"answer": ["a"]}, "The row has no text in 'answer'."),
        ({"answer": {"text": "a"}}, "The row has no text in 'answer'."),
        ({"Answer": "a"}, "The row has no text in 'answer'."),
        ({"answer": "a", "question": 7}, "'question' is not text."),
        ({"answer": "a", "reference": ["r"]}, "'reference' is not text."),
        ({"answer": "a", "reference": False}, "'reference' is not text."),
        ({"answer": "a", "key_points": "p"}, "'key_points' is not a list of texts."),
        ({"answer": "a", "key_points": {"p": 1}}, "'key_points' is not a list of texts."),
        ({"answer": "a", "key_points": [1]}, "'key_points' is not a list of texts."),
        ({"answer": "a", "key_points": ["p", " "]}, "'key_points' is not a list of texts."),
        ({"answer": "a", "key_points": [["p"]]}, "'key_points' is not a list of texts."),
        ({"answer": "a", "key_points": 0}, "'key_points' is not a list of texts."),
    ],
    ids=str,
)
def test_a_field_of_the_wrong_type_makes_a_bad_row(content: dict[str, Any], error: str) -> None:
    assert error_of(one({"id": "x", "question_id": "q", **content})) == error
    assert (one({"id": "x", **content}).id, one({"question_id": "q", **content}).question_id) == (
        "x",
        "q",
    )


@pytest.mark.parametrize("field", ["question_id", "question", "reference", "key_points"])
def test_null_is_the_same_as_not_given(field: str) -> None:
    assert one({"answer": "it waits", field: None}) == full_row()


def test_an_empty_answer_is_an_answer() -> None:
    assert one({"answer": ""}) == full_row(answer="")
    assert rows_of("id,answer\n7,\n", CSV) == [full_row(id="7", answer="")]


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ("s-7", "s-7"),
        ("007", "007"),
        ("Ünï 😀", "Ünï 😀"),
        (7, 7),
        (0, 0),
        (-3, -3),
        (10**30, 10**30),
        ("", 1),
        (None, 1),
        (True, 1),
        (1.5, 1),
        ([7], 1),
        ({"a": 1}, 1),
    ],
    ids=str,
)
def test_an_id_is_text_or_a_whole_number_or_else_the_rows_number(
    given_id: object, kept: str | int
) -> None:
    for row in (one({"answer": "it waits", "id": given_id}), one({"id": given_id})):
        assert (row.id, type(row.id)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ("gather", "gather"),
        ("async-basics/1", "async-basics/1"),
        (7, "7"),
        (" gather\t", "gather"),
        ("", None),
        ("  ", None),
        (True, None),
        (1.5, None),
        (["q"], None),
    ],
    ids=str,
)
def test_a_question_id_is_text(given_id: object, kept: str | None) -> None:
    assert one({"answer": "it waits", "question_id": given_id}).question_id == kept


def test_unknown_fields_are_passed_over() -> None:
    assert one({"answer": "it waits", "student": {"name": "x"}, "mark": 7}) == full_row()


@pytest.mark.parametrize("score", [7, 0.5, "7", None, [1]])
def test_a_person_s_grade_is_kept_as_it_stands(score: object) -> None:
    row = one({"answer": "it waits", "score": score, "kind": "terse"})
    assert isinstance(row, Row)
    assert (row.score, row.kind) == (score, "terse")


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@given(
    answers=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=5)
)
def test_a_csv_row_says_what_was_written(delimiter: str, answers: list[str]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "answer"), *((f"s{i}", answer) for i, answer in enumerate(answers))])
    rows = rows_of(file.getvalue(), CSV)
    assert rows == [full_row(id=f"s{i}", answer=answer) for i, answer in enumerate(answers)]


@given(st.lists(st.text(st.characters(), max_size=30), max_size=6))
def test_any_csv_lines_are_read(lines: list[str]) -> None:
    rows = list(read_rows(["id,answer\n", *(f"{line}\n" for line in lines)], CSV))
    assert all(isinstance(row, Row | BadRow) for row in rows)


def test_quoted_fields_hold_delimiters_quotes_and_newlines(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfid,answer\r\n1,"waits, then\r\nruns ""fast"""\r\n2,plain\r\n'
    assert read(content, CSV, tmp_path) == [
        full_row(id="1", answer='waits, then\r\nruns "fast"'),
        full_row(id="2", answer="plain"),
    ]


def test_the_header_decides_the_delimiter() -> None:
    assert rows_of("question_id;answer\ngather;waits, then runs\n", CSV) == [
        full_row(question_id="gather", answer="waits, then runs")
    ]


@pytest.mark.parametrize(
    "header", ["Id,ANSWER", " id , answer ", '"id","answer"', "\ufeff\ufeffid,answer"]
)
def test_column_names_are_read_whatever_their_looks(header: str) -> None:
    assert rows_of(f"{header}\ns1,it waits\n", CSV) == [full_row(id="s1")]


def test_empty_lines_and_lines_of_empty_fields_are_passed_over() -> None:
    rows = rows_of("id,answer\n\n,\n  , \ns1,it waits\n\n,it runs\n", CSV)
    assert rows == [full_row(id="s1"), full_row(id=2, answer="it runs")]


def test_an_empty_field_is_the_same_as_not_given() -> None:
    header = "id,question_id,question,reference,key_points,answer"
    assert rows_of(f"{header}\n  ,, ,,,it waits\n", CSV) == [full_row()]


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("waits | runs", ("waits", "runs")),
        ("waits", ("waits",)),
        ('"waits\nruns\r\n\nends"', ("waits", "runs", "ends")),
        ('"[""waits, then"", ""runs | ends""]"', ("waits, then", "runs | ends")),
        ("| waits ||", ("waits",)),
        ("[]", ()),
        ("|", ()),
    ],
)
def test_key_points_in_a_cell_are_divided(cell: str, points: tuple[str, ...]) -> None:
    assert rows_of(f"answer,key_points\nit waits,{cell}\n", CSV) == [full_row(key_points=points)]


@pytest.mark.parametrize("cell", ["[1]", '"[""a"", """"]"', '"[[""a""]]"'])
def test_a_json_list_in_a_cell_must_hold_texts(cell: str) -> None:
    (row,) = rows_of(f"answer,key_points\nit waits,{cell}\n", CSV)
    assert error_of(row) == "'key_points' is not a list of texts."


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        pytest.param("[optional] closing", ("[optional] closing",), id="bracketed-word"),
        pytest.param("[a] waits | runs", ("[a] waits", "runs"), id="divided"),
        pytest.param("[" * 100_000, ("[" * 100_000,), id="deep"),
    ],
)
def test_a_cell_that_only_begins_like_a_list_is_text(cell: str, points: tuple[str, ...]) -> None:
    assert rows_of(f"answer,key_points\nit waits,{cell}\n", CSV) == [full_row(key_points=points)]


def test_a_stray_quote_spoils_only_its_row() -> None:
    content = 'id,answer\ns1,"It" suspends\ns2,it "waits" here\n'
    bad, good = rows_of(content, CSV)
    assert error_of(bad).startswith("The row is not CSV: ")
    assert good == full_row(id="s2", answer='it "waits" here')


def test_a_quote_that_is_never_closed_is_not_taken_for_an_answer() -> None:
    good, bad = rows_of('id,answer\ns1,it waits\ns2,"it runs\ns3,it ends\n', CSV)
    assert good == full_row(id="s1")
    assert error_of(bad).startswith("The row is not CSV: ")


@pytest.mark.parametrize("start", ["\n", "\r\n  \r\n", "\ufeff\n", "\n\ufeff"], ids=ascii)
def test_blank_lines_before_the_header_are_passed_over(start: str) -> None:
    assert rows_of(f"{start}id,answer\ns1,it waits\n", CSV) == [full_row(id="s1")]


def test_a_row_with_too_many_or_too_few_fields_spoils_only_itself() -> None:
    many, few, good = rows_of("id,answer\ns1,waits, runs\ns2\ns3,it waits\n", CSV)
    assert error_of(many) == "The row has 3 fields, the header names 2."
    assert error_of(few) == "The row has no text in 'answer'."
    assert (many.id, few.id) == (1, "s2")
    assert good == full_row(id="s3")


def test_a_field_beyond_the_limit_spoils_only_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockint.batch.rows._LONGEST_FIELD", 200_000)
    rows = rows_of(f"id,answer\ns1,{'x' * 200_001}\n,{'x' * 199_999}\ns3,it waits\n", CSV)
    assert error_of(rows[0]).startswith("The row is not CSV: ")
    assert [row.id for row in rows] == [1, 2, "s3"]
    assert all(isinstance(row, Row) for row in rows[1:])


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("", "none"),
        ("\n", "none"),
        ("id,text\n1,a\n", "id, text"),
        ("a plain sentence.\n", "a plain sentence."),
    ],
)
def test_a_csv_file_without_an_answer_column_is_refused(content: str, columns: str) -> None:
    with pytest.raises(InputFileError, match="no column 'answer'") as caught:
        rows_of(content, CSV)
    assert f"(columns: {columns})" in caught.value.message
    assert "answer" in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


def test_rows_are_read_as_they_are_asked_for() -> None:
    taken = []

    def lines() -> Any:
        for line in ("id,answer\n", "s1,a\n", "s2,b\n", "s3,c\n"):
            taken.append(line)
            yield line

    first = next(iter(read_rows(lines(), CSV)))
    assert first.id == "s1"
    assert "s3,c\n" not in taken


# Bytes that are not UTF-8


@pytest.mark.parametrize("field", ["answer", "question", "reference"])
def test_bytes_that_are_not_utf8_spoil_only_their_row(field: str, tmp_path: Path) -> None:
    spoiled = {"id": "s1", "answer": "a", "question": "q", "reference": "r", field: "Gr@@e"}
    content = json.dumps(spoiled).encode().replace(b"@@", b"\xfc\xdf") + b'\n{"answer": "\xc3\xbc"}'
    bad, good = read(content, JSONL, tmp_path)
    assert error_of(bad) == "The row is not UTF-8 text; save the file as UTF-8."
    assert bad.id == "s1"
    assert good == full_row(id=2, answer="ü")


def test_a_latin1_csv_file_spoils_the_rows_with_accents(tmp_path: Path) -> None:
    content = "id,answer\ns1,Grüße\ns2,plain\n".encode("latin-1")
    bad, good = read(content, CSV, tmp_path)
    assert "not UTF-8" in error_of(bad)
    assert good == full_row(id="s2", answer="plain")


def test_key_points_that_are_not_utf8_make_a_bad_row(tmp_path: Path) -> None:
    (bad,) = read(b'{"answer": "a", "key_points": ["\xfc"]}', JSONL, tmp_path)
    assert "not UTF-8" in error_of(bad)


def test_a_utf16_file_is_refused_or_all_bad(tmp_path: Path) -> None:
    rows = read('{"answer": "a"}\n'.encode("utf-16"), JSONL, tmp_path)
    assert all(isinstance(row, BadRow) for row in rows)
    with pytest.raises(InputFileError):
        read("id,answer\n1,a\n".encode("utf-16"), CSV, tmp_path)
