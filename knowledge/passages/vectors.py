"""Vectors of texts: the packaged ones where the text is the packaged law's, computed here for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .embedding import Embedder
from .packaged_vectors import text_key
from .store import Vector


class Vectors:
    """`packaged` is read at the first use: a question needs only the embedder."""

    def __init__(self, embedder: Embedder, packaged: Callable[[], Mapping[str, Vector]]) -> None:
        self.embedder = embedder
        self._packaged = packaged
        self._ahead = ThreadPoolExecutor(4, thread_name_prefix="embed")

    def query(self, text: str) -> Callable[[], Vector]:
        """Begins at once, in another thread; call the answer for the vector. The word index can be asked meanwhile."""
        return self._ahead.submit(lambda: np.asarray(self.embedder.embed_queries([text])[0], dtype=np.float32)).result

    def close(self) -> None:
        self._ahead.shutdown()

    def __call__(self, texts: Sequence[str]) -> list[Vector]:
        packaged = self._packaged()
        found = [packaged.get(text_key(text)) for text in texts]
        missing = [n for n, vector in enumerate(found) if vector is None]
        if missing:
            computed = self.embedder.embed_passages([texts[n] for n in missing])
            for n, vector in zip(missing, computed, strict=True):
                found[n] = np.asarray(vector, dtype=np.float32)
        return [vector for vector in found if vector is not None]
