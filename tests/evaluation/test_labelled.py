from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.bank import Pack, load_pack
from mockint.batch import Format
from mockint.errors import InputFileError, PackError
from mockint.evaluation import Half, LabelledAnswer, pack_labels, read_labelled
from tests.bank.packs import write_pack

AD_HOC: dict[str, object] = {
    "question": "What is TCP?",
    "reference": "A reliable byte stream.",
    "answer": "a stream",
}
BANK: dict[str, object] = {"question_id": "event-loop/2", "answer": "together"}
LABELS = """\
- question: gather
  half: build
  answers:
    - kind: terse
      grade: 70
      points: {together: met, order: missed, errors: partial}
      text: The wait is about the slowest call.
    - kind: wrong
      grade: 5
      points: {together: missed, order: contradicted, errors: missed}
      text: >-
        Results come back
        as they finish.
- question: one-thread
  half: report
  answers:
    - kind: vague
      grade: 10
      points: {single: missed, switch: missed, blocking: missed}
      text: It depends.
"""


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    root = write_pack(tmp_path)
    (root / "labelled").mkdir()
    (root / "labelled" / "event-loop.yaml").write_text(LABELS)
    return load_pack(root)


def read(pack: Pack, *rows: dict[str, object], full_marks: float = 1) -> list[LabelledAnswer]:
    lines = [json.dumps(row) + "\n" for row in rows]
    return read_labelled(lines, Format.JSONL, pack, full_marks)


def test_rows_of_both_sorts_are_read_with_their_grades(small: Pack) -> None:
    bank, ad_hoc = read(
        small, BANK | {"score": 3, "kind": "terse"}, AD_HOC | {"score": 0}, full_marks=4
    )
    assert (bank.question, bank.grade, bank.kind) == ("event-loop/2", 0.75, "terse")
    assert bank.rubric.authored
    assert (ad_hoc.question, ad_hoc.grade, ad_hoc.kind) == ("What is TCP?", 0, None)
    assert not ad_hoc.rubric.authored


def test_csv_has_numbers_as_text(small: Pack) -> None:
    lines = ["question_id,answer,score\n", "gather,together,0.5\n"]
    (one,) = read_labelled(lines, Format.CSV, small, 1)
    assert one.grade == 0.5


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (BANK, "row 1: no number in 'score'"),
        (BANK | {"score": "good"}, "row 1: no number in 'score'"),
        (BANK | {"score": True}, "row 1: no number in 'score'"),
        (BANK | {"score": 1.5}, "row 1: the score 1.5 does not lie between 0 and 1"),
        (BANK | {"score": float("nan")}, "row 1: the score nan does not lie between 0 and 1"),
        (BANK | {"score": 10**400}, "row 1: no number in 'score'"),
        ({"answer": "x", "score": 1, "id": "a7"}, "row a7: The row has neither"),
        ({"question_id": "nothing", "answer": "x", "score": 1}, "There is no question called"),
    ],
)
def test_a_row_that_cannot_be_used_ends_it_and_is_named(
    small: Pack, row: dict[str, object], message: str
) -> None:
    with pytest.raises(InputFileError) as caught:
        read(small, row, BANK | {"score": 1})
    assert caught.value.message.startswith("1 rows cannot be used:")
    assert message in caught.value.message
    assert "--full-marks" in caught.value.hint


def test_of_many_bad_rows_the_first_are_shown(small: Pack) -> None:
    with pytest.raises(InputFileError) as caught:
        read(small, *[BANK] * 9)
    assert caught.value.message.count("no number in 'score'") == 5
    assert caught.value.message.endswith("and 4 more")


def test_no_rows_are_an_error(small: Pack) -> None:
    with pytest.raises(InputFileError, match="no rows"):
        read(small)


def test_the_pack_s_own_answers_are_read_by_half(small: Pack) -> None:
    terse, wrong, vague = pack_labels(small)
    assert (terse.question, terse.kind, terse.grade) == ("gather", "terse", 0.7)
    assert terse.points == {"together": "met", "order": "missed", "errors": "partial"}
    assert wrong.answer == "Results come back as they finish."
    assert vague.question == "one-thread"
    assert pack_labels(small, Half.BUILD) == [terse, wrong]
    assert pack_labels(small, Half.REPORT) == [vague]


def test_a_pack_without_labelled_answers_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputFileError) as caught:
        pack_labels(load_pack(write_pack(tmp_path)))
    assert "mockint evaluate FILE" in caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("question: gather", "question: nothing", "no question of the pack is called that"),
        ("half: build", "half: both", "half: is 'both'; should be one of train, build, report"),
        ("kind: terse", "kind: short", "kind: is 'short'"),
        ("grade: 70", "grade: 700", "grade: should be a number from 0 to 100"),
        ("order: missed, errors: partial", "errors: partial", "points.order: is missing"),
        ("errors: partial", "errors: maybe", "points.errors: is 'maybe'"),
        ("errors: partial}", "errors: partial, more: met}", "more: is not a known field"),
        ("  half: build\n", "  half: build\n  extra: 1\n", "extra: is not a known field"),
    ],
)
def test_what_breaks_the_format_is_named_with_its_line(
    small: Pack, old: str, new: str, problem: str
) -> None:
    path = small.root / "labelled" / "event-loop.yaml"
    assert old in LABELS
    path.write_text(LABELS.replace(old, new, 1))
    with pytest.raises(PackError) as caught:
        pack_labels(small)
    assert any(problem in str(one) for one in caught.value.problems), caught.value.message
    assert all(one.file == "event-loop.yaml" for one in caught.value.problems)
