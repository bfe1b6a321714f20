"""Vectors of the packaged national laws, computed once and kept in the repository: a first start embeds nothing.

One file a model, named by its id: a table of text keys and vectors in small integers. The scale is not kept: every
vector has length 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .embedding import Embedder, Progress, Vectors
from .store import Vector

FOLDER = Path(__file__).with_name("packaged")
_KEY_BYTES = 16
_LEVELS = 127


def text_key(text: str) -> str:
    """Of what `passage_text` gave: BLAKE2b, 128 bits."""
    return blake2b(text.encode(), digest_size=_KEY_BYTES).hexdigest()


class PackagedVectors(Mapping[str, Vector]):
    """By text key; the file stays on the disk and only what is asked for is read."""

    def __init__(self, table: npt.NDArray[np.void]) -> None:
        self._table = table
        self._rows = {key.tobytes().hex(): row for row, key in enumerate(table["key"])}

    def __getitem__(self, key: str) -> Vector:
        row = self._table[self._rows[key]]
        vector: Vector = row["vector"].astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def load_packaged(model_id: str, folder: Path = FOLDER) -> Mapping[str, Vector]:
    """Empty when nothing was packaged for this model."""
    path = folder / f"{model_id}.npy"
    return PackagedVectors(np.load(path, mmap_mode="r")) if path.exists() else {}


def build_packaged(
    texts: Iterable[str], embedder: Embedder, folder: Path = FOLDER, progress: Progress | None = None
) -> Path:
    """Computes the file anew; `texts` as `passage_text` gives them."""
    by_key = {text_key(text): text for text in texts}
    keys = sorted(by_key)
    vectors = embedder.embed_passages([by_key[key] for key in keys], progress)
    path = folder / f"{embedder.model_id}.npy"
    folder.mkdir(parents=True, exist_ok=True)
    np.save(path, _table(keys, vectors))
    return path


def _table(keys: list[str], vectors: Vectors) -> npt.NDArray[np.void]:
    layout = np.dtype([("key", f"V{_KEY_BYTES}"), ("vector", "i1", (vectors.shape[1],))])
    table = np.empty(len(keys), dtype=layout)
    table["key"] = np.frombuffer(bytes.fromhex("".join(keys)), dtype=f"V{_KEY_BYTES}")
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    table["vector"] = np.rint(vectors / largest * _LEVELS)
    return table
