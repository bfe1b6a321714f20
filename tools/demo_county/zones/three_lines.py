"""三区三线: permanent basic farmland, ecological red line, urban development boundary."""

from __future__ import annotations

import numpy as np

from ..country import Mask
from ..land import FARMLAND
from ..mesh import Ints
from .surroundings import Surroundings


def development(here: Surroundings) -> Ints:
    """城镇开发边界: the towns with room to grow, and in the county town's a hole of fields that stay."""
    country, settled = here.country, here.country.settled
    reach = here.town_share / (1 + 0.05 * np.clip(here.noise["planned"], -2, 2))
    found = np.where(reach < 1.12, 1, np.where(reach < 1.28, 2, 0))
    town, middle, own = settled.radius[0], settled.seats[0], here.seat == 0
    hole = np.hypot(*(here.at - middle - town * np.array([-0.72, -0.72])).T) < town * 0.22
    green = np.hypot(*(here.at - middle - town * np.array([-0.9, 0.62])).T) < town * 0.3
    found[own & green & (reach < 1.28)] = 3
    found[own & hole & (country.course < 0)] = 0
    return np.asarray(np.where(country.runs_as("river"), 0, found), dtype=np.int64)


def red_line(here: Surroundings, developed: Mask) -> Mask:
    """生态保护红线: the wild hills and the reservoir."""
    wild = (here.hilly * 1.9 + 0.45 * here.noise["protected"] > 1.15) & ~developed & ~here.barred
    tilled = np.isin(here.country.code, [*FARMLAND, "0602", "0601", "1202"])
    return np.asarray((wild & (here.country.built < 0) & ~tilled) | here.lake)


def basic_farmland(here: Surroundings, developed: Mask, protected: Mask) -> Mask:
    """永久基本农田: whole parcels of most fields."""
    country = here.country
    fields = np.isin(country.code, FARMLAND) & (country.built < 0) & (country.course < 0)
    return np.asarray(fields & ~developed & ~protected & (here.slope < 25) & (here.noise["planned"] > -1.0))
