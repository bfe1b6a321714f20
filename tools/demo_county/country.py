"""The county before anything is written: ground, settlements, roads and parcels, and where each cell belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from .courses import Course, lay_courses
from .ground import TOWARDS_HILLS, Floats, Ground
from .mesh import Ints, mesh_around
from .parcels import Parcels, parcels_of
from .seeds import sow
from .settlements import Settlements, settle
from .size import Size

Mask = npt.NDArray[np.bool_]
Progress = Callable[[str, int, int], None]
FINER = 0.93
"""Spacing of the next attempt where the cells did not suffice for the wanted parcels."""


@dataclass(frozen=True)
class Country:
    """Metres around the county's centre."""

    seed: int
    ground: Ground
    settled: Settlements
    courses: list[Course]
    parcels: Parcels
    cell_at: Floats
    course: Ints
    """river or road of each cell, or -1"""

    @cached_property
    def lies_at(self) -> Floats:
        """What decides in which zone a cell is: its parcel's place, so that zones cut no fields; roads are cut."""
        return np.where(self.course[:, None] >= 0, self.cell_at, self.parcels.at[self.parcels.of_cell])

    @cached_property
    def code(self) -> npt.NDArray[np.str_]:
        """三调 code of each cell."""
        return self.parcels.code[self.parcels.of_cell]

    @cached_property
    def built(self) -> Ints:
        """Settlement within whose built-up reach each cell lies, or -1."""
        return self.parcels.built[self.parcels.of_cell]

    @cached_property
    def town(self) -> Ints:
        """Town of each cell."""
        return self.settled.town[self.parcels.village[self.parcels.of_cell]]

    @cached_property
    def parcel_slope(self) -> Floats:
        """Degrees."""
        return self.ground.slope(self.parcels.at)

    @cached_property
    def surveyed_anew(self) -> Mask:
        """Cells of the towns whose roads and dangerous slopes were surveyed lately; one town in the plain waits."""
        waits = 1 + int(np.argmin(self.settled.seats[1:] @ TOWARDS_HILLS))
        return np.asarray(self.town != waits)

    @cached_property
    def _places(self) -> cKDTree:
        return cKDTree(self.cell_at)

    def cell_of(self, at: Floats) -> Ints:
        """The cell in which each point within the county lies: that whose place is nearest."""
        return np.asarray(self._places.query(at)[1], dtype=np.int64)

    def runs_as(self, *kinds: str) -> Mask:
        """Cells of rivers or roads of these kinds."""
        wanted = np.array([course.kind in kinds for course in self.courses] + [False])
        return np.asarray(wanted[self.course])

    def draw(self, number: int) -> np.random.Generator:
        """Chance of its own for each thing that is drawn, so that a change in one leaves the others as they are."""
        return np.random.default_rng([self.seed, number])


def raise_country(parcels: int, seed: int, progress: Progress) -> Country:
    """Draw the land, and cut it finer until there are parcels enough."""
    rng = np.random.default_rng(seed)
    size = Size(parcels)
    progress("画出山川与村镇", 0, 3)
    ground = Ground.of(size, rng)
    settled = settle(ground, rng)
    courses = lay_courses(ground, settled, rng)
    spacing = size.spacing
    while True:
        draw = np.random.default_rng(seed + 1)
        progress("切分图斑", 1, 3)
        seeds = sow(ground, settled, courses, spacing, draw)
        keep = shapely.contains_xy(ground.outline, seeds.at)
        mesh = mesh_around(seeds.at, keep)
        at, course = seeds.at[keep], seeds.course[keep]
        progress("定地类", 2, 3)
        found = parcels_of(ground, settled, courses, mesh, at, course, parcels, draw)
        if found is not None:
            return Country(seed, ground, settled, courses, found, at, course)
        spacing *= FINER
