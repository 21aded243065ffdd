from __future__ import annotations

import pytest

from mockint.bank import Example, Language
from mockint.lint.examples import check_example

DOCKERFILE = """\
# syntax=docker/dockerfile:1
ARG VERSION=3.12
FROM python:${VERSION}-slim
RUN pip install \\
    --no-cache-dir fastapi
CMD ["fastapi", "run"]
"""
FINE = {
    Language.PYTHON: "x = 1\n",
    Language.DOCKERFILE: DOCKERFILE,
    Language.YAML: "services:\n  web:\n    image: app\n---\nmore: 1\n",
    Language.TOML: "[tool.pytest]\nx = 1\n",
    Language.INI: "[alembic]\nscript_location = %(here)s/alembic\n",
    Language.SHELL: "uvicorn main:app &\n",
    Language.TEXT: "whatever ]]\n",
}
BROKEN = {
    Language.PYTHON: ("def f(:\n", "is not Python: invalid syntax (line 1)"),
    Language.DOCKERFILE: ("FROM a\nRUNS b\n", "is not a Dockerfile: unknown instruction 'RUNS b'"),
    Language.YAML: ("a: [1\n", "is not YAML: "),
    Language.TOML: ("x = \n", "is not TOML: "),
    Language.INI: ("x = 1\n", "is not an ini file: File contains no section headers."),
}


def unrun(code: str, language: Language) -> Example:
    return Example(code, language, runs=False, reason="no engine")


@pytest.mark.parametrize("language", Language)
def test_what_its_parser_takes_is_no_problem(language: Language) -> None:
    assert list(check_example(unrun(FINE[language], language))) == []


@pytest.mark.parametrize("language", BROKEN)
def test_what_its_parser_refuses_is_named(language: Language) -> None:
    code, message = BROKEN[language]
    (problem,) = check_example(unrun(code, language))
    assert problem.startswith(message)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (Language.YAML, "born: 2024-13-45\n"),  # no date, but YAML
        (Language.YAML, "a: !Ref b\nb: !!int foo\n"),
        (Language.DOCKERFILE, "FROM a\nRUN <<EOF\nset -e\nanything\nEOF\nUSER b\n"),
        (Language.DOCKERFILE, "FROM a\nRUN b && \\  \n\n    c\nUSER d\n"),
    ],
)
def test_what_only_looks_wrong_is_no_problem(language: Language, code: str) -> None:
    assert list(check_example(unrun(code, language))) == []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (Language.YAML, "[" * 20_000),
        (Language.TOML, "x = " + "[" * 20_000),
        (Language.PYTHON, "-" * 20_000 + "1"),
        (Language.PYTHON, "assert a" + ".b" * 20_000),
        (Language.PYTHON, "x = '\0'"),
    ],
)
def test_no_text_upsets_a_parser(language: Language, code: str) -> None:
    assert [problem for problem in check_example(unrun(code, language)) if "is not" in problem]


def test_a_dockerfile_begins_with_from() -> None:
    (problem,) = check_example(unrun("WORKDIR /app\nFROM python:3.12\n", Language.DOCKERFILE))
    assert problem == "is not a Dockerfile: does not begin with FROM"


def test_only_what_runs_has_to_assert_something() -> None:
    assert list(check_example(Example("x = 1\n"))) == ["asserts nothing"]
    assert list(check_example(Example("assert True\n"))) == []


def test_an_example_fits_a_terminal() -> None:
    wide = Example("assert '" + "x" * 72 + "'\n")
    assert list(check_example(wide)) == ["has a line of 81 columns; 79 fit a terminal"]
    long = Example("assert True\n" * 61)
    assert list(check_example(long)) == ["has 61 lines; 60 are plenty"]
