"""The working plane: degrees stretched to about metres, so that a straight line stays the straight line that is stored.

A true projection bends the long edges of a zone away from the edges of parcels that lie along it, and leaves slivers
between the two; stretching does not. Areas are ellipsoidal, and lengths that are told are measured in a LocalFrame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs.ellipsoid import INVERSE_FLATTENING, SEMI_MAJOR_M

Floats = npt.NDArray[np.float64]

_E2 = (2 - 1 / INVERSE_FLATTENING) / INVERSE_FLATTENING


@dataclass(frozen=True)
class Plane:
    longitude: float
    latitude: float
    """the middle, where a unit is a metre; 50 km north or south of it eastings are off by some 0.5 %"""

    @classmethod
    def around(cls, shape: BaseGeometry) -> Plane:
        west, south, east, north = shape.bounds
        return cls((west + east) / 2, (south + north) / 2)

    def to_plane(self, shapes: Any) -> Any:
        """From EPSG:4490; one geometry or an array of them."""
        return self._each(shapes, lambda points: (points - self._middle) * self._scale)

    def to_degrees(self, shapes: Any) -> Any:
        return self._each(shapes, self.degrees)

    def degrees(self, points: Floats) -> Floats:
        """Of (n, 2) points in the plane."""
        return np.asarray(points / self._scale + self._middle)

    @property
    def _middle(self) -> Floats:
        return np.array([self.longitude, self.latitude])

    @property
    def _scale(self) -> Floats:
        """Metres a degree, east and north."""
        latitude = math.radians(self.latitude)
        root = math.sqrt(1 - _E2 * math.sin(latitude) ** 2)
        east = SEMI_MAJOR_M / root * math.cos(latitude)
        north = SEMI_MAJOR_M * (1 - _E2) / root**3
        return np.asarray(np.radians(np.array([east, north])))

    @staticmethod
    def _each(shapes: Any, moved: Any) -> Any:
        return shapely.transform(shapes if isinstance(shapes, BaseGeometry) else np.asarray(shapes, object), moved)
