from __future__ import annotations

from collections.abc import Sequence

import pytest

from mockint.embedding import Encoded
from mockint.errors import MockintError
from mockint.evaluation import PEERS, LabelledAnswer, compare
from mockint.grading import Grader, Rubric
from tests.evaluation.comparing import RUBRIC
from tests.fakes import TinyEncoder

OTHER = Rubric.ad_hoc("What is UDP?", "Single packets, sent without a connection.")
ANSWERS = [
    LabelledAnswer("tcp", RUBRIC, "a reliable byte stream", 1.0, "full"),
    LabelledAnswer("tcp", RUBRIC, "some stream", 0.4, "half"),
    LabelledAnswer("udp", OTHER, "packets without a connection", 0.8, "full"),
    LabelledAnswer("udp", OTHER, "green tea is rather nice today", 0.0, None),
]


class Choosy(TinyEncoder):
    """Fails at texts that hold a certain word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        if any(self._word in text for text in texts):
            raise ValueError("no vectors")
        return super().encode(texts)


def nobody(_count: int) -> None:
    """Hears of progress."""


def test_ours_comes_first_and_peers_only_where_an_encoder_is_given(tiny: TinyEncoder) -> None:
    alone = compare(ANSWERS, Grader(tiny), None, nobody)
    assert [one.grader for one in alone.agreements] == ["mockint"]
    assert alone.agreements[0].rmse is not None
    among = compare(ANSWERS, Grader(tiny), tiny, nobody)
    assert [one.grader for one in among.agreements] == ["mockint", *(one.name for one in PEERS)]
    assert among.agreements[0] == alone.agreements[0]
    assert all(one.rmse is None for one in among.agreements[1:])


def test_answers_keep_their_order_and_kinds_the_people_s(tiny: TinyEncoder) -> None:
    found = compare(ANSWERS, Grader(tiny), None, nobody)
    assert [one.labelled for one in found.answers] == ANSWERS
    assert [one.given for one in found.answers] == [100, 40, 80, 0]
    assert found.kinds == ("full", "half")
    (identity,) = found.graders
    assert identity == Grader(tiny).identity(RUBRIC)


def test_what_cannot_be_graded_is_counted_and_left_out_everywhere() -> None:
    found = compare(ANSWERS, Grader(Choosy("tea")), TinyEncoder(), nobody)
    assert found.ungraded == 1
    assert [one.labelled for one in found.answers] == ANSWERS[:3]
    assert {one.answers for one in found.agreements} == {3}


def test_where_nothing_can_be_graded_the_reason_is_told() -> None:
    with pytest.raises(MockintError, match=r"None of the 4 .*ValueError: no vectors") as caught:
        compare(ANSWERS, Grader(Choosy("")), None, nobody)
    assert "mockint doctor" in caught.value.hint
