"""Which cells of a grid have their middle in a polygon, as runs along rows, for very many polygons at once.

Own code where rasterio.features was at hand: it takes a dictionary for each polygon, which is ten times the work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from .polygons import Ints, Polygons

Floats = npt.NDArray[np.float64]

_CORNERS_AT_A_TIME = 1 << 19


@dataclass(frozen=True)
class Runs:
    """Cells `first` to `last` (left out) of a row; several runs a polygon and row where it is no simple shape."""

    owner: Ints
    row: Ints
    first: Ints
    last: Ints

    @property
    def cells(self) -> int:
        return int((self.last - self.first).sum())


def runs_of(polygons: Polygons, placed: Callable[[Floats], Floats]) -> Runs:
    """`placed` brings corners (n, 2) to the grid, where the middle of cell (row r, column c) is (c + 0.5, r + 0.5).

    A middle on the very edge belongs to the polygon right of it or below it, so polygons that fit share no cell.
    """
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = list(pool.map(lambda piece: _runs(polygons[piece], piece.start, placed), list(_pieces(polygons))))
    none = np.zeros((4, 0), dtype=np.int64)
    return Runs(*np.concatenate([none, *found], axis=1))


def _pieces(polygons: Polygons) -> Iterator[slice]:
    ends = np.cumsum(shapely.get_num_coordinates(polygons))
    at = 0
    while at < len(polygons):
        stop = max(int(np.searchsorted(ends, (ends[at - 1] if at else 0) + _CORNERS_AT_A_TIME, "right")), at + 1)
        yield slice(at, stop)
        at = stop


def _runs(polygons: Polygons, first: int, placed: Callable[[Floats], Floats]) -> Ints:
    """(owner, row, first, last) of each run; owners counted from `first`."""
    single, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(single, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    points = placed(corners)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = points[edge], points[edge + 1]
    upper = np.ceil(np.minimum(a[:, 1], b[:, 1]) - 0.5).astype(np.int64)
    count = np.ceil(np.maximum(a[:, 1], b[:, 1]) - 0.5).astype(np.int64) - upper
    nth = np.repeat(np.arange(len(edge)), count)
    row = np.arange(len(nth)) - np.repeat(np.cumsum(count) - count, count) + upper[nth]
    a, b = a[nth], b[nth]
    x = a[:, 0] + (row + 0.5 - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    of = owner[part[ring[edge[nth]]]]
    order = np.lexsort((x, row, of))
    of, row, column = of[order][::2], row[order][::2], np.ceil(x[order] - 0.5).astype(np.int64)
    there = column[1::2] > column[::2]
    return np.stack([of[there] + first, row[there], column[::2][there], column[1::2][there]])
