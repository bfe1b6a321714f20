"""GeoParquet: its `crs` in PROJJSON; without one it is WGS84, as the specification has it; null is none."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import pyarrow
import pyarrow.parquet as parquet
import shapely

from ..faults import LayerFault
from .ogr import features
from .source import Bounds, Header, part, sha256_of, stamp_of, the_table, unreadable
from .stored_geometry import from_wkb

OGC_CRS84 = "OGC:CRS84"
_UNREADABLE = (pyarrow.ArrowException, shapely.errors.ShapelyError, OSError, UnicodeDecodeError, ValueError)


class GeoParquet:
    def __init__(self, path: Path, name: str, table: str | None = None) -> None:
        self.path = path
        self.place = f"文件 {path.name}"
        self._name = name
        self._wanted = table

    def header(self) -> Header:
        column = self._column
        types = column.get("geometry_types") or []
        return Header(
            table=the_table([self.path.stem], self._wanted, self._name, self.place),
            crs=json.dumps(column["crs"]) if column.get("crs") else None,
            default_crs=None if "crs" in column else OGC_CRS84,
            geometry=types[0].removesuffix(" Z") if len(types) == 1 else "Unknown",
            fields=self._fields,
            count=self._file.metadata.num_rows,
            bounds=None,
            indexed=False,
        )

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        try:
            if bounds is None and limit is not None:
                return self._head(limit)
            return part(self._whole(), bounds, limit)
        except _UNREADABLE as error:
            raise unreadable(self._name, self.place) from error

    def column(self, field: str) -> Any:
        try:
            return parquet.read_table(self.path, columns=[field]).column(field).to_pandas()
        except _UNREADABLE as error:
            raise unreadable(self._name, self.place) from error

    def stamp(self) -> object:
        return stamp_of([self.path])

    def sha256(self) -> str:
        return sha256_of([self.path])

    @cached_property
    def _file(self) -> parquet.ParquetFile:
        try:
            with parquet.ParquetFile(self.path) as file:
                return file
        except _UNREADABLE as error:
            raise unreadable(self._name, self.place) from error

    @cached_property
    def _geo(self) -> dict[str, Any]:
        stored = (self._file.schema_arrow.metadata or {}).get(b"geo")
        geo = None
        try:
            geo = json.loads(stored) if stored else None
            named = geo["columns"][geo["primary_column"]] if geo else None
        except (ValueError, KeyError, TypeError):
            named = None
        if geo is None or not isinstance(named, dict):
            raise LayerFault(
                f"图层“{self._name}”：{self.place}不是 GeoParquet（没有图形列的说明）；请用 GeoParquet 导出"
            )
        found: dict[str, Any] = geo
        return found

    @property
    def _geometry(self) -> str:
        return str(self._geo["primary_column"])

    @property
    def _column(self) -> dict[str, Any]:
        found: dict[str, Any] = self._geo["columns"][self._geometry]
        return found

    @property
    def _fields(self) -> tuple[str, ...]:
        """Without other geometries, and without the boxes that only serve a filter."""
        covering = (self._column.get("covering") or {}).get("bbox") or {}
        unwanted = {*self._geo["columns"], *(path[0] for path in covering.values())}
        return tuple(field for field in self._file.schema_arrow.names if field not in unwanted)

    def _whole(self) -> Any:
        if self._column.get("encoding") == "WKB":
            return self._from_table(parquet.read_table(self.path, columns=[*self._fields, self._geometry]))
        shapes = geopandas.read_parquet(self.path, columns=[self._geometry]).geometry.to_numpy()
        values = parquet.read_table(self.path, columns=[*self._fields]).to_pandas(ignore_metadata=True)
        return features(values, shapes, _numbers(len(shapes)))

    def _head(self, limit: int) -> Any:
        if self._column.get("encoding") != "WKB":
            return self._whole().head(limit)
        with parquet.ParquetFile(self.path) as file:
            batch = next(file.iter_batches(limit, columns=[*self._fields, self._geometry]), None)
        if batch is None:
            return self._whole()
        return self._from_table(pyarrow.Table.from_batches([batch]))

    def _from_table(self, table: Any) -> Any:
        rows = np.arange(len(table))
        shapes = from_wkb(table.column(self._geometry).to_numpy(), rows, self._name)
        return features(table.select(self._fields).to_pandas(ignore_metadata=True), shapes, _numbers(len(table)))


def _numbers(count: int) -> Any:
    return pandas.RangeIndex(count, name="fid")
