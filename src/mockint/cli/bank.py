"""`mockint bank`: for those who write questions."""

from __future__ import annotations

from typing import Annotated

import typer

from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode, PackError

app = typer.Typer(help="Check and build question packs.", no_args_is_help=True)

LINT_SCHEMA = "mockint.lint/1"


@app.command("lint")
def lint(pack: PackOption = None, as_json: JsonOption = False) -> None:
    """Check a pack: its format, its coverage of the source list, and how its texts are written."""
    from dataclasses import asdict

    from mockint.bank import find_pack, load_pack
    from mockint.bank.lint import lint_pack

    wiring = Wiring(pack=pack)
    root = find_pack(wiring.settings.pack.value)
    questions = 0
    try:
        bank = load_pack(root)
        questions = len(bank.questions)
        problems = lint_pack(bank)
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
