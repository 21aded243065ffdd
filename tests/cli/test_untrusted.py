"""Texts of packs and of answers can neither steer the terminal nor format what is shown."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.driving import ESCAPES, Cli
from tests.cli.test_start import ANSWER

pytestmark = pytest.mark.usefixtures("shared_encoder")


def assert_harmless(output: str) -> None:
    steering = {one for one in output if unicodedata.category(one) in ("Cc", "Cf")} - {"\n", "\t"}
    assert not steering


def test_listed(cli: Cli, hostile: Path) -> None:
    result = cli("list", "--pack", str(hostile), "--topic", "closures")
    assert result.exit_code == 0
    assert_harmless(result.stdout)
    assert "\t[red]You build three lambdas" in result.stdout
    assert result.stdout.endswith("do you mend it?[/red] red \n")


def test_shown(cli: Cli, hostile: Path) -> None:
    result = cli("show", "late-binding", "--pack", str(hostile))
    assert result.exit_code == 0
    assert_harmless(result.stdout)
    assert result.stdout.startswith("[red]You build three lambdas")
    assert "[red]A closure keeps the variable" in result.stdout
    assert "Wrong: [red]Each lambda copies" in result.stdout
    assert "[red]assert True" in result.stdout
    assert "[red]RFC[/red]" in result.stdout


def test_found(cli: Cli, hostile: Path) -> None:
    result = cli("search", "lambdas in a loop", "--pack", str(hostile))
    assert "[red]You build three lambdas" in result.stdout
    assert_harmless(result.stdout)


def test_asked_next(cli: Cli, hostile: Path) -> None:
    answer = f"[blue]{ANSWER}[/blue] {ESCAPES}"
    result = cli("followups", "-q", "late-binding", "-a", answer, "--pack", str(hostile))
    assert result.stdout.startswith("[red]")
    assert_harmless(result.stdout)


def test_in_an_interview_and_its_report(cli: Cli, home: Path, hostile: Path) -> None:
    typed = f"[blue]{ANSWER}[/blue] {ESCAPES}\n<script>alert(1)</script> | [x](http://x)\n"
    options = ("--pack", str(hostile), "--topic", "closures", "--minutes", "3")
    result = cli("start", *options, input=f"/hint\n{typed}/repeat\n.\n{typed}.\n/quit\n")
    assert result.exit_code == 0
    assert_harmless(result.stdout)
    assert "\n[red]You build three lambdas" in result.stdout
    assert "\nSo far you had typed:\n[blue]A closure" in result.stdout

    report = cli("report")
    assert_harmless(report.stdout)
    assert "[blue]A closure looks its free variables up" in report.stdout
    prose = report.stdout.partition("~~~text")[0] + report.stdout.rpartition("~~~\n")[2]
    assert "<script>" not in prose
    assert "](http" not in prose
    cli("report", "-o", str(home / "report.md"))
    assert_harmless((home / "report.md").read_text())

    as_json = cli("report", "--json").stdout
    assert_harmless(as_json)
    assert json.loads(as_json)["questions"][0]["answer"] == typed


@pytest.mark.parametrize("verb", ["show", "report"])
def test_in_an_error(cli: Cli, hostile: Path, verb: str) -> None:
    result = cli(verb, f"[red]x[/red]{ESCAPES}")
    assert result.exit_code == 2
    assert_harmless(result.stderr)
    if verb == "show":
        assert "called '[red]x[/red]red '" in result.stderr
