"""`mockint followups`: what to ask about what an answer left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mockint.cli.batch_io import STANDARD, FormatName, FormatOption, OutputOption, run_batch
from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.output import wrapped
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from mockint.batch import Marked

SCHEMA = "mockint.followups/1"


def followups(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[IN]", help="Rows as for 'mockint grade'; '-' reads stdin.", show_default=False
        ),
    ] = None,
    out: OutputOption = STANDARD,
    form: FormatOption = None,
    question: Annotated[
        str | None, typer.Option("--question", "-q", metavar="ID", help="One question of the bank.")
    ] = None,
    answer: Annotated[str | None, typer.Option("--answer", "-a", help="The answer to it.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=20, help="How many for an answer, at most.")
    ] = 2,
    pack: PackOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask about what an answer missed or got wrong, without giving it away."""
    wiring = Wiring(pack=pack, encoder=encoder)
    if source is not None and question is None and answer is None:
        raise typer.Exit(_batch(wiring, source, out, form, limit))
    if source is not None or question is None or answer is None:
        raise UsageError(
            "Give either a file of rows, or one question with one answer.",
            "mockint followups IN -o OUT; or: mockint followups --question ID --answer TEXT",
        )
    _single(wiring, question, answer, limit, as_json)


def _single(wiring: Wiring, question_id: str, answer: str, limit: int, as_json: bool) -> None:
    from mockint.grading import Grader, Rubric

    bank = wiring.pack()
    question = bank.find(question_id)
    calibrations = wiring.calibrations(bank)
    engine = wiring.encoder()
    rubric = Rubric.of(question)
    grade = Grader(engine, calibrations).grade(rubric, answer)
    proposed = wiring.follow_up_writer(engine).propose(rubric, grade, answer, limit)
    if as_json:
        follow_ups = [follow_up.to_dict() for follow_up in proposed]
        wiring.output.json({"schema": SCHEMA, "question_id": question.id, "follow_ups": follow_ups})
        return
    if not proposed:
        wiring.output.line("Nothing was left out that the bank knows of.")
    for follow_up in proposed:
        for line in wrapped(follow_up.question, min(wiring.output.width, 100)):
            wiring.output.line(line, style="bold")
        wiring.output.line(
            f"  aims at {follow_up.key_point} ({follow_up.reason.value}, {follow_up.origin.value})",
            style="dim",
        )


def _batch(wiring: Wiring, source: str, out: str, form: FormatName | None, limit: int) -> ExitCode:
    summary = run_batch(wiring, source, out, form, "Reading answers", _record, limit)
    wiring.output.talk(f"Read {summary.graded} answers, {summary.failed} with an error.")
    return summary.exit_code(None)


def _record(marked: Marked) -> dict[str, Any]:
    content = marked.to_dict()
    return {key: content[key] for key in ("id", "question_id", "follow_ups", "error")}
