"""A session as JSON. The keys are a contract: tests hold them, `schema` counts their versions."""

from __future__ import annotations

from typing import Any

from mockint.history import Session, Turn
from mockint.report.outcome import Gap, outcome_of

SCHEMA = "mockint.report/1"


def to_document(session: Session) -> dict[str, Any]:
    """Everything that the Markdown report says, for programs."""
    outcome = outcome_of(session)
    return {
        "schema": SCHEMA,
        "session": session.id,
        "started": session.started.time,
        "pack": session.started.pack,
        "seed": session.started.seed,
        "minutes": session.started.minutes,
        "minutes_spent": round(session.at / 60, 2),
        "pauses": session.pauses,
        "finished": session.finished,
        "unsent": session.draft or None,
        "score": None if outcome.score is None else round(outcome.score, 1),
        "questions": [_turn(turn) for turn in session.turns],
        "known": [_gap(gap) for gap in outcome.known],
        "mistaken": [
            {
                "question_id": question_id,
                "claim": found.claim,
                "quote": found.quote,
                "correction": found.correction,
                "contradicts": found.contradicts,
            }
            for question_id, found in outcome.mistaken
        ],
        "gaps": [_gap(gap) for gap in outcome.gaps],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.planned.id,
        "question": turn.planned.question,
        "phase": turn.planned.phase,
        "minutes": turn.planned.minutes,
        "minutes_spent": round(turn.seconds / 60, 2),
        "skipped": turn.skipped,
        "answer": turn.answer,
        "hints": list(turn.hints),
        "follow_ups": [
            {**exchange.follow_up.to_dict(), "answer": exchange.answer}
            for exchange in turn.exchanges
        ],
        "grade": turn.grade.to_dict() if turn.grade else None,
        "reference": turn.planned.reference,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "question_id": gap.question_id,
        "key_point": gap.point.id,
        "text": gap.point.text,
        "weight": gap.point.weight,
        "verdict": gap.point.verdict.value,
        "quote": gap.point.quote,
    }
