from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from mockint.bank import Pack
from mockint.batch import BadRow, Format, Marked, Row, mark, read_rows
from mockint.batch.marking import CHUNK
from mockint.embedding import Encoded
from mockint.followups import FollowUpWriter, Templates
from mockint.grading import Grader, Status, Verdict
from mockint.grading.calibration import SHIPPED_AD_HOC, SHIPPED_AUTHORED
from tests.fakes import TinyEncoder

QUESTION, REFERENCE = (
    "What does a pool do?",
    "It keeps connections open. It lends them to requests.",
)
KEYS = {
    "id",
    "question_id",
    "status",
    "score",
    "points",
    "missed",
    "improve",
    "misconceptions",
    "flags",
    "follow_ups",
    "error_band",
    "grader",
    "error",
}
BANK_ID = "why-async-await"


def ad_hoc(number: int, answer: str = "It keeps connections open.") -> Row:
    return Row(number, None, answer, QUESTION, REFERENCE)


class Marking:
    """Marks rows with one encoder and the wordings that ship."""

    def __init__(self, pack: Pack, encoder: TinyEncoder, templates: Templates) -> None:
        self._arguments = (pack, Grader(encoder), FollowUpWriter(encoder, templates))

    def __call__(self, *rows: Row | BadRow, limit: int = 2) -> list[Marked]:
        return list(self.lazily(iter(rows), limit))

    def lazily(self, rows: Iterator[Row | BadRow], limit: int = 2) -> Iterator[Marked]:
        return mark(rows, *self._arguments, limit)


@pytest.fixture
def marking(pack: Pack, tiny: TinyEncoder, templates: Templates) -> Marking:
    return Marking(pack, tiny, templates)


def test_results_come_in_the_order_of_the_rows_across_chunks(marking: Marking) -> None:
    rows = [
        BadRow(number, None, "bad") if number % 3 == 0 else ad_hoc(number)
        for number in range(2 * CHUNK + 5)
    ]
    results = marking(*rows)
    assert [result.id for result in results] == [row.id for row in rows]
    assert [result.failed for result in results] == [isinstance(row, BadRow) for row in rows]


def test_each_answer_gets_its_own_grade(marking: Marking) -> None:
    answers = ["It keeps connections open.", "", REFERENCE, "I don't know", "It lends threads."]
    together = marking(*(ad_hoc(n, answer) for n, answer in enumerate(answers)))
    alone = [marking(ad_hoc(n, answer))[0] for n, answer in enumerate(answers)]
    assert [result.to_dict() for result in together] == [result.to_dict() for result in alone]


def test_a_bad_row_is_a_result_with_its_error(marking: Marking) -> None:
    (result,) = marking(BadRow("s7", "gather", "The row is not JSON."))
    assert result.to_dict() == {
        "id": "s7",
        "question_id": "gather",
        "status": "ungraded",
        "score": None,
        "points": [],
        "missed": [],
        "improve": [],
        "misconceptions": [],
        "flags": [],
        "follow_ups": [],
        "error_band": None,
        "grader": None,
        "error": "The row is not JSON.",
    }


@pytest.mark.parametrize("name", [BANK_ID, "async-basics/1"])
def test_a_bank_question_is_found_by_its_id_and_by_what_it_covers(
    name: str, marking: Marking, pack: Pack
) -> None:
    (result,) = marking(Row("s1", name, "An answer about something."))
    assert result.question_id == BANK_ID
    assert result.grade is not None
    assert [point.id for point in result.grade.points] == [
        point.id for point in pack.find(BANK_ID).key_points
    ]


def test_a_bank_question_is_graded_by_the_bank_and_not_by_the_row(marking: Marking) -> None:
    (result,) = marking(Row("s1", BANK_ID, "An answer.", QUESTION, REFERENCE, ("a point",)))
    assert result.grade is not None
    assert result.grade.grader.calibration == SHIPPED_AUTHORED.name


def test_a_name_of_the_callers_own_goes_with_an_ad_hoc_question(marking: Marking) -> None:
    (result,) = marking(Row("s1", "exam-3", REFERENCE, QUESTION, REFERENCE))
    assert (result.question_id, result.failed) == ("exam-3", False)
    assert result.grade is not None
    assert result.grade.grader.calibration == SHIPPED_AD_HOC.name


def test_key_points_of_a_row_are_graded_one_by_one(marking: Marking) -> None:
    points = ("keeps connections open", "limits their number")
    (result,) = marking(Row(1, None, "It keeps connections open.", QUESTION, REFERENCE, points))
    content = result.to_dict()
    assert [(p["id"], p["verdict"]) for p in content["points"]] == [
        ("p1", "covered"),
        ("p2", "missed"),
    ]
    assert content["missed"] == ["limits their number"]


@pytest.mark.parametrize("wordless", ["?!", "---", "\u200b", "**"], ids=ascii)
def test_a_key_point_without_words_is_not_graded(wordless: str, marking: Marking) -> None:
    points = (wordless, "keeps connections open", wordless)
    (result,) = marking(Row(1, None, "It lends bananas.", QUESTION, REFERENCE, points))
    (point,) = result.to_dict()["points"]
    assert (point["id"], point["verdict"]) == ("p1", "missed")


def test_key_points_without_any_words_leave_the_reference_to_explain(marking: Marking) -> None:
    wordless, none = marking(
        Row(1, None, REFERENCE, QUESTION, REFERENCE, ("?!", "--")),
        Row(1, None, REFERENCE, QUESTION, REFERENCE),
    )
    assert wordless.to_dict() == none.to_dict()


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (Row(1, None, "a"), "neither a 'question_id' nor 'question' and 'reference'"),
        (Row(1, None, "a", QUESTION), "neither a 'question_id' nor 'reference'"),
        (Row(1, None, "a", None, REFERENCE), "neither a 'question_id' nor 'question'"),
        (Row(1, None, "a", QUESTION, "?!"), "'reference' holds no words."),
        (Row(1, None, "a", QUESTION, "```python\n```"), "'reference' holds no words."),
        (Row(1, "why-async-awiat", "a"), "Did you mean 'why-async-await'"),
        (Row(1, "exam-3", "a", QUESTION), "There is no question called 'exam-3'."),
    ],
    ids=[
        "nothing",
        "no-reference",
        "no-question",
        "no-words",
        "only-marks",
        "misspelt",
        "half-ad-hoc",
    ],
)
def test_a_row_without_a_question_says_what_is_missing(
    row: Row, error: str, marking: Marking
) -> None:
    bad, good = marking(row, ad_hoc(2))
    assert error in bad.to_dict()["error"]
    assert bad.failed
    assert not good.failed


class Fragile(TinyEncoder):
    def __init__(self, fails_on: str) -> None:
        super().__init__()
        self._fails_on = fails_on

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        if any(self._fails_on in text for text in texts):
            raise RuntimeError("out of memory")
        return super().encode(texts)


def test_an_answer_that_cannot_be_graded_is_a_result_with_an_error(
    pack: Pack, templates: Templates
) -> None:
    marking = Marking(pack, Fragile(fails_on="breaks"), templates)
    first, broken, last = marking(ad_hoc(1), ad_hoc(2, "It breaks the pool apart."), ad_hoc(3))
    assert [first.failed, broken.failed, last.failed] == [False, True, False]
    content = broken.to_dict()
    assert (content["status"], content["score"]) == ("ungraded", None)
    assert content["error"] == "RuntimeError: out of memory"
    assert content["follow_ups"] == []
    assert content["grader"]["name"] == "offline"


def test_a_grade_stands_where_no_follow_up_can_be_found(
    pack: Pack, tiny: TinyEncoder, templates: Templates
) -> None:
    question = pack.find(BANK_ID)
    writer = FollowUpWriter(Fragile(fails_on=question.question), templates)
    rows = [Row(1, BANK_ID, "Something else entirely was said."), ad_hoc(2, "It lends threads.")]
    first, second = mark(rows, pack, Grader(tiny), writer)
    assert (first.failed, first.follow_ups) == (False, ())
    assert (second.failed, len(second.follow_ups)) == (False, 1)


def test_no_rows_give_no_results(marking: Marking) -> None:
    assert marking() == []


def test_results_come_before_all_rows_are_read(marking: Marking) -> None:
    read: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(5_000):
            read.append(number)
            yield ad_hoc(number)

    assert next(marking.lazily(rows())).id == 0
    assert len(read) < 1_000


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_row_has_no_more_follow_ups_than_asked_for(limit: int, marking: Marking) -> None:
    (result,) = marking(Row(1, BANK_ID, "Something else entirely was said."), limit=limit)
    assert len(result.follow_ups) == limit


def _types(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _types(item) for name, item in value.items()}
    return [_types(value[0])] if isinstance(value, list) and value else type(value).__name__


def test_the_written_fields_are_these(pack: Pack, grader: Grader, writer: FollowUpWriter) -> None:
    question = pack.find(BANK_ID)
    belief = question.misconceptions[0]
    answer = f"{belief.claim} {question.key_points[2].text} pass"
    (result,) = mark([Row("s1", BANK_ID, answer)], pack, grader, writer)
    content = json.loads(json.dumps(result.to_dict()))
    assert set(content) == KEYS
    assert _types(content) == {
        "id": "str",
        "question_id": "str",
        "status": "str",
        "score": "float",
        "points": [
            {
                "id": "str",
                "verdict": "str",
                "coverage": "float",
                "quote": "str",
                "missing": ["str"],
            }
        ],
        "missed": ["str"],
        "improve": ["str"],
        "misconceptions": [
            {"claim": "str", "contradicts": "str", "quote": "str", "correction": "str"}
        ],
        "flags": ["str"],
        "follow_ups": [{"question": "str", "key_point": "str", "origin": "str", "reason": "str"}],
        "error_band": "float",
        "grader": {"name": "str", "version": "str", "encoder": "str", "calibration": "str"},
        "error": "NoneType",
    }
    assert content["status"] == "graded"
    assert content["misconceptions"][0]["claim"] == belief.claim
    assert content["follow_ups"][0]["question"] == belief.probe
    assert "needs_review" in content["flags"]


def test_missed_holds_what_was_missed_or_contradicted_and_nothing_else(
    pack: Pack, grader: Grader, writer: FollowUpWriter
) -> None:
    question = pack.find(BANK_ID)
    answer = (
        f"{question.misconceptions[0].claim} {question.key_points[2].text} "
        "FastAPI runs on an asynchronous server."
    )
    (result,) = mark([Row("s1", BANK_ID, answer)], pack, grader, writer)
    assert result.grade is not None
    lost = (Verdict.MISSED, Verdict.CONTRADICTED)
    assert {point.verdict for point in result.grade.points} == set(Verdict)
    assert result.to_dict()["missed"] == [p.text for p in result.grade.points if p.verdict in lost]


def test_whole_files_of_any_quality_are_marked_row_by_row(marking: Marking) -> None:
    lines = [
        json.dumps({"id": "a", "question_id": BANK_ID, "answer": "It suspends the coroutine."}),
        "{",
        json.dumps({"answer": 7}),
        "",
        json.dumps({"question": QUESTION, "reference": REFERENCE, "answer": "It keeps them."}),
        json.dumps({"question": QUESTION, "reference": "\u0000", "answer": "It keeps them."}),
        json.dumps({"question": "?", "reference": "42", "answer": "\ud800 \u202e 42 {}"}),
        json.dumps({"question_id": "gone", "answer": ""}),
    ]
    rows = read_rows((f"{line}\n" for line in lines), Format.JSONL)
    results = list(marking.lazily(rows))
    assert [result.id for result in results] == ["a", 2, 3, 4, 5, 6, 7]
    assert [result.failed for result in results] == [False, True, True, False, True, False, True]
    for result in results:
        content = result.to_dict()
        assert set(content) == KEYS
        assert (content["score"] is None) == (content["status"] == Status.UNGRADED)
        assert (content["error"] is None) == (content["status"] == Status.GRADED)
