from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mockint.bank import KeyPoint, Misconception, Pack, Question, find_pack, load_pack

QUESTIONS = load_pack(find_pack("fastapi")).questions
WITH_EXAMPLE = [question for question in QUESTIONS if question.example is not None]


@pytest.mark.parametrize("question", WITH_EXAMPLE, ids=lambda question: question.id)
def test_the_example_runs_and_what_it_asserts_holds(question: Question, tmp_path: Path) -> None:
    assert question.example is not None
    (tmp_path / "example.py").write_text(question.example, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:__main__", "example.py"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_two_questions_are_worded_the_same(pack: Pack) -> None:
    worded = Counter(
        " ".join(re.findall(r"\w+", question.question.lower())) for question in pack.questions
    )
    assert [text for text, count in worded.items() if count > 1] == []


def test_no_wording_serves_two_key_points_or_misconceptions_of_a_question(pack: Pack) -> None:
    for question in pack.questions:
        parts: list[KeyPoint | Misconception] = [*question.key_points, *question.misconceptions]
        statements = Counter(text.lower() for part in parts for text in part.statements)
        assert [text for text, count in statements.items() if count > 1] == [], question.id


def test_every_item_of_every_section_is_covered_once_and_in_order(pack: Pack) -> None:
    items = [
        f"{section.slug}/{position}"
        for topic in pack.topics
        for section in topic.sections
        for position in range(1, section.items + 1)
    ]
    assert [question.covers for question in pack.questions] == items


def test_the_first_two_sections_hold_all_their_29_items(pack: Pack) -> None:
    held = Counter(question.section for question in pack.questions)
    assert (held["async-basics"], held["request-lifecycle"]) == (15, 14)
