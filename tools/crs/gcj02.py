"""Coordinates that carry the offset of Chinese web maps (GCJ-02), shown by a layer that does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .ellipsoid import Floats
from .local_frame import LocalFrame

_SEMI_MAJOR_M = 6378245.0
_E2 = 0.00669342162296594323
"""Of the Krassovsky ellipsoid, as the publicly known form of the offset has it."""
NEAR_M = 2.0
_FEWEST = 4
"""Corners that must agree before a coincidence is believed."""


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


def carries_offset(geometries: npt.NDArray[np.object_], reference: npt.NDArray[np.object_]) -> bool:
    """Whether corners of `geometries` lie on corners of `reference` once the offset is taken off, but not before.

    Both in EPSG:4490. False where nothing shows it either way.
    """
    corners = shapely.get_coordinates(geometries)
    if len(corners) < _FEWEST or not len(reference):
        return False
    frame = LocalFrame.around(geometries)
    targets = shapely.points(shapely.get_coordinates(frame.to_metres(reference)))
    tree = shapely.STRtree(targets)
    return _share_near(tree, frame, corners) < 0.25 and _share_near(tree, frame, without_offset(corners)) > 0.75


def _share_near(tree: shapely.STRtree, frame: LocalFrame, corners: Floats) -> float:
    places: Any = frame.to_metres(shapely.points(corners))
    near = tree.query(places, predicate="dwithin", distance=NEAR_M)
    return len(np.unique(near[0])) / len(corners)
