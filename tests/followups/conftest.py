from __future__ import annotations

import pytest

from mockint.bank import Pack
from mockint.embedding import Encoder
from mockint.followups.leak import LeakCheck
from tests.grading.remembering import Remembering


@pytest.fixture(scope="session")
def bank_leak_check(pack: Pack, encoder: Encoder) -> LeakCheck:
    """The check with the vectors of all that the bank's follow-ups are compared with."""
    remembering = Remembering(encoder)
    remembering.encode(
        [
            text
            for question in pack.questions
            for text in (
                question.question,
                *(text for point in question.key_points for text in point.statements),
                *(p.follow_up for p in question.key_points if p.follow_up),
                *(p.easier_follow_up for p in question.key_points if p.easier_follow_up),
                *(m.probe for m in question.misconceptions),
            )
        ]
    )
    return LeakCheck(remembering)
