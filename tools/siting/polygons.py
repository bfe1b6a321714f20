"""Polygons of any geometry, large ones cut into tiles, and what two of them share, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Polygons = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]

GRID_M = 1e-4
"""What is cut or put together is laid on a grid so fine: no spikes thinner, no gaps between borders cut twice."""
_MOST_VERTICES = 256


def parts(shapes: Any) -> tuple[Polygons, Ints]:
    """Single polygons with area, and the index of the shape each belongs to; lines and points are left out."""
    found, owner = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    nested = shapely.get_type_id(found) >= shapely.GeometryType.MULTIPOINT
    while nested.any():
        deeper, of = shapely.get_parts(found, return_index=True)
        found, owner = deeper, owner[of]
        nested = shapely.get_type_id(found) >= shapely.GeometryType.MULTIPOINT
    kept = (shapely.get_type_id(found) == shapely.GeometryType.POLYGON) & (shapely.area(found) > 0)
    return found[kept], np.asarray(owner[kept], dtype=np.int64)


def tiled(shapes: Any) -> tuple[Polygons, Ints]:
    """Single polygons of few vertices that together are the shapes, and the shape each belongs to."""
    whole, owner = parts(shapes)
    large = shapely.get_num_coordinates(whole) > _MOST_VERTICES
    cut = [(list(_tiles(whole[n])), owner[n]) for n in np.flatnonzero(large)]
    tiles = [*whole[~large], *(tile for several, _ in cut for tile in several)]
    owners = [*owner[~large], *(of for several, of in cut for _ in several)]
    return np.array(tiles, dtype=object), np.array(owners, dtype=np.int64)


def _tiles(polygon: BaseGeometry) -> Iterator[BaseGeometry]:
    if shapely.get_num_coordinates(polygon) <= _MOST_VERTICES:
        yield polygon
        return
    west, south, east, north = polygon.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        halves = (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north))
    else:
        middle = (south + north) / 2
        halves = (shapely.box(west, south, east, middle), shapely.box(west, middle, east, north))
    for half in halves:
        for part in parts([shapely.intersection(polygon, half)])[0]:
            yield from _tiles(part)


def united(pieces: Polygons, group: Ints) -> tuple[Polygons, Ints]:
    """One geometry for each number in `group`, and these numbers, ascending."""
    order = np.argsort(group, kind="stable")
    numbers, first, count = np.unique(group[order], return_index=True, return_counts=True)
    whole = pieces[order][first].copy()
    for n in np.flatnonzero(count > 1):
        whole[n] = shapely.union_all(pieces[order[first[n] : first[n] + count[n]]])
    return whole, np.asarray(numbers, dtype=np.int64)


def same_polygons(polygons: Polygons, others: Polygons) -> Ints:
    """For each of `others` the polygon with the same corners to a millimetre, -1 for none.

    Layers that are made of parcels repeat most of them; what is found so need not be overlaid. One missed for the
    rounding of a corner is an overlay more, nothing else.
    """
    keys, wanted = _corners(polygons), _corners(others)
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
    found = order[at] if len(keys) else np.zeros(len(wanted), dtype=np.int64)
    alike = np.flatnonzero(keys[found] == wanted) if len(keys) else np.zeros(0, dtype=np.int64)
    result = np.full(len(wanted), -1, dtype=np.int64)
    one, other = polygons[found[alike]], others[alike]
    sure = np.abs(shapely.area(one) - shapely.area(other)) <= 1e-3 * shapely.length(one)
    sure &= (np.abs(shapely.bounds(one) - shapely.bounds(other)) <= 2e-3).all(axis=1)
    result[alike[sure]] = found[alike[sure]]
    return result


def _corners(polygons: Polygons) -> npt.NDArray[np.uint64]:
    """A number that polygons of the same corners share, whatever their order."""
    points, of = shapely.get_coordinates(polygons, return_index=True)
    grid = np.round(points * 1000).astype(np.int64).astype(np.uint64)
    mixed = grid[:, 0] * np.uint64(0x9E3779B97F4A7C15) + grid[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    inner = np.concatenate([of[1:] == of[:-1], [False]]) if len(of) else np.zeros(0, dtype=bool)
    last = np.flatnonzero(~inner)
    sums = np.add.reduceat(mixed, np.concatenate([[0], last[:-1] + 1])) if len(last) else mixed
    return np.asarray(sums - mixed[last], dtype=np.uint64)
