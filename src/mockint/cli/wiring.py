"""Puts the parts together: the only module that names a concrete engine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mockint.cli.output import Output
from mockint.cli.settings import Settings, read_settings
from mockint.cli.world import World

if TYPE_CHECKING:
    from mockint.bank import Pack
    from mockint.embedding import Encoder, VectorIndex
    from mockint.followups import FollowUpWriter
    from mockint.grading.calibration import Calibrations
    from mockint.history import Shelf


class Wiring:
    """The parts of one run, made when they are first asked for.

    Args:
        world: The outside.
        **flags: Settings given on the command line.
    """

    def __init__(self, world: World | None = None, **flags: str | None) -> None:
        self.world = world or World()
        self.output = Output(self.world)
        self._flags = flags
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """All settings, settled."""
        if self._settings is None:
            self._settings = read_settings(self.world.environ, **self._flags)
        return self._settings

    def pack(self, name: str | None = None) -> Pack:
        """A pack by name; the one that is set without a name."""
        from mockint.bank import find_pack, load_compiled

        return load_compiled(
            find_pack(name or self.settings.pack.value), self.settings.cache / "packs"
        )

    def pack_reference(self, pack: Pack) -> str:
        """How a session finds its pack again from any folder: by name if it ships, else by path."""
        from mockint.files import shipped

        return pack.name if pack.root.parent == shipped("bank") else str(pack.root)

    def encoder_fingerprint(self) -> str:
        """What the vectors of the encoder that is set are stored under; loads nothing."""
        from mockint.embedding.weights import DEFAULT_MODEL, DEFAULT_SHA256

        model = self.settings.encoder.value
        if not model:
            return f"{DEFAULT_MODEL}@{DEFAULT_SHA256[:12]}"
        folder = Path(model).expanduser()
        if not folder.is_dir():
            return model
        # Hashing gigabytes at every start would be worse than trusting size and time.
        states = [
            (str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
        return f"{folder.name}@{hashlib.sha256(repr(states).encode()).hexdigest()[:12]}"

    def encoder(self) -> Encoder:
        """Load the encoder that is set; takes seconds."""
        from mockint.embedding.sentence_transformers_engine import SentenceTransformersEncoder
        from mockint.embedding.weights import DEFAULT_MODEL, check_weights, default_model_folder

        model = self.settings.encoder.value
        if model:
            return SentenceTransformersEncoder(model, model, self.encoder_fingerprint())
        folder = default_model_folder()
        check_weights(folder, self.settings.cache / "weights.json")
        return SentenceTransformersEncoder(str(folder), DEFAULT_MODEL, self.encoder_fingerprint())

    def background_encoder(self) -> Encoder:
        """The same, loading while other things go on."""
        from mockint.embedding.background import BackgroundEncoder

        return BackgroundEncoder(self.encoder)

    def calibration_file(self, pack: Pack) -> Path:
        """Where the calibration for a pack and the encoder that is set is kept, if there is one."""
        model = self.settings.encoder.value
        folder = Path(model).expanduser()
        encoder = str(folder.resolve()) if model and folder.is_dir() else model
        identity = f"{self.pack_reference(pack)}\n{encoder}"
        key = hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()[:12]
        return self.settings.calibrations / f"{pack.name}-{key}.json"

    def calibrations(self, pack: Pack) -> Calibrations:
        """The user's own calibration for a pack if it was fitted to this grader; else as shipped.

        Raises:
            StorageError: The one that is kept is damaged.
        """
        from mockint.grading.calibration import SHIPPED

        path = self.calibration_file(pack)
        if not os.path.lexists(path):  # hardly anybody has one; spares the imports
            return SHIPPED
        from mockint.evaluation.calibration_file import FORGET, read_calibration

        stored = read_calibration(path)
        if stored is None:
            return SHIPPED
        if not stored.fits(self.encoder_fingerprint()):
            self.output.talk(
                f"The calibration for the pack '{pack.name}' was fitted to another version of the "
                "grader or of the encoder, and is not used. "
                f"Calibrate again: mockint calibrate FILE; or remove it: {FORGET}"
            )
            return SHIPPED
        return stored.calibrations()

    def follow_up_writer(self, encoder: Encoder) -> FollowUpWriter:
        """The writer with the templates that ship."""
        from mockint.files import shipped
        from mockint.followups import FollowUpWriter, load_templates

        return FollowUpWriter(encoder, load_templates(shipped("prompts")))

    def shelf(self) -> Shelf:
        """The sessions of this user."""
        from mockint.history import Shelf

        return Shelf(self.settings.sessions)

    def index_folder(self, pack: Pack) -> Path:
        """Where the vectors of a pack lie: shipped ones for a shipped pack, else in the cache."""
        from mockint.embedding.weights import DEFAULT_MODEL
        from mockint.files import shipped

        fingerprint = self.encoder_fingerprint()
        ships = pack.root.parent == shipped("bank") and fingerprint.startswith(DEFAULT_MODEL)
        if ships:
            return shipped("embeddings") / pack.name
        key = hashlib.sha256(f"{pack.root}\n{fingerprint}".encode()).hexdigest()[:12]
        return self.settings.cache / "embeddings" / f"{pack.name}-{key}"

    def stored_index(self, pack: Pack) -> VectorIndex | None:
        """The pack's vectors if they are there and fresh; needs no encoder."""
        from mockint.embedding import VectorIndex
        from mockint.errors import StaleIndexError

        try:
            index = VectorIndex.load(self.index_folder(pack))
            index.check(pack)
        except StaleIndexError:
            return None
        return index if index.encoder == self.encoder_fingerprint() else None

    def index(self, pack: Pack, encoder: Callable[[], Encoder]) -> VectorIndex:
        """The pack's vectors, built into the user's cache if there are none that are fresh."""
        from mockint.embedding import VectorIndex

        stored = self.stored_index(pack)
        if stored is not None:
            return stored
        index = VectorIndex.build(pack.questions, encoder())
        folder = self.index_folder(pack)
        if folder.is_relative_to(self.settings.cache):
            try:
                index.save(folder)
            except OSError as error:
                self.output.talk(f"The vectors could not be kept in {folder} ({error.strerror}).")
        return index
