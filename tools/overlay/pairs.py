"""Which polygons of two sets overlap, and in how much area (planar, in the square of the coordinates' unit).

Own code where geopandas.overlay, DuckDB and shapely were at hand, since `./guiyan eval bench overlay` shows what it
saves: most of their time goes into building polygons of which only the area is wanted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from .edges import Edges, Floats, Ints, edges_of, spans
from .kernel import clipped, shared

_EDGES_AT_A_TIME = 40_000
"""Of the second set, a piece of work for one thread; bounds memory."""
_TERMS_TOO_MANY = 4_000
"""Beyond so many edge pairs, GEOS is faster for the one pair of polygons."""
_DOUBT = 1e-9
"""Share of the smaller polygon under which an area may be rounding: GEOS decides."""
_MARGIN = 0.0137
"""Boxes reach beyond their polygon by this share, so that their corners are not the corners of neighbours."""

Polygons = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Overlaps:
    left: Ints
    right: Ints
    area: Floats
    """Each > 0; pairs that only touch are not in it. Ordered by `right`, then `left`."""


@dataclass(frozen=True)
class _Prepared:
    polygons: Polygons
    area: Floats
    box: Floats
    """(n, 4) minx, miny, maxx, maxy, widened"""
    tree: shapely.STRtree
    first: Ints
    length: Ints
    start: Floats
    """of each edge, relative to the lower left corner of its polygon's box"""
    end: Floats


def overlap_areas(left: Polygons, right: Polygons, *, least: float = 0.0, threads: int | None = None) -> Overlaps:
    """Every pair of a `left` and a `right` polygon that share area; more than `least`, where that is given.

    Valid (multi)polygons in one planar CRS, none empty. `left` is the finer set, such as parcels; `right` the zones.
    `least` saves asking GEOS about polygons that only touch, which is most of the work where both sets tile the plane.
    Threads: the machine's cores by default.
    """
    if len(left) == 0 or len(right) == 0:
        return Overlaps(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    ready = _prepared(left)
    shapely.prepare(right)
    pieces = list(_pieces(shapely.get_num_coordinates(right)))
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        found = list(pool.map(lambda piece: _overlaps(ready, right, piece, least), pieces))
    return Overlaps(
        np.concatenate([one.left for one in found]),
        np.concatenate([one.right for one in found]),
        np.concatenate([one.area for one in found]),
    )


def _prepared(polygons: Polygons) -> _Prepared:
    box = shapely.bounds(polygons)
    widened = (box[:, 2:] - box[:, :2]) * (_MARGIN, _MARGIN * 1.37)
    box = np.concatenate([box[:, :2] - widened, box[:, 2:] + widened], axis=1)
    edges = edges_of(polygons)
    first, length = spans(edges.owner, len(polygons))
    origin = box[edges.owner, :2]
    tree = shapely.STRtree(shapely.box(box[:, 0], box[:, 1], box[:, 2], box[:, 3]))
    tree.query(shapely.Point(box[0, :2]))  # it is built at the first query, which two threads must not both be
    return _Prepared(
        polygons, shapely.area(polygons), box, tree, first, length, edges.start - origin, edges.end - origin
    )


def _pieces(weights: npt.NDArray[np.integer]) -> Iterable[slice]:
    ends = np.cumsum(weights)
    at = 0
    while at < len(ends):
        stop = int(np.searchsorted(ends, (ends[at - 1] if at else 0) + _EDGES_AT_A_TIME, side="right"))
        yield slice(at, max(stop, at + 1))
        at = max(stop, at + 1)


def _overlaps(ready: _Prepared, right: Polygons, piece: slice, least: float) -> Overlaps:
    zones = right[piece]
    zone, left = ready.tree.query(zones)
    order = np.lexsort((left, zone))
    zone, left = zone[order], left[order]
    corner_x, corner_y = ready.box[left, 0], ready.box[left, 3]
    covered = shapely.contains_xy(zones[zone], corner_x, corner_y)
    pair, edge, edges = _edges_in_boxes(ready, zones, zone, left)
    terms = np.bincount(pair, minlength=len(zone)) * ready.length[left]
    summed = terms <= _TERMS_TOO_MANY
    pair, edge = pair[summed[pair]], edge[summed[pair]]
    corner = ready.box[left[pair], :2]
    top = ready.box[left[pair], 3] - corner[:, 1]
    width = ready.box[left[pair], 2] - corner[:, 0]
    chains, near = clipped(edges.start[edge] - corner, edges.end[edge] - corner, np.zeros(len(pair)), width, top, pair)
    area = covered * ready.area[left]
    area += shared(chains, ready.first[left], ready.length[left], ready.start, ready.end, len(zone))
    doubtful = ~summed
    doubtful[near] = True
    doubt = _DOUBT * ready.area[left]
    small = (area <= doubt) & ((area + doubt > least) | (area < -doubt))
    doubtful |= (terms > 0) & (small | (area > ready.area[left] + doubt))
    ask = np.flatnonzero(doubtful)
    area[ask] = shapely.area(shapely.intersection(zones[zone[ask]], ready.polygons[left[ask]]))
    keep = area > least
    return Overlaps(left[keep], zone[keep] + piece.start, area[keep])


def _edges_in_boxes(ready: _Prepared, zones: Polygons, zone: Ints, left: Ints) -> tuple[Ints, Ints, Edges]:
    """(pair, edge of `zones`) wherever the edge's box meets that of the pair's left polygon."""
    edges = edges_of(zones)
    lines = shapely.linestrings(np.stack([edges.start, edges.end], axis=1))
    edge, met = ready.tree.query(lines)
    key = zone * len(ready.polygons) + left
    pair = np.searchsorted(key, edges.owner[edge] * len(ready.polygons) + met)
    return pair, edge, edges
