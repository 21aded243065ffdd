from __future__ import annotations

import pytest

from mockint.evaluation import Compared, LabelledAnswer
from mockint.evaluation.compared import FIFTHS, fifth_of, grade_labelled
from mockint.grading import Grader
from mockint.grading.grade import ungraded
from tests.evaluation.comparing import GRADER, RUBRIC, compared
from tests.fakes import TinyEncoder


@pytest.mark.parametrize(
    ("points", "fifth"),
    [(0, "0-20"), (19.9, "0-20"), (20, "20-40"), (60, "60-80"), (79.9, "60-80"), (100, "80-100")],
)
def test_a_border_belongs_to_the_fifth_above(points: float, fifth: str) -> None:
    assert FIFTHS[fifth_of(points)] == fifth


def test_grades_are_the_points_that_a_person_would_say() -> None:
    one = compared(given=57, score=47)
    assert 100 * one.labelled.grade < 57
    assert (one.given, one.error) == (57, -10)


def test_an_error_is_score_minus_grade() -> None:
    assert compared(given=70, score=30).error == -40


def test_an_answer_without_a_score_cannot_be_compared() -> None:
    labelled = LabelledAnswer("q", RUBRIC, "x", 0.5)
    assert Compared.of(labelled, ungraded(GRADER, "broken")) is None


def test_answers_are_graded_in_order_and_progress_is_told() -> None:
    answers = [LabelledAnswer("q", RUBRIC, text, 0.5) for text in ["a byte stream", "tea"] * 50]
    done: list[int] = []
    grades = grade_labelled(answers, Grader(TinyEncoder()), done.append)
    assert len(grades) == 100
    assert sum(done) == 100
    assert len(done) > 1
    assert grades[0] == grades[98]
    assert grades[0] != grades[1]
