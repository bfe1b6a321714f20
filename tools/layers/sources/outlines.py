"""Polygons from closed lines, and what makes lines no polygons."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..faults import LayerFault

_CLOSED_WITHIN = 0.001
"""In units of the drawing: what a draughtsman's snap leaves."""


def closes(lines: Any) -> npt.NDArray[np.bool_]:
    """Whether each line comes back to where it starts."""
    gaps = shapely.distance(shapely.get_point(lines, 0), shapely.get_point(lines, -1))
    return (gaps <= _CLOSED_WITHIN) & (shapely.get_num_coordinates(lines) > 3)  # type: ignore[no-any-return]


def closed_rings(lines: Any, name: str, where: str) -> Any:
    """A polygon of each line; LayerFault that counts those that do not close or go nowhere."""
    lines = shapely.force_2d(lines)
    open_ = ~closes(lines)
    if open_.any():
        gaps = shapely.distance(shapely.get_point(lines[open_], 0), shapely.get_point(lines[open_], -1))
        widest = float(np.nan_to_num(gaps).max())
        raise LayerFault(
            f"图层“{name}”：{where}里有 {int(open_.sum())} 条线没有围成面（首尾最远相距 {widest:.3f}）；"
            "请闭合，或把不是轮廓的线移到别的图层"
        )
    return np.array([_polygon(line) for line in lines], dtype=object)


def _polygon(line: Any) -> Any:
    points = shapely.get_coordinates(line)
    points[-1] = points[0]
    return shapely.Polygon(points)


def without_doubles(polygons: Any, *, hatched: Any) -> Any:
    """Row numbers, in order, without outlines drawn twice, and without those drawn around a hatch or its holes."""
    around_hatches = {
        _key(ring)
        for polygon in polygons[hatched]
        for part in shapely.get_parts(polygon)
        for ring in shapely.get_rings(part)
    }
    seen: set[bytes] = set()
    kept = []
    for row, (polygon, is_hatch) in enumerate(zip(polygons, hatched, strict=True)):
        key = shapely.to_wkb(shapely.normalize(polygon)) if is_hatch else _key(shapely.get_exterior_ring(polygon))
        if key not in seen and (is_hatch or key not in around_hatches):
            seen.add(key)
            kept.append(row)
    return np.array(kept, dtype=np.int64)


def _key(ring: Any) -> bytes:
    """The same for a ring wherever it starts and whichever way it turns, to a thousandth."""
    rounded = shapely.set_precision(shapely.force_2d(ring), _CLOSED_WITHIN, mode="pointwise")
    key: bytes = shapely.to_wkb(shapely.normalize(shapely.Polygon(rounded)))
    return key


def not_nested(polygons: Any, name: str, where: str) -> None:
    """LayerFault where one outline lies inside another: a hole or a plot of its own, who knows."""
    inner, outer = shapely.STRtree(polygons).query(polygons, predicate="within")
    nested = len(set(inner[inner != outer]))
    if nested:
        raise LayerFault(
            f"图层“{name}”：{where}里有 {nested} 个闭合线套在别的闭合线里面，看不出是挖去还是另一块；"
            "请用填充表示，或把里面的移到别的图层"
        )
