"""Where to begin: places around which a square of the wanted area would score best."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely
from scipy.ndimage import uniform_filter

from .scanline import runs_of
from .units import Floats, Units

_MOST_CELLS = 4_000_000
_APART = 0.5
"""Of the square's side: one seed for every block of ground so wide; nearer ones grow into the same site."""
_NEAREST = 0.6
"""Of a block: the best places of two blocks may lie side by side, and then one does."""


def seeds_of(units: Units, scores: Floats, side: float, apart_m: float = 0.0) -> Iterator[Floats]:
    """Places (x, y in the plane) in descending order of the mean score of the square of `side` metres around each.

    Ground that is not in play counts as 0, so a place amid scattered remnants comes late. One place for every block of
    ground, the blocks at least `apart_m` wide.
    """
    west, south, east, north = shapely.total_bounds(units.shapes)
    width, height = east - west + 2 * side, north - south + 2 * side
    cell = max(side / 4, float(np.sqrt(width * height / _MOST_CELLS)))
    origin = np.array([west - side, south - side])
    values = _burnt(units, scores, origin, cell, (int(height / cell) + 1, int(width / cell) + 1))
    field = np.round(uniform_filter(values, size=max(1, round(side / cell)), mode="constant"), 9)
    apart = max(_APART * side, apart_m)
    best = _best_of_blocks(field, max(1, round(apart / cell)))
    yield from _spread(origin + (best[:, ::-1] + 0.5) * cell, _NEAREST * apart)


def _best_of_blocks(field: Floats, block: int) -> npt.NDArray[np.int64]:
    """(row, column) of the best cell of every block of cells that has any, the best first."""
    at = np.argwhere(field > 0)
    value = field[tuple(at.T)]
    of = at // block
    order = np.lexsort((at[:, 1], at[:, 0], -value, of[:, 1], of[:, 0]))
    first = np.concatenate([[True], (of[order][1:] != of[order][:-1]).any(axis=1)]) if len(order) else order > 0
    best = order[first]
    return np.asarray(at[best][np.lexsort((at[best][:, 1], at[best][:, 0], -value[best]))], dtype=np.int64)


def _burnt(units: Units, scores: Floats, origin: Floats, cell: float, shape: tuple[int, int]) -> Floats:
    """The score of the ground under the middle of every cell."""
    runs = runs_of(units.shapes, lambda points: (points - origin) / cell)
    length = runs.last - runs.first
    run = np.repeat(np.arange(len(length)), length)
    column = np.arange(len(run)) - np.repeat(np.cumsum(length) - length, length) + runs.first[run]
    values = np.zeros(shape)
    values[runs.row[run], column] = scores[runs.owner[run]]
    small = np.setdiff1d(np.arange(units.count), runs.owner)
    at = np.floor((units.points[small] - origin) / cell).astype(np.int64)
    values[at[:, 1], at[:, 0]] = np.maximum(values[at[:, 1], at[:, 0]], scores[small])
    return values


def _spread(places: Floats, apart: float) -> Iterator[Floats]:
    """Those that no earlier one is nearer to than `apart`."""
    taken: dict[tuple[int, int], list[Floats]] = {}
    for place in places:
        column, row = (int(number) for number in np.floor(place / apart))
        near = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in taken.get((column + i, row + j), ())]
        if all(float(np.hypot(*(place - other))) >= apart for other in near):
            taken.setdefault((column, row), []).append(place)
            yield place
