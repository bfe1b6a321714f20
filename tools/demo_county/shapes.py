"""Cells as polygons: in the county's zone, and their ellipsoidal areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from tools.crs import ellipsoidal_area

from .country import Country, Mask
from .editions import ASIDE, moved
from .ground import Floats
from .mesh import Geometries, Ints, Mesh
from .size import GEOGRAPHIC_CRS, LATITUDE, LONGITUDE, ZONE_CRS


@cache
def origin() -> tuple[float, float]:
    """Of the county's metres in its zone: easting, northing."""
    east, north = pyproj.Transformer.from_crs(GEOGRAPHIC_CRS, ZONE_CRS, always_xy=True).transform(LONGITUDE, LATITUDE)
    return float(round(east)), float(round(north))


def geographic(zone: Floats) -> Floats:
    """Zone coordinates as longitude, latitude."""
    to_degrees = pyproj.Transformer.from_crs(ZONE_CRS, GEOGRAPHIC_CRS, always_xy=True)
    return np.column_stack(to_degrees.transform(zone[:, 0], zone[:, 1]))


def in_degrees(shapes: Geometries) -> Geometries:
    return np.asarray(shapely.transform(shapes, geographic))


@dataclass(frozen=True)
class Shapes:
    country: Country
    _aside: dict[str, Floats] = field(default_factory=dict, repr=False)
    _areas_aside: dict[str, Floats] = field(default_factory=dict, repr=False)

    @property
    def mesh(self) -> Mesh:
        return self.country.parcels.mesh

    @cached_property
    def vertices(self) -> Floats:
        """In the zone."""
        return self.mesh.vertices + origin()

    @cached_property
    def cells(self) -> Geometries:
        return self.mesh.polygons(self.vertices)

    @cached_property
    def cell_area(self) -> Floats:
        """m², ellipsoidal."""
        return self._areas(self.vertices)

    @cached_property
    def outline(self) -> BaseGeometry:
        """The county, in the zone."""
        whole = shapely.coverage_union_all(self.cells)
        shapely.prepare(whole)
        return whole

    def vertices_of(self, kind: str) -> Floats:
        """In the zone, as the edition of this kind of layer has them."""
        if kind not in ASIDE:
            return self.vertices
        if kind not in self._aside:
            self._aside[kind] = self.vertices + moved(self.country, kind)
        return self._aside[kind]

    def cells_of(self, kind: str) -> Geometries:
        return self.mesh.polygons(self.vertices_of(kind)) if kind in ASIDE else self.cells

    def cell_area_of(self, kind: str) -> Floats:
        """m², ellipsoidal, as the edition of this kind has the cells."""
        if kind not in ASIDE:
            return self.cell_area
        if kind not in self._areas_aside:
            self._areas_aside[kind] = self._areas(self.vertices_of(kind))
        return self._areas_aside[kind]

    def _areas(self, vertices: Floats) -> Floats:
        return np.asarray(ellipsoidal_area(self.mesh.polygons(geographic(vertices))))

    @cached_property
    def parcel_polygons(self) -> Geometries:
        return self.mesh.united(self.cells, self.country.parcels.of_cell)

    @cached_property
    def parcel_area(self) -> Floats:
        """m², ellipsoidal."""
        area = np.bincount(self.country.parcels.of_cell, self.cell_area, self.country.parcels.count)
        return np.asarray(area, dtype=np.float64)

    def patches(self, label: Ints) -> Ints:
        """Patches of touching cells with one label, numbered from 0; -1 where the label is 0."""
        patch = self.mesh.joined(np.asarray(label, dtype=np.int64))
        number = np.unique(np.where(label > 0, patch, -1), return_inverse=True)[1]
        return np.asarray(number - (0 if np.all(label > 0) else 1), dtype=np.int64)

    def area_of(self, mask: Mask) -> float:
        """m², ellipsoidal, of the marked cells."""
        return float(self.cell_area[mask].sum())
