"""Which pieces of ground touch, and along how many metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .polygons import Ints, Polygons
from .units import Floats

NEAR_M = 0.05
"""Borders this near are the same border, drawn twice or cut twice."""


@dataclass(frozen=True, eq=False)
class Links:
    """Of each piece the others it touches: `other[first[n] : first[n + 1]]`, and `shared` metres of border."""

    first: Ints
    other: Ints
    shared: Floats

    def of(self, n: int) -> tuple[Ints, Floats]:
        run = slice(self.first[n], self.first[n + 1])
        return self.other[run], self.shared[run]


def links_of(shapes: Polygons, least_m: float) -> Links:
    """Contacts shorter than `least_m` are none: a site held together by a corner is two."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=NEAR_M)
    pair = one < other
    one, other = one[pair], other[pair]
    grown = shapely.buffer(shapes, NEAR_M, quad_segs=1)
    shared = shapely.length(shapely.intersection(grown[one], shapely.boundary(shapes[other]))) if len(one) else one
    shared = np.maximum(np.asarray(shared, dtype=np.float64) - 2 * NEAR_M, 0.0)
    touching = shared >= least_m
    one, other, shared = one[touching], other[touching], shared[touching]
    start, end = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((end, start))
    first = np.searchsorted(start[order], np.arange(len(shapes) + 1))
    return Links(first, end[order], np.tile(shared, 2)[order])
