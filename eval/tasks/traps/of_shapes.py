"""Traps in the shapes and the file: crossed, empty, no area, no polygon, several layers, elsewhere, no file at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from .county import write
from .of_systems import DEGREES
from .trap import Trap, Write

_CROSSED = "自相交|无效|相交|修"
_EMPTY = "空|没有图形|没有要素|没有记录"
_NOT_POLYGON = "点|线|面"
_LAYERS = "图层"
_PLACE = "范围|不在|中国"
_FILE = "打不开|读不|损坏|不是|没有.*文件|文件|格式"


def one(change: Callable[[BaseGeometry], BaseGeometry | None]) -> Write:
    def make(path: Path, parcels: Sequence[BaseGeometry]) -> None:
        write(path, [change(parcels[0])], DEGREES)

    return make


def bow_tie(parcel: BaseGeometry) -> BaseGeometry:
    a, b, c, d, *_ = parcel.exterior.coords
    return shapely.Polygon([a, c, b, d])


def hole_outside(parcel: BaseGeometry) -> BaseGeometry:
    beside = affinity.translate(parcel, 0.01, 0)
    return shapely.Polygon(parcel.exterior.coords, [beside.exterior.coords])


def hole_across(parcel: BaseGeometry) -> BaseGeometry:
    across = affinity.translate(parcel, 0.001, 0)
    return shapely.Polygon(parcel.exterior.coords, [across.exterior.coords])


def collapsed(parcel: BaseGeometry) -> BaseGeometry:
    a, b, *_ = parcel.exterior.coords
    return shapely.Polygon([a, b, a])


def to_paris(parcel: BaseGeometry) -> BaseGeometry:
    return affinity.translate(parcel, -116.5, 18.7)


def to_the_next_county(parcel: BaseGeometry) -> BaseGeometry:
    return affinity.translate(parcel, 1.0, 0)


def to_null_island(parcel: BaseGeometry) -> BaseGeometry:
    west, south, *_ = parcel.bounds
    return affinity.translate(parcel, -west, -south)


def huge(_: BaseGeometry) -> BaseGeometry:
    """Some 26,000 km²."""
    return shapely.box(117.9, 29.4, 119.6, 30.9)


def infinite(parcel: BaseGeometry) -> BaseGeometry:
    a, b, c, *_ = parcel.exterior.coords
    return shapely.Polygon([a, b, (float("inf"), c[1]), a])


def two_layers(path: Path, parcels: Sequence[BaseGeometry]) -> None:
    write(path, parcels[:1], DEGREES, table="红线")
    write(path, parcels[1:2], DEGREES, table="红线（修改）")


def no_features(path: Path, _: Sequence[BaseGeometry]) -> None:
    write(path, [], DEGREES)


def cut_short(path: Path, parcels: Sequence[BaseGeometry]) -> None:
    write(path, parcels[:1], DEGREES)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def no_map(path: Path, _: Sequence[BaseGeometry]) -> None:
    path.write_text("地块面积 35 亩，东至公路，西至河。", encoding="utf-8")


def nowhere(_: Path, __: Sequence[BaseGeometry]) -> None:
    """The file is not written."""


def mixed(path: Path, parcels: Sequence[BaseGeometry]) -> None:
    write(path, [parcels[0], parcels[1].centroid], DEGREES)


SHAPE_TRAPS = (
    Trap("bow_tie", "图形", ".gpkg", one(bow_tie), _CROSSED),
    Trap("bow_tie_geojson", "图形", ".geojson", one(bow_tie), _CROSSED),
    Trap("hole_outside", "图形", ".gpkg", one(hole_outside), _CROSSED),
    Trap("hole_across", "图形", ".gpkg", one(hole_across), _CROSSED),
    Trap("no_area", "图形", ".gpkg", one(collapsed), "面积|无效|修|自相交"),
    Trap("null_geometry", "图形", ".gpkg", one(lambda _: None), _EMPTY),
    Trap("empty_geometry", "图形", ".gpkg", one(lambda _: shapely.Polygon()), _EMPTY),
    Trap("points", "图形", ".gpkg", one(lambda p: p.centroid), _NOT_POLYGON),
    Trap("lines", "图形", ".geojson", one(lambda p: p.exterior), _NOT_POLYGON),
    Trap("polygon_and_point", "图形", ".gpkg", mixed, _NOT_POLYGON),
    Trap("infinite", "图形", ".gpkg", one(infinite), "无穷|空值|坐标|无效|修"),
    Trap("two_layers", "文件", ".gpkg", two_layers, _LAYERS),
    Trap("no_such_layer", "文件", ".gpkg", two_layers, _LAYERS, layer="蓝线"),
    Trap("no_features", "文件", ".gpkg", no_features, _EMPTY),
    Trap("cut_short", "文件", ".gpkg", cut_short, _FILE),
    Trap("no_map", "文件", ".geojson", no_map, _FILE),
    Trap("nowhere", "文件", ".gpkg", nowhere, _FILE),
    Trap("paris", "位置", ".gpkg", one(to_paris), _PLACE),
    Trap("next_county", "位置", ".geojson", one(to_the_next_county), _PLACE),
    Trap("null_island", "位置", ".gpkg", one(to_null_island), _PLACE),
    Trap("huge", "位置", ".gpkg", one(huge), "面积|公里|不像"),
)
