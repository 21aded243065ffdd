from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from mockint.embedding import Encoded
from mockint.errors import EncoderError
from mockint.grading import Grade, Grader, GraderIdentity, Rubric, Status
from mockint.grading.calibration import (
    SHIPPED_AD_HOC,
    SHIPPED_AUTHORED,
    Calibrations,
    MonotoneMap,
)
from mockint.grading.grader import NAME, VERSION
from tests.fakes import TinyEncoder
from tests.grading.rubrics import AD_HOC, AUTHORED

GOOD = "The event loop serves other requests meanwhile."
BAD = "This sentence breaks the machine apart."


class Spoiled(TinyEncoder):
    """A tiny encoder that goes wrong where a text holds "breaks"."""

    def __init__(self, spoil: Callable[[Encoded], Encoded]) -> None:
        super().__init__()
        self._spoil = spoil

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        encoded = super().encode(texts)
        return [
            self._spoil(one) if "breaks" in text else one
            for text, one in zip(texts, encoded, strict=True)
        ]


def crash(_: Encoded) -> Encoded:
    raise RuntimeError("out of memory")


def not_a_number(encoded: Encoded) -> Encoded:
    return Encoded(encoded.sentence * np.nan, encoded.words, encoded.vectors * np.nan)


def another_width(encoded: Encoded) -> Encoded:
    return Encoded(encoded.sentence[:3], encoded.words, encoded.vectors[:, :3])


class Fewer(TinyEncoder):
    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        return super().encode(texts)[:-1]


def is_failure(grade: Grade) -> bool:
    return grade.status is Status.UNGRADED and grade.score is None and grade.points == ()


spoils = pytest.mark.parametrize("spoil", [crash, not_a_number, another_width])
rubrics = pytest.mark.parametrize("rubric", [AUTHORED, AD_HOC], ids=["authored", "ad-hoc"])


@spoils
@rubrics
def test_an_answer_that_cannot_be_encoded_is_ungraded_not_zero(
    spoil: Callable[[Encoded], Encoded], rubric: Rubric
) -> None:
    grade = Grader(Spoiled(spoil)).grade(rubric, BAD)
    assert is_failure(grade)
    assert grade.error


@rubrics
def test_an_encoder_that_loses_a_text_gives_no_grade(rubric: Rubric) -> None:
    assert is_failure(Grader(Fewer()).grade(rubric, GOOD))


def test_the_error_of_a_failed_grade_says_what_happened() -> None:
    assert Grader(Spoiled(crash)).grade(AUTHORED, BAD).error == "RuntimeError: out of memory"


@spoils
def test_one_failing_answer_does_not_spoil_the_others(
    spoil: Callable[[Encoded], Encoded],
) -> None:
    tasks = [(AUTHORED, GOOD), (AUTHORED, BAD), (AD_HOC, GOOD), (AD_HOC, BAD), (AUTHORED, "")]
    grades = Grader(Spoiled(spoil)).grade_all(tasks)
    assert [is_failure(grade) for grade in grades] == [False, True, False, True, False]
    sound = Grader(TinyEncoder()).grade_all([tasks[0], tasks[2], tasks[4]])
    assert [grades[0], grades[2], grades[4]] == sound


def test_a_rubric_that_cannot_be_encoded_fails_its_answers_alone() -> None:
    broken = Rubric.ad_hoc("What breaks?", "It breaks the machine apart completely.")
    grades = Grader(Spoiled(crash)).grade_all([(broken, GOOD), (AUTHORED, GOOD)])
    assert [is_failure(grade) for grade in grades] == [True, False]


def test_a_passing_failure_is_not_remembered() -> None:
    encoder = Spoiled(crash)
    grader = Grader(encoder)
    assert is_failure(grader.grade(AUTHORED, BAD))
    encoder._spoil = lambda encoded: encoded
    assert grader.grade(AUTHORED, BAD).status is Status.GRADED


def test_without_any_encoder_nobody_goes_on() -> None:
    class Absent(TinyEncoder):
        def encode(self, texts: Sequence[str]) -> list[Encoded]:
            raise EncoderError(f"no model for {len(texts)} texts", "install one")

    with pytest.raises(EncoderError):
        Grader(Absent()).grade_all([(AUTHORED, GOOD), (AUTHORED, GOOD)])


@rubrics
def test_a_failed_grade_is_signed_like_any_other(rubric: Rubric) -> None:
    failed = Grader(Spoiled(crash)).grade(rubric, BAD)
    assert failed.grader == Grader(TinyEncoder()).grade(rubric, GOOD).grader


def test_a_grade_is_signed_with_its_encoder_and_calibration(tiny: TinyEncoder) -> None:
    authored, ad_hoc = Grader(tiny).grade_all([(AUTHORED, GOOD), (AD_HOC, GOOD)])
    assert authored.grader == GraderIdentity(NAME, VERSION, "tiny@1", SHIPPED_AUTHORED.name)
    assert ad_hoc.grader == GraderIdentity(NAME, VERSION, "tiny@1", SHIPPED_AD_HOC.name)


@rubrics
def test_a_map_of_ones_own_gives_score_band_and_name(rubric: Rubric, tiny: TinyEncoder) -> None:
    own = MonotoneMap("own", ((-1.0, 40.0), (2.0, 70.0)), error_band=12.5)
    plain = Grader(tiny).measure_all([(rubric, GOOD)])[0]
    grade = Grader(tiny, Calibrations(own, own)).grade(rubric, GOOD)
    assert plain.value is not None
    assert grade.score == pytest.approx(own.apply(plain.value), abs=0.06)
    assert (grade.error_band, grade.grader.calibration) == (12.5, "own")
    assert grade.points == plain.grade.points


def test_each_sort_of_rubric_has_its_own_map(tiny: TinyEncoder) -> None:
    low, high = (MonotoneMap(f"{y}", ((0.0, y), (1.0, y)), None) for y in (20.0, 80.0))
    grades = Grader(tiny, Calibrations(low, high)).grade_all([(AUTHORED, GOOD), (AD_HOC, GOOD)])
    assert [grade.score for grade in grades] == [20.0, 80.0]


@rubrics
@pytest.mark.parametrize("answer", ["", "I don't know"])
def test_an_answer_that_claims_nothing_stays_nothing_whatever_the_map(
    rubric: Rubric, answer: str, tiny: TinyEncoder
) -> None:
    generous = MonotoneMap("generous", ((0.0, 90.0), (1.0, 100.0)), None)
    (measured,) = Grader(tiny, Calibrations(generous, generous)).measure_all([(rubric, answer)])
    assert (measured.grade.score, measured.value) == (0.0, None)


def test_measuring_gives_the_same_grades_and_no_value_for_a_failure() -> None:
    tasks = [(AUTHORED, GOOD), (AUTHORED, BAD), (AD_HOC, GOOD)]
    measured = Grader(Spoiled(crash)).measure_all(tasks)
    assert [one.grade for one in measured] == Grader(Spoiled(crash)).grade_all(tasks)
    assert [one.value is None for one in measured] == [False, True, False]


def test_no_answers_give_no_grades(tiny: TinyEncoder) -> None:
    assert Grader(tiny).grade_all([]) == []


def test_grades_come_in_the_order_of_the_answers(tiny: TinyEncoder) -> None:
    answers = [GOOD, "", "Await suspends the coroutine.", GOOD, "I don't know"]
    grades = Grader(tiny).grade_all([(AUTHORED, answer) for answer in answers])
    assert grades == [Grader(TinyEncoder()).grade(AUTHORED, answer) for answer in answers]


def test_answers_are_encoded_together_and_each_text_once(tiny: TinyEncoder) -> None:
    grader = Grader(tiny)
    grader.prepare(AUTHORED)
    grader.grade_all([(AUTHORED, GOOD), (AUTHORED, GOOD), (AUTHORED, "Await suspends it.")])
    assert tiny.calls[1:] == [[GOOD, "Await suspends it."]]


def test_a_rubric_is_encoded_once_for_all_its_answers(tiny: TinyEncoder) -> None:
    grader = Grader(tiny)
    for _ in range(3):
        grader.grade(Rubric.ad_hoc("Why?", "It suspends the coroutine."), GOOD)
    assert sum("It suspends the coroutine." in call for call in tiny.calls) == 1


def test_rubrics_that_differ_in_one_word_are_not_confused(tiny: TinyEncoder) -> None:
    grader = Grader(tiny)
    suspends, serves = (
        grader.grade(Rubric.ad_hoc("Why so?", reference), GOOD).score
        for reference in ("It suspends requests.", "It serves requests.")
    )
    assert suspends != serves


def test_many_rubrics_can_be_met_and_met_again(tiny: TinyEncoder) -> None:
    tasks = [(Rubric.ad_hoc(f"Why {n}?", f"Since loop {n} waits."), GOOD) for n in range(600)]
    grader = Grader(tiny)
    assert grader.grade_all(tasks)[0] == grader.grade(*tasks[0])
    assert len(grader._rubrics) < len(tasks)
