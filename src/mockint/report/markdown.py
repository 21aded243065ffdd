"""A session as Markdown. What the candidate wrote can neither format nor script the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockint.grading import Grade, PointGrade, SuspectedMisconception, Verdict
from mockint.history import Session, Turn
from mockint.report.outcome import Outcome, outcome_of

_MARKS = {
    Verdict.COVERED: "covered",
    Verdict.PARTIAL: "partly covered",
    Verdict.MISSED: "missing",
    Verdict.CONTRADICTED: "said the other way round",
}
_GOOD = 80  # a score from which a report no longer says what would raise it
_MOST_WORDS = 6  # that a row names as not said
_NUMBERED = re.compile(r"^(\d+)\.")  # would start a list
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def to_markdown(session: Session) -> str:
    """The report of a session, finished or not."""
    return "\n".join(_lines(session)).rstrip() + "\n"


def clock(seconds: float) -> str:
    """`3:05`."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _lines(session: Session) -> Iterator[str]:
    outcome = outcome_of(session)
    yield f"# Interview {session.id}"
    yield ""
    yield from _header(session, outcome)
    if outcome.known:
        yield "## What you know"
        yield ""
        yield from (f"- {_inline(gap.point.text)}" for gap in outcome.known)
        yield ""
    if outcome.mistaken:
        yield "## What you may have wrong"
        yield ""
        for _, found in outcome.mistaken:
            yield f"- {_to_check(found)}"
        yield ""
    if outcome.next_steps:
        yield "## What to learn next"
        yield ""
        for gap in outcome.next_steps:
            yield f"- {_inline(gap.point.text)} (`mockint show {gap.question_id}`)"
        yield ""
    for number, turn in enumerate(session.turns, 1):
        yield from _turn_lines(number, turn)
    if session.draft.strip():
        yield from _literal("Typed last, but not sent:", session.draft)


def _header(session: Session, outcome: Outcome) -> Iterator[str]:
    score = "none" if outcome.score is None else f"{outcome.score:.0f} of 100"
    spent = f"{clock(session.at)} of {clock(60 * session.started.minutes)} minutes"
    yield f"- Started: {session.started.time}"
    yield f"- Pack: {_inline(session.started.pack)}"
    yield f"- Time: {spent}" + (f", paused: {session.pauses}" if session.pauses else "")
    yield f"- Score: {score} (questions graded: {len(session.scores)})"
    used = {turn.grade.grader.calibration for turn in session.turns if turn.grade}
    if used:
        yield f"- Calibration: {', '.join(map(_inline, sorted(used)))}"
    if outcome.skipped:
        yield f"- Skipped: {len(outcome.skipped)}"
    if outcome.ungraded:
        yield f"- Could not be graded: {len(outcome.ungraded)}"
    if session.finished is None:
        yield f"- Not finished: `mockint resume {session.id}` goes on"
    yield ""


def _turn_lines(number: int, turn: Turn) -> Iterator[str]:
    yield f"## {number}. {_inline(turn.planned.question)}"
    yield ""
    planned = clock(60 * turn.planned.minutes)
    yield f"Time: {clock(turn.seconds)} (planned {planned}). {_score_line(turn)}"
    yield ""
    if turn.answer is not None:
        yield from _literal("Your answer:", turn.answer)
    for hint in turn.hints:
        yield f"Hint: {_inline(hint)}"
        yield ""
    for exchange in turn.exchanges:
        asked = f"Follow-up: {_inline(exchange.follow_up.question)}"
        if exchange.answer is None:
            yield f"{asked} (not answered)"
            yield ""
        else:
            yield from _literal(asked, exchange.answer)
    if turn.grade is not None:
        yield from _grade_lines(turn.grade)
    yield f"Model answer: {_inline(turn.planned.reference)}"
    yield ""


def _score_line(turn: Turn) -> str:
    if turn.skipped:
        return "Skipped."
    if turn.grade is None:
        return "Not graded."
    if turn.grade.score is None:
        return f"Could not be graded: {_inline(turn.grade.error or 'unknown reason')}"
    band = "" if turn.grade.error_band is None else f" ± {turn.grade.error_band:.0f}"
    flags = ", ".join(flag.value.replace("_", " ") for flag in turn.grade.flags)
    return f"Score: {turn.grade.score:.0f}{band}." + (f" Flags: {flags}." if flags else "")


def _grade_lines(grade: Grade) -> Iterator[str]:
    if not grade.points:
        return
    yield "| Key point | Weight | Verdict | Your words |"
    yield "|---|---|---|---|"
    yield from (_point_row(point) for point in grade.points)
    yield ""
    if grade.score is not None and grade.score < _GOOD and grade.improvements:
        yield "What would raise it most:"
        yield ""
        yield from (f"- {_inline(sentence)}" for sentence in grade.improvements)
        yield ""
    for found in grade.misconceptions:
        yield _to_check(found)
        yield ""


def _point_row(point: PointGrade) -> str:
    quote = f"“{_inline(point.quote)}”" if point.quote else ""
    verdict = _MARKS[point.verdict]
    if point.missing and point.verdict is not Verdict.COVERED:
        verdict += f", not said: {', '.join(map(_inline, point.missing[:_MOST_WORDS]))}"
    return f"| {_inline(point.text)} | {point.weight} | {verdict} | {quote} |"


def _to_check(found: SuspectedMisconception) -> str:
    claim, correction = _inline(found.claim.rstrip(".")), _inline(found.correction)
    return f"Does “{_inline(found.quote)}” say “{claim}”? In fact: {correction}"


def _inline(text: str) -> str:
    """A text on one line, with nothing in it that Markdown or HTML would act on."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\.", escaped)


def _literal(title: str, text: str) -> Iterator[str]:
    """A text as it was typed, in a fence that it cannot close."""
    longest = max((len(run) for run in re.findall(r"~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    yield title
    yield ""
    yield f"{fence}text"
    yield text.rstrip("\n")
    yield fence
    yield ""
