from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driving import GOOD, Cli
from tests.cli.test_grade import jsonl, results_of

pytestmark = pytest.mark.usefixtures("shared_encoder")


def test_a_missed_point_is_asked_about_in_the_banks_own_words(cli: Cli, snakes: Path) -> None:
    result = cli("followups", "-q", "list-or-tuple", "-a", GOOD, "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "You want to cache results by a pair of coordinates. What would you index the\n"
        "cache with?\n"
        "  aims at hashable (missed, authored)\n"
        "How would you return two values of different kinds from one function?\n"
        "  aims at record (missed, authored)\n"
    )


def test_json_keeps_its_contract(cli: Cli, snakes: Path) -> None:
    arguments = ("-q", "lists-tuples/1", "-a", GOOD, "-n", "1", "--json", "--pack", str(snakes))
    result = cli("followups", *arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "schema": "mockint.followups/1",
        "question_id": "list-or-tuple",
        "follow_ups": [
            {
                "question": "You want to cache results by a pair of coordinates. What would you "
                "index the cache with?",
                "key_point": "hashable",
                "origin": "authored",
                "reason": "missed",
            }
        ],
    }


def test_a_full_answer_leaves_nothing_to_ask(cli: Cli, snakes: Path) -> None:
    everything = (
        f"{GOOD} A tuple of hashable items can be a dictionary key or a set member, a list "
        "cannot. Tuples suit fixed records in which each position has its own meaning."
    )
    arguments = ("-q", "list-or-tuple", "-a", everything, "--pack", str(snakes))
    result = cli("followups", *arguments)
    assert (result.exit_code, result.stdout) == (
        0,
        "Nothing was left out that the bank knows of.\n",
    )
    assert json.loads(cli("followups", *arguments, "--json").stdout)["follow_ups"] == []


@pytest.mark.parametrize("answer", ["", "I don't know.", "\x1b[31m"], ids=repr)
def test_an_answer_that_says_nothing_gets_the_easier_questions(
    cli: Cli, snakes: Path, answer: str
) -> None:
    arguments = ("-q", "list-or-tuple", "-a", answer, "--json", "--pack", str(snakes))
    follow_ups = json.loads(cli("followups", *arguments).stdout)["follow_ups"]
    assert [one["key_point"] for one in follow_ups] == ["mutable", "hashable"]
    easier = follow_ups[0]["question"] == "Which of the two has an append method?"
    assert easier == (answer == "I don't know.")


def test_a_batch_gives_one_object_a_row_in_order(cli: Cli, home: Path, snakes: Path) -> None:
    rows = [
        {"id": "a", "question_id": "list-or-tuple", "answer": GOOD},
        {"id": "b", "question_id": "nope", "answer": "x"},
        {"id": "c", "question_id": "closures/1", "answer": "I don't know."},
    ]
    text, out = jsonl(*rows), home / "out.jsonl"
    piped = cli("followups", "-", "-n", "1", "--pack", str(snakes), input=text)
    assert piped.exit_code == 3
    found = results_of(piped.stdout)
    assert [list(one) for one in found] == [["id", "question_id", "follow_ups", "error"]] * 3
    assert [(one["id"], one["question_id"], len(one["follow_ups"])) for one in found] == [
        ("a", "list-or-tuple", 1), ("b", "nope", 0), ("c", "late-binding", 1),
    ]  # fmt: skip
    assert "no question called 'nope'" in found[1]["error"]
    assert piped.stderr == "Read 2 answers, 1 with an error.\n"

    (home / "in.jsonl").write_text(text)
    in_file = str(home / "in.jsonl")
    filed = cli("followups", in_file, "-o", str(out), "-n", "1", "--pack", str(snakes))
    assert (filed.exit_code, filed.stdout) == (3, "")
    assert out.read_text() == piped.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(["--question", "list-or-tuple"], id="question without answer"),
        pytest.param(["--answer", "x"], id="answer without question"),
        pytest.param(["in.jsonl", "--question", "list-or-tuple"], id="rows and question"),
        pytest.param(["in.jsonl", "-q", "list-or-tuple", "-a", "x"], id="rows and both"),
    ],
)
def test_a_call_that_mixes_the_two_forms_is_a_usage_error(cli: Cli, arguments: list[str]) -> None:
    result = cli("followups", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("mockint: Give either a file of rows, or one question")


@pytest.mark.parametrize("limit", ["0", "21"])
def test_the_limit_has_bounds(cli: Cli, limit: str) -> None:
    assert cli("followups", "-q", "x", "-a", "y", "-n", limit).exit_code == 2


def test_an_unknown_question_suggests_near_ones(cli: Cli, snakes: Path) -> None:
    result = cli("followups", "-q", "late-bindin", "-a", "x", "--pack", str(snakes))
    assert result.exit_code == 2
    assert "Did you mean 'late-binding'?" in result.stderr
