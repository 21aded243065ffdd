from __future__ import annotations

from mockint.embedding import RememberingEncoder
from tests.fakes import TinyEncoder


def test_each_distinct_text_is_encoded_once(tiny: TinyEncoder) -> None:
    encoder = RememberingEncoder(tiny)
    first = encoder.encode(["a cat", "a dog", "a cat"])
    assert tiny.calls == [["a cat", "a dog"]]
    again = encoder.encode(["a dog", "a cow", "a cat"])
    assert tiny.calls == [["a cat", "a dog"], ["a cow"]]
    assert [one.words for one in first] == [("a", "cat"), ("a", "dog"), ("a", "cat")]
    assert (again[0], again[2]) == (first[1], first[0])


def test_what_is_known_asks_for_nothing(tiny: TinyEncoder) -> None:
    encoder = RememberingEncoder(tiny)
    encoder.encode(["a cat"])
    encoder.encode(["a cat"])
    assert encoder.encode([]) == []
    assert len(tiny.calls) == 1


def test_what_is_forgotten_is_encoded_again(tiny: TinyEncoder) -> None:
    encoder = RememberingEncoder(tiny)
    encoder.encode(["a cat"])
    encoder.forget()
    encoder.encode(["a cat"])
    assert len(tiny.calls) == 2


def test_it_is_named_as_the_encoder_whose_vectors_it_gives(tiny: TinyEncoder) -> None:
    encoder = RememberingEncoder(tiny)
    assert (encoder.name, encoder.fingerprint) == (tiny.name, tiny.fingerprint)
