"""Geometries made fit to be measured: collections taken apart, broken ones told and, where wished, mended."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .faults import LayerFault

Shapes = npt.NDArray[np.object_]

_COLLECTION = shapely.GeometryType.GEOMETRYCOLLECTION
_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_AT_ONCE = 100_000
_MULTI = {0: shapely.multipoints, 1: shapely.multilinestrings, 2: shapely.multipolygons}
_REASONS = {
    "Self-intersection": "自相交",
    "Ring Self-intersection": "环自相交",
    "Too few points": "点太少，围不成面",
    "Hole lies outside shell": "洞在外环以外",
    "Holes are nested": "洞里有洞",
    "Nested shells": "外环里有外环",
    "Interior is disconnected": "内部不连通",
    "Duplicate Rings": "环重复",
    "Invalid Coordinate": "坐标不是数",
}


def are_polygons(shapes: Shapes) -> npt.NDArray[np.bool_]:
    return np.isin(shapely.get_type_id(shapes), _POLYGONAL)


def flattened(shapes: Shapes) -> tuple[Shapes, int]:
    """Collections as the multi-geometry of their largest dimension; how many had something else in them besides."""
    collections = np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION)
    if not len(collections):
        return shapes, 0
    shapes, mixed = shapes.copy(), 0
    for row in collections:
        parts = _parts(shapes[row])
        dimensions = shapely.get_dimensions(parts)
        largest = int(dimensions.max()) if len(parts) else -1
        mixed += bool(len(set(dimensions.tolist())) > 1)
        chosen = parts[dimensions == largest]
        shapes[row] = _MULTI[largest](chosen) if len(chosen) else shapely.GeometryCollection()
    return shapes, mixed


def _parts(shape: Any) -> Shapes:
    parts = shapely.get_parts([shape])
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
        parts = shapely.get_parts(parts)
    return parts[~shapely.is_empty(parts)]  # type: ignore[no-any-return]


def refuse_no_numbers(shapes: Shapes, rows: Any, layer: str) -> None:
    """LayerFault where coordinates are NaN or infinite."""
    for start in range(0, len(shapes), _AT_ONCE):
        some = shapes[start : start + _AT_ONCE]
        points, owner = shapely.get_coordinates(some, return_index=True)
        finite = np.isfinite(points).all(axis=1)
        if not finite.all():
            first = rows[start + int(owner[~finite][0])]
            raise LayerFault(
                f"图层“{layer}”的第 {first} 号图形坐标里有无穷大或空值（NaN），"
                f"这样的至少 {len(np.unique(owner[~finite]))} 个；请修好再提交"
            )


def repaired(shapes: Shapes, valid: npt.NDArray[np.bool_]) -> Shapes:
    """Broken polygons with what their rings enclose; what encloses nothing becomes empty."""
    wanted = ~valid & are_polygons(shapes)
    if not wanted.any():
        return shapes
    shapes = shapes.copy()
    shapes[wanted] = shapely.make_valid(shapes[wanted], method="structure", keep_collapsed=False)
    return shapes


def why_broken(shape: Any) -> str:
    """自相交（经度, 纬度）, of an invalid geometry in EPSG:4490."""
    told = shapely.is_valid_reason(shape)
    match = re.fullmatch(r"(.*?)\[(\S+) (\S+)\]", told)
    reason = match[1] if match else told
    chinese = next((said for english, said in _REASONS.items() if reason.startswith(english)), "图形无效")
    return f"{chinese}（{float(match[2]):.6f}, {float(match[3]):.6f}）" if match else chinese
