"""The trained part: from a point's evidence to how likely the answer makes it.

A small ensemble of regression trees, fitted on labelled answers by
`python -m mockint.cli.fit` and kept as JSON beside this file. It knows similarities,
not words, so it serves questions that it never saw.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mockint.grading.evidence import FEATURES

FILE = "judge.json"


@dataclass(frozen=True)
class Judge:
    """An ensemble of regression trees whose values add up.

    Attributes:
        base: The value before any tree.
        depth: The most splits on a way from root to leaf.
        roots: The root's node of each tree, shape (trees,).
        feature: The feature that each node looks at, shape (nodes,).
        threshold: A node goes left up to this value; infinite at leaves, shape (nodes,).
        left: The next node on the left; a leaf's is itself, shape (nodes,).
        right: The next node on the right, shape (nodes,).
        value: What each leaf adds; shape (nodes,).
    """

    base: float
    depth: int
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]

    def credit(self, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of each point that is earned.

        Args:
            evidence: Shape (points, features), see `mockint.grading.evidence`.

        Returns:
            Shape (points,), from 0 to 1.

        Raises:
            ValueError: Some evidence is no finite number, which trees would take for a large one.
        """
        if not np.isfinite(evidence).all():
            raise ValueError("the evidence holds something else than finite numbers")
        node = np.broadcast_to(self.roots, (len(evidence), len(self.roots)))
        rows = np.arange(len(evidence))[:, None]
        for _ in range(self.depth):
            goes_left = evidence[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        return np.asarray(np.clip(self.base + self.value[node].sum(axis=1), 0.0, 1.0))

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Judge:
        """What a file of trees holds.

        Raises:
            ValueError: It was fitted on other features than this version computes.
        """
        if content["features"] != list(FEATURES):
            raise ValueError("the judge was fitted on other features; fit it again")
        nodes = {name: np.array(content[name]) for name in ("roots", "feature", "left", "right")}
        leaf = nodes["left"] == np.arange(len(nodes["left"]))
        threshold = np.where(leaf, np.inf, np.array(content["threshold"], dtype=np.float64))
        return cls(
            base=float(content["base"]),
            depth=int(content["depth"]),
            threshold=threshold,
            value=np.array(content["value"], dtype=np.float64),
            **nodes,
        )


@cache
def shipped_judge() -> Judge:
    """The judge that comes with this version."""
    return Judge.from_dict(json.loads(files(__package__).joinpath(FILE).read_text("utf-8")))
