from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mockint.embedding import Encoder
from mockint.embedding.encoder import unit_rows

ODD = {
    "empty": "",
    "blank": " \n\t ",
    "emoji": "🙂🙂 👩‍👩‍👧",
    "punctuation": "?!... -- ()",
    "invisible": "\u200b\u202e",
}
MIXED = {
    "code": "await `asyncio.gather(*calls)`; don't block!",
    "umlauts": "Überall läuft ÉIN Prozess",
    "chinese": "事件循环",
    "arabic": "حلقة الأحداث",
    "emoji-among-words": "It works 🙂 fine",
    "newlines": "one\n\ntwo\r\nthree",
    "markup": "<b>bold</b> [red]text[/red] \x1b[31m",
}


def one(encoder: Encoder, text: str) -> tuple[np.ndarray, tuple[str, ...], np.ndarray]:
    (encoded,) = encoder.encode([text])
    return encoded.sentence, encoded.words, encoded.vectors


def test_no_texts_give_no_vectors(any_encoder: Encoder) -> None:
    assert any_encoder.encode([]) == []


def test_vectors_come_in_the_order_of_the_texts(any_encoder: Encoder) -> None:
    texts = [f"{'very ' * (i * 7 % 11)}number{i}" for i in range(70)]
    encoded = any_encoder.encode(texts)
    assert ["".join(words.words[words.words.count("very") :]) for words in encoded] == [
        f"number{i}" for i in range(70)
    ]
    for i in (0, 1, 35, 69):
        np.testing.assert_allclose(encoded[i].sentence, one(any_encoder, texts[i])[0], atol=1e-4)


def test_equal_texts_have_equal_vectors(any_encoder: Encoder) -> None:
    first, other, second = any_encoder.encode(["The loop runs.", "A pool waits.", "The loop runs."])
    assert first.words == second.words
    np.testing.assert_allclose(first.sentence, second.sentence, atol=1e-6)
    np.testing.assert_allclose(first.vectors, second.vectors, atol=1e-6)
    assert first.sentence @ other.sentence < 0.9


def test_what_else_is_in_the_batch_does_not_change_a_vector(any_encoder: Encoder) -> None:
    texts = list(MIXED.values()) + list(ODD.values())
    company = ["x", "a rather long companion " * 30, *texts]
    together = any_encoder.encode(company)[2:]
    for text, encoded in zip(texts, together, strict=True):
        sentence, words, vectors = one(any_encoder, text)
        assert words == encoded.words
        np.testing.assert_allclose(sentence, encoded.sentence, atol=1e-4)
        np.testing.assert_allclose(vectors, encoded.vectors, atol=1e-4)


@pytest.mark.parametrize("text", [*MIXED.values(), *ODD.values()], ids=[*MIXED, *ODD])
def test_every_vector_has_length_one(any_encoder: Encoder, text: str) -> None:
    sentence, words, vectors = one(any_encoder, text)
    assert sentence.dtype == vectors.dtype == np.float32
    assert vectors.shape == (len(words), len(sentence))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    length = float(np.linalg.norm(sentence))
    assert length == pytest.approx(1, abs=1e-5) or (length == 0 and not words)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_a_text_without_words_has_no_word_vectors(any_encoder: Encoder, text: str) -> None:
    sentence, words, vectors = one(any_encoder, text)
    assert words == ()
    assert vectors.shape == (0, len(sentence))
    assert np.isfinite(sentence).all()


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED)
def test_words_are_lower_case_and_free_of_punctuation(any_encoder: Encoder, text: str) -> None:
    words = one(any_encoder, text)[1]
    assert words
    assert all(word == word.lower() and word.isalnum() for word in words), words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't BLOCK, please!", ("don", "t", "block", "please")),
        ("snake_case HTTP/2 3.11", ("snake", "case", "http", "2", "3", "11")),
        ("run_in_executor(None, f)", ("run", "in", "executor", "none", "f")),
        ("antidisestablishmentarianism Straße", ("antidisestablishmentarianism", "straße")),
    ],
)
def test_words_are_whole_and_in_the_order_of_the_text(
    any_encoder: Encoder, text: str, expected: tuple[str, ...]
) -> None:
    assert one(any_encoder, text)[1] == expected


def test_a_very_long_text_is_not_cut(any_encoder: Encoder) -> None:
    filler = " ".join(f"remark {i} adds nothing." for i in range(150))
    right, wrong = any_encoder.encode([f"{filler} Loops block.", f"{filler} Bananas ripen."])
    assert right.words[:5] == ("remark", "0", "adds", "nothing", "remark")
    assert right.words[-2:] == ("loops", "block")
    assert len(right.words) == len(wrong.words) == 150 * 4 + 2
    assert np.abs(right.sentence - wrong.sentence).max() > 1e-3
    assert (right.vectors[-2:] * wrong.vectors[-2:]).sum(axis=1).max() < 0.9


def test_the_beginning_of_a_very_long_text_counts_too(any_encoder: Encoder) -> None:
    filler = " ".join(f"remark {i} adds nothing." for i in range(150))
    right, wrong = any_encoder.encode([f"Loops block. {filler}", f"Bananas ripen. {filler}"])
    assert np.abs(right.sentence - wrong.sentence).max() > 1e-3


def test_an_encoder_says_what_it_is(any_encoder: Encoder) -> None:
    assert any_encoder.name
    assert any_encoder.fingerprint


@given(
    arrays(
        np.float32,
        array_shapes(min_dims=1, max_dims=2, max_side=6),
        elements=st.just(0.0)
        | st.floats(0.125, 1000, width=32)
        | st.floats(-1000, -0.125, width=32),
    )
)
def test_unit_rows_have_length_one_or_stay_zero(matrix: np.ndarray) -> None:
    unit = unit_rows(matrix)
    assert unit.shape == matrix.shape
    assert unit.dtype == np.float32
    lengths = np.linalg.norm(unit, axis=-1)
    np.testing.assert_allclose(lengths, np.any(matrix != 0, axis=-1), atol=1e-5)
    np.testing.assert_allclose(np.sign(unit), np.sign(matrix))
    np.testing.assert_allclose(unit_rows(unit), unit, atol=1e-6)


def test_importing_the_package_and_its_engine_loads_no_model_library() -> None:
    code = (
        "import sys, mockint.embedding, mockint.embedding.sentence_transformers_engine\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
