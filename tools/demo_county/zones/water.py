"""Drinking water protection, the managed river, the flood storage area."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from ..country import Mask
from ..mesh import Ints
from ..seeds import clear_width
from .surroundings import Surroundings


def drinking_water(here: Surroundings) -> Ints:
    """饮用水水源保护区 around the reservoir: 1 一级, 2 二级, 3 准保护区."""
    shore = here.shore
    return np.where(shore < 0.35, 1, np.where(shore < 1.1, 2, np.where(shore < 1.8, 3, 0)))


def managed_river(here: Surroundings) -> Mask:
    """河道管理范围: the river and the ground along it that no road takes."""
    country = here.country
    river = next(course for course in country.courses if course.kind == "river")
    flow = cKDTree(river.points).query(country.cell_at)[0]
    beside = (flow < clear_width(river) * 1.02) & (country.course < 0)
    return np.asarray(country.runs_as("river") | beside)


def flood_storage(here: Surroundings) -> Mask:
    """蓄滞洪区: a low basin in the east."""
    basin = here.away_from((0.62, -0.2), squeeze=0.6, wander=0.1)
    return np.asarray((basin < 0.17) & (here.town_share > 1.35) & ~here.barred)
