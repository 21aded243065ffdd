"""Stored vectors of a pack's questions, and the search over them.

On disk: `vectors.npy` (float16, one row a text) and `index.json` (what each row stands for, of
which content, made by which encoder, and which questions are near-twins). Built by `mockint bank
build`, checked against the bank.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from mockint.bank import Pack, Question
from mockint.embedding.encoder import Encoder, Vector, Vectors, unit_rows
from mockint.errors import StaleIndexError
from mockint.files import write_atomically

_FORMAT = 2
# Likeness from which two questions are near-twins. Chosen by looking at the pairs of 197 questions:
# those above ask for much the same, those below mostly share only a subject.
NEAR_TWIN = 0.6
_BLOCK = 1024  # rows that are compared with all others at once
_REBUILD = "Build them anew: mockint bank build"


@dataclass(frozen=True)
class Hit:
    """A question that a search found, with its cosine similarity to the query."""

    question_id: str
    similarity: float


@dataclass(frozen=True)
class VectorIndex:
    """The vectors of a pack's questions.

    Attributes:
        encoder: The fingerprint of the encoder that made them.
        hashes: Content hash of each question, by id, in the pack's order.
        owners: For each row, the position of its question in that order, shape (rows,).
        vectors: Unit vectors, shape (rows, d): the question's text first, then its key points.
        twins: The near-twins of each question that has any, by id.
    """

    encoder: str
    hashes: dict[str, str]
    owners: NDArray[np.int64]
    vectors: Vectors
    twins: dict[str, tuple[str, ...]]

    @classmethod
    def build(cls, questions: Sequence[Question], encoder: Encoder) -> VectorIndex:
        """Encode the questions and their key points."""
        texts = [texts_of(question) for question in questions]
        encoded = encoder.encode([text for group in texts for text in group])
        owners = np.repeat(np.arange(len(texts)), [len(group) for group in texts])
        vectors = np.array([one.sentence for one in encoded], dtype=np.float32)
        hashes = {question.id: question.content_hash for question in questions}
        twins = near_twins(list(hashes), owners, vectors)
        return cls(encoder.fingerprint, hashes, owners, vectors, twins)

    def save(self, folder: Path) -> None:
        """Write the two files; `index.json` last, so that a torn pair is seen as stale.

        Raises:
            OSError: The folder cannot be written.
        """
        buffer = io.BytesIO()
        # Half precision moves a cosine by less than 0.001 and halves what ships.
        np.save(buffer, self.vectors.astype(np.float16), allow_pickle=False)
        write_atomically(folder / "vectors.npy", buffer.getvalue())
        content = {
            "format": _FORMAT,
            "encoder": self.encoder,
            "questions": self.hashes,
            "rows": np.bincount(self.owners, minlength=len(self.hashes)).tolist(),
            "twins": self.twins,
        }
        text = json.dumps(content, indent=1) + "\n"
        write_atomically(folder / "index.json", text.encode())

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """Read what `save` wrote.

        Raises:
            StaleIndexError: The files are missing, torn, or of another format.
        """
        try:
            content: dict[str, Any] = json.loads((folder / "index.json").read_bytes())
            stored = np.load(folder / "vectors.npy", allow_pickle=False)
            rows = [int(count) for count in content["rows"]]
            hashes = {str(key): str(value) for key, value in content["questions"].items()}
            twins = {str(key): _ids(near, hashes) for key, near in content["twins"].items()}
            fits = content["format"] == _FORMAT and stored.ndim == 2  # noqa: PLR2004 - rows, d
            if not fits or sum(rows) != len(stored) or len(rows) != len(hashes):
                raise ValueError("the two files do not belong together")
            owners = np.repeat(np.arange(len(rows)), rows)
            vectors = unit_rows(stored.astype(np.float32))
            return cls(str(content["encoder"]), hashes, owners, vectors, twins)
        except (
            OSError,
            EOFError,
            BadZipFile,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ) as error:
            reason = f"The vectors in {folder} cannot be used: {error}."
            raise StaleIndexError(reason, _REBUILD) from error

    def check(self, pack: Pack) -> None:
        """Hold the index against the pack's present content.

        Raises:
            StaleIndexError: A question was changed, added, removed or moved since.
        """
        present = {question.id: question.content_hash for question in pack.questions}
        if list(self.hashes.items()) != list(present.items()):
            changed = [i for i in present | self.hashes if present.get(i) != self.hashes.get(i)]
            what = ", ".join(changed[:5]) + (" ..." if len(changed) > 5 else "")  # noqa: PLR2004
            raise StaleIndexError(
                f"The vectors of the pack '{pack.name}' are older than its questions "
                f"({what or 'their order'}).",
                _REBUILD,
            )

    def search(self, query: Vector, limit: int, floor: float) -> list[Hit]:
        """The questions nearest to a query, best first.

        Args:
            query: A unit vector, shape (d,).
            limit: How many at most.
            floor: The least cosine similarity that counts as found.
        """
        if not self.hashes:
            return []
        best = np.full(len(self.hashes), -1.0, dtype=np.float32)
        np.maximum.at(best, self.owners, self.vectors @ query)
        ids = list(self.hashes)
        order = np.argsort(-best, kind="stable")[:limit]
        return [Hit(ids[i], float(best[i])) for i in order if best[i] >= floor]


def _ids(value: Any, known: dict[str, str]) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(one in known for one in value):
        raise ValueError("its twins are no lists of its questions")
    return tuple(value)


def texts_of(question: Question) -> list[str]:
    """What stands for a question in the index: its own text, then its key points."""
    return [question.question, *(point.text for point in question.key_points)]


def near_twins(
    ids: list[str], owners: NDArray[np.int64], vectors: Vectors
) -> dict[str, tuple[str, ...]]:
    """For each question those that ask for much the same, in the pack's order.

    What a question asks for is its key points: two situations can be told in words that have
    nothing in common and be about one thing. The likeness of two questions is the mean over the
    key points of both of the best cosine to a key point of the other.

    Args:
        ids: The questions.
        owners: For each row the position of its question, shape (rows,).
        vectors: Shape (rows, d); each question's own text first, then its key points.
    """
    if not len(owners):
        return {}
    is_point = np.concatenate([[False], owners[1:] == owners[:-1]])
    points, point_owners = vectors[is_point], owners[is_point]
    asking, starts, counts = np.unique(point_owners, return_index=True, return_counts=True)
    points_of = {
        int(i): points[start : start + count]
        for i, start, count in zip(asking, starts, counts, strict=True)
    }
    twins: dict[int, list[int]] = {}
    for one, other in _with_a_near_point(points, point_owners):
        cosines = points_of[one] @ points_of[other].T
        likeness = (cosines.max(axis=0).mean() + cosines.max(axis=1).mean()) / 2
        if likeness >= NEAR_TWIN:
            twins.setdefault(one, []).append(other)
            twins.setdefault(other, []).append(one)
    return {ids[i]: tuple(ids[j] for j in sorted(near)) for i, near in sorted(twins.items())}


def _with_a_near_point(points: Vectors, owners: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Pairs of questions, the earlier first, with two points as near as twins are on average.

    All twins are among them, and few others; comparing those pairs alone is what makes large
    packs bearable.
    """
    pairs: set[tuple[int, int]] = set()
    for start in range(0, len(points), _BLOCK):
        rows, columns = np.nonzero(points[start : start + _BLOCK] @ points.T >= NEAR_TWIN)
        near = np.stack([owners[start + rows], owners[columns]], axis=1)
        pairs.update(map(tuple, np.unique(near[near[:, 0] < near[:, 1]], axis=0).tolist()))
    return pairs
