"""How much of polygons and lines lies inside an area: ellipsoidal m², and m along the ground."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import LocalFrame, ellipsoidal_area
from ..overlay.pairs import overlap_areas

Floats = npt.NDArray[np.float64]

_LONGEST_EDGE = 0.005
"""Degrees: a straight line in degrees and one in metres part by 4 mm over so much."""


def areas_inside(polygons: Any, mask: BaseGeometry) -> Floats:
    """m² of each polygon inside `mask` (both EPSG:4490, valid); a polygon wholly inside has its full ellipsoidal area.

    A polygon on the border has the share of its area that lies inside, measured in a metric frame around the mask.
    """
    polygons = np.asarray(polygons, dtype=object)
    areas = np.zeros(len(polygons))
    parts = _polygons(mask)
    if not len(polygons) or not len(parts):
        return areas
    tree = shapely.STRtree(polygons)
    inside = np.unique(tree.query(parts, predicate="contains_properly")[1])
    areas[inside] = ellipsoidal_area(polygons[inside])
    border = np.setdiff1d(np.unique(tree.query(parts, predicate="intersects")[1]), inside)
    if len(border):
        frame = LocalFrame.around(mask)
        met = _in_metres(frame, polygons[border])
        overlaps = overlap_areas(met, _in_metres(frame, parts))
        shared = np.bincount(overlaps.left, overlaps.area, minlength=len(border))
        planar = shapely.area(met)
        share = np.divide(shared, planar, out=np.zeros(len(border)), where=planar > 0)
        areas[border] = ellipsoidal_area(polygons[border]) * np.minimum(share, 1)
    return areas


def lengths_inside(lines: Any, mask: BaseGeometry) -> Floats:
    """m of each line inside `mask`, measured in a metric frame around the mask."""
    lines = np.asarray(lines, dtype=object)
    shapely.prepare(mask)
    inside = shapely.contains_properly(mask, lines)
    cut = np.where(inside, lines, shapely.intersection(lines, mask)) if len(lines) else lines
    return np.asarray(shapely.length(LocalFrame.around(mask).to_metres(cut)), dtype=np.float64)


def missing_area(mask: BaseGeometry, coverage: BaseGeometry) -> float:
    """m² of `mask` that `coverage` leaves out; 0 where that is under a millionth, as borders drawn twice differ."""
    if coverage is mask or mask.equals(coverage):
        return 0.0
    left_out = float(ellipsoidal_area([shapely.difference(mask, coverage)])[0])
    return left_out if left_out > max(1.0, 1e-6 * float(ellipsoidal_area([mask])[0])) else 0.0


def _polygons(shape: BaseGeometry) -> Any:
    parts = shapely.get_parts(shape)
    return parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]


def _in_metres(frame: LocalFrame, polygons: Any) -> Any:
    return frame.to_metres(shapely.segmentize(polygons, _LONGEST_EDGE))
