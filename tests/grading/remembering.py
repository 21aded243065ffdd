"""The real encoder with a memory, for tests that ask about the same bank again and again."""

from __future__ import annotations

from collections.abc import Sequence

from mockint.embedding import Encoded, Encoder

_MEMORY: dict[str, Encoded] = {}


class Remembering:
    """Encodes each distinct text once a process, together with the others of its call."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        new = list(dict.fromkeys(text for text in texts if text not in _MEMORY))
        _MEMORY.update(zip(new, self._encoder.encode(new), strict=True))
        return [_MEMORY[text] for text in texts]
