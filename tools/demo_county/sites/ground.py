"""Shapes within the cells whose ground in each cell follows from how they are made, without overlay."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

import numpy as np
import shapely
from scipy.sparse import csr_array
from shapely.geometry.base import BaseGeometry

from ..county import County
from ..ground import Floats
from ..mesh import Ints
from ..shapes import origin

Parts = dict[int, float]
Shape = tuple[BaseGeometry, Parts]


class Ground:
    """The cells of a county as convex polygons with neighbours."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.country = county.country
        mesh = self.country.parcels.mesh
        self._mesh = mesh
        self._first = np.searchsorted(mesh.ring_cell, np.arange(mesh.cells + 1))

    def corners(self, cell: int) -> Floats:
        """(k, 2) m, counter-clockwise, around the county's centre."""
        return self._mesh.vertices[self._mesh.ring[self._first[cell] : self._first[cell + 1]]]

    @cached_property
    def edges_of(self) -> csr_array:
        """Row of a cell: numbers of its edges."""
        edges = self._mesh.edges[:, :2]
        number = np.repeat(np.arange(len(edges)), 2)
        cell = edges.ravel()
        held = cell >= 0
        data = np.ones(int(held.sum()), dtype=np.int64)
        return csr_array((data, (cell[held], number[held])), shape=(self._mesh.cells, len(edges)))

    def edges(self, cell: int) -> Ints:
        table = self.edges_of
        return np.asarray(table.indices[table.indptr[cell] : table.indptr[cell + 1]], dtype=np.int64)

    def neighbours(self, cell: int) -> Ints:
        """Without what lies beyond the county's border."""
        sides = self._mesh.edges[self.edges(cell), :2]
        other = np.where(sides[:, 0] == cell, sides[:, 1], sides[:, 0])
        return other[other >= 0]

    def at_border(self, cell: int) -> bool:
        return bool((self._mesh.edges[self.edges(cell), :2] < 0).any())

    def scale(self, cell: int) -> float:
        """m² on the ellipsoid to a square metre of the zone."""
        return float(self.county.shapes.cell_area[cell] / planar_area(self.corners(cell)))

    def block(self, cells: Iterable[int]) -> Shape:
        """Whole cells, joined."""
        held = sorted(set(cells))
        parts = {cell: float(self.county.shapes.cell_area[cell]) for cell in held}
        return shapely.coverage_union_all(self.county.shapes.cells[held]), parts

    def kite(self, edge: int) -> Shape | None:
        """Across the middle of an edge, with a corner in the cell on either side; None where the edge is too short."""
        left, right, start, end = (int(n) for n in self._mesh.edges[edge])
        a, b = self._mesh.vertices[[start, end]]
        if np.hypot(*(b - a)) < 24:
            return None
        p, q = a + 0.22 * (b - a), a + 0.78 * (b - a)
        tips = {cell: (p + q) / 2 + 0.75 * (self.country.cell_at[cell] - (p + q) / 2) for cell in (left, right)}
        parts = {cell: planar_area(np.array([p, q, tip])) * self.scale(cell) for cell, tip in tips.items()}
        return shapely.Polygon(np.array([p, tips[left], q, tips[right]]) + origin()), parts

    def kite_outwards(self, edge: int) -> tuple[Shape, float] | None:
        """A kite across the county's border, and the m² of it beyond."""
        left, right, start, end = (int(n) for n in self._mesh.edges[edge])
        cell = max(left, right)
        a, b = self._mesh.vertices[[start, end]]
        if np.hypot(*(b - a)) < 24:
            return None
        p, q = a + 0.22 * (b - a), a + 0.78 * (b - a)
        inner = (p + q) / 2 + 0.75 * (self.country.cell_at[cell] - (p + q) / 2)
        outer = p + q - inner
        area = planar_area(np.array([p, q, inner])) * self.scale(cell)
        return (shapely.Polygon(np.array([p, inner, q, outer]) + origin()), {cell: area}), area

    def plot(self, cell: int, turn: float) -> Shape:
        """A rectangle around the cell's place, well within it."""
        middle, room = self.country.cell_at[cell], 0.9 * self.room(cell)
        sides = room * np.array([np.cos(0.65), np.sin(0.65)])
        rectangle = middle + turned(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * sides, turn)
        return shapely.Polygon(rectangle + origin()), {cell: planar_area(rectangle) * self.scale(cell)}

    def ribbon(self, path: list[int], half: float) -> Shape:
        """A band through neighbouring cells, from the place of the first to that of the last, crossing each border in
        its middle."""
        gates = [self._gate(a, b, half) for a, b in pairwise(path)]
        start, end = (self._square_to(cell, gate, half) for cell, gate in ((path[0], gates[0]), (path[-1], gates[-1])))
        gates = [start, *gates, end[::-1]]
        parts: Parts = {}
        for cell, (entry, exit_) in zip(path, pairwise(gates), strict=True):
            area = planar_area(np.array([entry[0], exit_[0], exit_[1], entry[1]])) * self.scale(cell)
            parts[cell] = parts.get(cell, 0.0) + area
        sides = np.array(gates)
        return shapely.Polygon(np.concatenate([sides[:, 0], sides[::-1, 1]]) + origin()), parts

    def _gate(self, cell: int, other: int, half: float) -> Floats:
        """(left, right) ends of the opening from a cell to its neighbour."""
        shared = np.intersect1d(self.edges(cell), self.edges(other))
        a, b = self._mesh.vertices[self._mesh.edges[shared[0], 2:]]
        middle, way = (a + b) / 2, (b - a) / np.hypot(*(b - a))
        reach = min(half, 0.45 * float(np.hypot(*(b - a)))) * way
        onwards = self.country.cell_at[other] - self.country.cell_at[cell]
        left_first = onwards[0] * way[1] - onwards[1] * way[0] > 0
        return np.array([middle + reach, middle - reach] if left_first else [middle - reach, middle + reach])

    def _square_to(self, cell: int, gate: Floats, half: float) -> Floats:
        """The band's end at the cell's place, square to the way to the gate (left, right as one goes there)."""
        at = self.country.cell_at[cell]
        way = gate.mean(axis=0) - at
        across = np.array([-way[1], way[0]]) / np.hypot(*way) * min(half, 0.6 * self.room(cell))
        return np.array([at + across, at - across])

    def room(self, cell: int) -> float:
        """m from the cell's place to its nearest edge."""
        corners = self.corners(cell)
        way = np.roll(corners, -1, axis=0) - corners
        length = np.hypot(*way.T)
        out = np.c_[way[:, 1], -way[:, 0]][length > 0] / length[length > 0, None]
        return float(((corners[length > 0] - self.country.cell_at[cell]) * out).sum(axis=1).min())

    def convex(self, corners: Floats, cells: Iterable[int]) -> Shape | None:
        """A convex shape (counter-clockwise) that lies in some of `cells`; None where it does not, wholly."""
        parts = {}
        for cell in sorted(set(cells)):
            area = planar_area(clipped(corners, self.corners(cell)))
            if area > 1e-6:
                parts[cell] = area * self.scale(cell)
        whole = planar_area(corners)
        covered = sum(area / self.scale(cell) for cell, area in parts.items())
        if abs(covered - whole) > 1e-6 * whole:
            return None
        return shapely.Polygon(corners + origin()), parts

    def under(self, corners: Floats) -> Ints:
        """Cells of a lattice of points of a rectangle: those it surely meets."""
        share = np.linspace(0, 1, 9)
        across, along = corners[1] - corners[0], corners[3] - corners[0]
        grid = corners[0] + share[:, None, None] * across + share[None, :, None] * along
        return np.unique(self.country.cell_of(grid.reshape(-1, 2)))

    def around(self, cell: int, rings: int) -> list[int]:
        """The cell, its neighbours, theirs …"""
        held = {cell}
        for _ in range(rings):
            held |= {int(n) for one in held for n in self.neighbours(one)}
        return sorted(held)


def planar_area(corners: Floats) -> float:
    """m² in the zone; 0 for fewer than three corners."""
    if len(corners) < 3:
        return 0.0
    x, y = (corners - corners[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def turned(at: Floats, turn: float) -> Floats:
    return np.asarray(at @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]))


def clipped(corners: Floats, window: Floats) -> Floats:
    """The part of one convex shape within another, edge by edge of the window (Sutherland and Hodgman)."""
    for a, b in zip(window, np.roll(window, -1, axis=0), strict=True):
        if not len(corners):
            break
        side = (b[0] - a[0]) * (corners[:, 1] - a[1]) - (b[1] - a[1]) * (corners[:, 0] - a[0])
        kept: list[Floats] = []
        for n in range(len(corners)):
            here, before = corners[n], corners[n - 1]
            if (side[n] >= 0) != (side[n - 1] >= 0):
                kept.append(before + (here - before) * (side[n - 1] / (side[n - 1] - side[n])))
            if side[n] >= 0:
                kept.append(here)
        corners = np.array(kept)
    return corners
