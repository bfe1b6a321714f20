"""What every format gives: a header without reading features, features in stored coordinates, files to hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import shapely

from ..faults import LayerFault
from ..names import near
from ..notices import Notice

Bounds = tuple[float, float, float, float]

MOST_BYTES_AT_ONCE = 2 << 30
"""Of a file that can only be read whole."""


@dataclass(frozen=True)
class Header:
    table: str
    crs: str | None
    """EPSG:4524, a URN, a WKT or PROJJSON; None where the file names none"""
    geometry: str
    """Polygon, MultiPolygon, LineString …, Unknown where the format does not say"""
    fields: tuple[str, ...]
    count: int
    bounds: Bounds | None
    """in stored coordinates, as the file says; None where it would take reading the features"""
    indexed: bool
    """whether a box is found without reading everything"""
    default_crs: str | None = None
    """what the format's standard takes where the file names none; a declared one goes before it"""
    notices: tuple[Notice, ...] = ()


class Source(Protocol):
    place: str
    """where it is kept, for a message: 文件 control.gpkg"""

    def header(self) -> Header:
        """LayerFault where the file cannot be read, or holds several layers and none was named."""

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        """A GeoDataFrame in stored coordinates without CRS, indexed by the row's number; may hold more than asked.

        Of `limit` the first ones, in the order kept.
        """

    def column(self, field: str) -> Any:
        """All values of one field (a pandas Series), without geometry."""

    def stamp(self) -> object:
        """Differs when the stored data were changed."""

    def sha256(self) -> str: ...


def the_table(tables: Sequence[str], wanted: str | None, name: str, place: str) -> str:
    """The one wanted, or the only one; LayerFault that lists them where that is not clear."""
    if wanted is not None:
        if wanted in tables:
            return wanted
        raise LayerFault(f"图层“{name}”：{place}里没有“{wanted}”；{near(wanted, list(tables))}")
    if len(tables) == 1:
        return tables[0]
    has = (
        f"有 {len(tables)} 个图层：{'、'.join(tables[:8])}；请指明用哪一个（layer 或 table）" if tables else "没有图层"
    )
    raise LayerFault(f"图层“{name}”：{place}里{has}")


def part(frame: Any, bounds: Bounds | None, limit: int | None) -> Any:
    """Of features read whole, those whose boxes meet `bounds`, the first `limit` of them."""
    if bounds is not None:
        frame = frame.iloc[np.sort(frame.sindex.query(shapely.box(*bounds)))]
    return frame if limit is None else frame.head(limit)


def unreadable(name: str, place: str) -> LayerFault:
    return LayerFault(f"图层“{name}”：{place}读不出来，可能已损坏或不是所写的格式；请重新导出")


def not_too_large(path: Path, name: str) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES_AT_ONCE:
        raise LayerFault(
            f"图层“{name}”：文件 {path.name} 有 {size / (1 << 30):.1f} GB，这种格式只能整个读入；请转成 GeoPackage"
        )


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
