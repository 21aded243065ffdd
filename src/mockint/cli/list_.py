"""`mockint list`: topics, sections and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockint.cli.options import JsonOption, LevelOption, PackOption, TopicOption
from mockint.cli.output import Output, printable
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.bank import Pack, Question

SCHEMA = "mockint.list/1"


def list_questions(
    topic: TopicOption = None,
    level: LevelOption = None,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the questions of a pack by topic and section."""
    from mockint.bank import Level

    wiring = Wiring(pack=pack)
    bank = wiring.pack()
    questions = bank.select(topic, Level(level) if level else None)
    if as_json:
        wiring.output.json(
            {"schema": SCHEMA, "questions": [_entry(bank, question) for question in questions]}
        )
    elif wiring.output.fancy:
        _print_table(wiring.output, bank, questions)
    else:
        for question in questions:
            columns = (question.id, question.covers, question.level.value, question.question)
            wiring.output.line("\t".join(columns))


def _entry(bank: Pack, question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "covers": question.covers,
        "pack": bank.name,
        "topic": bank.topic_of(question).slug,
        "section": question.section,
        "level": question.level.value,
        "question": question.question,
        "key_points": len(question.key_points),
        "misconceptions": len(question.misconceptions),
        "example": question.example is not None,
    }


def _print_table(output: Output, bank: Pack, questions: tuple[Question, ...]) -> None:
    from rich.table import Table

    for topic in bank.topics:
        for section in topic.sections:
            rows = [question for question in questions if question.section == section.slug]
            if not rows:
                continue
            output.line()
            output.line(f"{topic.title} / {section.title}  (--topic {section.slug})", style="bold")
            table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
            table.add_column(style="dim", justify="right", no_wrap=True)
            table.add_column(style="cyan", no_wrap=output.width >= 100)  # noqa: PLR2004 - columns
            table.add_column(style="dim", no_wrap=True)
            table.add_column(overflow="fold")
            for question in rows:
                position = question.covers.partition("/")[2]
                table.add_row(
                    position, question.id, question.level.value, printable(question.question)
                )
            output.render(table)
    output.line()
    output.line(f"{len(questions)} questions. 'mockint show ID' shows one with its answer.")
