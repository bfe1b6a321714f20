"""Coordinates of a stored system to CGCS2000 degrees (EPSG:4490) and back, with the uncertainty of the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from .datum_shifts import DatumShift, datum_shift
from .ellipsoid import Floats
from .faults import CrsFault
from .gate import Bounds
from .systems import ReferenceSystem, reference_system

WGS84_AS_CGCS2000_M = 1.0
"""Uncertainty of taking WGS84 degrees for CGCS2000 degrees: both are realisations of ITRF, some decimetres apart by
epoch and by the motion of the plates. PROJ offers only a ballpark transformation, so the null one is ours and named."""
NULL_TRANSFORMATION = "WGS84 零变换（视同 CGCS2000，不确定度 1 米）"


@dataclass(frozen=True)
class Conversion:
    """Exact within a datum; from WGS84 by the null transformation; from older datums by the node's own shift."""

    system: ReferenceSystem
    shift: DatumShift | None = None

    @classmethod
    def of(cls, declared: str, layer: str, datum_shifts: Path | None = None) -> Conversion:
        """From the system a file or manifest names; CrsFault where there is no exact way, or not on this node."""
        system = reference_system(declared, layer)
        old = system.datum not in ("CGCS2000", "WGS84")
        return cls(system, datum_shift(system.datum, datum_shifts, layer) if old else None)

    @property
    def uncertainty_m(self) -> float:
        if self.shift is not None:
            return self.shift.uncertainty_m
        return WGS84_AS_CGCS2000_M if self.system.datum == "WGS84" else 0.0

    def to_cgcs2000(self, geometries: Any) -> Any:
        """An array of stored geometries in degrees of EPSG:4490, longitude first, heights dropped."""
        raised = shapely.has_z(geometries) | shapely.has_m(geometries)
        flat = geometries
        if raised.any():
            flat = geometries.copy()
            flat[raised] = shapely.force_2d(geometries[raised])
        return flat if self._unchanged else shapely.transform(flat, self._forward)

    def stored_bounds(self, bounds: Bounds) -> Bounds:
        """A box in stored coordinates that holds a box in EPSG:4490."""
        return bounds if self._unchanged else _box_around(self._backward(_edges(bounds)))

    def place_bounds(self, stored: Bounds) -> Bounds:
        """A box in EPSG:4490 that holds a box in stored coordinates; CrsFault where that is no place."""
        return stored if self._unchanged else _box_around(self._forward(_edges(stored)))

    @property
    def _unchanged(self) -> bool:
        return self._unprojected is None and self.shift is None

    def _forward(self, points: Floats) -> Floats:
        for step in self._steps:
            points = _moved(step, points, "FORWARD")
        if not np.isfinite(points).all():
            raise CrsFault(f"有坐标不能从 {self.system.name} 换算到 CGCS2000；请核对坐标系和坐标")
        return points

    def _backward(self, points: Floats) -> Floats:
        for step in reversed(self._steps):
            points = _moved(step, points, "INVERSE")
        return points

    @property
    def _steps(self) -> list[pyproj.Transformer]:
        shift = self.shift.transformer if self.shift else None
        return [step for step in (self._unprojected, shift) if step is not None]

    @cached_property
    def _unprojected(self) -> pyproj.Transformer | None:
        """Stored metres to degrees of the same datum; None where degrees are stored."""
        if self.system.in_degrees:
            return None
        crs = self.system.crs
        return pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True, allow_ballpark=False, only_best=True)


def _edges(bounds: Bounds) -> Floats:
    west, south, east, north = bounds
    along = np.linspace(0, 1, 21)
    x, y = west + (east - west) * along, south + (north - south) * along
    edges = [(x, np.full(21, south)), (x, np.full(21, north)), (np.full(21, west), y), (np.full(21, east), y)]
    return np.concatenate([np.column_stack(edge) for edge in edges])


def _box_around(points: Floats) -> Bounds:
    low, high = points.min(axis=0), points.max(axis=0)
    slack = 1e-3 * (high - low).max()  # straight edges become curves
    return float(low[0] - slack), float(low[1] - slack), float(high[0] + slack), float(high[1] + slack)


def _moved(step: pyproj.Transformer, points: Floats, direction: str) -> Floats:
    return np.column_stack(step.transform(points[:, 0], points[:, 1], direction=direction))
