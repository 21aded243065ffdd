"""How candidates say key points, as it stands in `wordings/`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mockint.bank import Pack, load_compiled, load_pack
from mockint.errors import PackError
from tests.bank.packs import QUESTIONS, with_change, write_pack

WORDINGS = """\
- question: one-thread
  points:
    single:
      right: [one at a time, "ten handlers print one thread id"]
      wrong:
        - a thread for each
    blocking:
      right: [hashing holds everybody up]
"""


def with_wordings(folder: Path, text: str | bytes = WORDINGS, questions: str = QUESTIONS) -> Path:
    root = write_pack(folder, questions)
    (root / "wordings").mkdir()
    (root / "wordings" / "event-loop.yaml").write_bytes(
        text if isinstance(text, bytes) else text.encode()
    )
    return root


def problems(root: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(root)
    return [str(problem) for problem in caught.value.problems]


def test_wordings_come_to_their_key_points(tmp_path: Path) -> None:
    pack = load_pack(with_wordings(tmp_path))
    single, switch, blocking = pack.find("one-thread").key_points
    assert single.said_right == ("one at a time", "ten handlers print one thread id")
    assert single.said_wrong == ("a thread for each",)
    assert (switch.said_right, switch.said_wrong) == ((), ())
    assert (blocking.said_right, blocking.said_wrong) == (("hashing holds everybody up",), ())


def test_nothing_else_of_a_pack_changes_with_them(tmp_path: Path) -> None:
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    with_them = load_pack(with_wordings(tmp_path / "with"))
    without = load_pack(write_pack(tmp_path / "without"))
    assert with_them.find("gather") == without.find("gather")
    said, plain = with_them.find("one-thread"), without.find("one-thread")
    assert [p.statements for p in said.key_points] == [p.statements for p in plain.key_points]
    # Grades change with them, so grades are told apart.
    assert said.content_hash != plain.content_hash


def test_what_ships_is_read_to_the_last_wording(pack: Pack) -> None:
    files = sorted((pack.root / "wordings").glob("*.yaml"))
    assert {file.stem for file in files} == {s.slug for t in pack.topics for s in t.sections}
    for file in files[::7]:
        for entry in yaml.safe_load(file.read_text("utf-8")):
            question = pack.find(entry["question"])
            for name, said in entry["points"].items():
                point = question.key_point(name)
                assert list(point.said_right) == [text.strip() for text in said["right"]]
                assert list(point.said_wrong) == [text.strip() for text in said["wrong"]]


def test_no_wording_that_ships_is_called_both_right_and_wrong(pack: Pack) -> None:
    both = [
        (question.id, point.id)
        for question in pack.questions
        for point in question.key_points
        if {*point.statements, *point.said_right}
        & {
            *point.said_wrong,
            *(text for belief in question.misconceptions for text in belief.statements),
        }
    ]
    assert both == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "question: one-thread",
            "question: two-threads",
            "two-threads.question: no question of the section is called that",
            id="unknown-question",
        ),
        pytest.param(
            "    single:", "    double:", "one-thread.points.double: is not", id="unknown-point"
        ),
        pytest.param(
            "[hashing holds everybody up]", "hashing", "blocking.right: should be a list", id="text"
        ),
        pytest.param(
            "[hashing holds everybody up]", "[3.5]", "should be text; put quotes", id="number"
        ),
        pytest.param("[hashing holds everybody up]", "['']", "right: is empty", id="empty"),
        pytest.param("      wrong:", "      false:", "single.false: is not", id="unknown-field"),
        pytest.param(
            "  points:", "  level: mid\n  points:", "level: is not a known", id="a-field-too-many"
        ),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    (found,) = problems(with_wordings(tmp_path, with_change(WORDINGS, old, new)))
    assert problem in found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("- question: one-thread\n  points: many\n", "should give wordings", id="text"),
        pytest.param("- question: one-thread\n", "should give wordings", id="no-points"),
        pytest.param("question: one-thread\n", "should be a list", id="no-list"),
        pytest.param("- one-thread\n", "should be a mapping", id="no-mapping"),
        pytest.param("- question: [", "is not YAML", id="no-yaml"),
        pytest.param("", "is empty", id="empty"),
        pytest.param(b"\xff\xfe\xff", "is not UTF-8", id="no-text"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    tmp_path: Path, text: str | bytes, problem: str
) -> None:
    assert any(problem in found for found in problems(with_wordings(tmp_path, text)))


def test_a_question_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    found = problems(with_wordings(tmp_path, WORDINGS + WORDINGS))
    assert [one for one in found if "one-thread.question: stands here twice" in one] == found


def test_a_problem_is_named_with_its_line(tmp_path: Path) -> None:
    (found,) = problems(
        with_wordings(tmp_path, with_change(WORDINGS, "[hashing holds everybody up]", "hashing"))
    )
    assert found.startswith("event-loop.yaml:8:")


def test_a_section_that_cannot_be_read_is_the_only_complaint(tmp_path: Path) -> None:
    (found,) = problems(with_wordings(tmp_path, questions="- id: ["))
    assert "is not YAML" in found


@pytest.mark.parametrize("change", ["edited", "added", "removed"])
def test_the_compiled_pack_follows_a_change_of_wordings(tmp_path: Path, change: str) -> None:
    root, cache = with_wordings(tmp_path), tmp_path / "cache"
    path = root / "wordings" / "event-loop.yaml"
    if change == "added":
        path.unlink()
    before = load_compiled(root, cache)
    if change == "removed":
        path.unlink()
    else:
        path.write_text(with_change(WORDINGS, "a thread for each", "a core for each"))
    after = load_compiled(root, cache)
    assert after != before
    assert after == load_pack(root)
