"""The cache of a pack: what a user would notice if it were wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mockint.bank import Pack, compiled, find_pack, load_compiled, load_pack
from mockint.errors import PackError
from tests.bank.packs import QUESTIONS, with_change, write_pack


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def test_what_is_kept_is_what_was_read(tmp_path: Path, pack: Pack) -> None:
    root = find_pack("fastapi")
    first, second = load_compiled(root, tmp_path), load_compiled(root, tmp_path)
    assert first == second == pack
    assert len(kept(tmp_path)) == 1
    assert [q.content_hash for q in second.questions] == [q.content_hash for q in pack.questions]


def test_the_kept_pack_is_used(tmp_path: Path) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    load_compiled(root, cache)
    (file,) = kept(cache)
    content = json.loads(file.read_bytes())
    content["title"] = "From the cache"
    file.write_text(json.dumps(content))
    assert load_compiled(root, cache).title == "From the cache"


@pytest.mark.parametrize("name", ["pack.yaml", "event-loop.yaml"])
def test_an_edit_of_any_file_is_seen(tmp_path: Path, name: str) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    load_compiled(root, cache)
    old, new = {
        "pack.yaml": ("A small pack", "A renamed pack"),
        "event-loop.yaml": ("level: mid", "level: senior"),
    }[name]
    path = root / name
    path.write_text(with_change(path.read_text(), old, new))
    assert load_compiled(root, cache) == load_pack(root)
    assert len(kept(cache)) == 1


def test_a_pack_that_was_broken_since_is_refused(tmp_path: Path) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    load_compiled(root, cache)
    (root / "event-loop.yaml").write_text(with_change(QUESTIONS, "level: mid", "level: expert"))
    with pytest.raises(PackError):
        load_compiled(root, cache)


def test_a_broken_pack_is_not_kept(tmp_path: Path) -> None:
    root = write_pack(tmp_path, with_change(QUESTIONS, "level: mid", "level: expert"))
    with pytest.raises(PackError):
        load_compiled(root, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_two_packs_of_one_name_do_not_meet(tmp_path: Path) -> None:
    cache, titles = tmp_path / "cache", ["A small pack", "Another small pack"]
    roots = []
    for i, title in enumerate(titles):
        (tmp_path / str(i)).mkdir()
        roots.append(write_pack(tmp_path / str(i)))
        path = roots[i] / "pack.yaml"
        path.write_text(path.read_text().replace("A small pack", title))
    assert [load_compiled(root, cache).title for root in roots * 2] == titles * 2
    assert len(kept(cache)) == len(titles)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        lambda text: text.replace(b'"minutes":3.0', b'"minutes":"3"'),
        lambda text: text.replace(b'"level":"mid"', b'"level":"expert"'),
        lambda text: text.replace(b'"covers"', b'"cover"'),
        lambda text: text[:-40],
    ],
)
def test_a_damaged_file_counts_as_absent(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    expected = load_compiled(root, cache)
    (file,) = kept(cache)
    sound = file.read_bytes()
    file.write_bytes(damage(sound) if callable(damage) else damage)
    assert file.read_bytes() != sound
    assert load_compiled(root, cache) == expected
    assert file.read_bytes() == sound


def test_other_files_in_the_folder_do_no_harm(tmp_path: Path) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    (root / "folder.yaml").mkdir()
    (root / ".#lock.yaml").symlink_to("nobody@nowhere")
    os.mkfifo(root / "pipe.yaml")
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.yaml")).write_text("- unrelated")
    assert load_compiled(root, cache) == load_pack(root)
    assert len(kept(cache)) == 1


def test_a_folder_need_not_be_named_in_any_encoding(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    odd.mkdir()
    root = write_pack(odd)
    assert load_compiled(root, tmp_path / "cache").title == "A small pack"
    assert len(kept(tmp_path / "cache")) == 1


def test_a_pack_that_changes_while_it_is_read_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"

    def read_while_somebody_saves(folder: Path) -> Pack:
        path = folder / "pack.yaml"
        path.write_text(path.read_text().replace("A small pack", "A renamed pack"))
        return load_pack(folder)

    monkeypatch.setattr(compiled, "load_pack", read_while_somebody_saves)
    assert load_compiled(root, cache).title == "A renamed pack"
    assert not cache.exists()


def test_a_new_version_of_the_reader_reads_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = write_pack(tmp_path), tmp_path / "cache"
    load_compiled(root, cache)
    (file,) = kept(cache)
    before = json.loads(file.read_bytes())["key"]
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "loading.py").write_text("stricter = True\n")
    monkeypatch.setattr(compiled, "_READER", tmp_path / "reader")
    load_compiled(root, cache)
    assert json.loads(file.read_bytes())["key"] != before


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    root = write_pack(tmp_path)
    (tmp_path / "file").write_text("in the way")
    assert load_compiled(root, tmp_path / "file" / "cache") == load_pack(root)


def test_a_folder_without_a_pack_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.yaml"):
        load_compiled(tmp_path, tmp_path / "cache")
