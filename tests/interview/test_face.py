from __future__ import annotations

from mockint.interview import Command


def test_the_commands_are_the_ones_that_scripts_rely_on() -> None:
    assert {command.value for command in Command} == {"skip", "hint", "repeat", "pause", "quit"}
