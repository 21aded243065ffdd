"""The command `mockint`: its verbs, and the one boundary at which errors become messages.

Nothing heavy is imported here or at the top of a verb's module: `mockint --help` needs no bank,
no numbers and no encoder.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mockint.cli import (
    bank,
    calibrate,
    doctor,
    evaluate,
    followups,
    grade,
    history,
    list_,
    report,
    resume,
    search,
    show,
    start,
)
from mockint.cli.output import Output
from mockint.cli.world import World
from mockint.errors import ExitCode, MockintError


class ErrorBoundary(TyperGroup):
    """Turns our errors into a message and an exit code; everything inside just raises."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except MockintError as error:
            _output().error(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            _output().talk("Interrupted.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None


def _output() -> Output:
    """To say how a verb ended; a stdin that it read from refuses to be set up again."""
    return Output(World(stdin=sys.stdin))


app = typer.Typer(
    cls=ErrorBoundary,
    name="mockint",
    help="Practise technical interviews in the terminal, with grades that you can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        Output(World()).line(f"mockint {version('mockint')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Practise technical interviews in the terminal, with grades that you can check."""


app.command("start")(start.start)
app.command("resume")(resume.resume)
app.command("report")(report.report)
app.command("history")(history.history)
app.command("evaluate")(evaluate.evaluate)
app.command("calibrate")(calibrate.calibrate)
app.command("grade")(grade.grade)
app.command("followups")(followups.followups)
app.command("list")(list_.list_questions)
app.command("show")(show.show)
app.command("search")(search.search)
app.command("doctor")(doctor.doctor)
app.add_typer(bank.app, name="bank")


def main() -> None:
    """Run the command line."""
    app()
