"""Where people live: so many to each cell of dwellings, so that any sum over cells is a whole number known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .country import Country, Mask
from .ground import Floats
from .mesh import Ints

PER_M2 = {"0701": 0.034, "0702": 0.0064}
"""Residents to a square metre of dwelling land: 340 and 64 to the hectare."""
GRID = 100.0
"""m"""


@dataclass(frozen=True)
class People:
    country: Country
    of_cell: Ints

    @cached_property
    def total(self) -> int:
        return int(self.of_cell.sum())

    def within(self, cells: Mask) -> int:
        return int(self.of_cell[cells].sum())

    @cached_property
    def urban(self) -> Mask:
        """Cells of towns (镇); those of 乡 and of villages are rural."""
        names = self.country.settled.town_names
        towns = [n for n, name in enumerate(names) if name.endswith("镇")]
        return np.isin(self.country.built, towns)

    def squares(self) -> tuple[Floats, Ints]:
        """(south-west corners of the settled squares of the grid, people of each); by the place of each cell."""
        settled = np.flatnonzero(self.of_cell)
        square = np.floor(self.country.cell_at[settled] / GRID).astype(np.int64)
        corners, number = np.unique(square, axis=0, return_inverse=True)
        count = np.bincount(np.ravel(number), self.of_cell[settled]).astype(np.int64)
        return np.asarray(corners * GRID, dtype=np.float64), count


def settle_people(country: Country, cell_area: Floats) -> People:
    """`cell_area` in m². Denser in some parcels than in others."""
    rng = country.draw(21)
    parcels = country.parcels
    density = np.zeros(parcels.count)
    for code, people in PER_M2.items():
        density[parcels.code == code] = people
    density *= np.clip(rng.lognormal(0, 0.3, parcels.count), 0.4, 2.2)
    wanted = density[parcels.of_cell] * cell_area
    return People(country, np.asarray(np.floor(wanted + rng.random(len(wanted))), dtype=np.int64))
