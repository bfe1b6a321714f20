"""What the place of each cell is like: how hilly, how far from towns and water."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from ..country import Country, Mask
from ..ground import TOWARDS_HILLS, Floats
from ..land import lake_reach
from ..mesh import Ints

BARRED = ("river", "railway", "motorway", "national", "provincial", "canal")
"""Ways through which nature zones do not reach."""


@dataclass(frozen=True)
class Surroundings:
    country: Country

    @property
    def radius(self) -> float:
        """m, of the county."""
        return self.country.ground.size.radius

    @property
    def at(self) -> Floats:
        return self.country.lies_at

    @cached_property
    def hilly(self) -> Floats:
        return self.country.ground.hilliness(self.at)

    @cached_property
    def slope(self) -> Floats:
        """Degrees; of roads at the cell, of other land at the parcel."""
        of_parcel = self.country.parcel_slope[self.country.parcels.of_cell]
        ways = self.country.course >= 0
        of_parcel[ways] = self.country.ground.slope(self.country.cell_at[ways])
        return of_parcel

    @cached_property
    def noise(self) -> dict[str, Floats]:
        return {name: patch(self.at) for name, patch in self.country.ground.fields.items()}

    @cached_property
    def barred(self) -> Mask:
        return self.country.runs_as(*BARRED)

    @cached_property
    def _seats(self) -> tuple[Floats, Ints]:
        distance, seat = cKDTree(self.country.settled.seats).query(self.at)
        return distance, np.asarray(seat, dtype=np.int64)

    @cached_property
    def seat(self) -> Ints:
        """The nearest town."""
        return self._seats[1]

    @cached_property
    def town_share(self) -> Floats:
        """Distance to the nearest town as a share of its built-up radius."""
        distance, seat = self._seats
        return distance / self.country.settled.radius[seat]

    @cached_property
    def lake(self) -> Mask:
        return np.asarray(self.country.code == "1103")

    @cached_property
    def shore(self) -> Floats:
        """Distance to the reservoir as a share of its radius."""
        if not self.lake.any():
            return np.full(len(self.at), np.inf)
        return np.asarray(cKDTree(self.at[self.lake]).query(self.at)[0] / lake_reach(self.country.ground)[1])

    def away_from(self, towards: tuple[float, float] | Floats, squeeze: float = 1.0, wander: float = 0.0) -> Floats:
        """Distance to a place given in shares of the county's radius, as such a share, along a border that wanders."""
        arm = self.at - np.asarray(towards) * self.radius
        return np.asarray(np.hypot(*(arm / (1.0, squeeze)).T) / self.radius * (1 + wander * self.noise["spare"]))

    def towards_hills(self, share: float) -> Floats:
        """A place so far from the middle towards the hills, in shares of the county's radius."""
        return TOWARDS_HILLS * share
