from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from mockint.cli.wiring import Wiring
from tests.cli.driving import Cli
from tests.fakes import TinyEncoder


@pytest.fixture
def edited(snakes: Path) -> Path:
    """The pack after one of its questions was reworded, in a way that lint minds."""
    path = snakes / "closures.yaml"
    path.write_text(path.read_text().replace("and how do you mend it?", "and how do you mend it"))
    return snakes


@pytest.mark.usefixtures("shared_encoder")
def test_a_clean_pack_passes(cli: Cli, snakes: Path) -> None:
    result = cli("bank", "lint", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "snakes: 4 questions, 0 problems.\n"


def test_a_question_that_could_be_better_is_named_with_its_line(cli: Cli, edited: Path) -> None:
    result = cli("bank", "lint", "--quick", "--pack", str(edited))
    assert (result.exit_code, result.stdout) == (
        1,
        "closures.yaml:3: late-binding.question: should end as a sentence\n",
    )
    assert result.stderr == "snakes: 4 questions, 1 problem.\n"


def test_lint_as_json_keeps_its_contract(cli: Cli, edited: Path) -> None:
    result = cli("bank", "lint", "--quick", "--json", "--pack", str(edited))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "schema": "mockint.lint/1",
        "pack": "snakes",
        "questions": 4,
        "problems": [
            {
                "file": "closures.yaml",
                "line": 3,
                "path": "late-binding.question",
                "message": "should end as a sentence",
            }
        ],
    }


@pytest.mark.usefixtures("no_encoder")
def test_the_quick_checks_need_no_encoder(cli: Cli, snakes: Path) -> None:
    assert cli("bank", "lint", "--quick", "--pack", str(snakes)).exit_code == 0
    assert cli("bank", "lint", "--pack", str(snakes)).exit_code == 1


@pytest.mark.usefixtures("shared_encoder")
def test_a_leak_is_named_with_its_line(cli: Cli, snakes: Path) -> None:
    path = snakes / "closures.yaml"
    text = path.read_text()
    (question,) = yaml.safe_load(text)
    point = question["key_points"][0]
    path.write_text(text.replace(point["follow_up"], f'"{point["text"].rstrip(".")}?"'))
    result = cli("bank", "lint", "--pack", str(snakes))
    assert result.exit_code == 1
    assert result.stdout.startswith("closures.yaml:")
    assert f"late-binding.key_points.{point['id']}: '" in result.stdout
    assert "gives the point away" in result.stdout


def test_a_source_list_is_held_against_the_pack(cli: Cli, snakes: Path, home: Path) -> None:
    (home / "list.txt").write_text("Decorators\n- What is a decorator?\n")
    command = ("bank", "lint", "--quick", "--pack", str(snakes), "--source-list")
    result = cli(*command, str(home / "list.txt"))
    assert (result.exit_code, result.stdout) == (
        1,
        "".join(
            f"pack.yaml:1: {section}: stands in {here} but not in {there}\n"
            for section, here, there in (
                ("closures", "pack.yaml", "the source list"),
                ("decorators", "the source list", "pack.yaml"),
                ("http-methods", "pack.yaml", "the source list"),
                ("lists-tuples", "pack.yaml", "the source list"),
            )
        ),
    )
    missing = cli(*command, str(home / "nowhere.txt"))
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "nowhere.txt cannot be read" in missing.stderr


def test_statistics_count_by_topic_and_section(cli: Cli, snakes: Path) -> None:
    result = cli("bank", "stats", "--pack", str(snakes))
    assert result.exit_code == 0
    heading, *rows = result.stdout.splitlines()
    assert heading.split() == [
        "asked", "junior", "mid", "senior", "points", "wrong", "code", "run",
    ]  # fmt: skip
    assert all(len(row) == len(heading) for row in rows)
    listed = json.loads(cli("list", "--json", "--pack", str(snakes)).stdout)["questions"]
    total = rows[-1].rsplit(maxsplit=8)
    assert int(total[1]) == len(listed)
    assert sum(map(int, total[2:5])) == len(listed)
    assert int(total[5]) == sum(question["key_points"] for question in listed)
    assert int(total[6]) == sum(question["misconceptions"] for question in listed)


def test_statistics_of_the_shipped_pack_fit_a_narrow_terminal(cli: Cli) -> None:
    assert max(map(len, cli("bank", "stats").stdout.splitlines())) <= 80


def test_statistics_as_json_keep_their_contract(cli: Cli, snakes: Path) -> None:
    content = json.loads(cli("bank", "stats", "--json", "--pack", str(snakes)).stdout)
    assert (content["schema"], content["pack"]) == ("mockint.bank-stats/1", "snakes")
    counted = {"questions", "junior", "mid", "senior", "minutes", "key_points", "phrasings"}
    counted |= {"follow_ups", "misconceptions", "examples", "examples_that_run", "linked"}
    assert set(content["total"]) == counted
    assert all(set(row) == counted | {"topic", "section", "items"} for row in content["sections"])
    for name in counted:
        assert content["total"][name] == sum(row[name] for row in content["sections"])


def test_what_breaks_the_format_is_linted_too_and_all_at_once(cli: Cli, edited: Path) -> None:
    path = edited / "http-methods.yaml"
    path.write_text(path.read_text().replace("contradicts: retry", "contradicts: nothing"))
    (edited / "closures.yaml").write_text("- [")
    result = cli("bank", "lint", "--pack", str(edited))
    assert result.exit_code == 1
    assert "closures.yaml:" in result.stdout
    assert "no key point is called 'nothing'" in result.stdout


@pytest.mark.usefixtures("shared_encoder")
def test_vectors_of_an_own_pack_go_to_the_cache_and_not_into_the_pack(
    cli: Cli, home: Path, snakes: Path
) -> None:
    before = sorted(snakes.iterdir())
    result = cli("bank", "build", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    (index,) = (home / "cache" / "embeddings").glob("snakes-*/index.json")
    assert result.stdout == f"snakes: 16 vectors in {index.parent}\n"
    assert (index.parent / "vectors.npy").is_file()
    assert sorted(snakes.iterdir()) == before

    check = cli("bank", "build", "--check", "--pack", str(snakes))
    assert (check.exit_code, check.stdout) == (0, "snakes: the vectors are up to date.\n")


@pytest.mark.usefixtures("shared_encoder")
def test_vectors_older_than_a_question_are_stale(cli: Cli, edited: Path, snakes: Path) -> None:
    path = snakes / "closures.yaml"
    text = path.read_text()
    path.write_text(text.replace("three lambdas", "four lambdas"))
    cli("bank", "build", "--pack", str(snakes))
    path.write_text(text)
    result = cli("bank", "build", "--check", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "are older than its questions (late-binding)" in result.stderr
    assert "mockint bank build" in result.stderr
    cli("bank", "build", "--pack", str(snakes))
    assert cli("bank", "build", "--check", "--pack", str(snakes)).exit_code == 0


@pytest.mark.usefixtures("no_encoder")
def test_checking_vectors_that_were_never_built_needs_no_encoder(cli: Cli, snakes: Path) -> None:
    result = cli("bank", "build", "--check", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "mockint bank build" in result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_changing_level_or_minutes_leaves_vectors_fresh(cli: Cli, snakes: Path) -> None:
    cli("bank", "build", "--pack", str(snakes))
    path = snakes / "closures.yaml"
    path.write_text(path.read_text().replace("minutes: 1", "minutes: 2").replace("senior", "mid"))
    assert cli("bank", "build", "--check", "--pack", str(snakes)).exit_code == 0


def test_vectors_of_another_encoder_do_not_count(
    cli: Cli,
    home: Path,
    snakes: Path,
    shared_encoder: object,
    monkeypatch: pytest.MonkeyPatch,
    tiny: TinyEncoder,
) -> None:
    cli("bank", "build", "--pack", str(snakes))
    monkeypatch.setenv("MOCKINT_ENCODER", "tiny@1")
    assert cli("bank", "build", "--check", "--pack", str(snakes)).exit_code == 1
    monkeypatch.setattr(Wiring, "encoder", lambda _self: tiny)
    assert cli("bank", "build", "--pack", str(snakes)).exit_code == 0
    assert cli("bank", "build", "--check", "--pack", str(snakes)).exit_code == 0
    assert len(list((home / "cache" / "embeddings").glob("snakes-*"))) == 2
    monkeypatch.delenv("MOCKINT_ENCODER")
    assert cli("bank", "build", "--check", "--pack", str(snakes)).exit_code == 0


@pytest.mark.usefixtures("shared_encoder")
def test_a_cache_that_cannot_be_written_is_said_with_the_way_out(
    cli: Cli, home: Path, snakes: Path
) -> None:
    (home / "cache").write_text("a file where the folder should be")
    result = cli("bank", "build", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "set MOCKINT_CACHE_DIR to a folder that you can write to" in result.stderr


@pytest.mark.usefixtures("shared_encoder")
def test_vectors_that_name_another_encoder_are_stale_where_they_lie(
    cli: Cli, home: Path, snakes: Path
) -> None:
    cli("bank", "build", "--pack", str(snakes))
    (path,) = (home / "cache" / "embeddings").glob("snakes-*/index.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"encoder": "older@1"}))
    result = cli("bank", "build", "--check", "--pack", str(snakes))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "were made by another encoder (older@1)" in result.stderr
    assert "mockint bank build" in result.stderr
