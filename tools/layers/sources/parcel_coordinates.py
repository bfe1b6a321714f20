"""Coordinate files for land approval (报批坐标 TXT) as polygons, in the zone that they name."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import shapely

from ...crs.zones import SIX_DEGREE_ZONES, THREE_DEGREE_ZONES, Datum, zone_system
from ..faults import LayerFault
from .encodings import decoded, encoding_of
from .ogr import features
from .parcel_text import Parcel, ParcelFile, Point, read_parcels
from .source import Bounds, Header, not_too_large, part, sha256_of, stamp_of, the_table

COLUMNS = ("界址点数", "面积(公顷)", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码")
_AREA = 1
_KIND = 4


class ParcelCoordinates:
    def __init__(self, path: Path, name: str, table: str | None = None) -> None:
        self.path = path
        self.place = f"文件 {path.name}"
        self._name = name
        self._wanted = table

    def header(self) -> Header:
        parcels = self._parcels
        return Header(
            table=the_table([self.path.stem], self._wanted, self._name, self.place),
            crs=self._system,
            geometry="Polygon" if (parcels.geometry.geom_type == "Polygon").all() else "Unknown",
            fields=COLUMNS,
            count=len(parcels),
            bounds=None,
            indexed=False,
        )

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        return part(self._parcels, bounds, limit)

    def column(self, field: str) -> Any:
        return self._parcels[field]

    def stamp(self) -> object:
        return stamp_of([self.path])

    def sha256(self) -> str:
        return sha256_of([self.path])

    @cached_property
    def _text(self) -> ParcelFile:
        not_too_large(self.path, self._name)
        content = self.path.read_bytes()
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return read_parcels(content.decode("utf-16", errors="replace"), self._name)
        encoding = encoding_of(content.splitlines())
        text = decoded(content, encoding) if encoding else None
        if text is None:
            raise LayerFault(f"图层“{self._name}”：{self.place}的文字既不是 GBK 也不是 UTF-8；请另存为 UTF-8")
        return read_parcels(text.removeprefix("\ufeff"), self._name)

    @cached_property
    def _parcels(self) -> Any:
        parcels = self._text.parcels
        columns: dict[str, Any] = {
            title: [parcel.declared(place) or None for parcel in parcels] for place, title in enumerate(COLUMNS)
        }
        columns[COLUMNS[_AREA]] = pandas.to_numeric(pandas.Series(columns[COLUMNS[_AREA]]), errors="coerce")
        shapes = np.array([_shape(parcel, self._name) for parcel in parcels], dtype=object)
        return features(columns, shapes, pandas.RangeIndex(1, len(parcels) + 1))

    @property
    def _system(self) -> str | None:
        """Of the zone it names, or of the one in front of its eastings; None where it says no datum or no zone."""
        said = self._text.description
        written = said.get("坐标系", "")
        datum = _datum(written)
        if not written or (datum is None and said.get("带号")) or datum is None:
            return written or None
        unit = said.get("计量单位", "米")
        if unit.endswith("度"):
            return {"CGCS2000": "EPSG:4490", "西安80": "EPSG:4610", "北京54": "EPSG:4214"}.get(datum)
        if unit not in ("米", "m", "M", ""):
            raise LayerFault(f"图层“{self._name}”：{self.place}的计量单位是“{unit}”，只能是米；请换算后再提交")
        easting = float(
            np.median([point[0] for parcel in self._text.parcels for ring in parcel.rings for point in ring])
        )
        stored = int(easting // 1_000_000)
        zone = self._number("带号") or stored
        if not zone:
            return None
        width = self._number("几度分带") or (3 if zone in THREE_DEGREE_ZONES else 6)
        system = zone_system(zone, width, prefixed=stored > 0, datum=datum)
        if system is None:
            raise LayerFault(
                f"图层“{self._name}”：{self.place}写的是 {width} 度分带、带号 {zone}，没有这样的带"
                f"（3 度带 {_span(THREE_DEGREE_ZONES)}，6 度带 {_span(SIX_DEGREE_ZONES)}）；请改正"
            )
        return system

    def _number(self, key: str) -> int | None:
        written = self._text.description.get(key, "").removesuffix("度").strip()
        return int(written) if written.isdigit() and int(written) else None


def _datum(written: str) -> Datum | None:
    plain = written.upper().replace(" ", "")
    known: tuple[tuple[str, Datum], ...] = (
        ("2000", "CGCS2000"),
        ("1980", "西安80"),
        ("80", "西安80"),
        ("西安", "西安80"),
        ("1954", "北京54"),
        ("54", "北京54"),
        ("北京", "北京54"),
    )
    if "独立" in plain or "城市" in plain or "WGS" in plain:
        return None
    return next((datum for mark, datum in known if mark in plain), None)


def _span(zones: range) -> str:
    return f"{zones.start}–{zones.stop - 1}"


def _shape(parcel: Parcel, name: str) -> Any:
    kind = parcel.declared(_KIND)
    if kind == "点":
        return shapely.multipoints([point for ring in parcel.rings for point in ring])
    if kind == "线":
        return shapely.multilinestrings([shapely.linestrings(ring) for ring in parcel.rings if len(ring) > 1])
    for ring in parcel.rings:
        if len(set(ring)) < 3:
            raise LayerFault(
                f"图层“{name}”：第 {parcel.line} 行的地块有一圈只有 {len(set(ring))} 个不同的界址点，围不成面；请补全"
            )
    return _area(parcel.rings)


def _area(rings: list[list[Point]]) -> Any:
    """Rings inside others are holes, rings inside those are land again; others stand side by side."""
    shells = shapely.polygons([shapely.linearrings(ring) for ring in rings])
    inside = [shapely.covers(shells, shell) & (shapely.area(shells) > shapely.area(shell)) for shell in shells]
    depth = [int(around.sum()) for around in inside]
    parts = []
    for outer, around in enumerate(depth):
        if around % 2:
            continue
        holes = [i for i, deep in enumerate(depth) if deep == around + 1 and inside[i][outer]]
        parts.append(shapely.Polygon(rings[outer], [rings[i] for i in holes]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
