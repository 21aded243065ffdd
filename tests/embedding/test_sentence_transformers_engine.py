from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mockint.bank import Pack
from mockint.embedding import Encoder, sentence_transformers_engine
from mockint.embedding.encoder import unit_rows
from mockint.embedding.sentence_transformers_engine import SentenceTransformersEncoder
from mockint.embedding.weights import default_model_folder
from mockint.errors import EncoderError, ExitCode


@pytest.fixture(scope="module")
def reference(encoder: Encoder) -> Any:
    """The library by itself; after `encoder`, so that only the weights are loaded again."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(default_model_folder()), device="cpu")


def test_sentence_vectors_are_those_of_sentence_transformers(
    encoder: Encoder, reference: Any, pack: Pack
) -> None:
    texts = [question.question for question in pack.questions[:12]]
    texts += [question.reference for question in pack.questions[:6]]
    texts += ["", "🙂", "  padded\n", "ÜBER `code()` don't", "事件循环", "word " * 200]
    assert max(len(reference.tokenizer(text)["input_ids"]) for text in texts) <= 256
    expected = reference.encode(texts, normalize_embeddings=True)
    got = np.array([encoded.sentence for encoded in encoder.encode(texts)])
    np.testing.assert_allclose(got, expected, atol=1e-5)


def test_a_word_vector_is_the_mean_of_its_pieces_in_the_last_layer(
    encoder: Encoder, reference: Any
) -> None:
    text = "Uvicorn, reloads!"
    pieces = reference.tokenizer(text).tokens()
    tokens = reference.encode(text, output_value="token_embeddings").numpy()
    starts = [i for i, piece in enumerate(pieces) if piece.isalpha()]
    ends = [next(i for i in range(s + 1, 99) if pieces[i][:2] != "##") for s in starts]
    assert max(end - start for start, end in zip(starts, ends, strict=True)) > 1
    expected = [tokens[s:e].mean(axis=0) for s, e in zip(starts, ends, strict=True)]
    (encoded,) = encoder.encode([text])
    assert encoded.words == ("uvicorn", "reloads")
    np.testing.assert_allclose(encoded.vectors, unit_rows(np.array(expected)), atol=1e-5)


def test_a_word_that_the_window_would_split_stays_whole(encoder: Encoder) -> None:
    word = "antidisestablishmentarianism"
    texts = [f"{'a ' * before}{word} end" for before in range(245, 257)]
    for before, encoded in zip(range(245, 257), encoder.encode(texts), strict=True):
        assert encoded.words == ("a",) * before + (word, "end")
        assert len(encoded.vectors) == before + 2


def test_windows_of_a_long_text_weigh_by_their_length(encoder: Encoder, reference: Any) -> None:
    filler = " ".join(["queue"] * 254)
    (long,) = encoder.encode([f"{filler} banana"])
    first, last = reference.encode([filler, "banana"], normalize_embeddings=True)
    expected = unit_rows(first * 256 + last * 3)
    np.testing.assert_allclose(long.sentence, expected, atol=1e-4)


def test_a_word_means_something_else_in_another_sentence(encoder: Encoder) -> None:
    river, money, loan = encoder.encode(["the bank of a river", "a bank account", "the bank lends"])
    bank = [encoded.vectors[encoded.words.index("bank")] for encoded in (river, money, loan)]
    assert bank[1] @ bank[2] > bank[0] @ bank[1]


def test_name_and_fingerprint_are_those_given(encoder: Encoder) -> None:
    assert (encoder.name, encoder.fingerprint) == ("real", "real@1")


def copied(folder: Path, **replaced: str | None) -> Path:
    """The default model's folder in links, with some files replaced or (None) left out."""
    folder.mkdir()
    for file in default_model_folder().iterdir():
        name = file.stem.replace(".", "_")
        if name not in replaced:
            (folder / file.name).symlink_to(file)
        elif (content := replaced[name]) is not None:
            (folder / file.name).write_text(content)
    return folder


BROKEN: dict[str, Callable[[Path], str]] = {
    "unknown-name": lambda _path: "no-such-model-anywhere",
    "no-such-folder": lambda path: str(path / "gone"),
    "empty-folder": str,
    "torn-configuration": lambda path: str(copied(path / "m", config="{")),
    "unknown-architecture": lambda path: str(copied(path / "m", config='{"model_type": "zzz"}')),
    "no-modules": lambda path: str(copied(path / "m", modules="[]")),
}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
def test_a_model_that_cannot_be_loaded_is_an_error_with_a_way_out(
    tmp_path: Path, make: Callable[[Path], str]
) -> None:
    location = make(tmp_path)
    with pytest.raises(EncoderError) as caught:
        SentenceTransformersEncoder(location, "mine", "mine@1")
    assert location in caught.value.message
    assert "leave the setting out" in caught.value.hint
    assert caught.value.exit_code is ExitCode.FAILED


def test_another_folder_with_a_model_can_be_used(tmp_path: Path, encoder: Encoder) -> None:
    config = json.loads((default_model_folder() / "sentence_bert_config.json").read_text())
    assert config["max_seq_length"] == 256
    folder = copied(tmp_path / "short", sentence_bert_config=json.dumps({"max_seq_length": 16}))
    short = SentenceTransformersEncoder(str(folder), "short", "short@1")
    brief, long = "Loops run.", " ".join(f"word{i}" for i in range(20))
    ours, theirs = short.encode([brief, long]), encoder.encode([brief, long])
    np.testing.assert_allclose(ours[0].sentence, theirs[0].sentence, atol=1e-5)
    assert ours[1].words == theirs[1].words


def test_a_model_that_cannot_tell_words_apart_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = SimpleNamespace(tokenizer=SimpleNamespace(is_fast=False))
    monkeypatch.setattr(sentence_transformers_engine, "_load", lambda _location: slow)
    with pytest.raises(EncoderError, match="'old' has no fast tokenizer"):
        SentenceTransformersEncoder("anywhere", "old", "old@1")
