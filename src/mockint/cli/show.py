"""`mockint show`: one question with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mockint.cli.options import JsonOption, PackOption
from mockint.cli.output import Output, wrapped
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.bank import Example, Question

SCHEMA = "mockint.show/1"
_WIDEST = 100  # columns; longer lines are hard to read


def show(
    question_id: Annotated[
        str, typer.Argument(metavar="ID", help="A question's id, or SECTION/N.")
    ],
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a question with its reference answer, key points and example."""
    wiring = Wiring(pack=pack)
    bank = wiring.pack()
    question = bank.find(question_id)
    if as_json:
        from dataclasses import asdict

        content = {"schema": SCHEMA, "pack": bank.name, "topic": bank.topic_of(question).slug}
        wiring.output.json(content | asdict(question) | {"hash": question.content_hash})
    else:
        _print(wiring.output, question)


def _print(output: Output, question: Question) -> None:
    width = min(output.width, _WIDEST)

    def paragraph(text: str, indent: str = "", style: str | None = None, hanging: str = "") -> None:
        for line in wrapped(text, width, indent, hanging):
            output.line(line, style=style)

    paragraph(question.question, style="bold")
    place = f"{question.id} · {question.covers}"
    output.line(f"{place} · {question.level.value} · {question.minutes:g} min", style="dim")
    _heading(output, "Reference answer")
    paragraph(question.reference)
    _heading(output, "Key points")
    for point in question.key_points:
        paragraph(f"{'*' * point.weight:<3} {point.text}", indent="  ", hanging="    ")
    for i, misconception in enumerate(question.misconceptions):
        output.line() if i else _heading(output, "Often got wrong")
        paragraph(f"Wrong: {misconception.claim}", indent="  ")
        paragraph(f"Right: {misconception.correction}", indent="  ")
    if question.example:
        _heading(output, "Example")
        if question.example.reason:
            paragraph(f"Not run by the tests: {question.example.reason}", style="dim")
        _print_code(output, question.example, width)
    for i, source in enumerate(question.sources):
        if not i:
            _heading(output, "Sources")
        paragraph(source, indent="  ")
    if question.similar:
        _heading(output, "See also")
        paragraph(", ".join(question.similar), indent="  ")


def _heading(output: Output, title: str) -> None:
    output.line()
    output.line(title, style="bold cyan")


def _print_code(output: Output, example: Example, width: int) -> None:
    if not output.fancy:
        output.line(example.code)
        return
    from rich.syntax import Syntax

    from mockint.cli.output import printable

    output.render(
        Syntax(
            printable(example.code),
            example.language.value,
            theme="ansi_dark",
            code_width=width,
            background_color="default",
        )
    )
