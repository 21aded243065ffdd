"""`mockint grade`: a pile of written answers."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from mockint.cli.batch_io import STANDARD, count_rows, open_results, open_rows
from mockint.cli.options import EncoderOption, PackOption
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode

InputArgument = Annotated[
    str,
    typer.Argument(
        metavar="IN",
        help="JSON Lines or CSV, '-' for stdin. A row holds answer, and question_id or question "
        "and reference.",
    ),
]
OutputOption = Annotated[
    str, typer.Option("--out", "-o", metavar="OUT", help="JSON Lines; '-' writes to stdout.")
]
FormatOption = Annotated[
    Literal["jsonl", "csv"] | None,
    typer.Option("--format", help="How the input is written, where its name does not say."),
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
    from mockint.batch import Format, Summary, mark, read_rows
    from mockint.grading import Grader

    wiring = Wiring(pack=pack, encoder=encoder)
    summary = Summary()
    with open_rows(wiring.world, source, Format(form) if form else None) as (lines, row_format):
        bank = wiring.pack()
        with open_results(wiring.world, out, source) as results:
            engine = wiring.encoder()
            rows = read_rows(lines, row_format)
            writer = wiring.follow_up_writer(engine)
            with wiring.output.progress("Grading", count_rows(source)) as progress:
                try:
                    for marked in mark(rows, bank, Grader(engine), writer):
                        results.write(marked.to_dict())
                        summary = summary.add(marked)
                        progress.advance()
                except KeyboardInterrupt:
                    results.flush()
                    kept = "" if out == STANDARD else f"; they are in {out}.partial"
                    done = summary.graded + summary.failed
                    wiring.output.talk(f"Interrupted after {done} rows{kept}.")
                    raise typer.Exit(ExitCode.INTERRUPTED) from None
    mean = "" if summary.mean is None else f", mean score {summary.mean:.1f}"
    failed = f", {summary.failed} with an error" if summary.failed else ""
    wiring.output.talk(f"Graded {summary.graded} answers{mean}{failed}.")
    raise typer.Exit(summary.exit_code(fail_under))
