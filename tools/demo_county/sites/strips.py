"""Rectangles beside a straight piece of a way: what lies nearer than the width to keep is length times depth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from ..ground import Floats
from ..shapes import origin
from .ground import Ground
from .site import How, Keep, Site
from .ways import Way, Ways

BESIDE: tuple[tuple[How, float, float], ...] = (
    ("within", 0.15, 0.8),
    ("crossing", 0.4, 1.6),
    ("just_outside", 1.15, 2.2),
)
"""How, and from where to where the strip goes, in widths to keep."""
SHORTEST = 16.0
"""m of strip"""


class Strips:
    def __init__(self, ground: Ground, ways: Ways, allowed: np.ndarray, rng: np.random.Generator) -> None:
        self._ground, self._ways, self._allowed, self._rng = ground, ways, allowed, rng

    def along(self, way: Way, how: How, start: float, end: float) -> Iterator[Site]:
        """Sites beside the straight pieces of a way, so far from it in shares of its width."""
        rings = shapely.get_coordinates(way.shape) - origin()
        pieces = self._rng.permutation(np.flatnonzero(np.hypot(*np.diff(rings, axis=0).T) > SHORTEST + 8))
        for n in pieces.tolist():
            for side in (1, -1):
                site = self._beside(way, rings[n], rings[n + 1], side, how, start * way.width, end * way.width)
                if site is not None:
                    yield site

    def _beside(self, way: Way, a: Floats, b: Floats, side: int, how: How, near: float, far: float) -> Site | None:
        length = float(np.hypot(*(b - a)))
        along = (b - a) / length
        out = side * np.array([-along[1], along[0]])
        half = min((length - 6) / 2, 40.0)
        middle = (a + b) / 2
        corners = np.array([
            middle - half * along + near * out, middle + half * along + near * out,
            middle + half * along + far * out, middle - half * along + far * out,
        ])  # fmt: skip
        if side < 0:
            corners = corners[::-1]
        met = self._ground.under(corners)
        if not self._allowed[met].all() or not self._straight(way, corners, middle, out):
            return None
        if not self._ways.clear(shapely.Polygon(corners + origin()), but=way):
            return None
        shape = self._ground.convex(corners, (one for cell in met for one in self._ground.around(int(cell), 1)))
        if shape is None or not self._allowed[list(shape[1])].all():
            return None
        taken = max(min(way.width, far) - near, 0.0) * 2 * half * self._ground.scale(int(met[0]))
        keeps = (Keep(way.kind, way.class_, way.width, taken),) if taken else ()
        return Site("", way.kind, how, shape[0], shape[1], keeps=keeps)

    def _straight(self, way: Way, corners: Floats, middle: Floats, out: Floats) -> bool:
        """Whether the way is as far from the strip's whole outline as the straight piece is, so that it is not nearer
        around a bend."""
        outline = shapely.line_interpolate_point(shapely.LinearRing(corners), np.linspace(0, 1, 25), normalized=True)
        at = shapely.get_coordinates(outline)
        away = (at - middle) @ out
        distance = shapely.distance(shapely.points(at + origin()), way.shape)
        return bool(np.allclose(distance, away, atol=0.002))
