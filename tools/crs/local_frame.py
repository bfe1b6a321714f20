"""Metres near a place: lengths, distances and buffers of geometries that are stored in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from .ellipsoid import INVERSE_FLATTENING, SEMI_MAJOR_M


@dataclass(frozen=True)
class LocalFrame:
    """Transverse Mercator on the CGCS2000 ellipsoid with its central meridian through the place: metres east and north.

    Lengths are true to 1e-6 within 9 km east or west of `longitude`, to 1e-4 within 90 km; any distance north or south.
    """

    longitude: float
    latitude: float

    @classmethod
    def around(cls, geometry_4490: Any) -> LocalFrame:
        """The frame in the middle of a geometry, or of an array of them (EPSG:4490)."""
        west, south, east, north = shapely.total_bounds(geometry_4490)
        if np.isnan(west):
            raise ValueError("an empty geometry is nowhere")
        return cls(float(west + east) / 2, float(south + north) / 2)

    def to_metres(self, geometries: Any) -> Any:
        """EPSG:4490 to this frame; a single geometry or an array of them, as given."""
        return self._moved(geometries, "FORWARD")

    def to_degrees(self, geometries: Any) -> Any:
        """This frame to EPSG:4490; a single geometry or an array of them, as given."""
        return self._moved(geometries, "INVERSE")

    def _moved(self, geometries: Any, direction: str) -> Any:
        def moved(points: Any) -> Any:
            return np.column_stack(self._projection.transform(points[:, 0], points[:, 1], direction=direction))

        given = geometries if isinstance(geometries, BaseGeometry) else np.asarray(geometries, dtype=object)
        return shapely.transform(given, moved)

    @cached_property
    def _projection(self) -> Transformer:
        return Transformer.from_pipeline(
            "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
            f"+step +proj=tmerc +lat_0={self.latitude!r} +lon_0={self.longitude!r} +k=1 "
            f"+a={SEMI_MAJOR_M} +rf={INVERSE_FLATTENING}"
        )
