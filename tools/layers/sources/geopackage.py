"""GeoPackage: a box through its R-tree, once the R-tree is known to hold every feature."""

from __future__ import annotations

import dataclasses
import sqlite3
import struct
from contextlib import closing
from functools import cached_property
from pathlib import Path

from .ogr import OgrSource
from .source import Bounds, Header, unreadable

_MAGIC = b"SQLite format 3\0"
_CELL = struct.Struct(">q4f")


class GeoPackage(OgrSource):
    driver = "GPKG"

    def header(self) -> Header:
        plain = super().header()
        return dataclasses.replace(plain, indexed=plain.indexed and self._index_is_whole)

    def _check(self) -> None:
        with self.path.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise unreadable(self._name, self.place)

    def _bounds(self) -> Bounds | None:
        """Of the R-tree's root: what gpkg_contents says is often of an earlier state of the table."""
        found = self._asked(f"SELECT data FROM {_quoted(self._tree + '_node')} WHERE nodeno = 1")
        return _extent(found) if isinstance(found, bytes) else None

    @cached_property
    def _count(self) -> int:
        """Of the rows themselves: gpkg_ogr_contents is as wrong as whoever wrote past the triggers left it."""
        return int(self._asked(f"SELECT count(*) FROM {_quoted(self.table)}") or 0)

    @cached_property
    def _index_is_whole(self) -> bool:
        """Software that writes past the triggers leaves features out of the index: those would never be found."""
        indexed = self._asked(f"SELECT count(*) FROM {_quoted(self._tree + '_rowid')}")
        if indexed == self._count:
            return True
        column = _quoted(self._info["geometry_name"])
        return indexed == self._asked(f"SELECT count(*) FROM {_quoted(self.table)} WHERE {column} IS NOT NULL")

    @property
    def _tree(self) -> str:
        return f"rtree_{self.table}_{self._info['geometry_name']}"

    def _asked(self, query: str) -> int | bytes | None:
        """The one value that a query gives; None where the table is not there."""
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                found = database.execute(query).fetchone()
        except sqlite3.Error:
            return None
        value: int | bytes | None = found[0] if found else None
        return value

    def _files(self) -> list[Path]:
        log = self.path.with_name(f"{self.path.name}-wal")
        return [self.path, log] if log.exists() and log.stat().st_size else [self.path]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _extent(node: bytes) -> Bounds | None:
    """Of an R-tree node: depth and number of cells in two bytes each, then cells of a number and two ranges."""
    count = int.from_bytes(node[2:4], "big")
    cells = [_CELL.unpack_from(node, 4 + index * _CELL.size)[1:] for index in range(count)]
    if not cells:
        return None
    west, east, south, north = zip(*cells, strict=True)
    return min(west), min(south), max(east), max(north)
