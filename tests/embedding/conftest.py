"""Both implementations of an encoder, under one name."""

from __future__ import annotations

import pytest

from mockint.embedding import Encoder


@pytest.fixture(params=["tiny", "encoder"], ids=["tiny", "sentence-transformers"])
def any_encoder(request: pytest.FixtureRequest) -> Encoder:
    """Each implementation in turn."""
    made: Encoder = request.getfixturevalue(request.param)
    return made
