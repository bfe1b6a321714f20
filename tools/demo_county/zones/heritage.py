"""Old town and monuments: the core that is protected, and the belt around it in which building is controlled."""

from __future__ import annotations

import numpy as np

from ..ground import Floats
from ..mesh import Ints
from .surroundings import Surroundings

CORE, BELT = 75.0, 170.0
"""m from a monument's middle to the ends of 保护范围 and 建设控制地带 (at a cell's place)."""


def monuments(here: Surroundings) -> Floats:
    """(n, 2) middles of 文物保护单位: one in the county town, one in the hills, others beside villages."""
    settled = here.country.settled
    town = settled.seats[0] + settled.radius[0] * np.array([0.36, 0.22])
    villages = settled.places[len(settled.seats) + 1 :: 5][: 1 + len(settled.seats)]
    beside = villages + settled.radius[len(settled.seats) + 1 :: 5][: len(villages), None] * (0.9, 0.6)
    return np.concatenate([[town], beside])


def protected_monuments(here: Surroundings) -> tuple[Ints, Ints]:
    """(保护范围, 建设控制地带) of each cell: 1 省级, 2 县级; every third monument is a provincial one."""
    cells = here.country.cell_at
    core, belt = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
    for number, middle in enumerate(monuments(here)):
        far = np.hypot(*(cells - middle).T)
        near = max(CORE, float(np.partition(far, 1)[1]) + 1)
        level = 1 if number % 3 == 0 else 2
        core[(far < near) & (core == 0)] = level
        belt[(far < near + BELT - CORE) & (belt == 0)] = level
    return core, np.where(core > 0, 0, belt)


def old_town(here: Surroundings) -> Ints:
    """历史文化街区: 1 核心保护范围, 2 建设控制地带."""
    settled = here.country.settled
    middle = settled.seats[0] + settled.radius[0] * np.array([-0.22, 0.3])
    far = np.hypot(*(here.at - middle).T) / settled.radius[0]
    return np.where(far < 0.15, 1, np.where(far < 0.25, 2, 0))
