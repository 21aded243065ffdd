"""What the rest of mockint asks of an encoder: sentence and word vectors from one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""One embedding, shape (d,), of unit length or all zero."""

Vectors = NDArray[np.float32]
"""Embeddings, shape (n, d), each row of unit length or all zero."""


@dataclass(frozen=True)
class Encoded:
    """A text after one forward pass.

    Attributes:
        sentence: The pooled vector, shape (d,), unit length.
        words: The n words of the text as the tokenizer divides it, in lower case; punctuation
            is not a word.
        vectors: The contextual vector of each word (the mean of its pieces in the last layer),
            shape (n, d), unit length.
    """

    sentence: Vector
    words: tuple[str, ...]
    vectors: Vectors


class Encoder(Protocol):
    """Turns texts into vectors. Equal texts always give equal vectors, to float rounding."""

    @property
    def name(self) -> str:
        """What a person calls the model and its engine."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors may: the key of everything that is stored of them."""
        ...

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode texts of any length, in order; none is cut."""
        ...


def unit_rows(matrix: NDArray[np.floating]) -> Vectors:
    """Scale each row to length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    unit = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return np.asarray(unit, dtype=np.float32)
