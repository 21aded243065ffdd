from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.embedding import Encoder
from tests.cli.driving import Cli

pytestmark = pytest.mark.usefixtures("shared_encoder")


def test_a_question_is_found_by_its_meaning(cli: Cli, snakes: Path) -> None:
    result = cli("search", "repeating a web request safely", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    first, *paragraph = result.stdout.splitlines()
    assert first.startswith("idempotent-methods  (0.")
    assert paragraph[:2] == [
        "  What does it mean that PUT is idempotent while POST is not, and why does a",
        "  client care?",
    ]


def test_json_lists_the_nearest_first_and_no_more_than_the_limit(cli: Cli, snakes: Path) -> None:
    result = cli("search", "sorting a list or a tuple", "--json", "-n", "2", "--pack", str(snakes))
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert list(content) == ["schema", "query", "questions"]
    assert (content["schema"], content["query"]) == (
        "mockint.search/1",
        "sorting a list or a tuple",
    )
    found = content["questions"]
    assert [list(one) for one in found] == [["id", "similarity", "question"]] * 2
    assert found[0]["id"] == "sort-a-list"
    assert 1 >= found[0]["similarity"] >= found[1]["similarity"] > 0


def test_nothing_relevant_is_said_and_not_filled_with_noise(cli: Cli, snakes: Path) -> None:
    result = cli("search", "watering house plants in winter", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (0, "Nothing relevant was found.\n")
    as_json = cli("search", "watering house plants in winter", "--json", "--pack", str(snakes))
    assert json.loads(as_json.stdout)["questions"] == []


@pytest.mark.parametrize("text", ["", "  \t", "?!", "\x1b"], ids=repr)
def test_blank_text_is_a_usage_error(cli: Cli, text: str) -> None:
    result = cli("search", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is nothing to search for." in result.stderr


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_the_limit_is_a_positive_number(cli: Cli, limit: str) -> None:
    assert cli("search", "x", "--limit", limit).exit_code == 2


def test_vectors_of_an_own_pack_are_kept_and_made_anew_when_it_changes(
    cli: Cli, home: Path, snakes: Path
) -> None:
    query = ("search", "lambdas in a loop", "--pack", str(snakes))
    before = cli(*query).stdout
    assert "idempotent-methods" not in before
    (index,) = (home / "cache" / "embeddings").glob("snakes-*/index.json")
    kept = index.stat().st_mtime_ns
    assert cli(*query).stdout == before
    assert index.stat().st_mtime_ns == kept

    path = snakes / "http-methods.yaml"
    path.write_text(path.read_text().replace("and why does a client care?", "of lambdas in loops?"))
    assert "\nidempotent-methods" in cli(*query).stdout
    assert index.stat().st_mtime_ns != kept


def test_vectors_that_cannot_be_kept_do_not_end_the_search(
    cli: Cli, home: Path, snakes: Path
) -> None:
    (home / "cache").write_text("a file where the folder should be")
    result = cli("search", "lambdas in a loop", "--pack", str(snakes))
    assert result.exit_code == 0
    assert result.stdout.startswith("late-binding")
    assert "could not be kept" in result.stderr


def test_a_query_in_any_script_is_encoded_as_it_is(
    cli: Cli, snakes: Path, encoder: Encoder
) -> None:
    result = cli("search", "списки и кортежи 🐍", "--json", "--pack", str(snakes))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["query"] == "списки и кортежи 🐍"
