"""An encoder with a memory, for work that meets the same texts again and again."""

from __future__ import annotations

from collections.abc import Sequence

from mockint.embedding.encoder import Encoded, Encoder


class RememberingEncoder:
    """Encodes each distinct text once until it is told to forget.

    Args:
        encoder: Encodes what is new, all that is new of a call together.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoded] = {}

    @property
    def name(self) -> str:
        """See `Encoder.name`."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """See `Encoder.fingerprint`."""
        return self._encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """See `Encoder.encode`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return [self._known[text] for text in texts]

    def forget(self) -> None:
        """Let go of every vector."""
        self._known.clear()
