"""The vector port. `edge_store` runs Qdrant's engine in this process; `server_store` reaches a Qdrant server."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Point:
    """One article's vector and what it is filtered by."""

    id: int
    """Article row id in the truth store."""
    vector: Vector
    version_id: str
    holds_from: int
    """yyyymmdd, first day the version can hold."""
    holds_to: int
    """yyyymmdd, first day it no longer holds; 99999999 when open."""
    region: str
    kind: str
    grade: int


@dataclass(frozen=True)
class Where:
    """Which articles may be returned. `on` None: any date."""

    on: date | None = None
    regions: tuple[str, ...] | None = None
    """Exact codes; the caller expands 330106 to (330106, 330100, 330000, 000000)."""
    kinds: tuple[str, ...] | None = None
    versions: tuple[str, ...] | None = None
    """Version ids."""
    grade: int = 0
    """Highest grade the caller reads."""


class PassageStore(Protocol):
    def put(self, points: Sequence[Point]) -> None:
        """Insert or replace by id; durable when it returns."""

    def nearest(self, vector: Vector, *, where: Where, limit: int) -> list[tuple[int, float]]:
        """(article id, cosine), best first."""

    def forget(self, ids: Collection[int]) -> None: ...

    def ids(self) -> Iterable[int]:
        """Every stored id, for the checker."""

    def count(self) -> int: ...

    def optimize(self) -> None:
        """Build what makes `nearest` fast, after a large `put`."""

    def close(self) -> None: ...
