"""Buildings: rows of rectangles in each built cell, along the nearest street, small enough to stay inside the cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .country import Country, Mask
from .ground import Floats
from .mesh import Geometries, Ints

STOREYS = {
    "0701": (6, 18), "0702": (2, 3), "05H1": (3, 8), "08H1": (4, 8), "08H2": (3, 6), "0601": (1, 2), "0508": (1, 2),
    "0809": (1, 2), "1005": (1, 2),
}  # fmt: skip
STOREY_HEIGHT = {"0601": 7.0, "0508": 8.0, "05H1": 4.2}
"""m; 3.1 elsewhere."""
USE = {
    "0701": "住宅", "0702": "农村住宅", "05H1": "商业", "08H1": "办公", "08H2": "公共服务", "0601": "工业",
    "0508": "仓储", "0809": "公用设施", "1005": "交通",
}  # fmt: skip
SLABS = {"0701": 3, "08H2": 2, "0601": 2}
"""Rows of houses on a plot; 1 elsewhere."""
TOWERS = 2
"""Buildings of more than 100 m, in the middle of the county town."""
LEAST = 4.5
"""m: half the depth of a plot, below which nothing is built."""


@dataclass(frozen=True)
class Buildings:
    cell: Ints
    """the cell each stands in"""
    corners: Floats
    """(n, 4, 2) m around the county's centre"""
    footprint: Floats
    """m²"""
    storeys: Ints
    height: Floats
    """m"""

    def polygons(self, origin: tuple[float, float]) -> Geometries:
        return np.asarray(shapely.polygons(self.corners + np.asarray(origin)))


def put_up(country: Country, cell_area: Floats) -> Buildings:
    cells = np.flatnonzero((country.built >= 0) & np.isin(country.code, list(STOREYS)) & ~_at_border(country))
    turn = _along_streets(country, cells)
    ways = np.stack([np.c_[np.cos(turn), np.sin(turn)], np.c_[-np.sin(turn), np.cos(turn)]], axis=1)
    half = _largest(country, cells, ways)
    roomy = half.min(axis=1) > LEAST
    cells, ways, half = cells[roomy], ways[roomy], half[roomy]
    storeys, height = _storeys(country, cells, country.draw(31))
    slab, of = _slabs(np.array([SLABS.get(code, 1) for code in country.code[cells]]))
    offset = np.stack([half[of, :1] * [-1, 1, 1, -1], half[of, 1:] * slab[:, [0, 0, 1, 1]]], axis=2)
    corners = country.cell_at[cells[of], None] + offset @ ways[of]
    scale = (cell_area / shapely.area(country.parcels.mesh.polygons()))[cells[of]]
    footprint = 4 * half.prod(axis=1)[of] * (slab[:, 1] - slab[:, 0]) / 2 * scale
    return Buildings(cells[of], np.asarray(corners), footprint, storeys[of], np.round(height[of], 1))


def _largest(country: Country, cells: Ints, ways: Floats) -> Floats:
    """(n, 2) half length and half depth (m) of the largest rectangle of a few shapes that each cell leaves room for."""
    mesh = country.parcels.mesh
    number = np.full(mesh.cells, -1)
    number[cells] = np.arange(len(cells))
    corner = np.flatnonzero(number[mesh.ring_cell] >= 0)
    of, start = number[mesh.ring_cell[corner]], mesh.vertices[mesh.ring[corner]]
    last = np.flatnonzero(np.diff(of, append=-1))
    first = np.concatenate([[0], last[:-1] + 1])
    end = np.roll(start, -1, axis=0)
    end[last] = start[first]
    side = end - start
    long = np.hypot(*side.T) > 0.01
    out = np.c_[side[:, 1], -side[:, 0]][long] / np.hypot(*side[long].T)[:, None]
    of, away = of[long], ((start[long] - country.cell_at[cells[of[long]]]) * out).sum(axis=1)
    slant = np.abs(np.einsum("nij,nj->ni", ways[of], out))
    best = np.zeros((len(cells), 2))
    for flat in (0.45, 0.62, 0.8, 1.0):
        shape = np.array([np.cos(flat), np.sin(flat)])
        room = np.full(len(cells), np.inf)
        np.minimum.at(room, of, away / (slant @ shape))
        tried = 0.94 * room[:, None] * shape
        best = np.where((tried.prod(axis=1) > best.prod(axis=1))[:, None], tried, best)
    return best


def _slabs(number: Ints) -> tuple[Floats, Ints]:
    """(from and to across the plot, -1 to 1; plot) of so many rows of houses a plot."""
    of = np.repeat(np.arange(len(number)), number)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(number) - number, number)
    depth, count = np.where(number[of] == 1, 2.0, 1.3 / number[of]), number[of]
    start = np.where(count == 1, -1.0, -1 + nth * (2 - depth) / np.maximum(count - 1, 1))
    return np.c_[start, start + depth], of


def _storeys(country: Country, cells: Ints, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """(storeys, height in m) of the houses of each plot; lower outside the county town."""
    code = country.code[cells]
    low, high = (np.array([STOREYS[c][end] for c in code]) for end in (0, 1))
    elsewhere = (code == "0701") & (country.built[cells] > 0)
    storeys = rng.integers(np.where(elsewhere, 4, low), np.where(elsewhere, 6, high) + 1)
    height = storeys * np.array([STOREY_HEIGHT.get(c, 3.1) for c in code])
    tower = _towers(country, cells)
    storeys[tower], height[tower] = 33, 33 * 3.3
    return storeys, height


def _at_border(country: Country) -> Mask:
    edges = country.parcels.mesh.edges[:, :2]
    found = np.zeros(len(country.cell_at), dtype=bool)
    found[edges[(edges < 0).any(axis=1)].max(axis=1)] = True
    return found


def _along_streets(country: Country, cells: Ints) -> Floats:
    """Direction of the nearest street, in radians."""
    ways = [course.points for course in country.courses if course.kind not in ("river", "canal", "railway", "motorway")]
    directions = np.concatenate([np.gradient(points, axis=0) for points in ways])
    nearest = cKDTree(np.concatenate(ways)).query(country.cell_at[cells])[1]
    return np.asarray(np.arctan2(directions[nearest, 1], directions[nearest, 0]))


def _towers(country: Country, cells: Ints) -> Mask:
    seat = country.settled.seats[0]
    far = np.hypot(*(country.cell_at[cells] - seat).T)
    far[country.code[cells] != "05H1"] = np.inf
    tower = np.zeros(len(cells), dtype=bool)
    tower[np.argsort(far, kind="stable")[:TOWERS]] = True
    return np.asarray(tower & np.isfinite(far))
