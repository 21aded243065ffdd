from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driving import Cli

ALL = ["list-or-tuple", "sort-a-list", "late-binding", "idempotent-methods"]


def ids_of(output: str) -> list[str]:
    return [line.split("\t")[0] for line in output.splitlines()]


def test_piped_output_is_one_tab_separated_line_a_question(cli: Cli, snakes: Path) -> None:
    result = cli("list", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "list-or-tuple\tlists-tuples/1\tjunior\tWhen would you reach for a tuple rather than a "
        "list, and what does each of them allow?\n"
        "sort-a-list\tlists-tuples/2\tmid\tWhat is the difference between calling sorted on a "
        "list and calling its sort method?\n"
        "late-binding\tclosures/1\tsenior\tYou build three lambdas in a loop and all of them "
        "return the last value. Why is that, and how do you mend it?\n"
        "idempotent-methods\thttp-methods/1\tmid\tWhat does it mean that PUT is idempotent while "
        "POST is not, and why does a client care?\n"
    )


def test_json_keeps_its_contract(cli: Cli, snakes: Path) -> None:
    result = cli("list", "--json", "--pack", str(snakes))
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert list(content) == ["schema", "questions"]
    assert content["schema"] == "mockint.list/1"
    assert [question["id"] for question in content["questions"]] == ALL
    assert content["questions"][0] == {
        "id": "list-or-tuple",
        "covers": "lists-tuples/1",
        "pack": "snakes",
        "topic": "python",
        "section": "lists-tuples",
        "level": "junior",
        "question": "When would you reach for a tuple rather than a list, and what does each of "
        "them allow?",
        "key_points": 3,
        "misconceptions": 2,
        "example": True,
    }
    assert all(list(one) == list(content["questions"][0]) for one in content["questions"])
    assert content["questions"][1]["example"] is False


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--topic", "python"], ALL[:3], id="topic slug"),
        pytest.param(["--topic", "The Web"], ALL[3:], id="topic title"),
        pytest.param(["-t", "lists-tuples"], ALL[:2], id="section slug"),
        pytest.param(["-t", "lists & tuples"], ALL[:2], id="section title in lower case"),
        pytest.param(["--level", "mid"], [ALL[1], ALL[3]], id="level"),
        pytest.param(["-l", "mid", "-t", "python"], [ALL[1]], id="level of a topic"),
    ],
)
def test_questions_are_chosen_by(
    cli: Cli, snakes: Path, options: list[str], expected: list[str]
) -> None:
    result = cli("list", "--pack", str(snakes), *options)
    assert result.exit_code == 0
    assert ids_of(result.stdout) == expected


def test_an_unknown_topic_suggests_near_ones(cli: Cli, snakes: Path) -> None:
    result = cli("list", "--pack", str(snakes), "--topic", "pithon")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "mockint: There is no topic or section called 'pithon'.\n"
        "Did you mean 'python'? 'mockint list' shows topics and sections.\n"
    )


def test_a_topic_without_questions_of_that_level_is_said_and_not_an_empty_list(
    cli: Cli, snakes: Path
) -> None:
    result = cli("list", "--pack", str(snakes), "-t", "closures", "-l", "junior")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no questions for that topic and level" in result.stderr


def test_an_unknown_level_is_a_usage_error(cli: Cli, snakes: Path) -> None:
    result = cli("list", "--pack", str(snakes), "--level", "wizard")
    assert result.exit_code == 2
    assert "wizard" in result.stderr
    assert "senior" in result.stderr


@pytest.mark.parametrize("name", ["fastapy", "", "/nowhere/at/all"])
def test_an_unknown_pack_is_a_usage_error_that_names_the_shipped_one(cli: Cli, name: str) -> None:
    result = cli("list", "--pack", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no pack called '{name}'." in result.stderr
    assert "Shipped: fastapi" in result.stderr


def test_a_broken_pack_lists_every_problem_with_file_and_line(cli: Cli, snakes: Path) -> None:
    path = snakes / "closures.yaml"
    text = path.read_text().replace("level: senior", "level: expert")
    path.write_text(text.replace("minutes: 1", "minutes: soon"))
    result = cli("list", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "closures.yaml:4: late-binding.level:" in result.stderr
    assert "closures.yaml:5: late-binding.minutes:" in result.stderr


def test_the_shipped_pack_is_the_default(cli: Cli) -> None:
    named = cli("list", "--json", "--pack", "fastapi")
    assert cli("list", "--json").stdout == named.stdout
    first = json.loads(named.stdout)["questions"][0]
    assert (first["pack"], first["covers"]) == ("fastapi", "async-basics/1")
