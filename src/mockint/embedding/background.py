"""An encoder that loads while a person reads and types."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from mockint.embedding.encoder import Encoded, Encoder


class BackgroundEncoder:
    """Starts loading when it is made; whoever needs vectors first waits for it.

    Args:
        load: Makes the real encoder. What it raises is raised again to whoever asks.
    """

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load
        self._encoder: Encoder | None = None
        self._failure: Exception | None = None
        # A daemon, so that leaving early does not wait for a model nobody needs any more.
        self._thread = threading.Thread(target=self._run, name="encoder-loading", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether asking for vectors will not have to wait for the loading."""
        return not self._thread.is_alive()

    @property
    def name(self) -> str:
        """See `Encoder.name`."""
        return self._loaded().name

    @property
    def fingerprint(self) -> str:
        """See `Encoder.fingerprint`."""
        return self._loaded().fingerprint

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """See `Encoder.encode`."""
        return self._loaded().encode(texts)

    def _run(self) -> None:
        try:
            self._encoder = self._load()
        except Exception as error:  # noqa: BLE001 - carried to the thread that asks
            self._failure = error

    def _loaded(self) -> Encoder:
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        assert self._encoder is not None
        return self._encoder
