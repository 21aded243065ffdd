from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank import Pack, load_pack
from mockint.lint import check_wording, located
from tests.bank.packs import GATHER, LOOP, PACK, QUESTIONS, line_of, with_change, write_pack


def lint(tmp_path: Path, questions: str = QUESTIONS, pack: str = PACK) -> list[str]:
    read = load_pack(write_pack(tmp_path, questions, pack))
    return [str(problem) for problem in located(read, check_wording(read))]


def test_a_good_pack_has_no_problems(tmp_path: Path) -> None:
    assert lint(tmp_path) == []


def test_the_shipped_pack_has_no_problems(pack: Pack) -> None:
    assert list(check_wording(pack)) == []


def reference(words: int) -> str:
    return f"  reference: {' '.join(['word'] * words)}\n"


def misconception(number: int) -> str:
    return f"""\
    - claim: wrong {number}
      phrasings: [mistaken {number}]
      contradicts: order
      correction: right
      probe: why?
"""


def key_point(number: int) -> str:
    return f"""\
    - id: extra-{number}
      text: The fact of number {number} is another.
      weight: 1
      phrasings: [something else entirely {"x" * number}]
      follow_up: What else is there?
"""


REFERENCE = GATHER[GATHER.index("  reference") : GATHER.index("  key_points")]
ORDER = GATHER[GATHER.index("    - id: order") : GATHER.index("    - id: errors")]
CANCELS = GATHER[GATHER.index("    - claim: gather cancels") : GATHER.index("  sources")]
END_OF_POINTS = "  misconceptions:\n"
END_OF_MISCONCEPTIONS = "  sources:"
ERRORS_FOLLOW_UP = "      follow_up: One of them fails early. What becomes of its siblings?\n"
EASIER = "      easier_follow_up: Do you await the first before you start the second?\n"
EXAMPLE = "  example: |\n    {}\n  sources:"
# What is replaced in the pack's second question, by what, and what is said of it.
RULES = {
    "short-reference": (
        REFERENCE,
        reference(59),
        "reference: has 59 words; 60 to 130 are wanted",
    ),
    "long-reference": (
        REFERENCE,
        reference(131),
        "reference: has 131 words; 60 to 130 are wanted",
    ),
    "many-key-points": (
        END_OF_POINTS,
        "".join(map(key_point, range(4))) + END_OF_POINTS,
        "key_points: has 7 key points; 3 to 6 are wanted",
    ),
    "many-misconceptions": (
        END_OF_MISCONCEPTIONS,
        "".join(map(misconception, range(3))) + END_OF_MISCONCEPTIONS,
        "misconceptions: has 5 misconceptions; 2 to 4 are wanted",
    ),
    "few-misconceptions": (
        CANCELS,
        "",
        "misconceptions: has 1 misconceptions; 2 to 4 are wanted",
    ),
    "no-sources": (
        "  sources: ['Python docs: asyncio']\n",
        "",
        "sources: names no document that was checked",
    ),
    "unfinished-question": (
        "How do you make them?",
        "How do you make them",
        "question: should end as a sentence",
    ),
    "no-phrasings": (
        "      phrasings: [a failure cancels nobody]\n",
        "",
        "key_points.errors: has 0 phrasings; 1 to 3 are wanted",
    ),
    "many-phrasings": (
        "[a failure cancels nobody]",
        "[a failure cancels nobody, siblings go on, survivors finish, no abort]",
        "key_points.errors: has 4 phrasings; 1 to 3 are wanted",
    ),
    "instruction": (
        "text: If one call raises, the others keep running.",
        "text: Explains that the others keep running.",
        "key_points.errors: reads as a grading instruction; state the content itself",
    ),
    "no-follow-up": (ERRORS_FOLLOW_UP, "", "key_points.errors: has no follow_up"),
    "unfinished-follow-up": (
        "One of them fails early. What becomes of its siblings?",
        "And its siblings",
        "key_points.errors: 'And its siblings' should end as a sentence",
    ),
    "heavy-without-easier-follow-up": (
        EASIER,
        "",
        "key_points.together: is of the highest weight and has no easier_follow_up",
    ),
    "unfinished-easier-follow-up": (
        "Do you await the first before you start the second?",
        "One by one",
        "key_points.together: 'One by one' should end as a sentence",
    ),
    "phrasing-that-repeats-the-point": (
        "[a failure cancels nobody]",
        "[others just keep running]",
        (
            "key_points.errors: the phrasing 'others just keep running' shares 75% of its "
            "words with the point"
        ),
    ),
    "misconception-without-phrasings": (
        "      phrasings: [one error stops them all]\n",
        "",
        "misconceptions[1]: needs a phrasing: people are wrong in different words",
    ),
    "probe-that-asks-nothing": (
        "after a fast one failed?",
        "after a fast one failed.",
        "misconceptions[1].probe: should be a question",
    ),
    "example-that-is-no-python": (
        END_OF_MISCONCEPTIONS,
        EXAMPLE.format("assert 1\n    assert assert"),
        "example: is not Python: invalid syntax (line 2)",
    ),
    "example-that-asserts-nothing": (
        END_OF_MISCONCEPTIONS,
        EXAMPLE.format("print('# assert')"),
        "example: asserts nothing",
    ),
    "no-point-of-the-highest-weight": (
        "weight: 3",
        "weight: 2",
        "key_points: has no point of weight 3: what is the heart of the answer?",
    ),
    "short-question": (
        "Three downstream calls do not depend on each other. How do you make them?",
        "gather, why?",
        "question: has 2 words; 4 to 60 are wanted",
    ),
    "wording-for-two-points": (
        "[a failure cancels nobody]",
        "[However fast each was]",
        "key_points.errors: 'However fast each was' stands here twice",
    ),
    "wording-for-a-point-and-a-misconception": (
        "phrasings: [fastest first]",
        "phrasings: [a failure cancels nobody]",
        "misconceptions[0]: 'a failure cancels nobody' stands here twice",
    ),
    "phrasing-without-words": (
        "[a failure cancels nobody]",
        "['...']",
        "key_points.errors: '...' has no words",
    ),
    "wide-example": (
        END_OF_MISCONCEPTIONS,
        EXAMPLE.format(f"assert {'1' * 73}"),
        "example: has a line of 80 columns; 79 fit a terminal",
    ),
}


def place_of(text: str, path: str) -> int:
    """The line of a part of the only question in `text`; of the question if it is not there."""
    if path.startswith("key_points."):
        return line_of(text, f"    - id: {path.removeprefix('key_points.')}")
    if path.startswith("misconceptions["):
        claims = [n for n, line in enumerate(text.splitlines(), 1) if "    - claim" in line]
        position = int(path.removeprefix("misconceptions[")[0])
        return line_of(text, "      probe: Does a slow") if ".probe" in path else claims[position]
    return next((n for n, line in enumerate(text.splitlines(), 1) if f"  {path}:" in line), 1)


@pytest.mark.parametrize(("old", "new", "message"), RULES.values(), ids=RULES)
def test_each_rule_fires_alone_at_the_line_of_its_question(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    changed = with_change(GATHER, old, new)
    questions = LOOP + changed
    line = LOOP.count("\n") + place_of(changed, message.partition(": ")[0])
    assert lint(tmp_path, questions) == [f"event-loop.yaml:{line}: gather.{message}"]


def test_words_of_any_alphabet_count(tmp_path: Path) -> None:
    text = with_change(
        GATHER, "If one call raises, the others keep running.", "Если один упал, другие работают."
    ).replace("[a failure cancels nobody]", "[другие работают дальше всегда, größe]")
    (problem,) = lint(tmp_path, LOOP + text.replace("дальше всегда", "дальше"))
    assert "the phrasing 'другие работают дальше' shares 67% of its words with the point" in problem


def test_too_few_key_points_are_noted(tmp_path: Path) -> None:
    text = GATHER.replace(ORDER, "").replace("contradicts: order", "contradicts: errors")
    line = LOOP.count("\n") + line_of(text, "  key_points:")
    assert lint(tmp_path, LOOP + text) == [
        f"event-loop.yaml:{line}: gather.key_points: has 2 key points; 3 to 6 are wanted"
    ]


BOUNDS = {
    "reference-of-60": (REFERENCE, reference(60)),
    "reference-of-130": (REFERENCE, reference(130)),
    "six-key-points": (END_OF_POINTS, "".join(map(key_point, range(3))) + END_OF_POINTS),
    "four-misconceptions": (
        END_OF_MISCONCEPTIONS,
        "".join(map(misconception, range(2))) + END_OF_MISCONCEPTIONS,
    ),
    "three-phrasings": (
        "[a failure cancels nobody]",
        "[a failure cancels nobody, siblings go on, survivors finish]",
    ),
    "question-that-ends-with-a-stop": ("How do you make them?", "Tell me how to make them."),
    "no-instruction-inside-the-sentence": (
        "text: If one call raises,",
        "text: If nobody will explain why one call raises,",
    ),
    "phrasing-that-shares-three-words-of-five": (
        "[a failure cancels nobody]",
        "[others keep running anyway unharmed]",
    ),
    "question's-words-in-a-phrasing": (
        "[a failure cancels nobody]",
        "[three downstream calls depend on each other for nothing]",
    ),
    "example-of-79-columns": (END_OF_MISCONCEPTIONS, EXAMPLE.format(f"assert {'1' * 72}")),
    "assert-inside-a-function": (
        END_OF_MISCONCEPTIONS,
        EXAMPLE.format("def f():\n        assert 1\n    f()"),
    ),
}


@pytest.mark.parametrize(("old", "new"), BOUNDS.values(), ids=BOUNDS)
def test_what_is_just_within_bounds_is_no_problem(tmp_path: Path, old: str, new: str) -> None:
    assert lint(tmp_path, LOOP + with_change(GATHER, old, new)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The candidate says that the others keep running.",
        "the answer should say that the others keep running.",
        "Mentions that the others keep running.",
        "DESCRIBE how the others keep running.",
        "Recognises that the others keep running.",
        "Notes that the others keep running.",
        "Identifies what the others do, which is to keep running.",
    ],
)
def test_grading_instructions_are_told_from_content(tmp_path: Path, text: str) -> None:
    old = "If one call raises, the others keep running."
    (problem,) = lint(tmp_path, LOOP + with_change(GATHER, old, text))
    assert "gather.key_points.errors: reads as a grading instruction" in problem


@pytest.mark.parametrize(
    "word",
    [
        "Explanations",
        "Noteworthy calls",
        "Saying nothing",
        "Listeners",
        "State kept in memory",
        "List comprehensions",
        "Names",
        "Lists of them",
    ],
)
def test_a_word_that_only_starts_like_an_instruction_is_content(tmp_path: Path, word: str) -> None:
    text = with_change(GATHER, "If one call raises, the", f"{word} aside, the")
    assert lint(tmp_path, LOOP + text) == []


def test_every_item_of_the_source_list_that_no_question_covers_is_named(tmp_path: Path) -> None:
    assert lint(tmp_path, pack=with_change(PACK, "items: 2", "items: 4")) == [
        "event-loop.yaml:1: event-loop/3: no question covers this item of the source list",
        "event-loop.yaml:1: event-loop/4: no question covers this item of the source list",
    ]


def test_a_file_that_belongs_to_no_section_is_named(tmp_path: Path) -> None:
    root = write_pack(tmp_path)
    (root / "event-lop.yaml").write_text(LOOP)
    problems = located(load_pack(root), check_wording(load_pack(root)))
    assert [str(problem) for problem in problems] == [
        "pack.yaml:1: event-lop.yaml: belongs to no section of pack.yaml"
    ]


def test_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    problems = lint(tmp_path, QUESTIONS.replace("  sources: ['Python docs: asyncio']\n", ""))
    lines = [line_of(QUESTIONS, "- id: one-thread"), line_of(QUESTIONS, "- id: gather") - 1]
    assert [problem.partition(": ")[0] for problem in problems] == [
        f"event-loop.yaml:{line}" for line in lines
    ]


@pytest.mark.parametrize("id_", ["'gather'", '"gather"', "gather  # the classic"])
def test_a_quoted_or_commented_id_is_found_in_its_file(tmp_path: Path, id_: str) -> None:
    text = with_change(GATHER, "- id: gather", f"- id: {id_}").replace("them?", "them")
    (problem,) = lint(tmp_path, LOOP + text)
    line = LOOP.count("\n") + line_of(text, "  question:")
    assert problem.startswith(f"event-loop.yaml:{line}: gather.question: ")


def test_an_id_that_starts_like_another_is_not_taken_for_it(tmp_path: Path) -> None:
    longer = with_change(LOOP, "- id: one-thread", "- id: gather-more")
    text = longer + with_change(GATHER, "How do you make them?", "How do you make them")
    (problem,) = lint(tmp_path, text)
    line = longer.count("\n") + line_of(GATHER, "  question:")
    assert problem.startswith(f"event-loop.yaml:{line}: gather.question: ")
