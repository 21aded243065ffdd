"""`mockint show`: one question with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mockint.cli.options import JsonOption, PackOption
from mockint.cli.output import Output, wrapped
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.bank import Example, Pack, Question

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
        _print(wiring.output, bank, question)


def _print(output: Output, bank: Pack, question: Question) -> None:
    width = min(output.width, _WIDEST)

    def paragraph(text: str, indent: str = "", style: str | None = None) -> None:
        for line in wrapped(text, width, indent):
            output.line(line, style=style)

    paragraph(question.question, style="bold")
    section = bank.section_of(question)
    output.line(
        f"{question.id} · {section.title} · {question.level.value} · {question.minutes:g} min",
        style="dim",
    )
    _heading(output, "Reference answer")
    paragraph(question.reference)
    _heading(output, "Key points")
    for point in question.key_points:
        paragraph(f"{'*' * point.weight:<3} {point.text}", indent="  ")
    if question.misconceptions:
        _heading(output, "Often got wrong")
        for misconception in question.misconceptions:
            paragraph(f"Wrong: {misconception.claim}", indent="  ")
            paragraph(f"Right: {misconception.correction}", indent="  ")
            output.line()
    if question.example:
        _heading(output, "Example")
        _print_example(output, question.example, width)
    if question.sources:
        _heading(output, "Sources")
        for source in question.sources:
            paragraph(source, indent="  ")
    if question.similar:
        _heading(output, "See also")
        output.line("  " + ", ".join(question.similar))


def _heading(output: Output, title: str) -> None:
    output.line()
    output.line(title, style="bold cyan")


def _print_example(output: Output, example: Example, width: int) -> None:
    if example.reason:
        for line in wrapped(f"Not run by the tests: {example.reason}", width):
            output.line(line, style="dim")
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
