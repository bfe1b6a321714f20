"""GeoJSON: its `crs` member honoured; without one it is WGS84, as RFC 7946 has it."""

from __future__ import annotations

import dataclasses
import json
import re
from functools import cached_property
from typing import Any

import pyproj

from ..faults import LayerFault
from .ogr import OgrSource
from .source import Header, not_too_large, unreadable

RFC_7946 = "OGC:CRS84"
_TYPES = {
    "FeatureCollection", "Feature", "Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point", "MultiPoint",
    "GeometryCollection",
}  # fmt: skip
_MAY_SAY_CRS = re.compile(r'"crs"|\\u00[67][0-9a-f]', re.IGNORECASE)
"""Plainly, or with a letter of it escaped."""


class GeoJson(OgrSource):
    driver = "GeoJSON"

    def header(self) -> Header:
        crs, default = self._systems
        return dataclasses.replace(super().header(), crs=crs, default_crs=default, bounds=None, indexed=False)

    @property
    def _opened(self) -> str:
        return f"GeoJSON:{self.path}"  # or a file that names other files and steps would be run (GDALG)

    def _check(self) -> None:
        not_too_large(self.path, self._name)
        if self._members.get("type") not in _TYPES:
            raise unreadable(self._name, self.place)

    @cached_property
    def _systems(self) -> tuple[str | None, str | None]:
        """The one named, and the one taken where there is no such member: a null or unknown one names none."""
        if "crs" not in self._members:
            return None, RFC_7946
        return named_system(self._members["crs"]), None

    @cached_property
    def _members(self) -> dict[str, Any]:
        """All but the features, which GDAL reads."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise LayerFault(f"图层“{self._name}”：{self.place}不是 UTF-8 编码；GeoJSON 请存成 UTF-8") from None
        try:
            return _leading(text) or _whole(text)
        except (ValueError, RecursionError):
            raise unreadable(self._name, self.place) from None


def named_system(member: Any) -> str | None:
    """What a `crs` member names, if pyproj knows it."""
    properties = member.get("properties") if isinstance(member, dict) else None
    if not isinstance(properties, dict):
        return None
    kind = member.get("type")
    named = properties.get("name") if kind == "name" else None
    if kind == "EPSG" and isinstance(properties.get("code"), int):
        named = f"EPSG:{properties['code']}"
    if not isinstance(named, str):
        return None
    try:
        pyproj.CRS.from_user_input(named)
    except pyproj.exceptions.CRSError:
        return None
    return named


def _leading(text: str) -> dict[str, Any] | None:
    """The members before the features, where nothing behind those can be a `crs`."""
    start = text.find('"features"')
    if start < 0 or _MAY_SAY_CRS.search(text, start):
        return None
    try:
        found = _whole(text[:start].rstrip().rstrip(",") + "}")
    except ValueError:
        return None
    return found if "type" in found else None


def _whole(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return {name: value for name, value in found.items() if name not in ("features", "coordinates", "geometries")}
