from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from mockint.embedding import Encoder
from mockint.embedding.background import BackgroundEncoder
from mockint.errors import EncoderError
from tests.fakes import TinyEncoder

PATIENCE = 30  # seconds until a wait counts as a hang


class Gate:
    """Loads an encoder, or fails, once it is opened; remembers in which thread it was called."""

    def __init__(self, result: Encoder | Exception) -> None:
        self.opened = threading.Event()
        self.threads: list[threading.Thread] = []
        self._result = result

    def load(self) -> Encoder:
        self.threads.append(threading.current_thread())
        assert self.opened.wait(PATIENCE)
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


@pytest.fixture
def gate(tiny: TinyEncoder) -> Iterator[Gate]:
    gate = Gate(tiny)
    yield gate
    gate.opened.set()


def test_it_is_not_ready_until_the_loading_is_done(gate: Gate) -> None:
    encoder = BackgroundEncoder(gate.load)
    assert not encoder.ready
    gate.opened.set()
    assert encoder.name == "tiny"
    assert encoder.ready


def test_whoever_asks_first_waits_and_gets_the_real_encoder_s_vectors(
    gate: Gate, tiny: TinyEncoder
) -> None:
    encoder = BackgroundEncoder(gate.load)
    got: list[tuple[str, ...]] = []
    asking = threading.Thread(target=lambda: got.extend(e.words for e in encoder.encode(["a b"])))
    asking.start()
    assert got == []
    gate.opened.set()
    asking.join(PATIENCE)
    assert got == [("a", "b")]
    assert tiny.calls == [["a b"]]


def test_it_loads_once_in_a_thread_that_does_not_hold_up_the_exit(gate: Gate) -> None:
    gate.opened.set()
    encoder = BackgroundEncoder(gate.load)
    assert (encoder.name, encoder.fingerprint) == ("tiny", "tiny@1")
    assert encoder.encode([]) == []
    (thread,) = gate.threads
    assert thread is not threading.current_thread()
    assert thread.daemon


@pytest.mark.parametrize(
    "failure", [EncoderError("torn", "mend it"), RuntimeError("odd")], ids=repr
)
def test_what_went_wrong_is_told_to_everyone_who_asks(failure: Exception) -> None:
    gate = Gate(failure)
    gate.opened.set()
    encoder = BackgroundEncoder(gate.load)
    for ask in (lambda: encoder.encode(["a"]), lambda: encoder.name, lambda: encoder.fingerprint):
        with pytest.raises(type(failure)) as caught:
            ask()
        assert caught.value is failure
    assert encoder.ready
