"""Documents cannot drift: every command and option is described, every snippet runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest
import typer.main
import yaml

from mockint.bank import load_pack
from mockint.cli.app import app
from mockint.lint import check_wording

ROOT = Path(__file__).parents[1]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command with the long names of its options."""
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        for inner, member in getattr(command, "commands", {"": command}).items():
            options = [
                option
                for parameter in member.params
                for option in parameter.opts
                if option.startswith("--") and option != "--help"
            ]
            yield f"mockint {name} {inner}".strip(), options


@pytest.mark.parametrize(
    ("command", "options"), list(commands()), ids=[name for name, _ in commands()]
)
def test_every_command_and_option_is_documented(command: str, options: list[str]) -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert command in sections
    assert [option for option in options if option not in sections[command]] == []


def test_no_command_is_documented_that_does_not_exist() -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    assert described == {name for name, _ in commands()}


def snippets() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("snippet", snippets())
def test_every_snippet_of_the_readme_runs(snippet: str, home: Path) -> None:
    """`make` and `pip` are dry-run: they set up the very environment that this test runs in."""
    lines = []
    for line in snippet.splitlines():
        if line.startswith("make "):
            line = f"make -n -C '{ROOT}' {line.removeprefix('make ')}"  # noqa: PLW2901
        elif line.startswith("pip "):
            assert all((ROOT / name).exists() for name in re.findall(r"-c (\S+)", line))
            continue
        lines.append(line)
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    script = "set -e\n" + "\n".join(lines)
    done = subprocess.run(
        ["sh", "-c", script], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_links_in_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_pack_of_the_guide_is_read(tmp_path: Path) -> None:
    text = (ROOT / "docs/bank.md").read_text(encoding="utf-8")
    content, example, wordings = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "pack.yaml").write_text(content, encoding="utf-8")
    titles = [s["title"] for t in yaml.safe_load(content)["topics"] for s in t["sections"]]
    assert titles == ["TCP & UDP"]
    question = """
- id: why-retransmit
  covers: tcp-udp/{n}
  question: What happens to a lost segment{n}?
  level: junior
  minutes: 1
  reference: The sender sends it again.
  key_points:
    - {{id: again, text: The sender sends a lost segment again, weight: 1}}
"""
    twice = question.format(n=1) + question.format(n=2).replace("why-", "why-2-")
    twice += indent(example, "  ")
    (tmp_path / "tcp-udp.yaml").write_text(twice, encoding="utf-8")
    pack = load_pack(tmp_path)
    assert [one.section for one in pack.questions] == ["tcp-udp", "tcp-udp"]
    assert pack.questions[1].example is not None
    assert not pack.questions[1].example.runs
    assert list(check_wording(pack))
    (tmp_path / "wordings").mkdir()
    said = wordings.replace("why-async-await", "why-retransmit").replace("pause:", "again:")
    (tmp_path / "wordings/tcp-udp.yaml").write_text(said, encoding="utf-8")
    (again,) = load_pack(tmp_path).questions[0].key_points
    assert (len(again.said_right), len(again.said_wrong)) == (1, 1)
