"""Reference systems that a layer may be stored in: CGCS2000 and what we know how to bring to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import pyproj

from .ellipsoid import INVERSE_FLATTENING, SEMI_MAJOR_M
from .faults import CrsFault
from .zones import Datum, system_of_prefix, systems_of_meridian

_DATUM_NAMES: dict[str, Datum] = {
    "china2000": "CGCS2000",
    "cgcs2000": "CGCS2000",
    "chinageodeticcoordinatesystem2000": "CGCS2000",
    "2000国家大地坐标系": "CGCS2000",
    "worldgeodeticsystem1984": "WGS84",
    "worldgeodeticsystem1984ensemble": "WGS84",
    "wgs1984": "WGS84",
    "wgs84": "WGS84",
    "wgs84crs84": "WGS84",
    "xian1980": "西安80",
    "beijing1954": "北京54",
}
"""Names of datums without punctuation, as EPSG, ESRI and Chinese software write them."""
_GEOGRAPHIC: dict[Datum, str] = {
    "CGCS2000": "EPSG:4490",
    "WGS84": "EPSG:4326",
    "西安80": "EPSG:4610",
    "北京54": "EPSG:4214",
}
"""Degrees of a datum; heights are dropped, and longitude comes first whatever the definition says."""


@dataclass(frozen=True)
class Grid:
    """A Gauss-Krüger zone (or a UTM zone): where eastings and northings are counted from, in degrees and metres."""

    central_meridian: float
    false_easting: float
    false_northing: float = 0.0
    scale: float = 1.0
    latitude_of_origin: float = 0.0

    @property
    def prefix(self) -> int | None:
        """The zone number (带号) in front of the easting, if eastings carry one."""
        return int(self.false_easting // 1_000_000) or None

    @property
    def is_national(self) -> bool:
        """Whether it is laid out as the zones of GB/T 17798 are: unit scale, from the equator, 500 km added."""
        plain = (self.false_northing, self.scale, self.latitude_of_origin) == (0.0, 1.0, 0.0)
        return plain and self.false_easting % 1_000_000 == 500_000


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

    def means_the_same_as(self, other: ReferenceSystem) -> bool:
        """Whether the same coordinates are the same place in both, whatever their names."""
        return (self.datum, self.grid) == (other.datum, other.grid)


def reference_system(declared: str, layer: str) -> ReferenceSystem:
    """The system that a number (EPSG:4524), a URN or a WKT means; CrsFault if there is no exact way to CGCS2000."""
    try:
        return _understood(declared)
    except _Refusal as refusal:
        raise CrsFault(f"图层“{layer}”{refusal}") from None


def no_system(layer: str) -> CrsFault:
    return CrsFault(f"图层“{layer}”{_NO_SYSTEM}")


@lru_cache(maxsize=1024)
def says_nothing(declared: str) -> bool:
    """Whether it is what software writes where no system is known: undefined, or metres of a drawing."""
    try:
        return _is_nowhere(_horizontal(declared))
    except _Refusal:
        return False


def _is_nowhere(crs: pyproj.CRS) -> bool:
    return bool(
        crs.name.lower().startswith(("undefined", "unknown cartesian"))
        or crs.is_engineering
        or crs.geodetic_crs is None
    )


class _Refusal(Exception):
    """Why, to follow the name of the layer."""


_NO_SYSTEM = (
    "没有写明坐标系，不能猜；请用 crs 参数（或清单里的 crs）写明，例如 EPSG:4490、EPSG:4524，"
    "独立坐标或本地坐标的数据请先转成 CGCS2000"
)


@lru_cache(maxsize=1024)
def _understood(declared: str) -> ReferenceSystem:
    crs = _horizontal(declared)
    if _is_nowhere(crs):
        raise _Refusal(_NO_SYSTEM)
    datum = _datum(crs)
    if datum is None:
        raise _Refusal(
            f"的坐标系是 {_written(crs)}，没有到 2000 国家大地坐标系的严密转换；请先转成 CGCS2000（如 EPSG:4490）再提交"
        )
    if not _in_plain_units(crs):
        raise _Refusal(
            f"的坐标系 {_written(crs)} 的单位不是度或米，或起始子午线不是格林尼治；"
            "请先转成 CGCS2000（如 EPSG:4490）再提交"
        )
    if crs.is_geographic:
        return ReferenceSystem(_GEOGRAPHIC[datum], datum, None, crs)
    grid = _grid(crs)
    if grid is None:
        raise _Refusal(
            f"的坐标系 {_written(crs)} 不是高斯—克吕格或 UTM 投影；"
            "请先转成 CGCS2000 地理坐标（EPSG:4490）或高斯投影再提交"
        )
    return ReferenceSystem(_grid_name(crs, datum, grid), datum, grid, crs)


def _horizontal(declared: str) -> pyproj.CRS:
    try:
        crs = pyproj.CRS.from_user_input(declared)
    except pyproj.exceptions.CRSError:
        raise _Refusal("写的坐标系读不懂；请写成 EPSG 代号，例如 EPSG:4490 或 EPSG:4524") from None
    if crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs  # its seven parameters are somebody else's; ours come from the node's own file
    return crs.sub_crs_list[0] if crs.is_compound else crs


def _own_number(crs: pyproj.CRS) -> str | None:
    own = crs.to_json_dict().get("id")
    return f"EPSG:{own['code']}" if own is not None and own["authority"] == "EPSG" else None


def _written(crs: pyproj.CRS) -> str:
    """Its number, looked up where it does not carry one, which takes a tenth of a second; else its name."""
    number = _own_number(crs) or crs.to_epsg(min_confidence=70)
    return str(number) if isinstance(number, str) else f"EPSG:{number}" if number else crs.name


def _grid_name(crs: pyproj.CRS, datum: Datum, grid: Grid) -> str:
    """By the parameters: a file that calls zone 39 by the number of zone 38 is a file in zone 39."""
    if datum == "WGS84" or not grid.is_national:
        return _written(crs)
    possible = (
        [system_of_prefix(grid.prefix, datum)] if grid.prefix else systems_of_meridian(grid.central_meridian, datum)
    )
    own = _own_number(crs)
    if own is not None and own in possible:
        return own
    return next((name for name in possible if name), crs.name)


def _datum(crs: pyproj.CRS) -> Datum | None:
    names = [part.name for part in (crs.datum, crs.geodetic_crs) if part is not None]
    plain = [_plain(name) for name in names]
    known = next((_DATUM_NAMES[name] for name in plain if name in _DATUM_NAMES), None)
    ellipsoid = crs.ellipsoid
    if known == "CGCS2000" and ellipsoid is not None:
        exact = abs(ellipsoid.semi_major_metre - SEMI_MAJOR_M) < 1e-3
        close = abs(ellipsoid.inverse_flattening - INVERSE_FLATTENING) < 1e-6
        return known if exact and close else None
    return known


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower()).removeprefix("d").removeprefix("gcs")


def _in_plain_units(crs: pyproj.CRS) -> bool:
    meridian = crs.prime_meridian
    if meridian is not None and meridian.longitude != 0:
        return False
    unit = 1.0 if crs.is_projected else 0.017453292519943295
    return all(abs(axis.unit_conversion_factor - unit) < 1e-12 for axis in crs.axis_info[:2])


def _grid(crs: pyproj.CRS) -> Grid | None:
    operation = crs.coordinate_operation
    if operation is None or not crs.is_projected or not _is_transverse_mercator(operation.method_name):
        return None
    values = {parameter.name.lower(): float(parameter.value) for parameter in operation.params}
    return Grid(
        central_meridian=values.get("longitude of natural origin", 0.0),
        false_easting=values.get("false easting", 0.0),
        false_northing=values.get("false northing", 0.0),
        scale=values.get("scale factor at natural origin", 1.0),
        latitude_of_origin=values.get("latitude of natural origin", 0.0),
    )


def _is_transverse_mercator(method: str) -> bool:
    return method.lower().replace("_", " ") in ("transverse mercator", "gauss kruger", "gauss-kruger")
