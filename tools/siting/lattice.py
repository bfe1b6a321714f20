"""Large pieces of ground divided (分割) by lines along their longer side, as far as they lie near a place."""

from __future__ import annotations

import numpy as np
import shapely

from .polygons import Ints, Polygons, parts
from .units import Floats, Units

_MOST_BLOCKS = 20_000
"""Of one piece of ground."""


def divided(units: Units, block_m: float, near: shapely.STRtree) -> tuple[Units, Ints]:
    """Blocks of about `block_m` metres square of those parts of units that lie in the boxes of `near`, and their unit.

    A unit is divided the same way whatever the boxes, so that blocks of two boxes fit.
    """
    shapes: list[Polygons] = [np.zeros(0, dtype=object)]
    owners: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for n in range(units.count):
        blocks = _blocks(units.shapes[n], block_m, near)
        shapes.append(blocks)
        owners.append(np.full(len(blocks), n, dtype=np.int64))
    found, owner = np.concatenate(shapes), np.concatenate(owners)
    worth = units.area / shapely.area(units.shapes)
    return Units(found, shapely.area(found) * worth[owner], units.parcel[owner]), owner


def _blocks(shape: shapely.Polygon, block_m: float, near: shapely.STRtree) -> Polygons:
    corner, along = _axis(shape)
    across = np.array([-along[1], along[0]])
    turned = (shapely.get_coordinates(shape) - corner) @ np.column_stack([along, across])
    low = np.floor(turned.min(axis=0) / block_m)
    count = np.ceil(turned.max(axis=0) / block_m) - low
    size = block_m * max(1.0, float(np.sqrt(count.prod() / _MOST_BLOCKS)))
    low, high = np.floor(turned.min(axis=0) / size), np.ceil(turned.max(axis=0) / size)
    x, y = np.meshgrid(np.arange(low[0], high[0] + 1) * size, np.arange(low[1], high[1] + 1) * size)
    lattice = corner + x[..., None] * along + y[..., None] * across
    rings = np.stack([lattice[:-1, :-1], lattice[:-1, 1:], lattice[1:, 1:], lattice[1:, :-1]], axis=2).reshape(-1, 4, 2)
    cells = shapely.polygons(rings)
    shapely.prepare(shape)
    cells = cells[shapely.intersects(shape, cells)]
    cells = cells[np.unique(near.query(cells)[0])]
    return parts(shapely.intersection(cells, shape))[0]


def _axis(shape: shapely.Polygon) -> tuple[Floats, Floats]:
    """(a corner, the unit vector along the longer side) of the smallest rectangle around it."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(shape))
    sides = np.diff(corners[:3], axis=0)
    longer = sides[int(np.argmax(np.hypot(*sides.T)))]
    return corners[0], longer / np.hypot(*longer)
