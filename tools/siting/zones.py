"""Where a hard constraint holds: its zones as polygons in the working plane, and where nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import LocalFrame
from ..indicators.amount import Lack
from ..indicators.inside import missing_area
from ..indicators.results import Data
from ..layers import Layer, Workspace
from ..tool import ToolError
from .definitions import Words
from .plane import Plane
from .polygons import Polygons, parts
from .reading import Scope, Sheet, data_of, sheets_of, speaking_layers, texts

State = Literal["held", "absent", "not_held", "unreadable"]


@dataclass(frozen=True, eq=False)
class Zones:
    state: State
    polygons: Polygons
    """in the plane; empty where none is held"""
    why: str = ""
    """of a state other than held"""
    hole: BaseGeometry | None = None
    """part of the region (plane) that the layers do not cover"""
    complete: bool = True
    """False: a layer does not say where it is complete, so what is not found may still be there"""
    data: tuple[Data, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Features of a kind, or of one named layer; grown by `distance_m`."""

    kind: str | None
    layer: Layer | None = None
    where: Words | None = None
    where_not: Words | None = None
    distance_m: float = 0.0


def zones_of(wanted: Wanted, workspace: Workspace, scope: Scope, plane: Plane, day: date | None) -> Zones:
    layers = [wanted.layer] if wanted.layer else speaking_layers(workspace, wanted.kind or "", day)
    if not layers:
        return _without_layers(wanted.kind or "", workspace)
    try:
        sheets = sheets_of(layers, scope, wanted.distance_m)
        chosen = [_chosen(sheet, wanted) for sheet in sheets]
        told = [notice.text for layer in layers for notice in layer.notices]
        hole, complete = _hole([layer.coverage for layer in layers], scope, plane)
    except (Lack, ToolError) as fault:
        return Zones("unreadable", np.zeros(0, dtype=object), why=str(fault), data=data_of(layers))
    shapes = np.concatenate([shapes for shapes, _ in chosen])
    told += [notice for _, notices in chosen for notice in notices]
    later = [layer for layer in layers if day and layer.edition and layer.edition > day]
    told += [f"图层“{layer.name}”的版本 {layer.edition} 晚于所问的日期" for layer in later]
    polygons = _polygons(shapes, wanted.distance_m, plane, "、".join(layer.name for layer in layers))
    return Zones("held", polygons, hole=hole, complete=complete, data=data_of(layers), notices=tuple(told))


def beyond(zones: Polygons, region: BaseGeometry) -> Polygons:
    """What of the region (plane) lies in none of the zones."""
    fitting = len(zones) > 0 and bool(shapely.coverage_is_valid(zones))
    whole = shapely.coverage_union_all(zones) if fitting else shapely.union_all(zones)
    return parts([shapely.difference(region, whole)])[0]


def _without_layers(kind: str, workspace: Workspace) -> Zones:
    standing = workspace.standing(kind)
    none = np.zeros(0, dtype=object)
    if standing.state == "absent":
        day = f"，{standing.date}" if standing.date else ""
        return Zones("absent", none, why=f"本地区没有（{standing.source}{day}）")
    return Zones("not_held", none, why=f"工作区没有 {kind} 图层")


def _hole(coverages: Sequence[BaseGeometry | None], scope: Scope, plane: Plane) -> tuple[BaseGeometry | None, bool]:
    declared = [coverage for coverage in coverages if coverage is not None]
    if not declared:
        return None, False
    region = scope.region.shape
    covered = declared[0] if len(declared) == 1 else shapely.intersection_all(declared)
    hole = plane.to_plane(shapely.difference(region, covered)) if missing_area(region, covered) else None
    return hole, len(declared) == len(coverages)


def _chosen(sheet: Sheet, wanted: Wanted) -> tuple[Polygons, list[str]]:
    """Shapes of the features meant, broken ones widened to what they may be at most; a value left open is meant too."""
    features, name, notices = sheet.features, sheet.layer.name, []
    meant = np.ones(len(features), dtype=bool)
    for field, words in (wanted.where or {}).items():
        values = _values(features, field)
        if values is None:
            notices.append(f"图层“{name}”没有字段 {field}，全部要素都按限制处理")
            continue
        open_ = values == ""
        meant &= _containing(values, words) | open_
        if open_.any():
            notices.append(f"图层“{name}”有{int(open_.sum())}个要素没有写明 {field}，按限制处理")
    for field, words in (wanted.where_not or {}).items():
        values = _values(features, field)
        meant &= ~_containing(values, words) if values is not None else True
    shapes, valid = features.geometry.to_numpy()[meant], features["valid"].to_numpy(dtype=bool)[meant]
    if not valid.all():
        notices.append(
            f"图层“{name}”有{int((~valid).sum())}个自相交的图形，按其凸包避让；请修好，或在清单里写 repair = true"
        )
        shapes = np.where(valid, shapes, shapely.convex_hull(shapes))
    return shapes, notices


def _values(features: Any, field: str) -> npt.NDArray[np.str_] | None:
    names = {str(name).upper(): str(name) for name in features.columns}
    return texts(features, names[field.upper()]) if field.upper() in names else None


def _containing(values: npt.NDArray[np.str_], words: Sequence[str]) -> npt.NDArray[np.bool_]:
    return np.asarray(np.logical_or.reduce([np.char.find(values, word) >= 0 for word in words]), dtype=bool)


def _polygons(shapes: Polygons, distance_m: float, plane: Plane, names: str) -> Polygons:
    if not len(shapes):
        return shapes
    if distance_m > 0:
        frame = LocalFrame.around(shapes)
        shapes = frame.to_degrees(shapely.buffer(frame.to_metres(shapes), distance_m))
    elif (shapely.get_dimensions(shapes) < 2).any():
        raise ToolError(f"图层“{names}”是线或点，不占面积；作避让条件时请写 distance_m（离开多少米）")
    return parts(plane.to_plane(shapes))[0]
