"""Ground that is in play: what constraints leave of parcels, each a single polygon with its place and parcel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely

from .polygons import Ints, Polygons

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Units:
    shapes: Polygons
    """single polygons in the working plane"""
    area: Floats
    """m², ellipsoidal"""
    parcel: Ints

    @cached_property
    def points(self) -> Floats:
        """(n, 2) a place inside each, in the plane."""
        return np.asarray(shapely.get_coordinates(shapely.point_on_surface(self.shapes)))

    @property
    def count(self) -> int:
        return len(self.shapes)

    def chosen(self, which: npt.NDArray[np.bool_] | Ints) -> Self:
        return type(self)(self.shapes[which], self.area[which], self.parcel[which])
