"""What a session showed, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockint.cli.output import Output, wrapped
from mockint.cli.wording import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockint.history import Session, Turn

_WIDEST = 100


def sum_up(output: Output, session: Session) -> None:
    """Print the result of a session: score, what is known, what may be wrong, what to learn."""
    from mockint.report import outcome_of

    outcome = outcome_of(session)
    _heading(output, "Summary", "bold")
    spent = f"{clock(session.at)} of {clock(60 * session.started.minutes)} minutes"
    if outcome.score is None:
        output.line(f"No question was graded. Time: {spent}.")
    else:
        count = len(session.scores)
        over = f"{count} question{'' if count == 1 else 's'}"
        output.line(f"Score {outcome.score:.0f} of 100 over {over}. Time: {spent}.")
    for turn in session.turns:
        _hanging(output, f"{_mark(turn)}  ", turn.planned.question)
    _bullets(output, "What you know", "bold green", (gap.point.text for gap in outcome.known))
    _bullets(
        output,
        "What you may have wrong",
        "bold red",
        (
            f"Does “{found.quote}” say “{found.claim.rstrip('.')}”? In fact: {found.correction}"
            for _, found in outcome.mistaken
        ),
    )
    _bullets(
        output,
        "What to learn next",
        "bold yellow",
        (f"{gap.point.text} (mockint show {gap.question_id})" for gap in outcome.next_steps),
    )
    for turn in outcome.ungraded:
        reason = turn.grade.error if turn.grade else None
        output.talk(f"'{turn.planned.id}' could not be graded: {reason}")
    output.line()
    output.line(f"The whole report: mockint report {session.id}")


def _mark(turn: Turn) -> str:
    """The score in three columns; a dash where there is none."""
    score = turn.grade.score if turn.grade else None
    return "  -" if score is None else f"{score:3.0f}"


def _heading(output: Output, title: str, style: str) -> None:
    output.line()
    output.line(title, style=style)


def _bullets(output: Output, title: str, style: str, texts: Iterable[str]) -> None:
    """A headed list; nothing at all for no texts."""
    for number, text in enumerate(texts):
        if number == 0:
            _heading(output, title, style)
        _hanging(output, "- ", text)


def _hanging(output: Output, lead: str, text: str) -> None:
    """A paragraph whose first line starts with `lead` and whose others are indented by it."""
    indent = " " * len(lead)
    lines = list(wrapped(text, min(output.width, _WIDEST), indent)) or [indent]
    output.line(lead + lines[0][len(lead) :])
    for line in lines[1:]:
        output.line(line)
