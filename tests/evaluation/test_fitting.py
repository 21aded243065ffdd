from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from mockint.evaluation import LabelledAnswer, fitting
from mockint.evaluation.fitting import Example, examples_of, fit
from mockint.grading import Grader, Rubric
from mockint.grading.evidence import FEATURES
from mockint.grading.judge import Judge
from tests.fakes import TinyEncoder
from tests.grading.rubrics import AUTHORED

NEAR = list(FEATURES).index("near")
LONG = (
    "The worker sleeps on the socket until a byte arrives. Nobody else gets anything in that time. "
    "So a second customer has to wait for the first one. That is why we buy more machines."
)


def made_up(count: int = 80, seed: int = 1) -> list[Example]:
    """Points that are made if and only if something is near; the other features are noise."""
    rng = np.random.default_rng(seed)
    examples = []
    for i in range(count):
        evidence = rng.uniform(0, 1, (3, len(FEATURES)))
        share = (evidence[:, NEAR] > 0.5).astype(np.float64)
        examples.append(Example(f"q{i}", evidence, share, 1.0 if i % 3 else 0.3))
    return examples


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """Fitting is so short that threads, waiting for each other on a busy machine, only cost."""
    with threadpool_limits(limits=1):
        yield


@pytest.fixture(scope="module")
def fitted() -> dict[str, Any]:
    return fit(made_up())


def all_of(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.concatenate([one.evidence for one in examples]),
        np.concatenate([one.share for one in examples]),
        np.repeat([one.weight for one in examples], 3),
    )


def labelled(
    answer: str, *verdicts: str, question: str = "q", rubric: Rubric = AUTHORED
) -> LabelledAnswer:
    points = {p.id: v for p, v in zip(rubric.key_points, verdicts, strict=True)}
    return LabelledAnswer(question, rubric, answer, 0.5, "half", points)


def test_the_written_trees_say_what_the_fitted_model_says(fitted: dict[str, Any]) -> None:
    evidence, share, weight = all_of(made_up())
    judge = Judge.from_dict(json.loads(json.dumps(fitted)))
    model = HistGradientBoostingRegressor(
        **fitting._TREES, monotonic_cst=list(FEATURES.values()), random_state=fitting._SEED
    ).fit(evidence, share, sample_weight=weight)
    fresh = np.random.default_rng(7).uniform(-0.5, 1.5, (200, len(FEATURES)))
    for rows in (evidence, fresh):
        assert judge.credit(rows) == pytest.approx(np.clip(model.predict(rows), 0, 1), abs=1e-4)


def test_what_tells_points_apart_is_learnt(fitted: dict[str, Any]) -> None:
    judge = Judge.from_dict(fitted)
    evidence, share, _ = all_of(made_up(seed=2))
    credit = judge.credit(evidence)
    assert credit[share == 1].mean() > 0.85
    assert credit[share == 0].mean() < 0.15


def test_the_same_examples_give_the_same_trees(fitted: dict[str, Any]) -> None:
    assert fit(made_up()) == fitted


def test_a_feature_that_may_only_help_does_so_whatever_the_examples_say() -> None:
    turned = [Example(one.question, one.evidence, 1 - one.share, 1.0) for one in made_up()]
    judge = Judge.from_dict(fit(turned))
    rows = np.full((50, len(FEATURES)), 0.5)
    rows[:, NEAR] = np.linspace(0, 1, 50)
    assert (np.diff(judge.credit(rows)) >= -1e-9).all()


def test_verdicts_become_shares_and_evidence_is_the_grader_s() -> None:
    grader = Grader(TinyEncoder())
    answer = "Await suspends the coroutine."
    (example,) = examples_of(grader, [labelled(answer, "met", "partial", "contradicted")])
    assert example.share.tolist() == [1.0, 0.5, 0.0]
    assert (example.question, example.weight) == ("q", 1.0)
    evidence = grader.evidence(AUTHORED, answer)
    assert evidence is not None
    assert np.array_equal(example.evidence, evidence)


def test_an_answer_without_words_gives_no_example() -> None:
    answers = [labelled(" ... ", "missed", "missed", "missed")]
    assert list(examples_of(Grader(TinyEncoder()), answers)) == []


def test_a_stretch_of_a_long_answer_that_makes_no_point_is_an_example_of_less_weight() -> None:
    lost = labelled(LONG, "missed", "contradicted", "missed")
    made = labelled(LONG, "missed", "partial", "missed")
    whole, stretch = examples_of(Grader(TinyEncoder()), [lost])
    assert (whole.weight, stretch.share.tolist()) == (1.0, [0, 0, 0])
    assert 0 < stretch.weight < 1
    words = list(FEATURES).index("words")
    assert stretch.evidence[0, words] < whole.evidence[0, words]
    assert len(list(examples_of(Grader(TinyEncoder()), [made]))) == 1


def test_an_answer_is_worth_nothing_to_another_question() -> None:
    answer = "Await suspends the coroutine."
    grader = Grader(TinyEncoder())
    answers = [labelled(answer, "met", "met", "met", question=f"q{i % 3}") for i in range(12)]
    examples = list(examples_of(grader, answers))
    own = [one for one in examples if one.weight == 1.0]
    other = [one for one in examples if one.weight < 1.0]
    assert len(own) == len(other) == len(answers)
    assert all(one.share.tolist() == [1.0, 1.0, 1.0] for one in own)
    assert all(one.share.tolist() == [0.0, 0.0, 0.0] for one in other)


def test_the_same_answers_give_the_same_examples() -> None:
    answers = [labelled(LONG, "missed", "missed", "missed")] * 4
    first, second = (list(examples_of(Grader(TinyEncoder()), answers)) for _ in range(2))
    assert len(first) == len(second) > len(answers)
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.evidence, other.evidence)
