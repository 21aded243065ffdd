from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mockint.grading import Grade, PointGrade, Verdict
from mockint.history import Answered, Asked, Drafted, Finished, Graded, Session
from mockint.report import to_markdown
from mockint.report.markdown import clock
from tests.history.conftest import GRADER, grade, misconception, point, session_of
from tests.report.conftest import talkative

# As open to harm as a page can be: raw HTML passes through.
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "html-block": "\n\n<div>\n\n<!-- <![CDATA[ <?php",
    "entity": "&lt;b&gt; &amp; &#60;b&#62; &copy;",
    "backticks": "``` \n```\n````python\n`code`",
    "tildes": "~~~\n~~~~\n   ~~~~~~\n<b>out</b>\n~~~text",
    "tildes-inside": "a ~~~~~~~~ b ~~struck~~",
    "pipes": "a | b || c |\n| - | - |\n|---|---|---|---|",
    "headings": "# one\n## two\n===\n---\n\n# three",
    "lists": "- a\n* b\n+ c\n1. d\n2) e",
    "quote": "> quoted\n>> more",
    "emphasis": "*a* **b** _c_ __d__ ***e***",
    "links": "[a](javascript:alert) ![b](x) [c]: http://x <http://y> [d][c]",
    "backslashes": "a\\ \\| \\\\| \\` \\\\",
    "trailing-backslash": "the end \\",
    "line-ends": "a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch",
    "blank": " \n \n",
    "indented": "    code\n\tmore",
    "huge": "word | `x` ~~~ <b>\n" * 2000,
}
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
NASTY = st.text(st.sampled_from("`~|<>*_[]()#-+=!&;\\\n ab1.:/\"'{}"), max_size=60)


class Structure(HTMLParser):
    """The tags of a page in order, attributes included, and the texts between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, object]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", None))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("instruction", data))


def tags(session: Session) -> list[tuple[str, object]]:
    return Structure(MARKDOWN.render(to_markdown(session))).tags


def fences(session: Session) -> list[str]:
    return [
        token.content for token in MARKDOWN.parse(to_markdown(session)) if token.type == "fence"
    ]


def cells(session: Session) -> list[list[str]]:
    """The text of each cell of each row of the tables."""
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(to_markdown(session))
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("td_open", "th_open"):
            rows[-1].append("".join(child.content for child in token.children or []))
    return rows


@hostile
def test_what_the_candidate_wrote_changes_nothing_of_the_page(text: str) -> None:
    assert tags(talkative(said=text)) == tags(talkative())


@settings(deadline=None, max_examples=80)
@given(NASTY)
@example("~~~\n</code></pre><b>")
def test_no_text_of_the_candidate_changes_anything_of_the_page(text: str) -> None:
    assert tags(talkative(said=text)) == tags(talkative())


@hostile
def test_what_a_pack_teaches_changes_nothing_of_the_page(text: str) -> None:
    assert tags(talkative(taught=text)) == tags(talkative())


@pytest.mark.parametrize("text", ["1. a step", "0. index", "123456789. a number"])
def test_a_text_that_starts_like_a_numbered_list_makes_none(text: str) -> None:
    assert tags(talkative(taught=text)) == tags(talkative())


@hostile
def test_an_answer_is_shown_as_it_was_typed(text: str) -> None:
    lines = re.sub(r"\r\n?", "\n", text).rstrip("\n") + "\n"
    assert fences(talkative(said=text)) == [lines] * 3


@hostile
def test_the_table_keeps_its_columns_and_shows_the_quotes(text: str) -> None:
    rows = cells(talkative(said=text))
    assert [len(row) for row in rows] == [4, 4, 4, 4]
    assert [row[3] for row in rows[1:]] == [f"“{' '.join(text.split())}”"] * 3


def test_a_point_without_evidence_has_an_empty_cell() -> None:
    rows = cells(talkative(said=""))
    assert [row[3] for row in rows[1:]] == ["", "", ""]


def test_a_report_as_it_is_read() -> None:
    header, _, rest = to_markdown(talkative()).partition("## ")
    assert header.startswith("# Interview one\n")
    for line in (
        "- Started: 2030-01-02T03:04:05+00:00",
        "- Pack: fastapi",
        "- Time: 3:05 of 30:00 minutes",
        "- Score: 62 of 100",
        "- Calibration: none",
        "- Skipped: 1",
        "- Could not be graded: 1",
        "- Not finished: `mockint resume one` goes on",
    ):
        assert f"\n{line}" in header
    assert f"## {rest}" == _READ


def test_a_report_names_every_calibration_that_graded_and_none_without_grades() -> None:
    own = replace(GRADER, calibration="*mine*.csv 2030-01-02 (30 answers)")
    first, second = (
        Graded(9.0, replace(grade(50.0), grader=one, error_band=7.6), ()) for one in (own, GRADER)
    )
    said = Answered(9.0, "words")
    text = to_markdown(session_of(Asked(0.0, "a"), said, first, Asked(9.0, "b"), said, second))
    assert "\n- Calibration: \\*mine\\*.csv 2030\\-01\\-02 \\(30 answers\\), none\n" in text
    assert "Score: 50 ± 8." in text
    assert "Calibration" not in to_markdown(session_of(Asked(0.0, "a")))


def graded_report(found: Grade) -> str:
    return to_markdown(session_of(Asked(0.0, "a"), Answered(9.0, "words"), Graded(9.0, found, ())))


GAPS = [
    point("light", weight=1),
    point("known", Verdict.COVERED, 3),
    point("half", Verdict.PARTIAL, 3),
    point("heavy", weight=3),
    point("middle", Verdict.CONTRADICTED, 2),
]


@pytest.mark.parametrize("score", [0.0, 41.0, 79.9])
def test_a_grade_below_80_says_what_would_raise_it_most(score: float) -> None:
    _, _, shown = graded_report(grade(score, GAPS)).partition("\nWhat would raise it most:\n\n")
    listed, _, _ = shown.partition("\n\n")
    assert listed == "- Point heavy\n- Point middle\n- Point half"


@pytest.mark.parametrize(
    "found",
    [grade(80.0, GAPS), grade(60.0, GAPS[1:2]), grade(60.0), grade(None, error="no encoder")],
    ids=["good", "nothing-open", "no-points", "ungraded"],
)
def test_nothing_is_to_be_raised_where_the_grade_is_good_or_nothing_is_open(found: Grade) -> None:
    assert "What would raise it most" not in graded_report(found)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_point_that_is_not_covered_names_six_words_at_most_that_were_not_said(
    verdict: Verdict,
) -> None:
    words = ("loop", "a|b", "*thread*", "four", "five", "six", "seven")
    rows = cells(session_with(replace(point("p", verdict), missing=words)))
    _, _, not_said = rows[1][2].partition(", not said: ")
    expected = "" if verdict is Verdict.COVERED else "loop, a|b, *thread*, four, five, six"
    assert not_said == expected


def test_a_point_without_words_to_name_has_its_verdict_alone() -> None:
    assert cells(session_with(point("p", Verdict.PARTIAL)))[1][2] == "partly covered"


def session_with(one: PointGrade) -> Session:
    return session_of(Asked(0.0, "a"), Answered(9.0, "words"), Graded(9.0, grade(60.0, [one]), ()))


def test_a_suspicion_is_worded_as_one_to_check_and_can_format_nothing() -> None:
    found = misconception("c", quote="*threads*\n<b>run</b> it")
    report = graded_report(
        grade(60.0, GAPS, [replace(found, claim="some _text_.", correction="One `loop` runs it.")])
    )
    quote = "\\*threads\\* \\<b\\>run\\</b\\> it"
    to_check = f"Does “{quote}” say “some \\_text\\_”? In fact: One \\`loop\\` runs it.\n"
    assert f"\n{to_check}" in report
    assert f"\n- {to_check}" in report


_READ = """\
## What you know

- some text

## What you may have wrong

- Does “my words” say “some text”? In fact: Not some text.

## What to learn next

- Point denied (`mockint show a`)
- some text (`mockint show a`)

## 1. some text

Time: 1:30 (planned 2:00). Score: 62. Flags: needs review.

Your answer:

~~~text
my words
~~~

Hint: some text

Follow-up: You wrote “my words”. Really?

~~~text
my words
~~~

| Key point | Weight | Verdict | Your words |
|---|---|---|---|
| some text | 3 | covered | “my words” |
| some text | 2 | partly covered, not said: some text, loop | “my words” |
| Point denied | 1 | said the other way round | “my words” |

What would raise it most:

- some text
- Point denied

Does “my words” say “some text”? In fact: Not some text.

Model answer: some text

## 2. What is b?

Time: 0:10 (planned 2:00). Skipped.

Model answer: It is b.

## 3. What is c?

Time: 1:25 (planned 2:00). Could not be graded: my words some text

Your answer:

~~~text
my words
~~~

Model answer: It is c.
"""


@pytest.mark.parametrize(
    ("session", "present", "absent"),
    [
        (session_of(), ["Score: none", "Not finished: `mockint resume one`"], ["##", "Skipped"]),
        (session_of(Finished(1.0, "quit")), ["Score: none"], ["##", "Not finished"]),
        (
            session_of(Asked(0.0, "a"), Drafted(1.0, 0, "half")),
            ["## 1. What is a?", "Not graded.", "Model answer: It is a."],
            ["Your answer", "What you know"],
        ),
        (session_of(Asked(0.0, "a"), Answered(1.0, "x")), ["Your answer:", "Not graded."], ["|"]),
    ],
    ids=["just-started", "quit-at-once", "typing", "not-graded-yet"],
)
def test_a_session_can_be_reported_at_any_point(
    session: Session, present: list[str], absent: list[str]
) -> None:
    report = to_markdown(session)
    assert report.endswith("\n")
    assert all(text in report for text in present)
    assert not any(text in report for text in absent)


def test_what_failed_says_why() -> None:
    report = to_markdown(talkative())
    assert "Could not be graded: my words some text" in report
    assert "(not answered)" not in report


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (185, "3:05"), (7200, "120:00"), (-5, "0:00")],
)
def test_times_are_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_a_follow_up_that_was_not_answered_says_so() -> None:
    session = talkative()
    [exchange] = session.turns[0].exchanges
    turn = replace(session.turns[0], exchanges=(replace(exchange, answer=None),))
    assert "Really? (not answered)" in to_markdown(replace(session, turns=(turn,)))
