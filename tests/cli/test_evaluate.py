from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from mockint.cli.evaluate import _shows_blocks, _shows_picture
from mockint.cli.evaluation_text import evaluation_lines, picture_lines
from mockint.cli.world import World
from mockint.grading import Flag
from tests.cli.driving import ESCAPES, Cli
from tests.cli.test_untrusted import assert_harmless
from tests.evaluation.comparing import compared, comparison

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
    assert "Flags: how many answers of each kind carry them" in lines
    (row,) = [line for line in lines if line.startswith("dont_know")]
    assert row.split() == ["dont_know", "1", "25%", "0", "0%", "0", "0%", "0", "0%", "1", "100%"]
    assert max(map(len, lines)) <= 80
    assert "Score minus grade" not in result.stdout


@pytest.mark.usefixtures("shared_encoder")
def test_evaluation_as_json_keeps_its_contract(cli: Cli, snakes: Path, graded: Path) -> None:
    result = cli("evaluate", str(graded), "--pack", str(snakes), "--no-peers", "--json")
    content = json.loads(result.stdout)
    assert list(content) == [
        "schema", "graders", "source", "ungraded", "identities", "reliability", "guards",
    ]  # fmt: skip
    assert (content["schema"], content["ungraded"]) == ("mockint.evaluation/1", 0)
    assert content["source"] == str(graded)
    (identity,) = content["identities"]
    assert list(identity) == ["name", "version", "encoder", "calibration"]
    (guard,) = [one for one in content["guards"] if one["flag"] == "dont_know"]
    assert list(guard) == ["flag", "answers", "share", "kinds"]
    assert (guard["answers"], guard["share"]) == (1, 0.25)
    assert guard["kinds"][-1] == {"kind": "nothing", "answers": 1, "of": 1, "share": 1.0}
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


@pytest.mark.usefixtures("shared_encoder")
def test_a_picture_in_a_pipe_is_drawn_in_ascii_when_it_is_asked_for(
    cli: Cli, snakes: Path, graded: Path
) -> None:
    options = ("evaluate", str(graded), "--pack", str(snakes), "--no-peers")
    assert cli(*options, "--no-picture").stdout == cli(*options).stdout
    result = cli(*options, "--picture")
    assert result.stdout.startswith(cli(*options).stdout)
    assert result.stdout.isascii()
    lines = result.stdout.splitlines()
    drawn = lines[lines.index("Score minus grade, in points: how many answers") + 1 :]
    assert sum(int(line.split()[1]) for line in drawn) == 4
    assert {line.split()[2].strip("#") for line in drawn if line.split()[1] != "0"} == {""}
    assert max(map(len, lines)) <= 80
    as_json = cli(*options, "--picture", "--json")
    assert json.loads(as_json.stdout)["schema"] == "mockint.evaluation/1"


@pytest.mark.usefixtures("shared_encoder")
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["tables", "json"])
def test_a_page_is_written_beside_the_result(
    cli: Cli, home: Path, snakes: Path, graded: Path, options: tuple[str, ...]
) -> None:
    out = home / "pages" / "page.html"
    command = ("evaluate", str(graded), "--pack", str(snakes), "--no-peers", *options)
    result = cli(*command, "--html", str(out))
    assert (result.exit_code, result.stderr) == (0, f"Page written to {out}\n")
    assert result.stdout == cli(*command).stdout
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.count("<title>late-binding, ") == 3
    assert f"<dd>{graded}</dd>" in page
    out.write_text("old")
    cli(*command, "--html", str(out))
    assert out.read_text(encoding="utf-8") == page
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@pytest.mark.usefixtures("no_encoder")
def test_a_page_that_cannot_be_written_is_said_before_anything_is_graded(
    cli: Cli, home: Path, snakes: Path, graded: Path
) -> None:
    before = graded.read_text()
    for target, reason in (
        (graded, "is the input"),
        (home, "cannot be written (a folder)"),
        (graded / "page.html", "cannot be written"),
    ):
        result = cli("evaluate", str(graded), "--pack", str(snakes), "--html", str(target))
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{target} {reason}" in result.stderr
        assert "--html" in result.stderr
    assert graded.read_text() == before


@pytest.mark.usefixtures("shared_encoder")
def test_kinds_and_answers_of_rows_cannot_steer(cli: Cli, home: Path, snakes: Path) -> None:
    path, out = home / "rows.jsonl", home / "page.html"
    spoilt = f"<b>{ESCAPES}\n\x1b]0;unclosed"
    rows = [row | {"answer": spoilt, "kind": f"{row['kind']}{spoilt}"} for row in ROWS]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = cli(
        "evaluate", str(path), "--pack", str(snakes), "--no-peers", "--picture", "--html", str(out)
    )
    assert result.exit_code == 0, result.stderr
    assert_harmless(result.stdout)
    assert "right<b>.. > " in result.stdout
    page = out.read_text(encoding="utf-8")
    assert_harmless(page)
    assert "<b>" not in page
    assert page.endswith("</html>\n")


def test_error_bands_are_held_against_the_distances() -> None:
    answers = [compared(50, score, band=10) for score in (45, 55, 65, 75)]
    lines = list(evaluation_lines(comparison(*answers), 80))
    start = next(i for i, line in enumerate(lines) if line.startswith("Error band"))
    assert lines[start] == (
        "Error band: of 4 scores 50 % lie within one band of the grade, 75 % within two"
    )
    cells = [line.split()[-5:] for line in lines[start + 1 : start + 3]]
    assert cells == [
        ["0-20", "20-40", "40-60", "60-80", "80-100"],
        ["0", "0", "2", "2", "0"],
    ]
    assert lines[start + 3].split() == ["within", "one", "-", "-", "100", "%", "0", "%", "-"]
    assert not any(
        "Error band" in line for line in evaluation_lines(comparison(compared(1, 2)), 80)
    )


@pytest.mark.parametrize("width", [80, 120])
def test_every_table_fits_into_the_terminal_whatever_the_kinds_are_called(width: int) -> None:
    kinds = tuple(f"{letter} kind of answer with a name that is long" for letter in "abcdefg")
    answers = [compared(10 * i, 50, kind, tuple(Flag), 5) for i, kind in enumerate(kinds)]
    found = comparison(*answers, kinds=kinds)
    lines = list(evaluation_lines(found, width))
    assert max(map(len, lines)) <= width
    counts = [line for line in lines if line.startswith(f"{Flag.ECHO.value} ")]
    assert sum(line.count("1 100%") for line in counts) == len(kinds)
    assert max(map(len, picture_lines(found, width, blocks=True))) <= width


class Tty(io.TextIOWrapper):
    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("encoding", "environ", "picture", "blocks"),
    [
        ("utf-8", {}, True, True),
        ("utf-8", {"NO_COLOR": "1"}, True, False),
        ("utf-8", {"NO_COLOR": ""}, True, True),
        ("ascii", {}, True, False),
        ("utf-8", {"TERM": "dumb"}, False, False),
        ("utf-8", {"ACCESSIBLE": "1"}, False, False),
    ],
)
def test_what_a_terminal_is_shown(
    encoding: str, environ: dict[str, str], picture: bool, blocks: bool
) -> None:
    world = World(stdout=Tty(encoding), environ=environ)
    assert (_shows_picture(world), _shows_blocks(world)) == (picture, blocks)


def test_a_pipe_is_shown_no_picture_by_itself() -> None:
    world = World(stdout=io.StringIO(), environ={})
    assert (_shows_picture(world), _shows_blocks(world)) == (False, False)


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
