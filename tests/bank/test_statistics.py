from __future__ import annotations

from pathlib import Path

from mockint.bank import PackStatistics, load_pack
from tests.bank.packs import GATHER, LOOP, with_change, write_pack

UNRUN = """\
  example:
    language: shell
    runs: false
    reason: needs a host
    code: sleep 1
  sources:"""


def test_everything_is_counted(tmp_path: Path) -> None:
    text = LOOP + with_change(GATHER, "  sources:", UNRUN)
    assert PackStatistics.of(load_pack(write_pack(tmp_path, text)).questions) == PackStatistics(
        questions=2,
        junior=1,
        mid=1,
        senior=0,
        minutes=5.5,
        key_points=6,
        phrasings=8,
        follow_ups=8,
        misconceptions=4,
        examples=2,
        examples_that_run=1,
        linked=1,
    )


def test_nothing_is_counted_of_no_questions() -> None:
    counted = PackStatistics.of(())
    assert (counted.questions, counted.minutes, counted.examples_that_run) == (0, 0, 0)
