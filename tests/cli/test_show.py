from __future__ import annotations

import json
from pathlib import Path

from tests.cli.driving import Cli


def test_every_part_of_a_question_is_shown(cli: Cli, snakes: Path) -> None:
    result = cli("show", "list-or-tuple", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:5] == [
        "When would you reach for a tuple rather than a list, and what does each of them",
        "allow?",
        "list-or-tuple · lists-tuples/1 · junior · 1 min",
        "",
        "Reference answer",
    ]
    assert max(map(len, lines)) <= 80
    for part in (
        "Key points\n  *** A list can be changed after it was created, while a tuple is",
        "  **  A tuple of hashable items can be a dictionary key or a set member, a list\n",
        "Often got wrong\n  Wrong: A tuple can be changed after creation, only a list is",
        "  Right: It is the list that can be changed; a tuple is fixed once it exists.\n",
        'Example\npoint = (1, 2)\nseen = {point: "here"}\nassert seen[1, 2] == "here"\n',
        "Sources\n  Python tutorial\n",
        "See also\n  sort-a-list\n",
    ):
        assert f"\n{part}" in result.stdout


def test_long_lines_of_a_point_stand_below_its_text(cli: Cli, snakes: Path) -> None:
    lines = cli("show", "list-or-tuple", "--pack", str(snakes)).stdout.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("  **  A tuple of hashable"))
    assert lines[first + 1].startswith("      ")
    assert lines[first + 1][6] != " "


def test_an_example_that_is_not_run_says_why(cli: Cli, snakes: Path) -> None:
    path = snakes / "closures.yaml"
    example = "  example:\n    language: shell\n    runs: false\n    reason: needs a host\n"
    path.write_text(
        path.read_text().replace("  sources:", f"{example}    code: sleep 1\n  sources:")
    )
    output = cli("show", "late-binding", "--pack", str(snakes)).stdout
    assert "\nExample\nNot run by the tests: needs a host\nsleep 1\n" in output
    content = json.loads(cli("show", "late-binding", "--json", "--pack", str(snakes)).stdout)
    assert content["example"] == {
        "code": "sleep 1",
        "language": "shell",
        "runs": False,
        "reason": "needs a host",
    }


def test_what_a_question_does_not_have_gets_no_heading(cli: Cli, snakes: Path) -> None:
    output = cli("show", "late-binding", "--pack", str(snakes)).stdout
    assert "Sources" in output
    assert "Example" not in output
    assert "See also" not in output


def test_a_question_is_found_by_its_place_in_the_source_list(cli: Cli, snakes: Path) -> None:
    by_place = cli("show", "closures/1", "--pack", str(snakes))
    assert by_place.exit_code == 0
    assert by_place.stdout == cli("show", "late-binding", "--pack", str(snakes)).stdout


def test_json_holds_the_whole_question(cli: Cli, snakes: Path) -> None:
    result = cli("show", "list-or-tuple", "--json", "--pack", str(snakes))
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert list(content) == [
        "schema", "pack", "topic", "id", "covers", "question", "level", "minutes", "reference",
        "key_points", "misconceptions", "example", "similar", "sources", "hash",
    ]  # fmt: skip
    assert content["schema"] == "mockint.show/1"
    assert list(content["key_points"][0]) == [
        "id", "text", "weight", "phrasings", "follow_up", "easier_follow_up",
        "said_right", "said_wrong",
    ]  # fmt: skip
    assert list(content["misconceptions"][0]) == [
        "claim", "phrasings", "contradicts", "correction", "probe",
    ]  # fmt: skip
    assert content["level"] == "junior"
    assert content["similar"] == ["sort-a-list"]
    assert len(content["hash"]) == 16


def test_an_unknown_question_suggests_near_ones(cli: Cli, snakes: Path) -> None:
    result = cli("show", "late-bindings", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "mockint: There is no question called 'late-bindings'.\n"
        "Did you mean 'late-binding'? 'mockint list' shows them all.\n"
    )


def test_a_question_must_be_named(cli: Cli) -> None:
    result = cli("show")
    assert result.exit_code == 2
    assert "Missing argument 'ID'" in result.stderr
