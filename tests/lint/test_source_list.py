from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank import load_pack
from mockint.errors import InputFileError
from mockint.lint import SourceList, located
from tests.bank.packs import LOOP, line_of, write_pack

LIST = """\
A list from somewhere
Serving
Event Loop
- What is asyncio concurrency?
- How would one fetch several things at once in a handler?
"""


def check(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    pack = load_pack(write_pack(tmp_path))
    return [str(one) for one in located(pack, SourceList.read(tmp_path / "list.txt").check(pack))]


def test_a_pack_in_its_own_words_has_no_problems(tmp_path: Path) -> None:
    assert check(tmp_path, LIST) == []


def test_items_are_those_below_their_sections_title(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    assert SourceList.read(tmp_path / "list.txt").items == {
        "event-loop": (
            "What is asyncio concurrency?",
            "How would one fetch several things at once in a handler?",
        )
    }


def test_another_count_is_named(tmp_path: Path) -> None:
    assert check(tmp_path, LIST + "- One more?\n") == [
        "pack.yaml:1: event-loop: pack.yaml counts 2 items, the list 3"
    ]


def test_a_section_that_the_pack_lacks_is_named(tmp_path: Path) -> None:
    assert check(tmp_path, LIST + "Threads\n- What is a lock?\n") == [
        "pack.yaml:1: threads: stands in the source list but not in pack.yaml"
    ]


def test_a_section_that_the_list_lacks_is_named(tmp_path: Path) -> None:
    assert check(tmp_path, "Threads\n- What is a lock?\n") == [
        "pack.yaml:1: event-loop: stands in pack.yaml but not in the source list",
        "pack.yaml:1: threads: stands in the source list but not in pack.yaml",
    ]


def test_indented_lines_continue_an_item(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\ufeff  \nEvent Loop\n\n- What is\n  asyncio?\n\n- And\n\twhy?\n")
    assert SourceList.read(path).items == {"event-loop": ("What is asyncio?", "And why?")}


def test_an_item_before_any_title_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("\n- What is asyncio?\n")
    with pytest.raises(InputFileError, match=r"list\.txt, line 2: an item before any title"):
        SourceList.read(tmp_path / "list.txt")


def test_five_words_in_a_row_are_a_repetition(tmp_path: Path) -> None:
    line = line_of(LOOP, "  question:")
    four = LIST.replace("What is asyncio concurrency?", "Say that asyncio runs handlers?")
    five = LIST.replace("What is asyncio concurrency?", "Why asyncio runs handlers in parallel?")
    assert check(tmp_path, five) == [
        (
            f"event-loop.yaml:{line}: one-thread.question: "
            "repeats the source list: 'asyncio runs handlers in parallel'"
        )
    ]
    (tmp_path / "other").mkdir()
    assert check(tmp_path / "other", four) == []


def test_the_same_words_in_another_order_are_a_repetition(tmp_path: Path) -> None:
    item = "Parallel: which handlers, says a colleague, does asyncio answer?"
    (problem,) = check(tmp_path, LIST.replace("What is asyncio concurrency?", item))
    assert "has 86% of the content words of the source list's" in problem


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe", "is not UTF-8"), (b"no items here\n", "holds no items"), (b"", "no items")],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    with pytest.raises(InputFileError, match=message):
        SourceList.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"list\.txt cannot be read"):
        SourceList.read(tmp_path / "list.txt")
