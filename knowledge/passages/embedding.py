"""The embedding port: texts to unit vectors. `onnx_embedder` implements it with the packaged model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row a text, each of length 1: a dot product is the cosine."""

Progress = Callable[[str, int, int], None]
"""What, done, total."""


class Embedder(Protocol):
    @property
    def model_id(self) -> str:
        """Changes whenever the same text would get another vector."""

    @property
    def dimensions(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors: ...
