"""Cells around seed points (Voronoi) as one exact coverage: neighbours share their vertices to the last bit.

Everything areal in the county is made of whole cells. So the area of any zone is a sum over cells, known without
overlay, and two zones made of different cells have no common area at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from .ground import Floats

Ints = npt.NDArray[np.int64]
Geometries = npt.NDArray[Any]
GRAIN = 1e-3
"""m: vertices lie on a millimetre grid, so equal ones are equal numbers."""


@dataclass(frozen=True)
class Mesh:
    vertices: Floats
    """(v, 2) m"""
    ring: Ints
    """vertex of every corner, cell after cell"""
    ring_cell: Ints
    """cell of every corner, ascending"""
    edges: Ints
    """(e, 4): cell on either side (-1: outside the kept cells), first and last vertex"""
    cells: int

    def polygons(self, vertices: Floats | None = None) -> Geometries:
        """One polygon per cell; other `vertices` give the same mesh somewhere else."""
        place = self.vertices if vertices is None else vertices
        first = np.searchsorted(self.ring_cell, np.arange(self.cells))
        order = np.insert(np.arange(len(self.ring)), np.append(first[1:], len(self.ring)), first)
        return np.asarray(shapely.polygons(shapely.linearrings(place[self.ring[order]], indices=self.ring_cell[order])))

    def joined(self, key: Ints) -> Ints:
        """Number of the patch of each cell: cells with the same key that touch are one patch."""
        left, right = self.edges[:, 0], self.edges[:, 1]
        same = (left >= 0) & (right >= 0) & (key[left] == key[right])
        links = coo_array((np.ones(int(same.sum())), (left[same], right[same])), shape=(self.cells, self.cells))
        return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)

    def united(self, cells: Geometries, group: Ints) -> Geometries:
        """One polygon for each number in `group`; a negative number leaves the cell out."""
        order = np.argsort(group, kind="stable")
        order = order[group[order] >= 0]
        first = np.searchsorted(group[order], np.arange(int(group.max(initial=-1)) + 2))
        whole, size = cells[order[first[:-1]]].copy(), np.diff(first)
        for count in np.unique(size[size > 1]):
            alike = np.flatnonzero(size == count)
            members = order[first[alike][:, None] + np.arange(count)]
            whole[alike] = shapely.coverage_union_all(cells[members], axis=1)
        return np.asarray(whole)


def mesh_around(seeds: Floats, keep: npt.NDArray[np.bool_]) -> Mesh:
    """The cells of the `keep` seeds, numbered in their order; seeds not kept only close them off."""
    flat = Delaunay(seeds)
    triangles = flat.simplices.astype(np.int64)
    centres = _circumcentres(seeds[triangles])
    grid = np.round(centres / GRAIN).astype(np.int64)
    _, first, vertex = np.unique(grid[:, 0] * (1 << 40) + grid[:, 1], return_index=True, return_inverse=True)
    vertices = np.asarray(grid[first] * GRAIN, dtype=np.float64)
    number = np.cumsum(keep) - 1
    number[~keep] = -1
    ring, ring_cell = _rings(seeds, triangles, centres, vertex, number)
    return Mesh(vertices, ring, ring_cell, _edges(flat, triangles, vertex, number), int(keep.sum()))


def _circumcentres(corners: Floats) -> Floats:
    a = corners[:, 0]
    b, c = corners[:, 1] - a, corners[:, 2] - a
    twice = 2 * (b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0])
    twice = np.where(np.abs(twice) < 1e-9, 1e-9, twice)
    b2, c2 = np.sum(b * b, 1), np.sum(c * c, 1)
    offset = np.c_[c[:, 1] * b2 - b[:, 1] * c2, b[:, 0] * c2 - c[:, 0] * b2] / twice[:, None]
    reach = np.maximum(np.hypot(*offset.T), 1.0)
    return np.asarray(a + offset * np.minimum(1.0, 1e6 / reach)[:, None])  # flat triangles outside the county


def _rings(seeds: Floats, triangles: Ints, centres: Floats, vertex: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Corners of each kept cell counter-clockwise, without repeats."""
    seed = triangles.ravel()
    triangle = np.repeat(np.arange(len(triangles)), 3)
    kept = number[seed] >= 0
    seed, triangle = seed[kept], triangle[kept]
    arm = centres[triangle] - seeds[seed]
    order = np.lexsort((np.arctan2(arm[:, 1], arm[:, 0]), seed))
    cell, ring = number[seed[order]], vertex[triangle[order]]
    change = np.flatnonzero(np.diff(cell)) + 1
    start, end = np.insert(change, 0, 0), np.append(change, len(cell)) - 1
    before = np.roll(ring, 1)
    before[start] = ring[end]
    fresh = ring != before
    return ring[fresh], cell[fresh]


def _edges(flat: Delaunay, triangles: Ints, vertex: Ints, number: Ints) -> Ints:
    found = []
    for corner in range(3):
        other = flat.neighbors[:, corner]
        here = np.flatnonzero(other > np.arange(len(triangles)))
        left, right = (number[triangles[here, (corner + step) % 3]] for step in (1, 2))
        edge = np.c_[left, right, vertex[here], vertex[other[here]]]
        found.append(edge[(edge[:, 2] != edge[:, 3]) & ((left >= 0) | (right >= 0))])
    return np.concatenate(found)
