"""With the real encoder: each check fires on a pack that was broken in that one way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mockint.bank import load_pack
from mockint.embedding import Encoder
from mockint.lint import Meaning, located
from tests.bank.packs import GATHER, LOOP, QUESTIONS, line_of, with_change, write_pack

Check = Callable[[str], list[str]]


@pytest.fixture
def problems(tmp_path: Path, encoder: Encoder) -> Check:
    def check(questions: str) -> list[str]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        pack = load_pack(write_pack(folder, questions))
        return [str(one) for one in located(pack, Meaning(encoder).check(pack))]

    return check


def test_a_good_pack_has_no_problems(problems: Check) -> None:
    assert problems(QUESTIONS) == []


def test_a_follow_up_that_says_the_point_leaks(problems: Check) -> None:
    leak = "Do the results come back in the order of the arguments?"
    text = with_change(GATHER, "The last call finishes first. Where does its result stand?", leak)
    line = line_of(LOOP + text, "    - id: order")
    (problem,) = problems(LOOP + text)
    assert problem.startswith(
        f"event-loop.yaml:{line}: gather.key_points.order: '{leak}' gives the point away (recall "
    )


def test_a_probe_that_says_the_correction_leaks(problems: Check) -> None:
    text = with_change(
        LOOP, "What would threading.get_ident() print?", "Do coroutines take turns on one thread?"
    )
    line = line_of(text + GATHER, "      probe: Do coroutines")
    (problem,) = problems(text + GATHER)
    place = f"event-loop.yaml:{line}: one-thread.misconceptions[0].probe: "
    assert problem.startswith(f"{place}gives its correction away (recall ")


def test_a_phrasing_of_another_point_is_told_from_ones_own(problems: Check) -> None:
    stray = "results come in the sequence in which the arguments were passed"
    text = with_change(GATHER, "[a failure cancels nobody]", f"[{stray}]")
    line = line_of(LOOP + text, "    - id: errors")
    assert problems(LOOP + text) == [
        (
            f"event-loop.yaml:{line}: gather.key_points.errors: "
            f"'{stray}' is nearer to 'order' than to its own point"
        )
    ]


def test_a_misconception_that_contradicts_another_point_is_named(problems: Check) -> None:
    text = with_change(GATHER, "contradicts: order", "contradicts: errors").replace(
        "The order is that of the arguments.", "Nobody is cancelled."
    )
    claim = "gather returns results as they finish."
    text = with_change(text, claim, "The results come back in the order in which they finish.")
    line = line_of(LOOP + text, "      contradicts: errors")
    assert problems(LOOP + text) == [
        (
            f"event-loop.yaml:{line}: gather.misconceptions[0].contradicts: "
            "the claim is nearer to 'order' than to 'errors'"
        )
    ]


def test_twins_have_to_be_linked_from_one_side(problems: Check) -> None:
    points = LOOP[LOOP.index("  key_points:") : LOOP.index("  misconceptions:")]
    beliefs = LOOP[LOOP.index("  misconceptions:") : LOOP.index("  example:")]
    twin = GATHER[: GATHER.index("  key_points:")] + points + beliefs + "  sources: [docs]\n"
    unlinked = with_change(LOOP, "  similar: [gather]\n", "")
    message = "gather: asks for much the same as 'one-thread': link them under 'similar'"
    line = line_of(unlinked + twin, "- id: gather")
    assert f"event-loop.yaml:{line}: {message}" in problems(unlinked + twin)
    back = twin.replace("  sources:", "  similar: [one-thread]\n  sources:")
    for linked in (LOOP + twin, unlinked + back):
        assert not any("much the same" in one for one in problems(linked))


def test_progress_is_told_of_every_question(tmp_path: Path, encoder: Encoder) -> None:
    told: list[int] = []
    list(Meaning(encoder).check(load_pack(write_pack(tmp_path)), told.append))
    assert sum(told) == 2


def test_what_is_false_must_not_be_worded_like_what_is_true(problems: Check) -> None:
    text = with_change(
        GATHER, "[one error stops them all]", "['If one call raises, the others keep running.']"
    )
    line = line_of(LOOP + text, "    - id: errors")
    found = problems(LOOP + text)
    place = f"event-loop.yaml:{line}: gather.key_points.errors: "
    verdict = "is 'partial' for an answer of just these words: "
    assert f"{place}{verdict}what is false is worded too much like it" in found


def test_a_misconception_must_not_earn_points(problems: Check) -> None:
    claim = "The loop interrupts a coroutine after a time slice."
    text = with_change(LOOP, "[a lone worker takes turns between them]", f"['{claim}']")
    line = line_of(text, f"    - claim: {claim}")
    place = f"event-loop.yaml:{line}: one-thread.misconceptions[1]: "
    earns = re.escape(f"{place}the claim by itself earns ") + r"\d+ points of 100"
    assert any(re.fullmatch(earns, one) for one in problems(text + GATHER))


def test_the_reference_must_be_credited(problems: Check) -> None:
    start = LOOP.index("    All coroutines of a process")
    end = LOOP.index("  key_points")
    words = "    The weather in spring is mild and the gardens are full of early flowers.\n" * 5
    line = line_of(LOOP, "  reference:")
    (problem,) = problems(LOOP[:start] + words + LOOP[end:] + GATHER)
    place = f"event-loop.yaml:{line}: one-thread.reference: "
    assert re.fullmatch(re.escape(place) + r"earns \d points of 100", problem)
