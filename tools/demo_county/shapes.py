"""Cells as polygons: in the county's zone, and their ellipsoidal areas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyproj
import shapely

from tools.crs import ellipsoidal_area

from .ground import Floats, Noise
from .mesh import Geometries, Ints, Mesh
from .size import GEOGRAPHIC_CRS, LATITUDE, LONGITUDE, ZONE_CRS
from .zones import Country, Mask


def _origin() -> Floats:
    to_zone = pyproj.Transformer.from_crs(GEOGRAPHIC_CRS, ZONE_CRS, always_xy=True)
    return np.round(np.array(to_zone.transform(LONGITUDE, LATITUDE)))


@dataclass(frozen=True)
class Shapes:
    country: Country

    @property
    def mesh(self) -> Mesh:
        return self.country.parcels.mesh

    @cached_property
    def origin(self) -> Floats:
        """Of the county's metres in its zone: easting, northing."""
        return _origin()

    @cached_property
    def vertices(self) -> Floats:
        """In the zone."""
        return self.mesh.vertices + self.origin

    @cached_property
    def cells(self) -> Geometries:
        return self.mesh.polygons(self.vertices)

    @cached_property
    def cell_area(self) -> Floats:
        """m², ellipsoidal."""
        return np.asarray(ellipsoidal_area(self.mesh.polygons(self.geographic(self.vertices))))

    def geographic(self, zone: Floats) -> Floats:
        """Zone coordinates as longitude, latitude."""
        to_degrees = pyproj.Transformer.from_crs(ZONE_CRS, GEOGRAPHIC_CRS, always_xy=True)
        return np.column_stack(to_degrees.transform(zone[:, 0], zone[:, 1]))

    def in_degrees(self, shapes: Geometries) -> Geometries:
        return np.asarray(shapely.transform(shapes, self.geographic))

    def patches(self, label: Ints) -> Ints:
        """Patches of touching cells with one label, numbered from 0; -1 where the label is 0."""
        patch = self.mesh.joined(np.asarray(label, dtype=np.int64))
        number = np.unique(np.where(np.asarray(label) > 0, patch, -1), return_inverse=True)[1]
        return np.asarray(number - (0 if np.all(np.asarray(label) > 0) else 1), dtype=np.int64)

    def displaced(self, towns: list[int], number: int) -> tuple[Floats, Floats]:
        """(vertices, metres moved) of an edition that disagrees by 0.1 to 2 m within `towns` and nowhere else.

        The shift is smooth, so polygons of the edition still fit one another.
        """
        rng = np.random.default_rng(number)
        mesh, settled = self.mesh, self.country.settled
        town = settled.town[self.country.parcels.village[self.country.parcels.of_cell]]
        inside = np.isin(town, towns)
        border = np.unique(mesh.edges[(mesh.edges[:, :2] < 0).any(axis=1)][:, 2:])
        fixed = np.zeros(len(mesh.vertices), dtype=bool)
        fixed[mesh.ring[~inside[mesh.ring_cell]]] = True
        fixed[border] = True
        at = mesh.vertices
        much = 0.1 + 1.9 / (1 + np.exp(-2 * Noise.of(rng, 900.0)(at)))
        turn = np.pi * Noise.of(rng, 1500.0)(at)
        moved = np.where(fixed, 0.0, much)
        return self.vertices + moved[:, None] * np.c_[np.cos(turn), np.sin(turn)], moved

    def area_of(self, mask: Mask) -> float:
        """m², ellipsoidal, of the marked cells."""
        return float(self.cell_area[mask].sum())
