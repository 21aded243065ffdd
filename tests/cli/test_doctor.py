from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driving import Cli

KEYS = [
    "schema", "python", "versions", "settings", "config_file", "checks", "leaves_the_machine",
]  # fmt: skip


def content_of(cli: Cli, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(cli("doctor", "--json", *arguments).stdout))


def test_json_keeps_its_contract(cli: Cli, home: Path, snakes: Path) -> None:
    result = cli("doctor", "--json", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    content = json.loads(result.stdout)
    assert list(content) == KEYS
    assert content["schema"] == "mockint.doctor/1"
    assert content["config_file"] == str(home / "config.toml")
    assert content["leaves_the_machine"] == []
    assert {"mockint", "torch", "numpy"} <= content["versions"].keys()
    assert [list(one) for one in content["settings"]] == [["name", "value", "origin"]] * 4
    assert all(list(one) == ["name", "ok", "detail", "hint"] for one in content["checks"])
    assert [one["name"] for one in content["checks"]] == [
        "pack", "encoder", "vectors", "data_dir", "cache_dir",
    ]  # fmt: skip
    assert all(one["ok"] for one in content["checks"])


def test_every_setting_says_where_it_comes_from(
    cli: Cli, home: Path, snakes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOCKINT_CACHE_DIR")
    (home / "config.toml").write_text(
        f'pack = "from-file"\nencoder = "from-file"\ncache_dir = "{home / "cached"}"\n'
    )
    monkeypatch.setenv("MOCKINT_ENCODER", "from-environment")
    content = content_of(cli, "--pack", str(snakes))
    assert content["settings"] == [
        {"name": "pack", "value": str(snakes), "origin": "--pack"},
        {"name": "encoder", "value": "from-environment", "origin": "MOCKINT_ENCODER"},
        {"name": "data_dir", "value": str(home / "data"), "origin": "MOCKINT_DATA_DIR"},
        {"name": "cache_dir", "value": str(home / "cached"), "origin": str(home / "config.toml")},
    ]


def test_a_default_is_called_one(cli: Cli) -> None:
    settings = {one["name"]: one for one in content_of(cli)["settings"]}
    assert settings["pack"] == {"name": "pack", "value": "fastapi", "origin": "default"}
    assert settings["encoder"] == {"name": "encoder", "value": "", "origin": "default"}


def test_text_says_the_same(cli: Cli, home: Path, snakes: Path) -> None:
    result = cli("doctor", "--pack", str(snakes))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert f"  pack = {snakes}  [--pack]" in lines
    assert "  encoder = (the encoder that ships)  [default]" in lines
    assert f"  data_dir = {home / 'data'}  [MOCKINT_DATA_DIR]" in lines
    assert f"  configuration file: {home / 'config.toml'} (not there)" in lines
    assert f"  ok   pack: Python and HTTP, 4 questions, {snakes}" in lines
    assert "BAD" not in result.stdout


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("pack = [", "cannot be read", id="not TOML"),
        pytest.param("pac = 'x'", "'pac' is not a setting", id="unknown name"),
        pytest.param("pack = 3", "'pack' should be text in quotes", id="wrong type"),
    ],
)
def test_a_broken_configuration_file_is_named_with_the_fix(
    cli: Cli, home: Path, text: str, complaint: str
) -> None:
    (home / "config.toml").write_text(text)
    for verb in (["doctor"], ["list"], ["history"]):
        result = cli(*verb)
        assert result.exit_code == 2
        assert str(home / "config.toml") in result.stderr
        assert complaint in result.stderr


def test_a_missing_pack_fails_with_the_rest_still_checked(cli: Cli) -> None:
    result = cli("doctor", "--json", "--pack", "nowhere")
    assert result.exit_code == 1
    checks = {one["name"]: one for one in json.loads(result.stdout)["checks"]}
    assert checks["pack"]["ok"] is False
    assert "There is no pack called 'nowhere'." in checks["pack"]["detail"]
    assert "Shipped: fastapi" in checks["pack"]["hint"]
    assert checks["encoder"]["ok"] is True
    text = cli("doctor", "--pack", "nowhere")
    assert text.exit_code == 1
    assert "  BAD  pack: There is no pack called 'nowhere'.\n" in text.stdout


def test_a_broken_pack_fails_with_its_problems(cli: Cli, snakes: Path) -> None:
    (snakes / "closures.yaml").unlink()
    result = cli("doctor", "--pack", str(snakes))
    assert result.exit_code == 1
    assert "closures.yaml" in result.stdout


def test_a_folder_that_cannot_be_used_fails(cli: Cli, home: Path) -> None:
    (home / "data").write_text("a file where the folder should be")
    result = cli("doctor", "--json")
    assert result.exit_code == 1
    (bad,) = [one for one in json.loads(result.stdout)["checks"] if not one["ok"]]
    assert bad["name"] == "data_dir"
    assert bad["hint"] == "Set MOCKINT_DATA_DIR to a folder that you can write to."


def test_looking_makes_no_session_folder(cli: Cli, home: Path) -> None:
    cli("doctor")
    assert not (home / "data").exists()
