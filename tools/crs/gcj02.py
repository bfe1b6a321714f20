"""Coordinates that carry the offset of Chinese web maps (GCJ-02), shown by a layer that does not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from scipy.spatial import KDTree

from .ellipsoid import Floats

_SEMI_MAJOR_M = 6378245.0
_E2 = 0.00669342162296594323
"""Of the Krassovsky ellipsoid, as the publicly known form of the offset has it."""
NEAR_M = 2.0
_FEWEST = 4
"""Corners that must agree before a coincidence is believed."""
_MOST = 48
"""Corners in a row that are compared: more would only widen the box in which the reference is read."""
_CHANCE, _PROOF = 0.25, 0.75
"""Shares of corners: fewer coincide by chance, more only because they are the same."""
_BESIDE_DEGREES = 5e-5
_METRES_PER_DEGREE = 111_320.0

Bounds = tuple[float, float, float, float]


def gcj02_of(points: Floats) -> Floats:
    """Where a web map shows places (n, 2) given in WGS84 or CGCS2000 degrees: some 100 to 700 m off."""
    x, y = points[:, 0] - 105.0, points[:, 1] - 35.0
    ripple = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north += 2 / 3 * (ripple + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3))
    north += 2 / 3 * (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east += 2 / 3 * (ripple + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3))
    east += 2 / 3 * (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30))
    latitude = np.radians(points[:, 1])
    w2 = 1 - _E2 * np.sin(latitude) ** 2
    north_degrees = np.degrees(north / (_SEMI_MAJOR_M * (1 - _E2) / w2**1.5))
    east_degrees = np.degrees(east / (_SEMI_MAJOR_M / np.sqrt(w2) * np.cos(latitude)))
    shown: Floats = points + np.column_stack([east_degrees, north_degrees])
    return shown


def without_offset(points: Floats) -> Floats:
    """The places (degrees) that a web map shows at `points`, to 1e-9 degrees."""
    places = points
    for _ in range(4):
        places = points - (gcj02_of(places) - places)
    return places


def carries_offset(geometries: Any, reference: Callable[[Bounds], Any]) -> bool:
    """Whether corners of `geometries` lie on corners of a reference once the offset is taken off, but not before.

    `reference` gives its geometries in a box (west, south, east, north), or None; all in EPSG:4490. False where nothing
    shows it either way.
    """
    corners = shapely.get_coordinates(geometries)[:_MOST]
    if len(corners) < _FEWEST or _share_met(corners, reference) >= _CHANCE:
        return False
    return _share_met(without_offset(corners), reference) > _PROOF


def _share_met(corners: Floats, reference: Callable[[Bounds], Any]) -> float:
    """How many of the corners have one of the reference within `NEAR_M`."""
    west, south = corners.min(axis=0) - _BESIDE_DEGREES
    east, north = corners.max(axis=0) + _BESIDE_DEGREES
    around = reference((float(west), float(south), float(east), float(north)))
    targets = shapely.get_coordinates(around) if around is not None else np.empty((0, 2))
    if not len(targets):
        return 0.0
    metres = _METRES_PER_DEGREE * np.array([math.cos(math.radians((south + north) / 2)), 1.0])
    away, _ = KDTree(targets * metres).query(corners * metres, distance_upper_bound=NEAR_M)
    return float(np.isfinite(away).mean())
