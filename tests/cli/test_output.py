from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockint.cli.output import Output, printable, wrapped
from mockint.cli.world import World
from mockint.errors import UsageError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred\x1b[0m", "red", id="colour"),
        pytest.param("\x1b[1;1H\x1b[2Jtop", "top", id="cursor and erasing"),
        pytest.param("\x1b[?1049halternate", "alternate", id="private mode"),
        pytest.param("\x1b]0;title\x07text", "text", id="title ended by BEL"),
        pytest.param("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link", id="hyperlink"),
        pytest.param("\x1bPq#0\x1b\\image", "image", id="device control string"),
        pytest.param("\x9b31mred", "red", id="8-bit CSI"),
        pytest.param("\x9d0;title\x9ctext", "text", id="8-bit OSC"),
        pytest.param("\x1bcreset", "reset", id="full reset"),
        pytest.param("a\x1b", "a", id="lone escape at the end"),
        pytest.param("secret\rshown", "secretshown", id="carriage return"),
        pytest.param("ab\x08c\x07\x00", "abc", id="backspace, bell, null"),
        pytest.param("user\u202egpj.exe", "usergpj.exe", id="right-to-left override"),
        pytest.param("pay\u200bpal\ufeff", "paypal", id="zero width"),
        pytest.param("\udcff", "", id="lone surrogate"),
    ],
)
def test_what_can_deceive_or_steer_a_terminal_is_dropped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "two\nlines\tand a tab",
        "[red]markup[/red] :smile:",
        "naïve “quotes” – 日本語 العربية",
        "👩\u200d💻 one emoji",
        "",
    ],
    ids=repr,
)
def test_what_people_write_stays(text: str) -> None:
    assert printable(text) == text


TEXTS = st.text(alphabet=st.characters() | st.sampled_from("\x1b\x9b\x9d\x90\x07\n[]m;\\"))


@given(TEXTS)
@example("\x1b\x1b[[31m31m")
@example("\x1b[\x1b[31m")
def test_nothing_that_a_terminal_acts_on_is_left(text: str) -> None:
    left = [unicodedata.category(one) for one in printable(text) if one not in "\n\t\u200d"]
    assert not {"Cc", "Cf", "Cs"} & set(left)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(TEXTS, st.integers(8, 100))
def test_wrapped_lines_hold_every_word(text: str, width: int) -> None:
    lines = list(wrapped(text, width, "  "))
    assert " ".join(lines).split() == printable(text).split()
    # A space that does not break, such as U+00A0, is part of a word here.
    assert all(len(line) <= width or " " not in line.strip() for line in lines)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def output_to(stream: io.StringIO, **environ: str) -> Output:
    world = World(stdin=Terminal(), stdout=stream, stderr=io.StringIO(), environ=environ)
    return Output(world)


def test_a_pipe_gets_lines_as_they_are_without_wrapping_or_style() -> None:
    stream = io.StringIO()
    output = output_to(stream)
    output.line("[bold]x[/bold] " + "word " * 40, style="bold red")
    assert stream.getvalue() == "[bold]x[/bold] " + "word " * 40 + "\n"
    assert (output.fancy, output.width) == (False, 80)


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_a_terminal_that_wants_plain_text_gets_no_escape_sequence(environ: dict[str, str]) -> None:
    stream = Terminal()
    output_to(stream, **environ).line("text", style="bold red")
    assert stream.getvalue() == "text\n"


def test_json_is_ascii_and_keeps_every_character() -> None:
    stream = io.StringIO()
    output_to(stream).json({"text": "é\x1b[31m🐍\udcff"})
    assert stream.getvalue().isascii()
    assert "\x1b" not in stream.getvalue()
    assert json.loads(stream.getvalue()) == {"text": "é\x1b[31m🐍\udcff"}


def test_an_error_is_talk_and_says_the_fix() -> None:
    stderr = io.StringIO()
    world = World(stdin=io.StringIO(), stdout=io.StringIO(), stderr=stderr, environ={})
    Output(world).error(UsageError("'[b]\x1b[31m' is no name.", "Give another one."))
    assert stderr.getvalue() == "mockint: '[b]' is no name.\nGive another one.\n"
