from __future__ import annotations

import pytest

from mockint.bank import Pack
from mockint.embedding import Encoder
from mockint.grading import Grader
from tests.grading.remembering import Remembering


@pytest.fixture(scope="session")
def remembering(encoder: Encoder) -> Remembering:
    return Remembering(encoder)


@pytest.fixture(scope="session")
def bank_grader(pack: Pack, remembering: Remembering) -> Grader:
    """A grader with the vectors of the whole bank, encoded in one call."""
    remembering.encode(
        [
            text
            for question in pack.questions
            for text in (
                question.question,
                question.reference,
                *(text for point in question.key_points for text in point.statements),
                *(m.correction for m in question.misconceptions),
                *(text for m in question.misconceptions for text in m.statements),
            )
        ]
    )
    return Grader(remembering)
