from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from mockint.cli.wiring import Wiring
from mockint.embedding import Encoder, RememberingEncoder
from mockint.errors import EncoderError
from tests.cli.driving import ESCAPES

_PACK = Path(__file__).with_name("pack")


@pytest.fixture(scope="session")
def encoder(encoder: Encoder) -> Encoder:
    """The encoder that ships; these tests ask for the same vectors again and again."""
    return RememberingEncoder(encoder)


@pytest.fixture
def snakes(home: Path) -> Path:
    """A small pack of the user's own; it holds to the format and has nothing for lint to find."""
    return Path(shutil.copytree(_PACK, home / "snakes"))


@pytest.fixture
def hostile(snakes: Path) -> Path:
    """The same pack with markup and escape sequences in every text of a question."""
    path = snakes / "closures.yaml"
    (question,) = yaml.safe_load(path.read_text(encoding="utf-8"))

    def spoil(text: str) -> str:
        return f"[red]{text}[/red] {ESCAPES}"

    for field in ("question", "reference", "example"):
        question[field] = spoil(question.get(field, "assert True  #"))
    question["sources"] = [spoil("RFC")]
    for point in question["key_points"]:
        point |= {field: spoil(point[field]) for field in ("text", "follow_up")}
    for misconception in question["misconceptions"]:
        for field in ("claim", "correction", "probe"):
            misconception[field] = spoil(misconception[field])
    path.write_text(yaml.safe_dump([question]), encoding="utf-8")
    return snakes


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose encoder cannot be loaded."""

    def fail(_self: Wiring) -> Encoder:
        raise EncoderError("No encoder here.", "Install one.")

    monkeypatch.setattr(Wiring, "encoder", fail)
