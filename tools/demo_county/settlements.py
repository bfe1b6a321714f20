"""Where people live: the county town, the towns, the villages, and which village a place belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .ground import Floats, Ground
from .mesh import Ints
from .names import town_names, village_names
from .size import REGION

VILLAGE_FARTHEST = 260.0
"""m, the widest built-up reach of a village."""


@dataclass(frozen=True)
class Settlements:
    straight: Floats
    """(v, 2) middle of each village before the country was bent; the first ones are the seats of the towns"""
    places: Floats
    """(v, 2) where it lies"""
    town: Ints
    """town of each village"""
    radius: Floats
    """m, built-up reach of each"""
    village_names: tuple[str, ...]
    town_names: tuple[str, ...]

    @property
    def seats(self) -> Floats:
        return self.places[: len(self.town_names)]

    def town_code(self, town: int) -> str:
        """Nine digits."""
        return f"{REGION}{100 + town:03d}"

    def village_code(self, village: int) -> str:
        """Twelve digits, counted within the town."""
        town = int(self.town[village])
        return f"{self.town_code(town)}{200 + int(np.sum(self.town[:village] == town)):03d}"

    def built_at(self, at: Floats) -> Ints:
        """Settlement within whose built-up reach each point lies, or -1; of a town and a village the town."""
        found = np.full(len(at), -1, dtype=np.int64)
        for places in (self.places, self.seats):
            distance, near = cKDTree(places).query(at)
            found = np.where(distance <= self.radius[near], near, found)
        return found

    def village_at(self, ground: Ground, at: Floats) -> Ints:
        """By the nearest middle, along a border that wanders."""
        wander = 90.0 * np.c_[ground.fields["spare"](at), ground.fields["planned"](at)]
        return np.asarray(cKDTree(self.places).query(at + wander)[1], dtype=np.int64)


def settle(ground: Ground, rng: np.random.Generator) -> Settlements:
    size = ground.size
    apart = np.sqrt(size.area / size.villages)
    inner = ground.outline.buffer(-0.35 * apart)
    seats = _spread(ground, rng, size.towns, np.sqrt(size.area / size.towns) * 0.72, inner, [np.zeros(2)], 0.25)
    radius = np.clip(size.town_radius * rng.uniform(0.26, 0.4, len(seats)), 220, 700)
    radius[0] = size.town_radius
    near_towns = shapely.union_all(shapely.buffer(shapely.points(seats), radius * 1.15 + VILLAGE_FARTHEST))
    villages = shapely.difference(inner, near_towns)
    places = _spread(ground, rng, size.villages, apart * 0.72, villages, list(seats), 0.75)
    town = np.asarray(cKDTree(seats).query(places)[1], dtype=np.int64)
    rural = np.clip(rng.lognormal(5.05, 0.25, len(places) - len(seats)), 100, VILLAGE_FARTHEST)
    names = tuple(village_names(len(places), rng)), tuple(town_names(len(seats)))
    return Settlements(places, ground.bent(places), town, np.concatenate([radius, rural]), *names)


def _spread(
    ground: Ground, rng: np.random.Generator, count: int, apart: float, inside: shapely.Polygon,
    given: list[Floats], shy_of_hills: float,
) -> Floats:  # fmt: skip
    """`count` places not nearer to each other than `apart`, fewer of them in the hills; `given` come first."""
    places = list(given)
    reach = ground.size.radius * 1.6
    while len(places) < count:
        tried = rng.uniform(-reach, reach, (400, 2))
        tried = tried[shapely.contains_xy(inside, tried) & (rng.random(400) > shy_of_hills * ground.hilliness(tried))]
        for place in tried:
            if len(places) < count and np.min(np.hypot(*(np.array(places) - place).T)) > apart:
                places.append(place)
        apart *= 0.97
    return np.array(places)
