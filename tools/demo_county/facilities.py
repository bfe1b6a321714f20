"""Schools, clinics, markets, parks, works … of the towns, each on a parcel of a use that fits, spread over the town."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .country import Country
from .ground import Floats
from .mesh import Ints


@dataclass(frozen=True)
class Need:
    kind: str
    """SSLX"""
    codes: tuple[str, ...]
    """三调 of the parcels it may stand on"""
    reach: float
    """m that one serves; the county town gets as many as that takes, or nearly"""
    plan: str
    """用地用海 of its ground"""
    towns: bool = True
    """also in the other towns"""
    beds: int = 0
    ground: float = 1.0
    """share of the parcel that it takes"""


PUBLIC, TRADE, WORKS = ("08H2",), ("05H1",), ("0809",)
NEEDS = (
    Need("小学", PUBLIC, 620, "080403"),
    Need("中学", PUBLIC, 1000, "080403"),
    Need("市区级医院", PUBLIC, 2500, "080601", towns=False, beds=420),
    Need("社区卫生服务设施", PUBLIC, 800, "080602", beds=30),
    Need("社区养老设施", PUBLIC, 480, "080701", beds=80),
    Need("社区文化活动设施", PUBLIC, 850, "080302"),
    Need("社区体育设施", PUBLIC, 850, "080501"),
    Need("幼儿园", PUBLIC, 420, "080404"),
    Need("足球场地", PUBLIC, 1100, "080501", towns=False),
    Need("文化艺术场馆", PUBLIC, 2500, "080301", towns=False),
    Need("菜市场", TRADE, 560, "090101"),
    Need("咖啡馆茶舍", TRADE, 420, "090103", ground=0.1),
    Need("水厂", WORKS, 3000, "1301", towns=False),
    Need("污水处理厂", WORKS, 3000, "1302", towns=False),
    Need("变电站", WORKS, 2500, "1303"),
    Need("消防救援站", WORKS, 2200, "1310", towns=False),
    Need("燃气站", WORKS, 3000, "1304", towns=False),
    Need("环卫站", WORKS, 2500, "1309", towns=False),
    Need("公交场站", ("1005",), 2000, "120802", towns=False),
    Need("应急避难场所", ("0810",), 700, "1401", ground=0.6),
    Need("公园", ("0810",), 500, "1401"),
)


@dataclass(frozen=True)
class Facility:
    need: Need
    parcel: int
    at: Floats
    """(2,) m"""
    town: int
    number: int
    """within its kind"""

    @property
    def kind(self) -> str:
        return self.need.kind


def place_facilities(country: Country) -> list[Facility]:
    found: list[Facility] = []
    used: set[int] = set()
    counted: dict[str, int] = {}
    first_cell = _cells_of_parcels(country)
    for town in range(len(country.settled.seats)):
        for need in NEEDS:
            for parcel in _places(country, town, need, used):
                counted[need.kind] = counted.get(need.kind, 0) + 1
                here = first_cell[parcel]
                at = country.cell_at[here[counted[need.kind] % len(here)]]
                found.append(Facility(need, parcel, at, town, counted[need.kind]))
                used.add(parcel)
    return found


def _places(country: Country, town: int, need: Need, used: set[int]) -> list[int]:
    """Parcels of the town for this need: the first near the middle, each further one far from those before."""
    parcels, settled = country.parcels, country.settled
    if town and not need.towns:
        return []
    fit = np.flatnonzero((parcels.built == town) & np.isin(parcels.code, need.codes))
    free = np.array([n for n in fit.tolist() if n not in used], dtype=np.int64)
    candidates = free if len(free) else fit
    wanted = math.ceil(settled.radius[0] ** 2 / need.reach**2) if town == 0 else 1
    chosen: list[int] = []
    apart = np.full(len(candidates), np.inf)
    from_middle = np.hypot(*(parcels.at[candidates] - settled.seats[town]).T)
    while len(chosen) < min(wanted, len(candidates)):
        best = int(np.argmin(np.abs(from_middle - 0.3 * settled.radius[town]))) if not chosen else int(apart.argmax())
        chosen.append(int(candidates[best]))
        apart = np.minimum(apart, np.hypot(*(parcels.at[candidates] - parcels.at[candidates[best]]).T))
        apart[best] = -1
    return chosen


def _cells_of_parcels(country: Country) -> dict[int, Ints]:
    """Cells of the parcels of the towns, the first one first."""
    of_cell = country.parcels.of_cell
    in_towns = np.flatnonzero((country.built >= 0) & (country.built < len(country.settled.seats)))
    order = in_towns[np.argsort(of_cell[in_towns], kind="stable")]
    first = np.flatnonzero(np.diff(of_cell[order], prepend=-1))
    return {int(of_cell[cells[0]]): cells for cells in np.split(order, first[1:]) if len(cells)}
