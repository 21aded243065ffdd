"""What `start` and `resume` share: leading a session and showing how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockint.cli.output import Output, wrapped
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode

if TYPE_CHECKING:
    from mockint.bank import Pack
    from mockint.embedding import Encoder
    from mockint.history import Journal, Session
    from mockint.interview import Face


def lead(
    wiring: Wiring, session: Session, journal: Journal, pack: Pack, encoder: Encoder, plain: bool
) -> ExitCode:
    """Lead an interview and sum it up.

    Args:
        wiring: The parts.
        session: The session, just started or replayed.
        journal: Its journal, open.
        pack: The bank.
        encoder: May still be loading.
        plain: Whether the person asked for plain text.
    """
    from mockint.grading import Grader
    from mockint.interview import Clock, Interviewer

    interviewer = Interviewer(
        session=session,
        journal=journal,
        pack=pack,
        grader=Grader(encoder),
        writer=wiring.follow_up_writer(encoder),
        face=_face(wiring, plain),
        clock=Clock(wiring.world.monotonic, start=session.at),
        now=wiring.world.now,
    )
    if not interviewer.run():
        wiring.output.talk(f"Kept. Go on with: mockint resume {session.id}")
        return ExitCode.INTERRUPTED
    sum_up(wiring.output, interviewer.session)
    return ExitCode.OK


def sum_up(output: Output, session: Session) -> None:
    """What the session showed, on one screen."""
    from mockint.cli.wording import clock
    from mockint.report import outcome_of

    outcome = outcome_of(session)
    width = min(output.width, 100)

    def bullet(text: str) -> None:
        first, *rest = wrapped(text, width - 2) or [""]
        output.line(f"- {first}")
        for line in rest:
            output.line(f"  {line}")

    def heading(title: str, style: str) -> None:
        output.line()
        output.line(title, style=style)

    heading("Summary", "bold")
    spent = f"{clock(session.at)} of {clock(60 * session.started.minutes)} minutes"
    if outcome.score is None:
        output.line(f"No question was graded. Time: {spent}.")
    else:
        graded = len(session.scores)
        output.line(
            f"Score {outcome.score:.0f} of 100 over {graded} question{'' if graded == 1 else 's'}. "
            f"Time: {spent}."
        )
    for turn in session.turns:
        if turn.grade is not None and turn.grade.score is not None:
            mark = f"{turn.grade.score:3.0f}"
        else:
            mark = "  -"
        first, *rest = wrapped(turn.planned.question, width - 5) or [""]
        output.line(f"{mark}  {first}")
        for line in rest:
            output.line(f"     {line}")
    if outcome.known:
        heading("What you know", "bold green")
        for gap in outcome.known:
            bullet(gap.point.text)
    if outcome.mistaken:
        heading("What you may have wrong", "bold red")
        for _, found in outcome.mistaken:
            bullet(f"You wrote “{found.quote}”. In fact: {found.correction}")
    if outcome.next_steps:
        heading("What to learn next", "bold yellow")
        for gap in outcome.next_steps:
            bullet(f"{gap.point.text} (mockint show {gap.question_id})")
    for turn in outcome.ungraded:
        reason = turn.grade.error if turn.grade else None
        output.talk(f"'{turn.planned.id}' could not be graded: {reason}")
    output.line()
    output.line(f"The whole report: mockint report {session.id}")


def _face(wiring: Wiring, plain: bool) -> Face:
    if plain or wiring.world.speaks_plainly:
        from mockint.cli.plain import PlainFace

        return PlainFace(wiring.world, wiring.output)
    from mockint.cli.terminal import TerminalFace

    return TerminalFace(wiring.world, wiring.output)
