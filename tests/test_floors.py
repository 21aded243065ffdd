"""The architecture: imports point down, and nothing heavy is imported on the way up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mockint

SOURCE = Path(mockint.__file__).parent

# From the ground up; the members of one floor do not know each other.
FLOORS = (
    {"errors", "records"},
    {"files"},
    {"bank"},
    {"embedding"},
    {"grading"},
    {"followups"},
    {"batch", "history", "lint"},
    {"interview", "report", "evaluation"},
    {"cli"},
    {"__main__"},
)
PURE = ("grading", "interview/plan.py", "interview/state.py", "interview/hints.py")
IMPURE = {"os", "io", "time", "datetime", "random", "pathlib", "tempfile", "mockint.files"}
ENGINES = ("sentence_transformers_engine", "weights", "background")


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str:
    return module.split(".")[1]


def floor(name: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if name in rooms)


def relative(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in modules()}
    assert rooms - {"__init__"} == set().union(*FLOORS)


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for module in imports(path):
        if module.startswith("mockint.") and room(module) != own:
            assert floor(room(module)) < floor(own), f"{relative(path)} imports {module}"


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_only_the_wiring_and_the_doctor_name_an_engine(path: Path) -> None:
    if path.parent.name == "embedding" or relative(path) in ("cli/wiring.py", "cli/doctor.py"):
        return
    named = [module for module in imports(path) if module.split(".")[-2:][0] in ENGINES]
    assert not named


@pytest.mark.parametrize(
    "path", [p for p in modules() if relative(p).startswith(PURE)], ids=relative
)
def test_the_pure_rooms_know_no_file_clock_or_chance(path: Path) -> None:
    touched = {
        m for m in imports(path) for impure in IMPURE if m == impure or m.startswith(f"{impure}.")
    }
    # The plan is given its random generator; only the type is named.
    assert touched <= ({"random"} if relative(path) == "interview/plan.py" else set())


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_only_the_output_prints(path: Path) -> None:
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls
