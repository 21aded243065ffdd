"""Fakes with memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from mockint.embedding import Encoded, Vector
from mockint.embedding.encoder import unit_rows

WIDTH = 64


class TinyEncoder:
    """An encoder without a model: equal words have equal vectors, others nearly orthogonal ones.

    `calls` holds the texts of every call, in order.
    """

    name = "tiny"
    fingerprint = "tiny@1"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        self.calls.append(list(texts))
        return [_encode(text) for text in texts]


def _encode(text: str) -> Encoded:
    words = tuple(re.findall(r"[^\W_]+", text.lower()))
    vectors = np.array([_vector(word) for word in words]).reshape(len(words), WIDTH)
    sentence = unit_rows(vectors.sum(axis=0)) if words else np.zeros(WIDTH, np.float32)
    return Encoded(sentence, words, unit_rows(vectors.astype(np.float32)))


def _vector(word: str) -> Vector:
    rng = np.random.default_rng(zlib.crc32(word.encode(errors="replace")))
    return unit_rows(rng.standard_normal(WIDTH))
