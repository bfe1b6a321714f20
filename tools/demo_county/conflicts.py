"""Places where layers contradict each other against the law, put there on purpose and written down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from .choice import spread, touched_parcels, touching, whole_parcels
from .country import Country, Mask
from .land import FARMLAND, Codes
from .mesh import Ints
from .zones import Zones


@dataclass(frozen=True)
class Conflict:
    name: str
    kinds: tuple[str, str]
    """layer kinds that contradict each other there"""
    parcels: Ints
    cells: Mask


class _Sower:
    def __init__(self, country: Country) -> None:
        self.country = country
        self.found: list[Conflict] = []
        self._fields = np.array([kind is None for kind in country.parcels.kind])
        self._taken = np.zeros(country.parcels.count, dtype=bool)

    def sow(self, name: str, kinds: tuple[str, str], wanted: Mask, beside: Mask | None, count: int) -> Mask:
        """Cells of some of the wanted parcels, beside marked ones where there are such."""
        free = wanted & self._fields & ~self._taken
        if beside is not None:
            near = free & touching(self.country, beside)
            free = near if near.sum() >= count else free
        parcels = spread(self.country, free, count)
        self._taken[parcels] = True
        cells = np.isin(self.country.parcels.of_cell, parcels)
        self.found.append(Conflict(name, kinds, parcels, cells))
        return cells


def sow_conflicts(country: Country, zones: Zones, planned: Codes) -> list[Conflict]:
    """Changes `zones`; `planned` is the 用地用海 code of each cell."""
    label, sower = zones.label, _Sower(country)
    forest = whole_parcels(country, (country.code == "0301") & ~zones.inside("STBHHX") & (label["CZKFBJ"] == 0))
    basic = whole_parcels(country, zones.inside("YJJBNT"))
    plain = whole_parcels(country, np.isin(country.code, FARMLAND) & (country.built < 0) & ~_in_lines(zones))
    red = whole_parcels(country, np.isin(label["STBHHX"], [1, 2]) & (country.code != "1103") & (country.course < 0))
    near = red & _nearest_to_towns(country)
    inside_red, town = touched_parcels(country, zones.inside("STBHHX")), touched_parcels(country, label["CZKFBJ"] == 1)
    homes = whole_parcels(country, (planned == "070102") & zones.of_class("CZKFBJ", "城镇集中建设区"))

    cells = sower.sow("永久基本农田压林地", ("YJJBNT", "LD"), forest, basic, 3)
    label["YJJBNT"][cells] = 1
    cells = sower.sow("永久基本农田压生态保护红线", ("YJJBNT", "STBHHX"), basic, inside_red, 3)
    label["STBHHX"][cells] = 1
    cells = sower.sow("城镇开发边界压永久基本农田", ("CZKFBJ", "YJJBNT"), basic, town, 2)
    label["CZKFBJ"][cells] = 1
    cells = sower.sow("城镇开发边界压生态保护红线", ("CZKFBJ", "STBHHX"), near if near.any() else red, None, 2)
    label["CZKFBJ"][cells] = 1
    cells = sower.sow("矿业权压自然保护区", ("KYQ", "ZRBHQ"), whole_parcels(country, label["ZRBHQ"] == 2), None, 2)
    label["KYQ"][cells] = 1
    cells = sower.sow("林地压耕地", ("LD", "DLTB"), plain, None, 3)
    label["LD"][cells] = 2
    green = touched_parcels(country, zones.inside("CSLVX"))
    cells = sower.sow("城市绿线压规划居住用地", ("CSLVX", "GHYDYH"), homes & (country.parcels.built == 0), green, 2)
    label["CSLVX"][cells] = 1
    return sower.found


def _nearest_to_towns(country: Country) -> Mask:
    """The third of the parcels that is nearest to the towns."""
    settled, at = country.settled, country.parcels.at
    distance, seat = cKDTree(settled.seats).query(at)
    share = distance / settled.radius[seat]
    return np.asarray(share < np.quantile(share, 0.35))


def _in_lines(zones: Zones) -> Mask:
    return np.asarray(zones.inside("YJJBNT") | zones.inside("STBHHX") | zones.inside("CZKFBJ"))
