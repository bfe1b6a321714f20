"""Coordinates of a stored system to CGCS2000 degrees (EPSG:4490) and back, with the uncertainty of the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from .systems import ReferenceSystem

Floats = npt.NDArray[np.float64]

WGS84_AS_CGCS2000_M = 1.0
"""Uncertainty of taking WGS84 degrees for CGCS2000 degrees: both are realisations of ITRF, some decimetres apart by
epoch and by the motion of the plates. PROJ offers only a ballpark transformation, so the null one is ours and named."""
NULL_TRANSFORMATION = "WGS84 零变换（视同 CGCS2000，不确定度 1 m）"

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Conversion:
    system: ReferenceSystem

    @property
    def uncertainty_m(self) -> float:
        return WGS84_AS_CGCS2000_M if self.system.datum == "WGS84" else 0.0

    def to_cgcs2000(self, geometries: Any) -> Any:
        """An array of stored geometries in degrees of EPSG:4490, longitude first, heights dropped."""
        flat = shapely.force_2d(geometries)
        return flat if self._unprojected is None else shapely.transform(flat, self._forward)

    def stored_bounds(self, bounds: Bounds) -> Bounds:
        """The box in stored coordinates that holds a box in EPSG:4490."""
        if self._unprojected is None:
            return bounds
        west, south, east, north = bounds
        along = np.linspace(0, 1, 21)
        lon = np.concatenate([west + (east - west) * along] * 2 + [np.full(21, west), np.full(21, east)])
        lat = np.concatenate([np.full(21, south), np.full(21, north)] + [south + (north - south) * along] * 2)
        x, y = self._unprojected.transform(lon, lat, direction="INVERSE")
        slack = 0.01 + 1e-3 * max(x.max() - x.min(), y.max() - y.min())  # metres; the box's edges are curves there
        return float(x.min() - slack), float(y.min() - slack), float(x.max() + slack), float(y.max() + slack)

    def _forward(self, points: Floats) -> Floats:
        assert self._unprojected is not None
        return np.column_stack(self._unprojected.transform(points[:, 0], points[:, 1]))

    @cached_property
    def _unprojected(self) -> pyproj.Transformer | None:
        """Stored metres to degrees of the same datum; None where degrees are stored."""
        if self.system.in_degrees:
            return None
        crs = self.system.crs
        return pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True, allow_ballpark=False, only_best=True)
