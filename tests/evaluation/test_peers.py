"""Each peer sees what it is said to see, on answers where that decides."""

from __future__ import annotations

import pytest

from mockint.embedding import Encoder, RememberingEncoder
from mockint.evaluation import PEERS, LabelledAnswer
from mockint.grading import Rubric
from tests.fakes import TinyEncoder

RUBRIC = Rubric.ad_hoc(
    "How does asyncio run handlers?",
    "All coroutines share one thread. A long computation stalls everybody else.",
)
BY_NAME = {peer.name: peer.score for peer in PEERS}


def scores(name: str, encoder: Encoder, *answers: str) -> list[float]:
    labelled = [LabelledAnswer("q", RUBRIC, answer, 0.5) for answer in answers]
    return BY_NAME[name](labelled, encoder)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_reference_itself_scores_highest_and_nothing_lowest(name: str) -> None:
    full, half, other, nothing = scores(
        name, TinyEncoder(), RUBRIC.reference, "they share one thread", "green tea is nice", ""
    )
    assert full > half > max(other, nothing)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_answers_are_no_scores(name: str) -> None:
    assert scores(name, TinyEncoder()) == []


def test_token_recall_leaves_out_the_words_of_the_question() -> None:
    echo, said = scores(
        "token recall", TinyEncoder(), "how does asyncio run handlers", "coroutines thread"
    )
    assert echo < 0.3 < said


def test_clause_coverage_wants_every_sentence_of_the_reference() -> None:
    one, both = scores(
        "clause coverage",
        TinyEncoder(),
        "All coroutines share one thread.",
        "All coroutines share one thread. A long computation stalls everybody else.",
    )
    assert both == pytest.approx(1)
    assert one < 0.8


def test_bm25_counts_rare_words_for_more_and_repeated_ones_for_less() -> None:
    answers = ["thread", "thread thread thread", "coroutines", "one", "one", "one"]
    once, thrice, rare, common, *_ = scores("BM25", TinyEncoder(), *answers)
    assert rare > common
    assert once < thrice < 3 * once


def test_with_the_encoder_that_ships_a_paraphrase_beats_another_subject(
    remembering: RememberingEncoder,
) -> None:
    for name in ("token recall", "clause coverage", "sentence cosine"):
        near, far = scores(
            name,
            remembering,
            "coroutines take turns on a single thread, heavy calculation blocks the others",
            "the database keeps an index for each column that is often searched",
        )
        assert near > far
