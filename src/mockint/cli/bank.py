"""`mockint bank`: for those who write questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode, PackError

if TYPE_CHECKING:
    from mockint.bank import Pack, Question
    from mockint.errors import Problem

app = typer.Typer(help="Check, count and build question packs.", no_args_is_help=True)

LINT_SCHEMA = "mockint.lint/1"
STATS_SCHEMA = "mockint.bank-stats/1"
_HEADINGS = ("", "asked", "junior", "mid", "senior", "points", "wrong", "code", "run")


@app.command("lint")
def lint(
    pack: PackOption = None,
    source_list: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The list that the pack covers ('- ' items below section titles): "
            "counts must agree, wording must not.",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the checks that need the encoder.")
    ] = False,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a pack: its format, its coverage of the source list, and how its texts are written."""
    from dataclasses import asdict

    from mockint.bank import find_pack, load_pack

    wiring = Wiring(pack=pack, encoder=encoder)
    root = find_pack(wiring.settings.pack.value)
    questions = 0
    try:
        bank = load_pack(root)
        questions = len(bank.questions)
        problems = _problems(wiring, bank, source_list, quick=quick)
    except PackError as error:
        problems = list(error.problems)
    if as_json:
        wiring.output.json(
            {
                "schema": LINT_SCHEMA,
                "pack": root.name,
                "questions": questions,
                "problems": [asdict(problem) for problem in problems],
            }
        )
    else:
        for problem in problems:
            wiring.output.line(str(problem))
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        wiring.output.talk(f"{root.name}: {questions} questions, {count}.")
    raise typer.Exit(ExitCode.FAILED if problems else ExitCode.OK)


def _problems(
    wiring: Wiring, bank: Pack, source_list: Path | None, *, quick: bool
) -> list[Problem]:
    from mockint.lint import Meaning, SourceList, check_wording, located

    findings = list(check_wording(bank))
    if source_list is not None:
        findings += SourceList.read(source_list).check(bank)
    if not quick:
        with wiring.output.progress("Checking", len(bank.questions)) as bar:
            findings += Meaning(wiring.encoder()).check(bank, bar.advance)
    return located(bank, findings)


@app.command("stats")
def stats(pack: PackOption = None, as_json: JsonOption = False) -> None:
    """Count a pack's questions by topic and level, and what they come with."""
    from mockint.bank import PackStatistics

    wiring = Wiring(pack=pack)
    bank = wiring.pack()
    if as_json:
        from dataclasses import asdict

        rows = [
            {"topic": topic.slug, "section": section.slug, "items": section.items}
            | asdict(PackStatistics.of(bank.in_sections(section)))
            for topic in bank.topics
            for section in topic.sections
        ]
        total = asdict(PackStatistics.of(bank.questions))
        wiring.output.json(
            {"schema": STATS_SCHEMA, "pack": bank.name, "sections": rows, "total": total}
        )
        return
    table: list[tuple[str, ...]] = [_HEADINGS]
    for topic in bank.topics:
        table.append((topic.title, *_columns(bank.in_sections(*topic.sections))))
        table += [(f"  {one.title}", *_columns(bank.in_sections(one))) for one in topic.sections]
    table.append((bank.title, *_columns(bank.questions)))
    for line in _aligned(table):
        wiring.output.line(line)
    wiring.output.talk(
        "asked: questions; points: key points; wrong: misconceptions; code: examples; "
        "run: those that the pack's tests execute."
    )


def _columns(questions: Sequence[Question]) -> tuple[str, ...]:
    from mockint.bank import PackStatistics

    counted = PackStatistics.of(questions)
    columns = (
        counted.questions,
        counted.junior,
        counted.mid,
        counted.senior,
        counted.key_points,
        counted.misconceptions,
        counted.examples,
        counted.examples_that_run,
    )
    return tuple(map(str, columns))


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """The rows as text, the first column to the left and the numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for title, *numbers in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:], strict=True)]
        yield " ".join([f"{title:<{widths[0]}}", *cells])


@app.command("build")
def build(
    pack: PackOption = None,
    encoder: EncoderOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether the stored vectors are up to date.")
    ] = False,
) -> None:
    """Build the vectors that search and planning use."""
    from mockint.embedding import VectorIndex
    from mockint.errors import StaleIndexError

    wiring = Wiring(pack=pack, encoder=encoder)
    bank = wiring.pack()
    folder = wiring.index_folder(bank)
    if check:
        index = VectorIndex.load(folder)
        index.check(bank)
        if index.encoder != wiring.encoder_fingerprint():
            raise StaleIndexError(
                f"The vectors in {folder} were made by another encoder ({index.encoder}).",
                "Build them anew: mockint bank build",
            )
        wiring.output.line(f"{bank.name}: the vectors are up to date.")
        return
    index = VectorIndex.build(bank.questions, wiring.encoder())
    try:
        index.save(folder)
    except OSError as error:
        from mockint.files import unusable_folder

        raise unusable_folder(folder, "MOCKINT_CACHE_DIR", error) from error
    wiring.output.line(f"{bank.name}: {len(index.vectors)} vectors in {folder}")
