"""Traps in the reference system: none named, the wrong one named, units, zones, axes, datums, the web maps' offset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from .county import in_system, write
from .trap import Trap, Write
from .web_map_offset import shifted

DEGREES, ZONE_40, MERIDIAN_120 = "EPSG:4490", "EPSG:4528", "EPSG:4549"
"""CGCS2000 in degrees; 3-degree zone 40 with its number before the easting; the same without."""
ZONE_39, MERIDIAN_117, MERIDIAN_123 = "EPSG:4527", "EPSG:4548", "EPSG:4550"
SIX_DEGREE_20, SIX_DEGREE_117 = "EPSG:4498", "EPSG:4509"
_NAMELESS = "坐标系"
_UNITS = "经纬度|米|单位"
_ZONE = "带号|投影带|中央经线|分带"
_AXES = "顺序|反"
_PLACE = "范围|不在|带号|坐标系"
_DATUM = "坐标系|基准|转换"


def stored(system: str | None, truly: str) -> Write:
    """Coordinates that are truly of one system in a file that names another, or none."""

    def make(path: Path, parcels: Sequence[BaseGeometry]) -> None:
        write(path, [in_system(parcels[0], truly)], system)

    return make


def swapped(system: str, truly: str) -> Write:
    def make(path: Path, parcels: Sequence[BaseGeometry]) -> None:
        shape = in_system(parcels[0], truly)
        write(path, [shapely.transform(shape, lambda points: points[:, ::-1])], system)

    return make


def another_prefix(system: str, prefix: int) -> Write:
    """Eastings of central meridian 120° with some zone number before them, or none (0)."""

    def make(path: Path, parcels: Sequence[BaseGeometry]) -> None:
        write(path, [affinity.translate(in_system(parcels[0], MERIDIAN_120), prefix * 1_000_000)], system)

    return make


def off_a_web_map(path: Path, parcels: Sequence[BaseGeometry]) -> None:
    shapes = [shapely.transform(p, lambda points: [shifted(x, y) for x, y in points]) for p in parcels]
    write(path, shapes, DEGREES)


def local_grid(path: Path, parcels: Sequence[BaseGeometry]) -> None:
    """A city's own grid: metres from a corner of its own."""
    shape = in_system(parcels[0], MERIDIAN_120)
    west, south, *_ = shape.bounds
    write(
        path,
        [affinity.translate(shape, 1000 - west, 2000 - south)],
        'LOCAL_CS["某市独立坐标系",UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]',
    )


SYSTEM_TRAPS = (
    Trap("no_system_degrees", "没有坐标系", ".shp", stored(None, DEGREES), _NAMELESS),
    Trap("no_system_prefixed", "没有坐标系", ".shp", stored(None, ZONE_40), _NAMELESS),
    Trap("no_system_metres", "没有坐标系", ".gpkg", stored(None, MERIDIAN_120), _NAMELESS),
    Trap("no_system_gpkg", "没有坐标系", ".gpkg", stored(None, DEGREES), _NAMELESS),
    Trap("degrees_said_prefixed_held", "度与米", ".gpkg", stored(DEGREES, ZONE_40), _UNITS),
    Trap("degrees_said_metres_held", "度与米", ".gpkg", stored(DEGREES, MERIDIAN_120), _UNITS),
    Trap("geojson_in_metres", "度与米", ".geojson", stored(DEGREES, ZONE_40), _UNITS),
    Trap("zone_said_degrees_held", "度与米", ".gpkg", stored(ZONE_40, DEGREES), _UNITS),
    Trap("meridian_said_degrees_held", "度与米", ".shp", stored(MERIDIAN_120, DEGREES), _UNITS),
    Trap("zone_40_said_39_held", "投影带", ".gpkg", another_prefix(ZONE_40, 39), _ZONE),
    Trap("zone_39_said_40_held", "投影带", ".gpkg", stored(ZONE_39, ZONE_40), _ZONE),
    Trap("prefix_said_none_held", "投影带", ".shp", another_prefix(ZONE_40, 0), _ZONE),
    Trap("none_said_prefix_held", "投影带", ".gpkg", stored(MERIDIAN_120, ZONE_40), _ZONE),
    Trap("six_degree_said_three_held", "投影带", ".gpkg", stored(SIX_DEGREE_20, ZONE_40), _ZONE),
    Trap("meridian_117_said", "投影带", ".gpkg", stored(MERIDIAN_117, MERIDIAN_120), _PLACE),
    Trap("meridian_123_said", "投影带", ".shp", stored(MERIDIAN_123, MERIDIAN_120), _PLACE),
    Trap("six_degree_117_said", "投影带", ".gpkg", stored(SIX_DEGREE_117, MERIDIAN_120), _PLACE),
    Trap("latitude_first", "坐标顺序", ".gpkg", swapped(DEGREES, DEGREES), _AXES),
    Trap("latitude_first_geojson", "坐标顺序", ".geojson", swapped(DEGREES, DEGREES), _AXES),
    Trap("northing_first_prefixed", "坐标顺序", ".gpkg", swapped(ZONE_40, ZONE_40), _AXES),
    Trap("northing_first", "坐标顺序", ".shp", swapped(MERIDIAN_120, MERIDIAN_120), _AXES),
    Trap("web_map_geojson", "网络地图偏移", ".geojson", off_a_web_map, "GCJ|偏移|加密|火星"),
    Trap("web_map_gpkg", "网络地图偏移", ".gpkg", off_a_web_map, "GCJ|偏移|加密|火星"),
    Trap("xian_80_zone", "别的基准", ".gpkg", stored("EPSG:2364", ZONE_40), _DATUM),
    Trap("xian_80_degrees", "别的基准", ".gpkg", stored("EPSG:4610", DEGREES), _DATUM),
    Trap("beijing_54_zone", "别的基准", ".shp", stored("EPSG:2416", ZONE_40), _DATUM),
    Trap("beijing_54_degrees", "别的基准", ".gpkg", stored("EPSG:4214", DEGREES), _DATUM),
    Trap("web_mercator", "别的基准", ".gpkg", stored("EPSG:3857", "EPSG:3857"), _DATUM),
    Trap("nad_83", "别的基准", ".gpkg", stored("EPSG:4269", DEGREES), _DATUM),
    Trap("local_grid", "别的基准", ".gpkg", local_grid, _DATUM),
)
