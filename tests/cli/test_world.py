from __future__ import annotations

import io

import pytest

from mockint.cli.world import World


class Stream(io.StringIO):
    """A stream that is a terminal, or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def world(environ: dict[str, str], *, stdin: bool = True, stdout: bool = True) -> World:
    return World(
        stdin=Stream(terminal=stdin),
        stdout=Stream(terminal=stdout),
        stderr=Stream(terminal=True),
        environ=environ,
    )


@pytest.mark.parametrize(
    ("stdin", "stdout"), [(False, True), (True, False), (False, False)], ids=str
)
def test_a_pipe_on_either_side_is_spoken_to_plainly(stdin: bool, stdout: bool) -> None:
    assert world({"TERM": "xterm"}, stdin=stdin, stdout=stdout).speaks_plainly


@pytest.mark.parametrize(
    ("environ", "plainly"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": "unknown"}, True),
        ({"TERM": "xterm", "ACCESSIBLE": "1"}, True),
        ({"TERM": "xterm", "ACCESSIBLE": "yes"}, True),
        ({"TERM": "xterm", "ACCESSIBLE": "0"}, False),
        ({"TERM": "xterm", "ACCESSIBLE": ""}, False),
    ],
    ids=str,
)
def test_a_terminal_is_spoken_to_plainly_if_it_asks_for_it(
    environ: dict[str, str], plainly: bool
) -> None:
    assert world(environ).speaks_plainly is plainly


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_character_that_the_terminal_lacks_does_not_end_the_program(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(buffer, encoding=encoding))
    outside = World()
    outside.stdout.write("naïve “🐍” \udcff")
    outside.stdout.flush()
    assert b"ve " in buffer.getvalue()


def test_bytes_of_another_encoding_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    assert World().stdin.readline() == "caf\udce9\n"
