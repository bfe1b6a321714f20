"""The built-up city, and the four lines in it: green, blue, yellow, purple."""

from __future__ import annotations

import numpy as np

from ..country import Mask
from ..facilities import Facility
from ..land import Codes
from ..mesh import Ints
from .catalog import CLASSES
from .surroundings import Surroundings

YELLOW = {
    "水厂": "供水设施", "污水处理厂": "污水处理设施", "变电站": "变电站", "燃气站": "燃气设施", "环卫站": "环卫设施",
    "消防救援站": "消防站", "公交场站": "公交场站",
}  # fmt: skip
"""Facility → 设施类型 of its 黄线."""


def city_extent(here: Surroundings) -> Mask:
    """城区范围: the county town as it is built, its streets with it."""
    own = (here.seat == 0) & (here.town_share < 1.0)
    return np.asarray(own & ~here.country.runs_as("river", "railway", "motorway"))


def green_line(here: Surroundings, planned: Codes, development: Ints) -> Ints:
    """城市绿线: 1 公园绿地, 2 防护绿地, 3 广场, as planned in the county town."""
    own = (here.seat == 0) & (development > 0)
    row = np.where(planned == "1401", 1, np.where(planned == "1402", 2, np.where(planned == "1403", 3, 0)))
    return np.where(own, row, 0)


def blue_line(here: Surroundings) -> Ints:
    """城市蓝线: 1 the river, 2 the canal, where they pass the county town."""
    by = (here.seat == 0) & (here.town_share < 1.9)
    country = here.country
    return np.where(by & country.runs_as("river"), 1, np.where(by & country.runs_as("canal"), 2, 0))


def yellow_line(here: Surroundings, facilities: list[Facility]) -> Ints:
    """城市黄线 of the county town's works, by the type of each."""
    row = np.zeros(here.country.parcels.count, dtype=np.int64)
    for facility in facilities:
        if facility.town == 0 and facility.kind in YELLOW:
            row[facility.parcel] = CLASSES["CSHX"].index(YELLOW[facility.kind]) + 1
    return row[here.country.parcels.of_cell]


def purple_line(old_town: Ints, core: Ints, development: Ints) -> Ints:
    """城市紫线: 1 the historic quarter with its belt, 2 monuments within the towns."""
    return np.where(old_town > 0, 1, np.where((core > 0) & (development > 0), 2, 0))
