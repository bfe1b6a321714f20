"""GeoPackage, GeoJSON and other files that GDAL reads, through pyogrio."""

from __future__ import annotations

import difflib
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely

from ..faults import LayerFault
from .source import Bounds, Header, sha256_of, stamp_of

_UNREADABLE = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, OSError)


class OgrSource:
    def __init__(self, path: Path, name: str, table: str | None = None, *, encoding: str | None = None) -> None:
        self.path = path
        self._name = name
        self._wanted = table
        self._encoding = encoding

    @cached_property
    def table(self) -> str:
        try:
            tables = [str(row[0]) for row in pyogrio.list_layers(self.path) if row[1] is not None]
        except _UNREADABLE as error:
            raise self._unreadable() from error
        if self._wanted is not None:
            if self._wanted in tables:
                return self._wanted
            near = difflib.get_close_matches(self._wanted, tables, n=3) or tables[:8]
            raise LayerFault(
                f"图层“{self._name}”：文件 {self.path.name} 里没有“{self._wanted}”，有：{'、'.join(near) or '无'}"
            )
        if len(tables) != 1:
            has = (
                f"有 {len(tables)} 个图层：{'、'.join(tables[:8])}；请指明用哪一个（layer 或 table）"
                if tables
                else "没有图层"
            )
            raise LayerFault(f"图层“{self._name}”：文件 {self.path.name} 里{has}")
        return tables[0]

    def header(self) -> Header:
        table = self.table
        try:
            info = pyogrio.read_info(self.path, layer=table, encoding=self._encoding)
        except _UNREADABLE as error:
            raise self._unreadable() from error
        return Header(
            table=table,
            crs=info["crs"],
            geometry=(info["geometry_type"] or "Unknown").removesuffix(" Z").removeprefix("2.5D "),
            fields=tuple(str(field) for field in info["fields"]),
            count=int(info["features"]),
            bounds=info["total_bounds"] if info["capabilities"]["fast_total_bounds"] else None,
            indexed=bool(info["capabilities"]["fast_spatial_filter"]),
        )

    def read(self, bounds: Bounds | None = None) -> Any:
        try:
            if bounds is None and self._encoding is None:
                frame = pyogrio.read_dataframe(self.path, layer=self.table, use_arrow=True, fid_as_index=True)
                return geopandas.GeoDataFrame(frame).set_crs(None, allow_override=True)
            meta, fids, geometry, values = pyogrio.raw.read(
                self.path, layer=self.table, bbox=bounds, return_fids=True, encoding=self._encoding
            )
        except _UNREADABLE as error:
            raise self._unreadable() from error
        index = pandas.Index(fids, name="fid")
        columns = {
            str(field): pandas.Series(value, index=index) for field, value in zip(meta["fields"], values, strict=True)
        }
        shapes = shapely.from_wkb(geometry)
        return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(shapes, index=index), index=index)

    def column(self, field: str) -> Any:
        try:
            if self._encoding is None:
                _, table = pyogrio.read_arrow(self.path, layer=self.table, columns=[field], read_geometry=False)
                return table.column(field).to_pandas()
            frame = pyogrio.read_dataframe(
                self.path, layer=self.table, columns=[field], read_geometry=False, encoding=self._encoding
            )
        except _UNREADABLE as error:
            raise self._unreadable() from error
        return frame[field]

    def stamp(self) -> object:
        return stamp_of(self._files())

    def sha256(self) -> str:
        return sha256_of(self._files())

    def _files(self) -> list[Path]:
        if self.path.is_dir():
            return [file for file in self.path.rglob("*") if file.is_file()]
        return [self.path]

    def _unreadable(self) -> LayerFault:
        return LayerFault(f"图层“{self._name}”：文件 {self.path.name} 读不出来，可能已损坏或不是所写的格式；请重新导出")
