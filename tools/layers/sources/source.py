"""What every format gives: a header without reading features, features in stored coordinates, files to hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..notices import Notice

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Header:
    table: str
    crs: str | None
    """EPSG:4524, a URN or a WKT; None where the file names none"""
    geometry: str
    """Polygon, MultiPolygon, LineString …, Unknown where the format does not say"""
    fields: tuple[str, ...]
    count: int
    bounds: Bounds | None
    """in stored coordinates; None where it would take reading the features"""
    indexed: bool
    """whether a box is found without reading everything"""
    notices: tuple[Notice, ...] = ()


class Source(Protocol):
    path: Path

    def header(self) -> Header:
        """LayerFault where the file cannot be read, or holds several layers and none was named."""

    def read(self, bounds: Bounds | None = None) -> Any:
        """A GeoDataFrame in stored coordinates without CRS, indexed by the row's number; may hold more than asked."""

    def column(self, field: str) -> Any:
        """All values of one field (a pandas Series), without geometry."""

    def stamp(self) -> object:
        """Differs when the stored data were changed."""

    def sha256(self) -> str: ...


def stamp_of(files: Iterable[Path]) -> object:
    """Size, time and inode of each file."""
    stats = [(str(file), file.stat()) for file in sorted(files)]
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in stats)


def sha256_of(files: Iterable[Path]) -> str:
    """Of one file its own; of several that of their names and hashes, so that a renamed folder keeps it."""
    hashes = []
    for file in sorted(files):
        with file.open("rb") as stream:
            hashes.append((file.name, hashlib.file_digest(stream, "sha256").hexdigest()))
    if len(hashes) == 1:
        return hashes[0][1]
    return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in hashes).encode()).hexdigest()
