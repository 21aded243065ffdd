from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mockint.bank import Language, Pack, find_pack, load_pack

QUESTIONS = load_pack(find_pack("fastapi")).questions
EXAMPLES = {q.id: q.example for q in QUESTIONS if q.example is not None}
RUNNING = {id_: example.code for id_, example in EXAMPLES.items() if example.runs}


@pytest.mark.parametrize("code", RUNNING.values(), ids=RUNNING)
def test_the_example_runs_and_what_it_asserts_holds(code: str, tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(code, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:__main__", "example.py"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh")
def test_shell_examples_can_be_parsed() -> None:
    shell = {id_: one.code for id_, one in EXAMPLES.items() if one.language is Language.SHELL}
    samples = shell | {"sound": "for i in 1; do true; done", "broken": "for i in 1; do"}
    failing = {
        id_
        for id_, code in samples.items()
        if subprocess.run(["sh", "-n"], input=code, text=True, check=False).returncode
    }
    assert failing == {"broken"}


def test_no_two_questions_are_worded_the_same(pack: Pack) -> None:
    worded = Counter(
        " ".join(re.findall(r"\w+", question.question.lower())) for question in pack.questions
    )
    assert [text for text, count in worded.items() if count > 1] == []


def test_every_item_of_every_section_is_covered_once_and_in_order(pack: Pack) -> None:
    items = [
        f"{section.slug}/{position}"
        for topic in pack.topics
        for section in topic.sections
        for position in range(1, section.items + 1)
    ]
    assert [question.covers for question in pack.questions] == items
