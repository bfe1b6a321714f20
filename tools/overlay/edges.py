"""Polygons as directed edges in flat arrays: shells counter-clockwise, holes clockwise, however they were stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Edges:
    start: Floats
    """(n, 2)"""
    end: Floats
    owner: Ints
    """(n,) index of the polygon each edge bounds, ascending"""

    @property
    def count(self) -> int:
        return len(self.owner)


def edges_of(polygons: npt.NDArray[np.object_]) -> Edges:
    """Every edge of polygons and multipolygons, the interior on its left."""
    oriented = shapely.orient_polygons(polygons)
    parts, part_owner = shapely.get_parts(oriented, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inner = ring[1:] == ring[:-1]
    return Edges(points[:-1][inner], points[1:][inner], part_owner[ring_part[ring[:-1][inner]]])


def spans(owner: Ints, count: int) -> tuple[Ints, Ints]:
    """(first, length) of each owner's run of edges."""
    length = np.bincount(owner, minlength=count)
    return np.cumsum(length) - length, length
