"""Checks of an example without running it: that it can be parsed, and fits a terminal."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Callable, Iterator

import yaml

from mockint.bank import Example, Language

_LONGEST_LINE = 79
_MOST_LINES = 60
# The instructions of the Dockerfile reference, version 1.
_DOCKERFILE = re.compile(
    r"(?:FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD"
    r"|STOPSIGNAL|HEALTHCHECK|SHELL|MAINTAINER)\s+\S",
    re.IGNORECASE,
)
# `RUN <<EOF` and what follows it up to the line `EOF`.
_HEREDOC = re.compile(r"^(.*<<-?[\"']?(\w+)[\"']?.*)\n(?:.*\n)*?\2[ \t]*$", re.MULTILINE)


def check_example(example: Example) -> Iterator[str]:
    """What is wrong with it, one message each."""
    try:
        reason = _PARSERS[example.language](example.code)
    except (RecursionError, MemoryError):
        reason = "nested too deep"
    if reason:
        yield f"is not {_TITLES[example.language]}: {reason}"
    elif example.runs and not _asserts(example.code):
        yield "asserts nothing"
    lines = example.code.splitlines()
    longest = max(map(len, lines))
    if longest > _LONGEST_LINE:
        yield f"has a line of {longest} columns; {_LONGEST_LINE} fit a terminal"
    if len(lines) > _MOST_LINES:
        yield f"has {len(lines)} lines; {_MOST_LINES} are plenty"


def _asserts(code: str) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code)))


def _not_python(code: str) -> str | None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        return f"{error.msg} (line {error.lineno})"
    except ValueError as error:  # null characters
        return str(error)
    return None


def _not_yaml(code: str) -> str | None:
    try:
        # Composed, not loaded: tags of other programs (`!Ref`) are theirs to understand.
        list(yaml.compose_all(code, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        return str(getattr(error, "problem", error))
    return None


def _not_toml(code: str) -> str | None:
    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        return str(error)
    return None


def _not_ini(code: str) -> str | None:
    try:
        configparser.ConfigParser(interpolation=None).read_string(code)
    except configparser.Error as error:
        return str(error).splitlines()[0]
    return None


def _not_a_dockerfile(code: str) -> str | None:
    """Every instruction must be one that Docker knows, and the first (but for ARG) FROM."""
    kept = (line for line in code.splitlines() if not line.lstrip().startswith("#"))
    joined = _HEREDOC.sub(r"\1", "\n".join(kept))
    joined = re.sub(r"\\[ \t]*\n\s*", " ", joined)
    instructions = [line.strip() for line in joined.splitlines() if line.strip()]
    for instruction in instructions:
        if not _DOCKERFILE.match(instruction):
            return f"unknown instruction '{instruction}'"
    first = next((one for one in instructions if not one.upper().startswith("ARG")), "")
    return None if first.upper().startswith("FROM") else "does not begin with FROM"


def _anything(_code: str) -> str | None:
    return None


_PARSERS: dict[Language, Callable[[str], str | None]] = {
    Language.PYTHON: _not_python,
    Language.YAML: _not_yaml,
    Language.TOML: _not_toml,
    Language.INI: _not_ini,
    Language.DOCKERFILE: _not_a_dockerfile,
    # Nothing short of a shell parses shell; the tests hand it to `sh -n`.
    Language.SHELL: _anything,
    Language.TEXT: _anything,
}
_TITLES = {
    Language.PYTHON: "Python",
    Language.YAML: "YAML",
    Language.TOML: "TOML",
    Language.INI: "an ini file",
    Language.DOCKERFILE: "a Dockerfile",
    Language.SHELL: "a shell script",
    Language.TEXT: "text",
}
