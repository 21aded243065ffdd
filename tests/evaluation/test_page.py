"""The page as a reader of HTML sees it, whatever stands in answers, kinds and names."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from mockint.evaluation import Comparison
from mockint.evaluation.page import to_html
from mockint.evaluation.page.scatter import COLOURS, scatter
from mockint.evaluation.page.style import DARK, LIGHT
from mockint.grading import Flag
from tests.evaluation.comparing import compared, comparison

HOSTILE = "</title><script>alert(1)</script>\"' onload=x &lt; \x1b[31m\x1b]0;\u202eevil"
VOID = {"meta"}


class Page(HTMLParser):
    """What a page holds; fails where elements are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]][-1] += data

    def markers(self) -> list[dict[str, str | None]]:
        """The points of the plot; those of the legend stand at no place."""
        return [found for tag, found in self.elements if tag == "path" and "transform" in found]


def sample() -> Comparison:
    answers = [
        compared(80, 75, "terse", (Flag.NEEDS_REVIEW,), 10, "TCP is a stream.", "tcp/1"),
        compared(10, 75, "wrong", (), 10, "TCP sends packets.", "tcp/1"),
        compared(90, 100, "terse", (), 10, "Bytes in order.", "tcp/2"),
        compared(0, 0, None, (Flag.DONT_KNOW,), None, "I don't know.", "tcp/2"),
    ]
    return comparison(*answers, kinds=("terse", "wrong"), ungraded=3)


def test_everything_that_was_measured_is_there() -> None:
    page = Page(to_html(sample(), "graded.jsonl"))
    assert page.texts["dd"] == [
        "graded.jsonl", "4 to 2 questions", "3 that could not be graded",
        "offline, version 1", "tiny@1", "shipped",
    ]  # fmt: skip
    assert len(page.markers()) == 4
    captions = " ".join(page.texts["caption"])
    for table in ("Scores (down)", "Agreement", "AUC", "carry a flag", "How near"):
        assert table in captions
    cells = page.texts["td"]
    assert "1 (50\N{NO-BREAK SPACE}%)" in cells  # needs_review among the terse ones
    assert {"needs_review", "dont_know", "terse > wrong", "mockint", "all"} <= {*page.texts["th"]}
    assert [text.strip() for text in page.texts["li"]] == [
        "terse (2)", "wrong (1)", "kind unknown (1)",
    ]  # fmt: skip
    drawn = [found for tag, found in page.elements if tag == "rect"]
    assert len(drawn) == 8  # bars from 0 to +70


def test_a_point_tells_its_question_and_the_beginning_of_its_answer() -> None:
    answer = f"It\nis {'very ' * 100}long."
    one = compared(60, 40, "half", answer=answer, question="q7")
    page = Page(to_html(comparison(one, kinds=("half",)), "x"))
    (title,) = page.texts["title"][1:2]
    head, shown = title.split("\n")
    assert head == "q7, half: grade 60, score 40"
    assert shown.startswith("It is very very")
    assert shown.endswith("ver…")
    assert len(shown) <= 160


def test_points_lie_where_their_grades_are() -> None:
    corners = [compared(0, 0), compared(100, 0), compared(0, 100), compared(50, 50)]
    page = Page(to_html(comparison(*corners), "x"))
    places = [
        tuple(float(number) for number in re.findall(r"[\d.]+", found["transform"] or ""))
        for found in page.markers()
    ]
    (left, low), (right, _), (_, high), middle = places
    assert left < right
    assert high < low  # y counts downwards
    assert middle == ((left + right) / 2, (low + high) / 2)


def test_points_of_one_place_can_be_told_apart() -> None:
    page = Page(to_html(comparison(*[compared(0, 0) for _ in range(30)]), "x"))
    assert len({found["transform"] for found in page.markers()}) == 30


def test_kinds_differ_in_shape_and_in_colour() -> None:
    kinds = tuple(f"kind {i}" for i in range(7))
    answers = [compared(10 * i, 50, kind) for i, kind in enumerate(kinds)]
    markers = Page(scatter(answers, kinds)).markers()
    assert len({one["class"] for one in markers}) == len({one["d"] for one in markers}) == 7


def test_many_kinds_still_have_a_look_each() -> None:
    kinds = tuple(f"kind {i}" for i in range(40))
    markers = Page(
        scatter([compared(i, 50, kind) for i, kind in enumerate(kinds)], kinds)
    ).markers()
    assert len({(one["class"], one["d"]) for one in markers}) == 40
    assert {one["class"] for one in markers} <= {f"c{i}" for i in range(COLOURS)}


def test_no_text_can_leave_its_place() -> None:
    spoilt = compared(5, 95, HOSTILE, (Flag.ECHO,), 9, answer=HOSTILE, question=HOSTILE)
    tame = compared(5, 95, "kind", (Flag.ECHO,), 9)
    found = to_html(comparison(spoilt, tame, kinds=(HOSTILE, "kind")), HOSTILE)
    expected = to_html(comparison(tame, tame, kinds=("kind",)), "x")
    page = Page(found)
    assert "script" not in {tag for tag, _ in page.elements}
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in Page(expected).elements}
    attributes = {name for _, attributes in page.elements for name in attributes}
    assert not [name for name in attributes if name.startswith("on")]
    assert not {"\x1b", "\u202e"} & {*found}
    assert "evil" in found
    assert page.texts["dd"][0].startswith("</title><script>alert(1)</script>")
    found.encode()


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = Page(to_html(sample(), "x"))
    (policy,) = [found["content"] for _, found in page.elements if "http-equiv" in found]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    names = {name for _, attributes in page.elements for name in attributes}
    assert not names & {"src", "href", "srcset", "style", "action", "data"}
    (style,) = page.texts["style"]
    assert "url(" not in style
    assert "@import" not in style


def test_the_same_measurement_gives_the_same_page() -> None:
    assert to_html(sample(), "x") == to_html(sample(), "x")


def test_without_kinds_flags_and_bands_the_page_says_so() -> None:
    page = Page(to_html(comparison(compared(10, 20), compared(30, 50, question="r")), "x"))
    said = " ".join(page.texts["p"])
    assert "No answer was flagged." in said
    assert "The grades have no error band." in said
    assert not any("AUC" in one for one in page.texts["caption"])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stand_out_from_their_paper(palette: dict[str, str]) -> None:
    markers = [name for name in palette if re.fullmatch(r"c\d", name)]
    assert len(markers) == COLOURS
    for name in markers:
        assert contrast(palette[name], palette["paper"]) >= 3
    for name in ("ink", "soft"):
        assert contrast(palette[name], palette["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
