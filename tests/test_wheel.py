"""What is installed is what a user gets: the built wheel, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=CHECKOUT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    for name in ("DATA_DIR", "CACHE_DIR"):
        environment[f"MOCKINT_{name}"] = str(home / name)
    return subprocess.run(
        [sys.executable, "-P", "-m", "mockint", *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_every_folder_that_ships(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("bank", "prompts", "embeddings"):
        shipped = {
            f"mockint/_data/{path.relative_to(CHECKOUT).as_posix()}"
            for path in (CHECKOUT / folder).rglob("*")
            if path.is_file()
        }
        assert shipped
        assert shipped <= names
    assert "mockint/py.typed" in names
    assert not [name for name in names if name.startswith(("tests", "src", "docs"))]


def test_the_installed_wheel_lists_its_own_bank(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, tmp_path, "list", "--json")
    assert listed.returncode == 0, listed.stderr
    assert len(json.loads(listed.stdout)["questions"]) >= 29
    doctor = json.loads(run(installed, tmp_path, "doctor", "--json").stdout)
    (pack,) = [check for check in doctor["checks"] if check["name"] == "pack"]
    assert str(installed) in pack["detail"]
    assert {check["name"]: check["detail"] for check in doctor["checks"]}["vectors"] == "up to date"


def test_the_source_distribution_can_be_built_into_the_same_wheel(
    wheel: Path, tmp_path: Path
) -> None:
    build = "import sys; from hatchling.build import build_sdist; build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=CHECKOUT, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    subprocess.run(["tar", "xzf", archive.name], cwd=tmp_path, check=True)
    again = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    subprocess.run([sys.executable, "-c", again, str(tmp_path)], cwd=unpacked, check=True)
    (rebuilt,) = tmp_path.glob("*.whl")
    assert zipfile.ZipFile(rebuilt).namelist() == zipfile.ZipFile(wheel).namelist()
