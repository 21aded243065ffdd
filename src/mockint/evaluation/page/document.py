"""The whole page. The same measurement gives the same page, to the byte."""

from __future__ import annotations

from collections.abc import Iterator

from mockint.evaluation.comparison import Comparison
from mockint.evaluation.page.bars import bars
from mockint.evaluation.page.markup import escaped
from mockint.evaluation.page.scatter import scatter
from mockint.evaluation.page.style import style
from mockint.evaluation.page.tables import (
    agreement_table,
    cross_table_of,
    guard_table,
    reliability_table,
    separation_table,
)
from mockint.evaluation.picture import cross_table, error_bars

# A second wall behind the escaping: no script, and nothing fetched from anywhere.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(found: Comparison, source: str) -> str:
    """The page.

    Args:
        found: What was measured.
        source: On what, in words.
    """
    return "\n".join(_lines(found, source)) + "\n"


def _lines(found: Comparison, source: str) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>mockint evaluate: {escaped(source)}</title>"
    yield f"<style>\n{style()}\n</style>\n</head>\n<body>\n<main>"
    yield "<h1>How the scores agree with people's grades</h1>"
    yield from _measured(found, source)
    yield "<h2>Scores and grades</h2>\n<figure>"
    yield scatter(found.answers, found.kinds)
    yield (
        "<figcaption>On the broken line, score and grade are the same. Answers that fall on one "
        "place are set beside each other. Rest the pointer on one to read it.</figcaption>"
        "\n</figure>"
    )
    yield cross_table_of(cross_table(found.answers))
    yield f"<h2>Errors</h2>\n<figure>\n{bars(error_bars(found.answers))}"
    yield "<figcaption>Each bar stands for errors up to 5 points off its number.</figcaption>"
    yield "</figure>\n<h2>Agreement</h2>"
    yield "<p>In brackets: 95 % intervals, by drawing questions.</p>"
    yield agreement_table(found.agreements)
    yield separation_table(found.agreements)
    yield "<h2>Guards</h2>"
    yield guard_table(found.guards, len(found.answers))
    yield "<h2>Error band</h2>"
    yield reliability_table(found.reliability)
    yield "</main>\n</body>\n</html>"


def _measured(found: Comparison, source: str) -> Iterator[str]:
    questions = found.agreements[0].questions
    yield "<dl>"
    yield _entry("Measured on", source)
    yield _entry("Answers", f"{len(found.answers)} to {questions} questions")
    if found.ungraded:
        yield _entry("Left out", f"{found.ungraded} that could not be graded")
    for one in found.graders:
        yield _entry("Grader", f"{one.name}, version {one.version}")
        yield _entry("Encoder", one.encoder)
        yield _entry("Calibration", one.calibration)
    yield "</dl>"


def _entry(term: str, text: str) -> str:
    return f"<dt>{escaped(term)}</dt><dd>{escaped(text)}</dd>"
