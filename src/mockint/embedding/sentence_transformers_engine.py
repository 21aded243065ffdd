"""The general engine, and the reference for correctness: sentence-transformers on torch.

Importing the library takes seconds, so it is imported when an encoder is made, not before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mockint.embedding.encoder import Encoded, unit_rows
from mockint.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 64  # texts a forward pass; a long one is several windows
_QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


class SentenceTransformersEncoder:
    """Any sentence-transformers model with a fast tokenizer.

    Args:
        location: A folder or a model's name.
        name: What a person calls the model.
        fingerprint: What identifies its weights.

    Raises:
        EncoderError: The model cannot be loaded, or its tokenizer cannot tell words apart.
    """

    def __init__(self, location: str, name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self._model = _load(location)
        self._tokenizer: Any = self._model.tokenizer
        if not getattr(self._tokenizer, "is_fast", False):
            raise EncoderError(
                f"The model '{name}' has no fast tokenizer, so its words cannot be told apart.",
                "Choose another model, or leave the setting out to use the one that ships.",
            )

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """See `Encoder.encode`; a text longer than the model's window is read in several."""
        # Neighbours of like length waste little padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        encoded: dict[int, Encoded] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            encoded.update(zip(batch, self._encode_batch([texts[i] for i in batch]), strict=True))
        return [encoded[i] for i in range(len(texts))]

    def _encode_batch(self, texts: list[str]) -> Iterator[Encoded]:
        import torch  # noqa: PLC0415 - loaded with the model

        windows = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = windows.pop("offset_mapping").numpy()
        text_of_window = windows.pop("overflow_to_sample_mapping").numpy()
        with torch.inference_mode():
            output = self._model(dict(windows))
        tokens = output["token_embeddings"].float().numpy()
        sentences = unit_rows(output["sentence_embedding"].float().numpy())
        sizes = windows["attention_mask"].sum(dim=1).numpy()
        for i, text in enumerate(texts):
            rows = np.flatnonzero(text_of_window == i)
            pooled = (sentences[rows] * sizes[rows, None]).sum(axis=0)
            pieces = [
                (word, tokens[row, column], *offsets[row, column])
                for row in rows
                for column, word in enumerate(windows.word_ids(int(row)))
                if word is not None
            ]
            yield _assemble(text, unit_rows(pooled), pieces)


def _assemble(text: str, sentence: Any, pieces: list[tuple[int, Any, int, int]]) -> Encoded:
    """Average the pieces (word number, vector, start, end) of each word; drop punctuation."""
    words: list[str] = []
    vectors: list[Any] = []
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and pieces[end][0] == pieces[start][0]:
            end += 1
        word = text[pieces[start][2] : pieces[end - 1][3]].strip().lower()
        if any(character.isalnum() for character in word):
            words.append(word)
            vectors.append(np.mean([piece[1] for piece in pieces[start:end]], axis=0))
        start = end
    matrix = np.array(vectors) if vectors else np.zeros((0, sentence.shape[-1]), np.float32)
    return Encoded(sentence, tuple(words), unit_rows(matrix))


def _load(location: str) -> SentenceTransformer:
    for variable, value in _QUIET.items():
        os.environ.setdefault(variable, value)
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

        model = SentenceTransformer(location, device="cpu")
    except Exception as error:  # a damaged folder fails in as many ways as there are files in it
        raise EncoderError(
            f"The encoder '{location}' could not be loaded: {error}",
            "Give the folder of a sentence-transformers model that is on this machine, or leave "
            "the setting out to use the model that ships; 'mockint doctor' shows which is set.",
        ) from error
    return model.eval()
