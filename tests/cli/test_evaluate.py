from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driving import Cli

ROWS = [
    {"question_id": "late-binding", "score": 1, "kind": "right"},
    {"question_id": "late-binding", "score": 0, "kind": "wrong"},
    {"question_id": "late-binding", "score": 0, "kind": "nothing"},
    {"question_id": "closures/1", "score": 0.5, "kind": "half"},
]
ANSWERS = [
    "A closure looks its free variables up when it is called. All the lambdas share one variable.",
    "Each lambda copies the value. Every pass of the loop makes a new variable.",
    "I don't know.",
    "All the lambdas share one and the same loop variable.",
]


@pytest.fixture
def graded(home: Path) -> Path:
    path = home / "graded.jsonl"
    rows = [row | {"answer": text} for row, text in zip(ROWS, ANSWERS, strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.usefixtures("shared_encoder")
def test_a_table_compares_the_graders(cli: Cli, snakes: Path, graded: Path) -> None:
    result = cli("evaluate", str(graded), "--pack", str(snakes))
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "4 answers to 2 questions; 95 % intervals over questions"
    names = ("mockint", "token recall", "clause coverage", "sentence cosine", "BM25")
    assert [line[:16].strip() for line in lines[3:8]] == list(names)
    assert "right > wrong" in result.stdout
    assert max(map(len, lines[:8])) <= 80


@pytest.mark.usefixtures("shared_encoder")
def test_evaluation_as_json_keeps_its_contract(cli: Cli, snakes: Path, graded: Path) -> None:
    result = cli("evaluate", str(graded), "--pack", str(snakes), "--no-peers", "--json")
    content = json.loads(result.stdout)
    assert content["schema"] == "mockint.evaluation/1"
    (grader,) = content["graders"]
    assert list(grader) == [
        "grader", "answers", "questions", "pearson", "spearman", "within", "rmse", "kappa",
        "separations",
    ]  # fmt: skip
    assert set(grader["pearson"]) == {"value", "low", "high"}
    assert grader["pearson"]["value"] > 0.5
    (pair,) = [
        one for one in grader["separations"] if (one["better"], one["worse"]) == ("right", "wrong")
    ]
    assert pair["auc"]["value"] == 1


@pytest.mark.usefixtures("no_encoder")
def test_rows_that_cannot_be_used_are_named_before_anything_is_loaded(
    cli: Cli, snakes: Path, graded: Path
) -> None:
    graded.write_text('{"question_id": "late-binding", "answer": "x", "score": 7}\n')
    result = cli("evaluate", str(graded), "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the score 7 does not lie between 0 and 1" in result.stderr
    assert "--full-marks" in result.stderr


@pytest.mark.usefixtures("no_encoder")
def test_a_pack_without_labelled_answers_says_what_to_do(cli: Cli, snakes: Path) -> None:
    result = cli("evaluate", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mockint evaluate FILE" in result.stderr
