"""`mockint start`: a new interview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from mockint.cli.options import (
    EncoderOption,
    LevelOption,
    PackOption,
    PlainOption,
    TopicOption,
)
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.bank import Pack, Question
    from mockint.history import Started


def start(
    minutes: Annotated[
        float, typer.Option("--minutes", "-m", min=1, max=480, help="How long it may take.")
    ] = 30,
    topic: TopicOption = None,
    level: LevelOption = None,
    pack: PackOption = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", help="Choose the same questions again, whatever was asked before."),
    ] = None,
    plain: PlainOption = False,
    encoder: EncoderOption = None,
) -> None:
    """Start an interview: real questions, your own words, a clock and a report."""
    from mockint.bank import Level
    from mockint.cli.session import lead
    from mockint.history import Session

    wiring = Wiring(pack=pack, encoder=encoder)
    bank = wiring.pack()
    questions = bank.select(topic, Level(level) if level else None)
    calibrations = wiring.calibrations(bank)  # may fail: before there is a session
    started = _plan(wiring, bank, questions, minutes, seed)
    with wiring.shelf().open(started.session) as journal:
        journal.append(started)
        encoder_to_be = wiring.background_encoder()
        code = lead(wiring, Session(started), journal, bank, encoder_to_be, calibrations, plain)
    raise typer.Exit(code)


def _plan(
    wiring: Wiring, bank: Pack, questions: tuple[Question, ...], minutes: float, seed: int | None
) -> Started:
    import random

    from mockint.history import PlannedQuestion, Started
    from mockint.interview import make_plan

    shelf, now = wiring.shelf(), wiring.world.now()
    asked: Counter[str] = Counter()
    if seed is None:
        # Without a seed, what was asked before steps back; with one, the same plan comes again.
        sessions, _ = shelf.load_all()
        asked.update(turn.planned.id for session in sessions for turn in session.turns)
        seed = random.SystemRandom().randrange(1_000_000)
    index = wiring.stored_index(bank)
    twins = index.twins if index else {}
    plan = make_plan(minutes, questions, asked, twins, random.Random(seed))  # noqa: S311 - no secret
    return Started(
        at=0.0,
        session=shelf.new_id(now, random.SystemRandom()),
        time=now.isoformat(timespec="seconds"),
        pack=wiring.pack_reference(bank),
        minutes=minutes,
        wrap_up=plan.wrap_up,
        seed=seed,
        questions=tuple(
            PlannedQuestion(
                id=question.id,
                hash=question.content_hash,
                question=question.question,
                reference=question.reference,
                minutes=question.minutes,
                phase=plan.phase_of(question),
            )
            for question in (*plan.asked, *plan.reserve)
        ),
    )
