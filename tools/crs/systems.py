"""Reference systems that a layer may be stored in: CGCS2000 and what we know how to bring to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

import pyproj

from .ellipsoid import INVERSE_FLATTENING, SEMI_MAJOR_M
from .faults import CrsFault

Datum = Literal["CGCS2000", "WGS84", "西安80", "北京54"]

_DATUM_NAMES: dict[str, Datum] = {
    "china2000": "CGCS2000",
    "cgcs2000": "CGCS2000",
    "chinageodeticcoordinatesystem2000": "CGCS2000",
    "2000国家大地坐标系": "CGCS2000",
    "worldgeodeticsystem1984": "WGS84",
    "worldgeodeticsystem1984ensemble": "WGS84",
    "wgs1984": "WGS84",
    "wgs84": "WGS84",
    "xian1980": "西安80",
    "beijing1954": "北京54",
}
"""Names of datums without punctuation, as EPSG, ESRI and Chinese software write them."""


@dataclass(frozen=True)
class Grid:
    """A Gauss-Krüger zone (or a UTM zone): where eastings are counted from, in degrees and metres."""

    central_meridian: float
    false_easting: float
    width: int | None
    """3 or 6 degrees where the system says so"""

    @property
    def prefix(self) -> int | None:
        """The zone number (带号) in front of the easting, if eastings carry one."""
        return int(self.false_easting // 1_000_000) or None


@dataclass(frozen=True)
class ReferenceSystem:
    name: str
    """EPSG:4524, or the name the file gives where it has no number"""
    datum: Datum
    grid: Grid | None
    """None: degrees"""
    crs: pyproj.CRS = field(repr=False, compare=False)

    @property
    def in_degrees(self) -> bool:
        return self.grid is None


def reference_system(declared: str, layer: str) -> ReferenceSystem:
    """The system that a number (EPSG:4524), a URN or a WKT means; CrsFault if there is no exact way to CGCS2000."""
    try:
        crs = pyproj.CRS.from_user_input(declared)
    except pyproj.exceptions.CRSError:
        crs = None
    if crs is None:
        raise CrsFault(f"图层“{layer}”写的坐标系读不懂；请写成 EPSG 代号，例如 EPSG:4490 或 EPSG:4524")
    if crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs  # its seven parameters are somebody else's; ours come from the node's own file
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    name = _name(crs)
    if crs.name.lower().startswith("undefined") or crs.is_engineering or crs.geodetic_crs is None:
        raise no_system(layer)
    datum = _datum(crs)
    if datum is None:
        raise CrsFault(
            f"图层“{layer}”的坐标系是{name}，没有到 2000 国家大地坐标系的严密转换；"
            "请先转成 CGCS2000（如 EPSG:4490）再提交"
        )
    if crs.is_geographic:
        return ReferenceSystem(name, datum, None, crs)
    grid = _grid(crs)
    if grid is None:
        raise CrsFault(
            f"图层“{layer}”的坐标系{name}不是高斯—克吕格或 UTM 投影；"
            "请先转成 CGCS2000 地理坐标（EPSG:4490）或高斯投影再提交"
        )
    return ReferenceSystem(name, datum, grid, crs)


def no_system(layer: str) -> CrsFault:
    return CrsFault(
        f"图层“{layer}”没有写明坐标系，不能猜；请用 crs 参数（或清单里的 crs）写明，例如 EPSG:4490、EPSG:4524，"
        "独立坐标或本地坐标的数据请先转成 CGCS2000"
    )


def _name(crs: pyproj.CRS) -> str:
    number = crs.to_epsg(min_confidence=70)
    return f"EPSG:{number}" if number else crs.name


def _datum(crs: pyproj.CRS) -> Datum | None:
    names = [part.name for part in (crs.datum, crs.geodetic_crs) if part is not None]
    plain = [re.sub(r"[\W_]", "", name.lower()) for name in names]
    known = next((_DATUM_NAMES[name.removeprefix("d").removeprefix("gcs")] for name in plain if _known(name)), None)
    ellipsoid = crs.ellipsoid
    if known == "CGCS2000" and ellipsoid is not None:
        exact = abs(ellipsoid.semi_major_metre - SEMI_MAJOR_M) < 1e-3
        close = abs(ellipsoid.inverse_flattening - INVERSE_FLATTENING) < 1e-6
        return known if exact and close else None
    return known


def _known(plain_name: str) -> bool:
    return plain_name.removeprefix("d").removeprefix("gcs") in _DATUM_NAMES


def _grid(crs: pyproj.CRS) -> Grid | None:
    operation = crs.coordinate_operation
    if operation is None or "transverse mercator" not in operation.method_name.lower().replace("_", " "):
        return None
    values = {parameter.name.lower(): parameter.value for parameter in operation.params}
    width = re.search(r"(3|6)[- ]degree", crs.name.replace("_", " "))
    return Grid(
        central_meridian=float(values.get("longitude of natural origin", 0.0)),
        false_easting=float(values.get("false easting", 0.0)),
        width=int(width[1]) if width else None,
    )
