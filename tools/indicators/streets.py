"""A network of streets, and how long it takes along it from the nearest of several places to any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

JOIN_M = 1.0
"""Ends this near to another line are joined to it: streets are often drawn with small gaps."""
_GRID_M = 0.001
_NOTHING = 1e-9
"""Minutes; a sparse graph holds no edge of length zero."""


@dataclass(frozen=True)
class Feet:
    """Where places stand on the network; those too far from any street stand nowhere."""

    edge: Ints
    """-1: too far"""
    along: Floats
    """m from the edge's start"""
    minutes: Floats
    """from the place to the street"""


@dataclass(frozen=True, eq=False)
class Streets:
    """Edges between junctions, in a metric frame. Lines that cross are taken as joined."""

    lines: npt.NDArray[np.object_]
    start: Ints
    end: Ints
    length: Floats
    """m"""
    rate: Floats
    """minutes for a metre"""
    nodes: int
    tree: shapely.STRtree

    def feet(self, places: Any, limit_m: float) -> Feet:
        edge = np.full(len(places), -1, dtype=np.int64)
        along, minutes = np.zeros(len(places)), np.full(len(places), np.inf)
        if len(places) and len(self.lines):
            (place, near), distance = self.tree.query_nearest(
                places, max_distance=limit_m, return_distance=True, all_matches=False
            )
            edge[place] = near
            along[place] = shapely.line_locate_point(self.lines[near], places[place])
            minutes[place] = distance * self.rate[near]
        return Feet(edge, along, minutes)

    def minutes(self, goals: Feet, places: Feet, limit: float) -> Floats:
        """From each place to the nearest goal, ways to and from the street included; infinite beyond `limit`."""
        on = np.flatnonzero(goals.edge >= 0)
        result = np.full(len(places.edge), np.inf)
        if not len(on):
            return result
        chain = np.lexsort((goals.along[on], goals.edge[on]))
        edge, along, first = goals.edge[on][chain], goals.along[on][chain], goals.minutes[on][chain]
        reached = self._reached(edge, along, first, limit)
        placed = np.flatnonzero(places.edge >= 0)
        at, t = places.edge[placed], places.along[placed]
        rate = self.rate[at]
        best = np.minimum(reached[self.start[at]] + t * rate, reached[self.end[at]] + (self.length[at] - t) * rate)
        best = np.minimum(best, self._along_same_edge(edge, along, reached[self.nodes : self.nodes + len(edge)], at, t))
        result[placed] = best + places.minutes[placed]
        result[result > limit] = np.inf
        return result

    def _reached(self, edge: Ints, along: Floats, first: Floats, limit: float) -> Floats:
        """Minutes from the nearest goal to every junction, then to every goal's foot (edges sorted, goals by place)."""
        whole = np.setdiff1d(np.arange(len(self.lines)), edge)
        starts = [self.start[whole]]
        ends = [self.end[whole]]
        costs = [self.length[whole] * self.rate[whole]]
        foot = self.nodes + np.arange(len(edge))
        changes = edge[1:] != edge[:-1]
        head = np.concatenate([[True], changes])
        tail = np.concatenate([changes, [True]])
        before = np.where(head, self.start[edge], np.roll(foot, 1))
        passed = np.where(head, 0.0, np.roll(along, 1))
        starts += [before, foot[tail]]
        ends += [foot, self.end[edge[tail]]]
        costs += [(along - passed) * self.rate[edge], (self.length[edge] - along)[tail] * self.rate[edge[tail]]]
        source = self.nodes + len(edge)
        graph = _graph(
            np.concatenate([*starts, *ends, np.full(len(edge), source)]),
            np.concatenate([*ends, *starts, foot]),
            np.concatenate([*costs, *costs, first]),
            source + 1,
        )
        return np.asarray(dijkstra(graph, indices=source, limit=limit))

    def _along_same_edge(self, edge: Ints, along: Floats, reached: Floats, at: Ints, t: Floats) -> Floats:
        """For places on an edge where goals stand: straight along it."""
        best = np.full(len(at), np.inf)
        order = np.argsort(at, kind="stable")
        left, right = np.searchsorted(at[order], edge, "left"), np.searchsorted(at[order], edge, "right")
        for goal in np.flatnonzero(right > left):
            here = order[left[goal] : right[goal]]
            way = np.abs(t[here] - along[goal]) * self.rate[edge[goal]] + reached[goal]
            best[here] = np.minimum(best[here], way)
        return best


def streets_of(lines: Any, rates: Floats) -> Streets:
    """`lines` in metres, `rates` the minutes for a metre of each."""
    given, owner = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    kept = (shapely.get_type_id(given) == shapely.GeometryType.LINESTRING) & (shapely.length(given) > 0)
    given, rate = given[kept], np.asarray(rates, dtype=np.float64)[owner[kept]]
    joined = np.concatenate([given, _joints(given)]) if len(given) else given
    edges = shapely.get_parts(shapely.union_all(shapely.set_precision(joined, _GRID_M))) if len(given) else given
    edges = edges[shapely.length(edges) > 0] if len(edges) else edges
    if not len(edges):
        none = np.zeros(0, dtype=np.int64)
        return Streets(edges, none, none, np.zeros(0), np.zeros(0), 0, shapely.STRtree(edges))
    middles = shapely.line_interpolate_point(edges, 0.5, normalized=True)
    of = shapely.STRtree(given).nearest(middles)
    points = shapely.get_coordinates(
        np.column_stack([shapely.get_point(edges, 0), shapely.get_point(edges, -1)]).ravel()
    )
    nodes, number = np.unique(np.round(points / _GRID_M).astype(np.int64), axis=0, return_inverse=True)
    number = np.asarray(number, dtype=np.int64).reshape(-1, 2)
    return Streets(
        edges, number[:, 0], number[:, 1], shapely.length(edges), rate[of], len(nodes), shapely.STRtree(edges)
    )


def _joints(lines: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Short lines from loose ends a little beyond the line they stop short of."""
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    owner = np.tile(np.arange(len(lines)), 2)
    end, near = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=JOIN_M)
    other = near != owner[end]
    end, near = end[other], near[other]
    foot = shapely.line_interpolate_point(lines[near], shapely.line_locate_point(lines[near], ends[end]))
    a, b = shapely.get_coordinates(ends[end]), shapely.get_coordinates(foot)
    gap = np.hypot(*(b - a).T)
    apart = gap > _GRID_M
    a, b, gap = a[apart], b[apart], gap[apart]
    beyond = b + (b - a) / gap[:, None] * 0.01 if len(gap) else b
    return np.asarray(shapely.linestrings(np.stack([a, beyond], axis=1)), dtype=object)


def _graph(start: Ints, end: Ints, cost: Floats, size: int) -> csr_array:
    """Of several edges between the same two nodes the quickest."""
    order = np.lexsort((cost, end, start))
    start, end, cost = start[order], end[order], np.maximum(cost[order], _NOTHING)
    first = np.concatenate([[True], (start[1:] != start[:-1]) | (end[1:] != end[:-1])])
    return csr_array((cost[first], (start[first], end[first])), shape=(size, size))
