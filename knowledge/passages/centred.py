"""Vectors with what all of them share taken out.

Every cosine of e5 lies between 0.8 and 0.9, for all its vectors point much the same way. Without the mean of the laws'
vectors an article that answers stands well apart from one that does not, and a score means the same for every question.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from .embedding import Embedder, Progress, Vectors
from .store import Vector

_LEAST = 1e-6
"""The centre itself has no direction: its vector stays null."""


class CentredEmbedder:
    """`centre`: mean of many passages' vectors. Another centre makes another model."""

    def __init__(self, inner: Embedder, centre: Vector) -> None:
        self._inner = inner
        self._centre = np.asarray(centre, dtype=np.float32)
        self.model_id = f"{inner.model_id}-{blake2b(self._centre.tobytes(), digest_size=4).hexdigest()}"

    @property
    def dimensions(self) -> int:
        return self._inner.dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._centred(self._inner.embed_queries(texts))

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._centred(self._inner.embed_passages(texts, progress))

    def _centred(self, vectors: Vectors) -> Vectors:
        left = vectors - self._centre
        centred: Vectors = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), _LEAST)
        return centred


def centre_of(vectors: Vectors) -> Vector:
    centre: Vector = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    return centre
