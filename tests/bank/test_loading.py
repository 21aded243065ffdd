from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.bank import (
    Example,
    KeyPoint,
    Language,
    Level,
    Misconception,
    Section,
    Topic,
    find_pack,
    load_pack,
)
from mockint.errors import ExitCode, InputFileError, PackError, Problem, UnknownNameError
from tests.bank.packs import GATHER, LOOP, PACK, QUESTIONS, line_of, with_change, write_pack


def problems(root: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(root)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_pack_is_read_field_by_field(tmp_path: Path) -> None:
    root = write_pack(tmp_path)
    pack = load_pack(root)
    assert (pack.name, pack.title, pack.root) == ("small", "A small pack", root)
    assert pack.topics == (Topic("Serving", (Section("Event Loop", 2),)),)
    first, second = pack.questions
    assert (first.id, first.covers, first.section) == (
        "one-thread",
        "event-loop/1",
        "event-loop",
    )
    assert (first.level, first.minutes) == (Level.MID, 2.5)
    assert first.question.startswith("A colleague says")
    assert first.reference.startswith("All coroutines of a process share one thread. The loop")
    assert "\n" not in first.reference
    assert first.key_points[0] == KeyPoint(
        id="single",
        text="All coroutines of a process share one thread.",
        weight=3,
        phrasings=("a lone worker takes turns between them",),
        follow_up="How many different thread ids would ten handlers print?",
        easier_follow_up="Does an await start a thread?",
    )
    assert first.misconceptions[1] == Misconception(
        claim="The loop interrupts a coroutine after a time slice.",
        phrasings=("asyncio is preemptive",),
        contradicts="switch",
        correction="A coroutine runs until it awaits.",
        probe="What stops a loop that never awaits?",
    )
    assert first.example is not None
    assert first.example.code.startswith("import asyncio\n\nassert ")
    assert (first.similar, first.sources) == (("gather",), ("Python docs: asyncio",))
    assert second.level is Level.JUNIOR
    assert (second.example, second.similar) == (None, ())
    assert second.key_points[1].easier_follow_up is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "---\n" + text,
        lambda text: "".join(f"  {line}" for line in text.splitlines(keepends=True)),
    ],
    ids=["windows-line-ends", "byte-order-mark", "document-start", "indented-list"],
)
def test_other_ways_to_write_the_same_yaml_read_the_same(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    (tmp_path / "plain").mkdir()
    plain = load_pack(write_pack(tmp_path / "plain"))
    changed = load_pack(write_pack(tmp_path, change(QUESTIONS)))
    assert changed.questions == plain.questions


def test_an_anchor_stands_for_its_text_wherever_its_alias_is(tmp_path: Path) -> None:
    text = with_change(LOOP, "claim: Every", "claim: &wrong Every")
    text = with_change(text, "[await spawns a worker thread]", "[*wrong]")
    question = load_pack(write_pack(tmp_path, text + GATHER)).questions[0]
    assert question.misconceptions[0].phrasings == ("Every coroutine gets its own thread.",)


BROKEN = """\
- id: One Thread
  covers: event-loop/3
  question: 12
  level: expert
  level: mid
  minutes: .inf
  reference: ''
  key_points:
    - id: single
      text: All coroutines share one thread.
      weight: 4
      phrasing: [a lone worker]
    - id: single
      text: [a, list]
      weight: 1.5
      phrasings: a lone worker
  misconceptions:
    - claim: Every coroutine gets its own thread.
      contradicts: singel
      correction: no
      prob: Really?
  example:
  similar: [nobody]
- id: no-points
  covers: event-loop/1
  question: What now?
  level: mid
  minutes: many
  reference: Nothing.
  key_points: []
"""
SLUG = "should be a slug: lower-case letters, digits and single dashes"
MINUTES = "should be a number from 0.5 to 30"
TEXT = "should be text; put quotes around it if it is"
CONTRADICTS = "no key point is called 'singel' (single, single)"
COVERS = "should be 'event-loop/1' to 'event-loop/2'"
LEVEL = "is 'expert'; should be one of junior, mid, senior"


def test_all_problems_of_all_files_come_at_once_with_file_line_and_path(tmp_path: Path) -> None:
    pack = PACK.replace("small", "Small!") + "      - title: Other\nversion: 1\n"
    root = write_pack(tmp_path, BROKEN, pack)
    other = with_change(LOOP, "event-loop/1", "other/1").replace("[gather]", "[no-points]")
    (root / "other.yaml").write_text(with_change(other, "level: mid", "level: expert"))
    assert problems(root) == [
        f"event-loop.yaml:1: [0].id: {SLUG}",
        f"event-loop.yaml:2: One Thread.covers: {COVERS}",
        f"event-loop.yaml:3: One Thread.question: {TEXT}",
        f"event-loop.yaml:4: One Thread.level: {LEVEL}",
        "event-loop.yaml:5: [0].level: stands here twice",
        f"event-loop.yaml:6: One Thread.minutes: {MINUTES}",
        "event-loop.yaml:7: One Thread.reference: is empty",
        "event-loop.yaml:8: One Thread.key_points: two key points are called 'single'",
        "event-loop.yaml:11: One Thread.key_points[0].weight: should be a number from 1 to 3",
        "event-loop.yaml:12: One Thread.key_points[0].phrasing: is not a known field",
        f"event-loop.yaml:14: One Thread.key_points[1].text: {TEXT}",
        "event-loop.yaml:15: One Thread.key_points[1].weight: should be a whole number",
        "event-loop.yaml:16: One Thread.key_points[1].phrasings: should be a list",
        "event-loop.yaml:18: One Thread.misconceptions[0].probe: is missing",
        f"event-loop.yaml:19: One Thread.misconceptions[0].contradicts: {CONTRADICTS}",
        f"event-loop.yaml:20: One Thread.misconceptions[0].correction: {TEXT}",
        "event-loop.yaml:21: One Thread.misconceptions[0].prob: is not a known field",
        f"event-loop.yaml:22: One Thread.example: {TEXT}",
        "event-loop.yaml:23: One Thread.similar: no other question is called 'nobody'",
        f"event-loop.yaml:28: no-points.minutes: {MINUTES}",
        "event-loop.yaml:30: no-points.key_points: a question needs key points",
        f"other.yaml:4: one-thread.level: {LEVEL}",
        f"pack.yaml:1: name: {SLUG}",
        "pack.yaml:8: topics[0].sections[1].items: is missing",
        "pack.yaml:9: version: is not a known field",
    ]


def test_the_error_says_how_many_problems_there_are_and_what_to_read(tmp_path: Path) -> None:
    root = write_pack(tmp_path, with_change(QUESTIONS, "level: mid", "level: expert"))
    with pytest.raises(PackError) as caught:
        load_pack(root)
    assert caught.value.exit_code is ExitCode.FAILED
    assert caught.value.message == (
        "The question pack 'small' has one problem:\n"
        f"  event-loop.yaml:4: one-thread.level: {LEVEL}"
    )
    assert "docs/bank.md" in caught.value.hint


PHRASINGS = "misconceptions[0].phrasings"
# What is replaced in the second question, by what; then the problem, whose line is that of the
# replacement.
FAULTS = {
    "number-for-text": ("question: Three", "question: 3 #", f"question: {TEXT}"),
    "truth-value-for-text": ("[fastest first]", "[yes]", f"{PHRASINGS}: {TEXT}"),
    "date-for-text": ("[fastest first]", "[2024-01-01]", f"{PHRASINGS}: {TEXT}"),
    "nothing-for-text": ("[fastest first]", "[~]", f"{PHRASINGS}: {TEXT}"),
    "object-for-text": (
        "[fastest first]",
        "[!!python/object/apply:os.getcwd []]",
        f"{PHRASINGS}: {TEXT}",
    ),
    "blanks-for-text": ("[fastest first]", "['  ']", f"{PHRASINGS}: is empty"),
    "text-for-list": ("[fastest first]", "fastest", f"{PHRASINGS}: should be a list"),
    "mapping-for-list": ("[fastest first]", "{a: b}", f"{PHRASINGS}: should be a list"),
    "alias-of-itself": ("[fastest first]", "&a [*a]", f"{PHRASINGS}: {TEXT}"),
    "quoted-number": ("minutes: 3", "minutes: '3'", f"minutes: {MINUTES}"),
    "infinity": ("minutes: 3", "minutes: .inf", f"minutes: {MINUTES}"),
    "nan": ("minutes: 3", "minutes: .nan", f"minutes: {MINUTES}"),
    "sexagesimal": ("minutes: 3", "minutes: 1:30", f"minutes: {MINUTES}"),
    "negative": ("minutes: 3", "minutes: -3", f"minutes: {MINUTES}"),
    "too-long": ("minutes: 3", "minutes: 30.5", f"minutes: {MINUTES}"),
    "truth-value-for-number": ("minutes: 3", "minutes: true", f"minutes: {MINUTES}"),
    "list-for-number": ("minutes: 3", "minutes: [3]", f"minutes: {MINUTES}"),
    "level-in-capitals": (
        "level: junior",
        "level: Junior",
        "level: is 'Junior'; should be one of junior, mid, senior",
    ),
    "unknown-field": ("  sources:", "  source:", "source: is not a known field"),
    "merge-key": ("  sources:", "  <<: {a: b}\n  sources:", "<<: is not a known field"),
    "dangling-contradicts": (
        "contradicts: order",
        "contradicts: odrer",
        "misconceptions[0].contradicts: no key point is called 'odrer' (together, order, errors)",
    ),
    "key-point-id-with-a-blank": (
        "    - id: together",
        "    - id: all together",
        f"key_points[0].id: {SLUG}",
    ),
    "position-out-of-range": ("event-loop/2", "event-loop/3", f"covers: {COVERS}"),
    "position-zero": ("event-loop/2", "event-loop/0", f"covers: {COVERS}"),
    "position-in-words": ("event-loop/2", "event-loop/two", f"covers: {COVERS}"),
    "no-position": ("event-loop/2", "event-loop", f"covers: {COVERS}"),
    "other-section": ("event-loop/2", "loop/2", f"covers: {COVERS}"),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_one_fault_is_one_problem_at_its_own_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = with_change(GATHER, old, new)
    line = line_of(LOOP, "sources") + 1 + line_of(text, new.splitlines()[0])
    assert problems(write_pack(tmp_path, LOOP + text)) == [
        f"event-loop.yaml:{line}: gather.{message}"
    ]


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("level: junior", "question: Again?\n  level: junior", "[1].question", "stands here twice"),
        ("level: junior", "? [a]\n  : b\n  level: mid", "[1]", "has a field name that is not text"),
        ("- id: gather", "- id: one--two", "[1].id", SLUG),
        (
            "- id: gather",
            "- id: one-thread",
            "one-thread.id",
            "this id is used by another question of the pack",
        ),
        ("event-loop/2", "event-loop/1", "gather", "covers event-loop/1, as 'one-thread' does"),
        (
            "  sources",
            "  similar: [gather]\n  sources",
            "gather.similar",
            "no other question is called 'gather'",
        ),
    ],
    ids=["duplicate-key", "list-as-key", "bad-id", "duplicate-id", "duplicate-covers", "own-twin"],
)
def test_a_fault_that_needs_more_than_its_field_is_found(
    tmp_path: Path, old: str, new: str, path: str, message: str
) -> None:
    loop = with_change(LOOP, "  similar: [gather]\n", "")
    text = loop + with_change(GATHER, old, new)
    (problem,) = problems(write_pack(tmp_path, text))
    assert problem.startswith("event-loop.yaml:")
    assert problem.endswith(f": {path}: {message}")


def test_an_id_is_unique_in_the_whole_pack_not_only_in_its_section(tmp_path: Path) -> None:
    root = write_pack(tmp_path, pack=PACK + "      - title: Other\n        items: 1\n")
    (root / "other.yaml").write_text(with_change(GATHER, "event-loop/2", "other/1"))
    assert problems(root) == [
        "other.yaml:1: gather.id: this id is used by another question of the pack"
    ]


def test_a_mapping_that_is_none_says_so_at_its_line(tmp_path: Path) -> None:
    found = problems(write_pack(tmp_path, QUESTIONS + "- just text\n"))
    line = len(QUESTIONS.splitlines()) + 1
    assert f"event-loop.yaml:{line}: [2]: should be a mapping with named fields" in found
    assert {problem.partition(": ")[0] for problem in found} == {f"event-loop.yaml:{line}"}


UNREADABLE = {
    "not-utf8": (b"- id: caf\xe9\n", "1: is not UTF-8 text"),
    "utf16": ("- id: a\n".encode("utf-16"), "1: is not UTF-8 text"),
    "tab": (b"- id: a\n\tcovers: b\n", "2: is not YAML: "),
    "unclosed-quote": (b"- id: 'a\n  covers: b\n", "3: is not YAML: "),
    "undefined-alias": (b"- id: a\n  covers: b\n  question: *c\n", "3: is not YAML: "),
    "two-documents": (b"- id: a\n---\n- id: b\n", "2: is not YAML: "),
    "control-character": (b"- id: a\n  covers: \x07\n", ""),
}


@pytest.mark.parametrize(("content", "start"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_parsed_is_one_problem(
    tmp_path: Path, content: bytes, start: str
) -> None:
    (tmp_path / "as-pack").mkdir()
    (problem,) = problems(write_pack(tmp_path / "as-pack", pack=content))
    assert problem.startswith(f"pack.yaml:{start}")
    (problem,) = problems(write_pack(tmp_path, content))
    assert problem.startswith(f"event-loop.yaml:{start}")


def test_a_parse_error_in_one_file_does_not_hide_the_problems_of_another(tmp_path: Path) -> None:
    root = write_pack(tmp_path, "[", PACK + "      - title: Other\n        items: 1\n")
    (root / "other.yaml").write_text("a: b\n")
    first, second = problems(root)
    assert first.startswith("event-loop.yaml:2: is not YAML: ")
    assert second.startswith("other.yaml:1: should be a list")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("event-loop", "a: b\n", "1: should be a list of questions, each starting with '- id:'"),
        (
            "event-loop",
            "just text\n",
            "1: should be a list of questions, each starting with '- id:'",
        ),
        ("pack", "- a\n", "1: should be a mapping with named fields"),
        ("pack", "just text\n", "1: should be a mapping with named fields"),
        ("pack", "name: a\ntitle: A\n", "1: names no topics"),
        ("pack", "name: a\ntitle: A\ntopics: []\n", "1: names no topics"),
        ("pack", "name: a\ntitle: A\ntopics: b\n", "3: topics: should be a list"),
        (
            "pack",
            PACK + "      - title: event-loop?\n        items: 1\n",
            "3: topics: has two sections called 'event-loop'",
        ),
        (
            "pack",
            PACK.replace("Event Loop", "'?!'"),
            "6: topics[0].sections[0].title: should hold letters or digits",
        ),
        (
            "pack",
            PACK.replace("items: 2", "items: 0"),
            "7: topics[0].sections[0].items: should be a number from 1 to 100000",
        ),
    ],
)
def test_a_file_of_another_shape_is_told_what_it_should_be(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    root = write_pack(tmp_path)
    (root / f"{name}.yaml").write_text(content)
    assert f"{name}.yaml:{problem}" in problems(root)


@pytest.mark.parametrize("content", ["", "# nothing yet\n"], ids=["empty", "comment"])
@pytest.mark.parametrize("name", ["pack", "event-loop"])
def test_an_empty_file_is_a_problem(tmp_path: Path, name: str, content: str) -> None:
    root = write_pack(tmp_path)
    (root / f"{name}.yaml").write_text(content)
    assert problems(root) == [f"{name}.yaml:1: is empty"]


@pytest.mark.parametrize("name", ["pack", "event-loop"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    root = write_pack(tmp_path)
    (root / f"{name}.yaml").unlink()
    assert problems(root) == [f"{name}.yaml:1: cannot be read (No such file or directory)"]


def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    root = write_pack(tmp_path)
    (root / "event-loop.yaml").unlink()
    (root / "event-loop.yaml").mkdir()
    assert problems(root) == ["event-loop.yaml:1: cannot be read (Is a directory)"]


def test_a_folder_that_is_not_there_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    assert problems(tmp_path / "gone") == [
        "pack.yaml:1: cannot be read (No such file or directory)"
    ]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)


def with_example(yaml_text: str) -> str:
    return with_change(GATHER, "  sources:", f"  example:\n{indent(yaml_text, '    ')}  sources:")


def test_an_example_that_cannot_run_says_what_it_is_and_why(tmp_path: Path) -> None:
    text = "language: dockerfile\nruns: false\nreason: needs an engine\ncode: FROM scratch\n"
    _, question = load_pack(write_pack(tmp_path, LOOP + with_example(text))).questions
    assert question.example == Example(
        "FROM scratch", Language.DOCKERFILE, runs=False, reason="needs an engine"
    )


def test_an_example_as_a_mapping_is_python_that_runs_unless_it_says_otherwise(
    tmp_path: Path,
) -> None:
    root = write_pack(tmp_path, LOOP + with_example("code: assert 1\n"))
    assert load_pack(root).questions[1].example == Example("assert 1")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("runs: false\ncode: x\n", "example.reason: is missing: why can it not run?"),
        ("reason: tired\ncode: x\n", "example.reason: belongs to 'runs: false'"),
        ("language: toml\ncode: x\n", "example.runs: only Python is run; say 'runs: false'"),
        ("language: cobol\ncode: x\n", "example.language: is 'cobol'; should be one of python"),
        ("runs: maybe\ncode: x\n", "example.runs: should be true or false"),
        ("runs: 'false'\ncode: x\n", "example.runs: should be true or false"),
        ("runs: false\nreason: x\ncod: x\n", "example.code: is missing"),
    ],
)
def test_an_example_that_contradicts_itself_is_named(
    tmp_path: Path, text: str, problem: str
) -> None:
    found = problems(write_pack(tmp_path, LOOP + with_example(text)))
    assert any(f"gather.{problem}" in one for one in found), found


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.lists(texts, max_size=3), st.floats(0.5, 30).map(lambda x: round(x, 2)))
def test_what_a_yaml_writer_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    question: str,
    example: str,
    phrasings: list[str],
    minutes: float,
) -> None:
    written = {
        "id": "any",
        "covers": "event-loop/1",
        "question": question,
        "level": "senior",
        "minutes": minutes,
        "reference": question,
        "key_points": [{"id": "k", "text": example, "weight": 1, "phrasings": phrasings}],
        "example": example,
    }
    root = write_pack(tmp_path_factory.mktemp("round-trip"), yaml.safe_dump([written]))
    (read,) = load_pack(root).questions
    assert (read.question, read.example, read.minutes) == (
        question,
        Example(example),
        minutes,
    )
    assert read.key_points == (KeyPoint("k", example, 1, tuple(phrasings)),)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_line_is_lost_or_doubled_the_reader_loads_or_lists_problems(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = QUESTIONS.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = data.draw(st.sampled_from([[], [lines[at]] * 2, [lines[at][1:]]]))
    root = write_pack(tmp_path_factory.mktemp("lines"), "".join(lines))
    found: Sequence[Problem] = ()
    try:
        load_pack(root)
    except PackError as error:
        found = error.problems
    assert all(1 <= problem.line <= len(lines) + 1 and problem.message for problem in found)


def test_a_shipped_pack_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "fastapi"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK)
    assert (find_pack("fastapi") / "async-basics.yaml").is_file()
    assert find_pack("./fastapi").samefile(folder)


def test_a_pack_is_found_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_pack(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_pack("small") == find_pack("~/small") == find_pack(str(root)) == root.resolve()


@pytest.mark.parametrize("name", ["fastpi", "", "\0", "no/such/folder"])
def test_a_pack_that_is_not_there_is_a_usage_error_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownNameError) as caught:
        find_pack(name)
    assert caught.value.exit_code is ExitCode.USAGE
    assert "Shipped: fastapi; or name a folder with a pack.yaml." in caught.value.hint
    assert caught.value.near == (("fastapi",) if name == "fastpi" else ())


@pytest.mark.parametrize("name", [".", "sub"])
def test_a_folder_without_a_pack_file_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    with pytest.raises(InputFileError) as caught:
        find_pack(name)
    assert caught.value.message == f"The folder {name} has no pack.yaml."
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_link_that_leads_nowhere_is_named_at_its_line(tmp_path: Path) -> None:
    text = with_change(LOOP, "similar: [gather]", "similar: [nobody]")
    line = line_of(text, "  similar:")
    assert problems(write_pack(tmp_path, text + GATHER)) == [
        f"event-loop.yaml:{line}: one-thread.similar: no other question is called 'nobody'"
    ]


@pytest.mark.parametrize("broken", ["- [", "- level: mid\n"])
def test_links_are_not_followed_into_what_could_not_be_read(tmp_path: Path, broken: str) -> None:
    two = with_change(PACK, "items: 2\n", "items: 2\n      - title: Other\n        items: 1\n")
    text = with_change(LOOP, "similar: [gather]", "similar: [over-there]")
    root = write_pack(tmp_path, text + GATHER, two)
    (root / "other.yaml").write_text(broken)
    found = problems(root)
    assert found
    assert not [one for one in found if "event-loop.yaml" in one]


def test_what_is_no_mapping_is_one_problem(tmp_path: Path) -> None:
    text = f"- hello\n{LOOP}{GATHER}"
    assert problems(write_pack(tmp_path, text)) == [
        "event-loop.yaml:1: [0]: should be a mapping with named fields"
    ]


@pytest.mark.parametrize("covers", ["event-loop/01", "event-loop/\u0661", "event-loop/1 2"])
def test_a_place_has_one_spelling(tmp_path: Path, covers: str) -> None:
    text = with_change(LOOP, "covers: event-loop/1", f"covers: {covers}")
    assert problems(write_pack(tmp_path, text + GATHER)) == [
        f"event-loop.yaml:2: one-thread.covers: {COVERS}"
    ]
