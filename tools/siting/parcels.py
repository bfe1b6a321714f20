"""Parcels (地类图斑) of the region, cut to it and in an order that does not depend on how they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import ellipsoidal_area
from ..indicators.amount import Lack
from ..indicators.holdings import Holdings
from ..indicators.land import SCHEME, SURVEY
from ..indicators.results import Data
from ..overlay import overlap_areas
from ..tool import ToolError
from .plane import Plane
from .polygons import Ints, Polygons, parts, tiled
from .reading import Scope, Sheet, data_of, sheets_of, texts

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]

FARMLAND = "01"
LEAST_M2 = 1e-3
ROUNDING = 1e-7
"""Areas (m², and share of a parcel) under which a difference is the rounding of coordinates."""


@dataclass(frozen=True, eq=False)
class Parcels:
    shapes: Polygons
    """in the working plane"""
    area: Floats
    """m², ellipsoidal"""
    ids: Texts
    code: Texts
    """DLBM, 三调"""
    name: Texts
    grade: Floats
    """耕地质量等别 of farmland; NaN where not told"""
    place: Texts
    """坐落单位名称, empty where not told"""
    data: tuple[Data, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.shapes)


def parcels_of(holdings: Holdings, scope: Scope, plane: Plane) -> Parcels:
    """ToolError where the survey is not held, is of another code scheme, or has no parcel in the region."""
    try:
        held = holdings.held(SURVEY)
        sheets = sheets_of(held.layers, scope)
    except Lack as lack:
        raise ToolError(f"选址以地类图斑（{SURVEY}）为单元，现在用不了：{lack}") from lack
    for sheet in sheets:
        _refuse_scheme(sheet)
    rows = [_rows(sheet) for sheet in sheets]
    joined = [np.concatenate(columns) for columns in zip(*(columns for columns, _ in rows), strict=True)]
    broken = [notice for _, notices in rows for notice in notices]
    return _within(joined, scope, plane, data_of(held.layers), (*held.notices, *broken))


def _refuse_scheme(sheet: Sheet) -> None:
    layer = sheet.layer
    if layer.code_scheme != SCHEME:
        told = layer.code_scheme or "不明"
        raise ToolError(f"图层“{layer.name}”的地类编码体系是{told}，选址要{SCHEME}编码；请在清单里写 code_scheme")
    if "DLBM" not in sheet.features.columns:
        raise ToolError(f"图层“{layer.name}”没有字段 DLBM（地类编码），不能选址")


def _rows(sheet: Sheet) -> tuple[list[Any], tuple[str, ...]]:
    features = sheet.features
    sound = features["valid"].to_numpy(dtype=bool)
    notices = () if sound.all() else (_broken(sheet, int((~sound).sum())),)
    features = features[sound]

    def column(*names: str) -> Texts:
        held = next((name for name in names if name in features.columns), None)
        return texts(features, held) if held else np.zeros(len(features), dtype=np.str_)

    code = column("DLBM")
    grade = np.full(len(features), np.nan)
    if "GDDB" in features.columns:
        told = np.asarray(pandas.to_numeric(features["GDDB"], errors="coerce"), dtype=np.float64)
        grade = np.where(np.char.startswith(code, FARMLAND) & (told > 0), told, np.nan)
    return [
        features.geometry.to_numpy(),
        column("feature_id"),
        code,
        column("DLMC"),
        grade,
        column("ZLDWMC", "QSDWMC"),
    ], notices


def _broken(sheet: Sheet, count: int) -> str:
    return f"图层“{sheet.layer.name}”有{count}个图斑自相交，没有参与选址；请修好，或在清单里写 repair = true"


def _within(
    columns: list[Any], scope: Scope, plane: Plane, data: tuple[Data, ...], notices: tuple[str, ...]
) -> Parcels:
    geographic, ids = columns[0], columns[1]
    shapes = plane.to_plane(geographic)
    cut, shapes = _cut(shapes, plane.to_plane(scope.region.shape))
    boxes = shapely.bounds(shapes)
    order = np.lexsort((ids, *boxes.T))
    order = order[~shapely.is_empty(shapes)[order]]
    if not len(order):
        raise ToolError(f"{scope.region.name}范围内没有地类图斑，不能选址")
    geographic[cut] = plane.to_degrees(shapes[cut])
    _, ids, code, name, grade, place = (column[order] for column in columns)
    area = ellipsoidal_area(geographic)[order]
    return Parcels(shapes[order], area, ids, code, name, grade, place, data, notices)


def _cut(shapes: Polygons, region: BaseGeometry) -> tuple[Ints, Polygons]:
    """(which are changed, what of each is inside the region: empty for those outside)."""
    border = np.zeros(len(shapes), dtype=bool)
    border[shapely.STRtree(shapes).query(shapely.boundary(region), predicate="intersects")] = True
    first = shapely.get_coordinates(shapely.point_on_surface(shapes))
    shapely.prepare(region)
    outside = ~border & ~shapely.contains_xy(region, first)
    result = np.where(outside, shapely.Polygon(), shapes)
    crossing = np.flatnonzero(border)
    tiles, _ = tiled([region])
    overlaps = overlap_areas(shapes[crossing], tiles, least=LEAST_M2)
    inside = np.bincount(overlaps.left, overlaps.area, minlength=len(crossing)) / shapely.area(shapes[crossing])
    crossing = crossing[inside < 1 - ROUNDING]
    for n in crossing:
        near = tiles[shapely.intersects(tiles, shapes[n])]
        result[n] = shapely.union_all(parts(shapely.intersection(near, shapes[n]))[0])
    return np.concatenate([crossing, np.flatnonzero(outside)]), result
