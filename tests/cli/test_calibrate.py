from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driving import Cli, journals

# Right, half right and wrong for each question, with what a person gave.
ANSWERS: dict[str, tuple[tuple[str, float], ...]] = {
    "late-binding": (
        ("A closure looks its free variables up when it is called, and all share one.", 9),
        ("All the lambdas share one and the same loop variable.", 6),
        ("Each lambda copies its variables when it is defined, so each has its own.", 1),
    ),
    "list-or-tuple": (
        ("A list can be changed after it was created, while a tuple is immutable.", 8),
        ("Tuples suit fixed records in which each position has its own meaning.", 6),
        ("You may append to a tuple at any time, and it is the list that is fixed.", 1),
    ),
    "idempotent-methods": (
        ("Idempotent means that repeating the request changes nothing more.", 7),
        ("Some requests of a client may be sent again by a proxy.", 5),
        ("The weather was fine and nobody asked about any of this.", 0),
    ),
}
TUPLES = "A list can be changed after it was created, while a tuple is immutable."
WATER = {
    "question": "What is water made of?",
    "reference": "A molecule of water consists of two hydrogen atoms and one oxygen atom.",
}


def bank_rows() -> Iterator[dict[str, Any]]:
    for question, answers in ANSWERS.items():
        for text, score in answers:
            for ending in ("", " I am fairly sure of that.", " That is what matters here."):
                yield {"question_id": question, "answer": text + ending, "score": score}


def jsonl(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def graded(home: Path) -> Path:
    """27 answers to 3 questions."""
    path = home / "graded.jsonl"
    path.write_text(jsonl(*bank_rows()))
    return path


@pytest.fixture
def options(snakes: Path) -> tuple[str, ...]:
    return ("--pack", str(snakes))


def kept(home: Path) -> list[Path]:
    return sorted((home / "data" / "calibrations").glob("*"))


def grade_of(cli: Cli, options: tuple[str, ...], **row: str) -> tuple[dict[str, Any], str]:
    row = row or {"question_id": "list-or-tuple", "answer": TUPLES}
    result = cli("grade", "-", *options, input=jsonl(row))
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout), result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_a_table_shows_the_agreement_before_and_after(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...]
) -> None:
    result = cli("calibrate", str(graded), "--full-marks", "10", *options)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "27 answers to 3 questions of the bank; map: linear"
    assert lines[2].split() == ["Pearson", "r", "RMSE", "kappa"]
    assert [line[:24].strip() for line in lines[3:5]] == ["as shipped", "calibrated, 3 folds"]
    assert lines[-1].startswith("Error band: ")
    assert max(map(len, lines)) <= 80
    (path,) = kept(home)
    assert f"Kept in {path}" in result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_grades_use_what_is_kept_until_it_is_forgotten(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...]
) -> None:
    shipped, _ = grade_of(cli, options)
    cli("calibrate", str(graded), "--full-marks", "10", *options)
    own, talk = grade_of(cli, options)
    assert own["score"] != shipped["score"]
    assert 0 < own["error_band"] < 50
    assert own["grader"]["calibration"].startswith("graded.jsonl 20")
    assert own["grader"]["calibration"].endswith(" (27 answers)")
    assert own["points"] == shipped["points"]
    assert "calibrat" not in talk
    ad_hoc, _ = grade_of(cli, options, answer="Hydrogen and oxygen atoms.", **WATER)
    assert not ad_hoc["grader"]["calibration"].startswith("graded")
    forgotten = cli("calibrate", "--forget", *options)
    assert (forgotten.exit_code, kept(home)) == (0, [])
    assert "as shipped again" in forgotten.stderr
    assert grade_of(cli, options)[0] == shipped
    again = cli("calibrate", "--forget", *options)
    assert again.exit_code == 0
    assert "There is no calibration" in again.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_an_interview_is_graded_with_it_and_its_report_says_so(
    cli: Cli, graded: Path, options: tuple[str, ...]
) -> None:
    cli("calibrate", str(graded), "--full-marks", "10", *options)
    interview = ("start", *options, "--topic", "closures", "--minutes", "3")
    right, _ = ANSWERS["late-binding"][0]
    assert cli(*interview, input=f"{right}\n.\n/quit\n").exit_code == 0
    report = cli("report").stdout
    assert "- Calibration: graded.jsonl 20" in report
    assert " ± " in report


@pytest.mark.usefixtures("shared_encoder")
def test_a_dry_run_keeps_nothing_and_its_json_holds_its_contract(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...]
) -> None:
    few = jsonl(*({"answer": f"Atoms {n}.", "score": 5} | WATER for n in range(5)))
    nothing = jsonl({"question_id": "late-binding", "answer": "I have no idea.", "score": 0})
    graded.write_text(graded.read_text() + few + nothing)
    result = cli("calibrate", str(graded), "--full-marks", "10", "--dry-run", "--json", *options)
    assert (result.exit_code, kept(home)) == (0, []), result.stderr
    content = json.loads(result.stdout)
    assert list(content) == [
        "schema", "pack", "grader", "version", "encoder", "authored", "ad_hoc", "refused",
        "guarded", "ungraded", "file",
    ]  # fmt: skip
    assert content["schema"] == "mockint.calibration/1"
    assert (content["pack"], content["file"], content["ad_hoc"]) == ("snakes", None, None)
    assert (content["guarded"], content["ungraded"]) == (1, 0)
    assert content["refused"] == [{"sort": "ad_hoc", "answers": 5, "needed": 20}]
    one = content["authored"]
    assert (one["method"], one["answers"], one["questions"], one["folds"]) == ("linear", 27, 3, 3)
    assert set(one["before"]) == set(one["after"]) == {"pearson", "rmse", "kappa"}
    assert one["map"]["error_band"] == round(one["after"]["rmse"], 1)
    assert one["source"]["file"] == "graded.jsonl"
    assert one["source"]["sha256"] == hashlib.sha256(graded.read_bytes()).hexdigest()
    assert "questions with just a reference: 5 that can be used, 20 are needed; grade 15 more" in (
        result.stderr
    )
    assert "Nothing is kept" in result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_with_two_questions_there_is_a_map_and_no_band(
    cli: Cli, graded: Path, options: tuple[str, ...]
) -> None:
    rows = [row for row in bank_rows() if row["question_id"] != "idempotent-methods"]
    more = [row | {"answer": f"Well. {row['answer']}"} for row in rows[:4]]
    result = cli("calibrate", "-", "--full-marks", "10", *options, input=jsonl(*rows, *more))
    assert result.exit_code == 0, result.stderr
    assert "calibrated" not in result.stdout
    assert "Error band" not in result.stdout
    assert "Too few different questions of the bank" in result.stderr
    grade, _ = grade_of(cli, options)
    assert grade["error_band"] is None
    assert grade["grader"]["calibration"].startswith("stdin 20")


@pytest.mark.usefixtures("shared_encoder")
def test_grades_that_fall_with_the_values_are_warned_of(
    cli: Cli, graded: Path, options: tuple[str, ...]
) -> None:
    rows = [row | {"score": 10 - row["score"]} for row in bank_rows()]
    graded.write_text(jsonl(*rows))
    result = cli("calibrate", str(graded), "--full-marks", "10", "--dry-run", *options)
    assert "every answer would get the same score" in result.stderr


@pytest.mark.usefixtures("shared_encoder")
@pytest.mark.parametrize("change", ["version", "encoder"])
def test_what_was_fitted_to_another_grader_is_not_used(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...], change: str
) -> None:
    shipped, _ = grade_of(cli, options)
    cli("calibrate", str(graded), "--full-marks", "10", *options)
    (path,) = kept(home)
    path.write_text(json.dumps(json.loads(path.read_text()) | {change: "another"}))
    grade, talk = grade_of(cli, options)
    assert grade == shipped
    assert "is not used. Calibrate again: mockint calibrate FILE" in talk


@pytest.mark.usefixtures("no_encoder")
@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "-"),
        ("followups", "-q", "late-binding", "-a", "It is late."),
        ("start", "--minutes", "3"),
        ("calibrate", "graded"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_damaged_calibration_ends_the_call_before_anything_begins(
    cli: Cli,
    home: Path,
    graded: Path,
    options: tuple[str, ...],
    arguments: tuple[str, ...],
    shared_calibration: Path,
) -> None:
    shared_calibration.write_text('{"schema": "mockint.calibration/1"')
    named = [str(graded) if word == "graded" else word for word in arguments]
    if named[0] == "calibrate":
        named += ["--full-marks", "10"]
    result = cli(*named, *options, input="{}\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is damaged" in result.stderr
    assert "mockint calibrate --forget" in result.stderr
    assert journals(home) == []
    assert cli("calibrate", "--forget", *options).exit_code == 0
    assert kept(home) == []


@pytest.fixture
def shared_calibration(snakes: Path) -> Path:
    """Where the calibration of the small pack is kept."""
    from mockint.cli.wiring import Wiring

    wiring = Wiring(pack=str(snakes))
    path = wiring.calibration_file(wiring.pack())
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.usefixtures("no_encoder")
def test_too_few_answers_are_refused_before_anything_is_loaded(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...]
) -> None:
    graded.write_text(jsonl(*list(bank_rows())[:12]))
    result = cli("calibrate", str(graded), "--full-marks", "10", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "Answers to questions of the bank: 12 that can be used, 20 are needed; grade 8 more."
        in (result.stderr)
    )
    assert kept(home) == []


@pytest.mark.usefixtures("shared_encoder")
def test_answers_that_say_nothing_do_not_count(
    cli: Cli, graded: Path, options: tuple[str, ...]
) -> None:
    rows = [row | {"answer": "I have no idea."} for row in list(bank_rows())[:22]]
    graded.write_text(jsonl(*rows))
    result = cli("calibrate", str(graded), "--full-marks", "10", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "0 that can be used, 20 are needed" in result.stderr
    assert "since they get 0 whatever the scale: 22" in result.stderr


@pytest.mark.usefixtures("no_encoder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "mockint calibrate IN"),
        (("--forget", "rows.jsonl"), "--forget goes with no file"),
        (("--forget", "--dry-run"), "--forget goes with no file"),
        (("missing.jsonl",), "cannot be read"),
    ],
)
def test_calls_that_make_no_sense_say_what_would(
    cli: Cli, options: tuple[str, ...], arguments: tuple[str, ...], said: str
) -> None:
    result = cli("calibrate", *arguments, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_a_file_s_name_cannot_move_the_cursor(
    cli: Cli, home: Path, graded: Path, options: tuple[str, ...]
) -> None:
    odd = graded.rename(home / "\x1b[2Jred\n\x07.jsonl")
    assert cli("calibrate", str(odd), "--full-marks", "10", *options).exit_code == 0
    grade, _ = grade_of(cli, options)
    assert grade["grader"]["calibration"].startswith("red .jsonl 20")


@pytest.mark.usefixtures("shared_encoder")
def test_each_pack_has_its_own(
    cli: Cli, graded: Path, options: tuple[str, ...], snakes: Path
) -> None:
    cli("calibrate", str(graded), "--full-marks", "10", *options)
    other = snakes.rename(snakes.with_name("boas"))
    grade, _ = grade_of(cli, ("--pack", str(other)))
    assert not grade["grader"]["calibration"].startswith("graded")
