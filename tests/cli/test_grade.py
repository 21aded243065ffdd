from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driving import GOOD, Cli, Process, until

pytestmark = pytest.mark.usefixtures("shared_encoder")

KEYS = [
    "id", "question_id", "status", "score", "points", "missed", "improve", "misconceptions",
    "flags", "follow_ups", "error_band", "grader", "error",
]  # fmt: skip
ROW = {"id": "a", "question_id": "list-or-tuple", "answer": GOOD}
BY_PLACE = {"id": 7, "question_id": "http-methods/1", "answer": "I have no idea."}
AD_HOC = {
    "question": "What is water made of?",
    "reference": "A molecule of water consists of two hydrogen atoms and one oxygen atom.",
    "answer": "Two hydrogen atoms and one oxygen atom make one molecule.",
}


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def results_of(text: str | Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (text.splitlines() if isinstance(text, str) else text)]


@pytest.fixture
def rows(home: Path) -> Path:
    path = home / "rows.jsonl"
    path.write_text(jsonl(ROW, BY_PLACE, AD_HOC))
    return path


def test_a_file_becomes_one_result_a_row_in_its_order(
    cli: Cli, home: Path, snakes: Path, rows: Path
) -> None:
    out = home / "out.jsonl"
    result = cli("grade", str(rows), "-o", str(out), "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Graded 3 answers, mean score ")
    good, unknowing, ad_hoc = results_of(out.read_text())
    assert list(good) == list(unknowing) == list(ad_hoc) == KEYS
    assert [(one["id"], one["question_id"]) for one in (good, unknowing, ad_hoc)] == [
        ("a", "list-or-tuple"), (7, "idempotent-methods"), (3, None),
    ]  # fmt: skip
    assert good["points"][0] == {
        "id": "mutable", "verdict": "covered", "coverage": 1.0, "quote": GOOD, "missing": [],
    }  # fmt: skip
    assert "dictionary" in good["points"][1]["missing"]
    assert good["improve"] == [
        "A tuple of hashable items can be a dictionary key or a set member, a list cannot.",
        "Tuples suit fixed records in which each position has its own meaning.",
    ]
    assert [len(unknowing["improve"]), unknowing["points"][0]["missing"]] == [3, []]
    assert (good["status"], good["error"], good["flags"]) == ("graded", None, [])
    assert "Tuples suit fixed records in which each position has its own meaning." in good["missed"]
    assert [list(one) for one in good["follow_ups"]] == [
        ["question", "key_point", "origin", "reason"]
    ] * 2
    assert list(good["grader"]) == ["name", "version", "encoder", "calibration"]
    assert (unknowing["score"], unknowing["flags"]) == (0, ["dont_know"])
    assert ad_hoc["score"] > 60
    assert not (home / "out.jsonl.partial").exists()


def test_stdin_and_stdout_serve_as_well_as_files(
    cli: Cli, home: Path, snakes: Path, rows: Path
) -> None:
    out = home / "out.jsonl"
    cli("grade", str(rows), "-o", str(out), "--pack", str(snakes))
    piped = cli("grade", "-", "-o", "-", "--pack", str(snakes), input=rows.read_text())
    assert piped.exit_code == 0
    assert piped.stdout == out.read_text()
    assert cli("grade", str(rows), "--pack", str(snakes)).stdout == piped.stdout


CSV = f'id,question_id,answer\nx,list-or-tuple,"{GOOD}"\ny,closures/1,"two\nlines ""quoted"""\n'


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        pytest.param("rows.csv", CSV, [], id="csv by its name"),
        pytest.param("ROWS.CSV", CSV, [], id="name in capitals"),
        pytest.param("rows.tsv", CSV.replace(",", "\t"), [], id="tabs"),
        pytest.param("rows.csv", "\ufeff" + CSV.replace("\n", "\r\n"), [], id="as Excel saves it"),
        pytest.param("rows.txt", CSV, ["--format", "csv"], id="told by an option"),
        pytest.param("-", CSV, [], id="guessed from stdin"),
        pytest.param("-", CSV, ["--format", "csv"], id="told on stdin"),
    ],
)
def test_csv_is_read(
    cli: Cli, home: Path, snakes: Path, name: str, text: str, options: list[str]
) -> None:
    source = name
    if name != "-":
        source = str(home / name)
        Path(source).write_text(text, newline="")
    result = cli("grade", source, "--pack", str(snakes), *options, input=text)
    found = [(one["id"], one["question_id"], one["error"]) for one in results_of(result.stdout)]
    assert found == [("x", "list-or-tuple", None), ("y", "late-binding", None)]
    assert result.exit_code == 0


def test_jsonl_is_read_whatever_the_name_says_if_the_option_says_so(
    cli: Cli, home: Path, snakes: Path
) -> None:
    path = home / "rows.csv"
    path.write_text(jsonl(ROW))
    result = cli("grade", str(path), "--format", "jsonl", "--pack", str(snakes))
    assert result.exit_code == 0
    assert results_of(result.stdout)[0]["id"] == "a"


def test_bad_rows_become_errors_at_their_place_and_the_exit_code_says_so(
    cli: Cli, snakes: Path
) -> None:
    lines = [
        json.dumps(ROW),
        "{not json",
        "[1, 2]",
        "",
        json.dumps({"id": "no-answer", "question_id": "list-or-tuple"}),
        json.dumps({"id": "unknown", "question_id": "list-or-tupel", "answer": "x"}),
        json.dumps({"id": "nothing", "answer": "x"}),
        json.dumps({"id": "number", "question_id": "list-or-tuple", "answer": 3}),
        json.dumps(BY_PLACE),
    ]
    result = cli("grade", "-", "--pack", str(snakes), input="\n".join(lines))
    assert result.exit_code == 3
    found = results_of(result.stdout)
    assert [(one["id"], one["status"]) for one in found] == [
        ("a", "graded"), (2, "ungraded"), (3, "ungraded"), ("no-answer", "ungraded"),
        ("unknown", "ungraded"), ("nothing", "ungraded"), ("number", "ungraded"), (7, "graded"),
    ]  # fmt: skip
    assert all((one["error"] is None) == (one["status"] == "graded") for one in found)
    assert all((one["score"] is None) == (one["status"] == "ungraded") for one in found)
    assert "Did you mean 'list-or-tuple'" in found[4]["error"]
    assert "Graded 2 answers" in result.stderr
    assert "6 with an error" in result.stderr


def test_bytes_that_are_not_utf8_spoil_their_row_alone(cli: Cli, home: Path, snakes: Path) -> None:
    path = home / "rows.jsonl"
    latin = b'{"id": "latin", "question_id": "list-or-tuple", "answer": "caf\xe9"}\n'
    path.write_bytes(latin + jsonl(ROW).encode())
    for result in (
        cli("grade", str(path), "--pack", str(snakes)),
        cli("grade", "-", "--pack", str(snakes), input=path.read_bytes()),
    ):
        assert result.exit_code == 3
        spoiled, good = results_of(result.stdout)
        assert "UTF-8" in spoiled["error"]
        assert (good["id"], good["status"]) == ("a", "graded")


@pytest.mark.parametrize(
    ("rows", "threshold", "code"),
    [
        pytest.param([ROW], "1", 0, id="above"),
        pytest.param([BY_PLACE], "0", 0, id="equal"),
        pytest.param([BY_PLACE], "0.1", 4, id="below"),
        pytest.param([], "1", 4, id="no rows"),
        pytest.param([BY_PLACE, {}], "50", 3, id="bad rows come first"),
        pytest.param([ROW], "101", 2, id="out of range"),
        pytest.param([ROW], "nan", 2, id="not a number"),
    ],
)
def test_fail_under(cli: Cli, snakes: Path, rows: list[object], threshold: str, code: int) -> None:
    options = ("--fail-under", threshold, "--format", "jsonl", "--pack", str(snakes))
    assert cli("grade", "-", *options, input=jsonl(*rows)).exit_code == code


def test_an_empty_input_is_an_empty_result(cli: Cli, snakes: Path) -> None:
    result = cli("grade", "-", "--format", "jsonl", "--pack", str(snakes), input="")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Graded 0 answers.\n"


def test_csv_without_an_answer_column_says_which_columns_it_has(
    cli: Cli, home: Path, snakes: Path
) -> None:
    path = home / "rows.csv"
    path.write_text("name,reply\nx,y\n")
    result = cli("grade", str(path), "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no column 'answer' (columns: name, reply)" in result.stderr


@pytest.mark.parametrize("name", ["missing.jsonl", "folder"])
def test_an_input_that_cannot_be_read_is_a_usage_error(cli: Cli, home: Path, name: str) -> None:
    (home / "folder").mkdir()
    result = cli("grade", str(home / name), "-o", str(home / "out.jsonl"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{home / name} cannot be read" in result.stderr
    assert not list(home.glob("out*"))


def test_a_missing_output_folder_is_said_before_any_work(
    cli: Cli, home: Path, rows: Path, no_encoder: None
) -> None:
    result = cli("grade", str(rows), "-o", str(home / "nowhere" / "out.jsonl"))
    assert result.exit_code == 2
    assert "out.jsonl cannot be written (No such file or directory)" in result.stderr


@pytest.mark.parametrize("spelling", ["rows.jsonl", "sub/../rows.jsonl", "link.jsonl"])
def test_the_input_is_never_the_output(
    cli: Cli, home: Path, snakes: Path, rows: Path, spelling: str
) -> None:
    (home / "sub").mkdir()
    (home / "link.jsonl").symlink_to(rows)
    before = rows.read_text()
    result = cli("grade", str(rows), "-o", str(home / spelling), "--pack", str(snakes))
    assert result.exit_code == 2
    assert "is the input" in result.stderr
    assert rows.read_text() == before


def test_an_older_output_stays_until_the_new_one_is_complete(
    cli: Cli, home: Path, rows: Path, no_encoder: None
) -> None:
    out = home / "out.jsonl"
    out.write_text("older\n")
    result = cli("grade", str(rows), "-o", str(out))
    assert result.exit_code == 1
    assert result.stderr == "mockint: No encoder here.\nInstall one.\n"
    assert out.read_text() == "older\n"


def test_an_interrupted_run_keeps_what_is_done(home: Path, snakes: Path) -> None:
    source, out, partial = home / "in.jsonl", home / "out.jsonl", home / "out.jsonl.partial"
    source.write_text(jsonl(*({**ROW, "id": n, "answer": f"{GOOD} {n}"} for n in range(20_000))))
    arguments = ("grade", str(source), "-o", str(out), "--pack", str(snakes))
    with Process(*arguments) as process:
        until(lambda: partial.exists() and partial.stat().st_size, "the first results")
        process.interrupt()
        code, seen = process.finish()
    assert code == 130
    assert not out.exists()
    kept = results_of(partial.read_text())
    assert [one["id"] for one in kept] == list(range(len(kept)))
    assert f"Interrupted after {len(kept)} rows; they are in {partial}." in seen
