"""Files that GDAL reads through pyogrio, whatever their format."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import geopandas
import numpy as np
import pandas
import pyogrio
import pyogrio.errors
import pyogrio.raw

from ..faults import LayerFault
from .source import Bounds, Header, sha256_of, stamp_of, the_table, unreadable
from .stored_geometry import CurvesFault, from_wkb

UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    OSError,
    ValueError,
)
"""ValueError: text in no encoding, a null in a name, a number that is none."""
_FEW = 20_000
"""Rows up to which the plain way is as fast as Arrow and gives what Arrow does not, such as arcs as lines."""

pyogrio.set_gdal_config_options({"OGR_ARC_STEPSIZE": "0.25"})  # arcs as lines: 2.4 mm off at a radius of 1 km


class OgrSource:
    """One table of such a file. A format says which driver it expects, so that no other takes the file for its own."""

    driver: ClassVar[str]
    encoding: ClassVar[str | None] = None
    """Of texts, where GDAL shall not follow what the file says."""

    def __init__(self, path: Path, name: str, table: str | None = None) -> None:
        self.path = path
        self.place = f"文件 {path.name}"
        self._name = name
        self._wanted = table

    @cached_property
    def table(self) -> str:
        return the_table(self._tables(), self._wanted, self._name, self.place)

    def header(self) -> Header:
        info = self._info
        return Header(
            table=self.table,
            crs=info["crs"],
            geometry=plain_type(info["geometry_type"]),
            fields=tuple(str(field) for field in info["fields"]),
            count=self._count,
            bounds=self._bounds(),
            indexed=bool(info["capabilities"]["fast_spatial_filter"]),
        )

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        try:
            if bounds is None and limit is None and (self._count > _FEW or self._count != self._info["features"]):
                return self._by_arrow()
            return self._plainly(bounds, limit)
        except UNREADABLE as error:
            raise unreadable(self._name, self.place) from error

    def column(self, field: str) -> Any:
        (values,) = self._columns([field])
        return values

    def stamp(self) -> object:
        return stamp_of(self._files())

    def sha256(self) -> str:
        return sha256_of(self._files())

    def _check(self) -> None:
        """LayerFault where the first bytes are not of this format; called before GDAL sees the file."""

    @property
    def _opened(self) -> str:
        return str(self.path)

    @property
    def _layer(self) -> str | int:
        """By name or number in the file."""
        return self.table

    def _tables(self) -> list[str]:
        self._check()
        try:
            return [str(row[0]) for row in pyogrio.list_layers(self._opened) if row[1] is not None]
        except UNREADABLE as error:
            raise unreadable(self._name, self.place) from error

    @cached_property
    def _info(self) -> dict[str, Any]:
        layer = self._layer
        try:
            info: dict[str, Any] = pyogrio.read_info(
                self._opened, layer=layer, force_feature_count=True, encoding=self.encoding
            )
        except UNREADABLE as error:
            raise unreadable(self._name, self.place) from error
        if info["driver"] != self.driver:
            raise unreadable(self._name, self.place)
        if len({str(field).upper() for field in info["fields"]}) < len(info["fields"]) or "" in info["fields"]:
            raise LayerFault(f"图层“{self._name}”：{self.place}有重名或没有名字的字段；请改名后重新导出")
        return info

    @property
    def _count(self) -> int:
        return int(self._info["features"])

    def _bounds(self) -> Bounds | None:
        """As the file says, where it does so without reading the features."""
        told = self._info["total_bounds"] if self._info["capabilities"]["fast_total_bounds"] else None
        if told is None or not np.isfinite(told).all():
            return None
        west, south, east, north = (float(value) for value in told)
        return west, south, east, north

    def _plainly(self, bounds: Bounds | None, limit: int | None) -> Any:
        meta, fids, stored, values = pyogrio.raw.read(
            self._opened, layer=self._layer, bbox=bounds, max_features=limit, return_fids=True, encoding=self.encoding
        )
        index = pandas.Index(fids, name="fid")
        columns = {
            str(field): pandas.Series(value, index=index) for field, value in zip(meta["fields"], values, strict=True)
        }
        found = features(columns, from_wkb(stored, fids, self._name), index)
        return found if bounds is None else found.sort_index()  # an index gives them in its own order

    def _by_arrow(self) -> Any:
        meta, table = pyogrio.read_arrow(self._opened, layer=self._layer, return_fids=True, encoding=self.encoding)
        geometry = meta["geometry_name"] or "wkb_geometry"
        fids = table.column(meta["fid_column"] or "OGC_FID").to_numpy()
        stored = table.column(geometry).to_numpy()
        try:
            shapes = from_wkb(stored, fids, self._name)
        except CurvesFault:
            return self._plainly(None, None)
        frame = table.select([str(field) for field in meta["fields"]]).to_pandas()
        return features(frame, shapes, pandas.Index(fids, name="fid"))

    def _columns(self, fields: list[str]) -> list[Any]:
        if not fields:
            return []
        try:
            _, table = pyogrio.read_arrow(
                self._opened, layer=self._layer, columns=fields, read_geometry=False, encoding=self.encoding
            )
        except UNREADABLE as error:
            raise unreadable(self._name, self.place) from error
        return [table.column(field).to_pandas() for field in fields]

    def _files(self) -> list[Path]:
        return [self.path]


def features(columns: Any, shapes: Any, index: Any) -> Any:
    """A GeoDataFrame in stored coordinates; a stored field may be called geometry too."""
    frame = pandas.DataFrame(columns)
    frame.index = index
    return geopandas.GeoDataFrame(
        frame.rename(columns={"geometry": "geometry_field"}), geometry=geopandas.GeoSeries(shapes, index=index)
    )


def plain_type(stored: str | None) -> str:
    """Polygon of a stored 2.5D or measured Polygon."""
    name = (stored or "Unknown").removeprefix("2.5D ").removeprefix("3D ").removeprefix("Measured ")
    return name.removesuffix(" ZM").removesuffix(" Z").removesuffix(" M")
