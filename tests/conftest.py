"""What tests of several floors share: the encoder and the bank that ship, the command line."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mockint.bank import Pack, Question, find_pack, load_pack
from mockint.embedding import Encoded, Encoder, RememberingEncoder
from mockint.files import shipped
from mockint.followups import FollowUpWriter, Templates, load_templates
from mockint.grading import Grader
from tests.fakes import TinyEncoder

os.environ["HF_HUB_OFFLINE"] = "1"
# In the background of a script, Ctrl-C is ignored, by us and then by every process that we start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The bank that ships."""
    return load_pack(find_pack("fastapi"))


@pytest.fixture(scope="session")
def sample(pack: Pack) -> tuple[Question, ...]:
    """Questions of every part of the bank; `mockint bank lint` looks at all of them."""
    return pack.questions[::12]


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that ships, on the reference engine; loaded once for each worker."""
    from mockint.embedding.sentence_transformers_engine import SentenceTransformersEncoder
    from mockint.embedding.weights import default_model_folder

    return SentenceTransformersEncoder(str(default_model_folder()), "real", "real@1")


@pytest.fixture(scope="session")
def remembering(encoder: Encoder) -> RememberingEncoder:
    """The same, for tests that ask for the same vectors again and again."""
    return RememberingEncoder(encoder)


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The follow-up wordings that ship."""
    return load_templates(shipped("prompts"))


@pytest.fixture(scope="session")
def grader(encoder: Encoder) -> Grader:
    """A grader with the real encoder."""
    return Grader(encoder)


@pytest.fixture(scope="session")
def writer(encoder: Encoder, templates: Templates) -> FollowUpWriter:
    """A writer of follow-up questions with the real encoder."""
    return FollowUpWriter(encoder, templates)


@pytest.fixture
def tiny() -> TinyEncoder:
    """A deterministic encoder without a model; remembers what it was asked."""
    return TinyEncoder()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without any files: the data, cache and configuration of this test alone."""
    for name in ("PACK", "ENCODER"):
        monkeypatch.delenv(f"MOCKINT_{name}", raising=False)
    monkeypatch.setenv("MOCKINT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MOCKINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("MOCKINT_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


@pytest.fixture
def cli(home: Path) -> Callable[..., Result]:
    """Run the real command line in this process: `cli("list", "--json", input="...")`.

    `result.stdout` and `result.stderr` are apart; streams are no terminals.
    """
    from mockint.cli.app import app

    def run(*arguments: str, input: str | bytes | None = None) -> Result:  # noqa: A002 - click's word
        return CliRunner().invoke(app, list(arguments), input=input)

    return run


@pytest.fixture
def shared_encoder(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    """Let the command line use the encoder that is loaded already; loading has its own tests."""
    from mockint.cli.wiring import Wiring

    fingerprint = Wiring().encoder_fingerprint()

    class Shared:
        name = "shared"

        def __init__(self) -> None:
            self.fingerprint = fingerprint

        def encode(self, texts: Sequence[str]) -> list[Encoded]:
            return encoder.encode(texts)

    monkeypatch.setattr(Wiring, "encoder", lambda _self: Shared())
    return encoder
