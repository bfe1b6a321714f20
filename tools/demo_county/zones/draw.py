"""Every zone of the county, in the order in which one depends on another."""

from __future__ import annotations

import numpy as np

from ..country import Country, Mask
from ..facilities import Facility
from ..land import Codes
from ..mesh import Ints
from . import city, hazards, heritage, nature, three_lines, water
from .catalog import CLASSES, Zones
from .surroundings import Surroundings


def draw_development(country: Country) -> Ints:
    """城镇开发边界 of each cell, on which the plan rests."""
    return three_lines.development(Surroundings(country))


def draw_zones(country: Country, development: Ints, planned: Codes, facilities: list[Facility]) -> Zones:
    """`planned` is the 用地用海 code of each cell."""
    here = Surroundings(country)
    protected = three_lines.red_line(here, development > 0)
    reserve = nature.reserve(here, protected)
    old_town = heritage.old_town(here)
    core, belt = heritage.protected_monuments(here)
    prone = hazards.prone(here)
    label = {
        "YJJBNT": three_lines.basic_farmland(here, development > 0, protected),
        "STBHHX": np.where(protected, np.select([reserve == 1, reserve == 2], [3, 2], 1), 0),
        "CZKFBJ": development,
        "ZRBHQ": reserve,
        "FJMSQ": nature.scenic(here, reserve > 0),
        "LD": nature.forest_land(here, protected),
        "SD": nature.wetland(here),
        "CYJB": nature.grassland(here),
        "WWBHFW": core,
        "WWJKDD": belt,
        "LSJQHX": old_town == 1,
        "LSJQJK": old_town == 2,
        "CSLVX": city.green_line(here, planned, development),
        "CSLX": city.blue_line(here),
        "CSHX": city.yellow_line(here, facilities),
        "CSZX": city.purple_line(old_town, core, development),
        "YYSSY": water.drinking_water(here),
        "HDGLFW": water.managed_river(here),
        "XZHQ": water.flood_storage(here),
        "DZYFQ": prone,
        "DZWXQ": hazards.danger(here, prone, reserve == 1),
        "KCZY": hazards.minerals(here),
        "KYQ": hazards.mining(here, reserve > 0),
        "CQFW": city.city_extent(here),
    }
    return Zones({kind: _numbers(label[kind]) for kind in CLASSES})


def _numbers(label: Ints | Mask) -> Ints:
    return np.array(label, dtype=np.int64)
