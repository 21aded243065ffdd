"""`mockint grade`: a pile of written answers."""

from __future__ import annotations

from typing import Annotated

import typer

from mockint.cli.batch_io import STANDARD, FormatOption, OutputOption, run_batch
from mockint.cli.options import EncoderOption, PackOption
from mockint.cli.wiring import Wiring

InputArgument = Annotated[
    str,
    typer.Argument(
        metavar="IN",
        help="JSON Lines or CSV, '-' for stdin. A row holds answer, and question_id or question "
        "and reference.",
    ),
]


def grade(
    source: InputArgument,
    out: OutputOption = STANDARD,
    form: FormatOption = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under", min=0, max=100, help="Exit with 4 if the mean score is lower."
        ),
    ] = None,
    pack: PackOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Grade written answers, one result a row, in input order.

    A bad row becomes a row with an error, and the exit code 3.
    """
    wiring = Wiring(pack=pack, encoder=encoder)
    summary = run_batch(wiring, source, out, form, "Grading", lambda marked: marked.to_dict())
    mean = "" if summary.mean is None else f", mean score {summary.mean:.1f}"
    plural = "" if summary.graded == 1 else "s"
    failed = f", {summary.failed} with an error" if summary.failed else ""
    wiring.output.talk(f"Graded {summary.graded} answer{plural}{mean}{failed}.")
    raise typer.Exit(summary.exit_code(fail_under))
