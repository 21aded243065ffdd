from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mockint.bank import Question, load_pack
from mockint.embedding import Encoded
from mockint.grading import Grader
from mockint.lint.gradable import check_gradable
from tests.bank.packs import write_pack
from tests.fakes import TinyEncoder


@pytest.fixture
def gather(tmp_path: Path) -> Question:
    return load_pack(write_pack(tmp_path)).questions[1]


class Broken(TinyEncoder):
    """Gives vectors that are no numbers."""

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        broken = super().encode(texts)
        return [replace(one, vectors=one.vectors * np.float32(np.nan)) for one in broken]


def test_an_encoder_that_fails_is_no_verdict_on_the_wording(gather: Question) -> None:
    (problem,) = check_gradable(gather, Grader(Broken()))
    path, message = problem
    assert path == "key_points.together"
    assert message.startswith("cannot be graded: ")


def test_a_point_that_a_guard_stops_names_the_guard(gather: Question) -> None:
    points = (replace(gather.key_points[0], text="It does that."), *gather.key_points[1:])
    found = dict(check_gradable(replace(gather, key_points=points), Grader(TinyEncoder())))
    expected = "is 'missed' for an answer of just these words: too_short"
    assert found["key_points.together"] == expected


def test_all_points_together_must_beat_all_misconceptions(gather: Question) -> None:
    # What is false is worded like what is true: no grader could tell them apart.
    beliefs = tuple(
        replace(belief, claim=point.text, phrasings=point.phrasings)
        for belief, point in zip(gather.misconceptions, gather.key_points[1:], strict=True)
    )
    question = replace(gather, misconceptions=beliefs, key_points=gather.key_points[1:])
    found = dict(check_gradable(question, Grader(TinyEncoder())))
    assert found["key_points"].startswith("together they earn ")
