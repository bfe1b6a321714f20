"""Which cells lie in which control zone. A zone is whole cells, so what two zones have in common is known here."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .courses import Course
from .ground import TOWARDS_HILLS, Floats, Ground
from .land import FARMLAND, lake_reach
from .mesh import Ints
from .parcels import Parcels
from .seeds import clear_width
from .settlements import Settlements

Mask = npt.NDArray[np.bool_]
BARRED = ("river", "railway", "motorway", "national", "provincial", "canal")


@dataclass(frozen=True)
class Country:
    """The county before it is written out as layers. Metres around its centre."""

    ground: Ground
    settled: Settlements
    courses: list[Course]
    parcels: Parcels
    cell_at: Floats
    course: Ints
    """river or road of each cell, or -1"""

    @property
    def lies_at(self) -> Floats:
        """What decides in which zone a cell is: its parcel's place, so that zones cut no fields; roads are cut."""
        return np.where(self.course[:, None] >= 0, self.cell_at, self.parcels.at[self.parcels.of_cell])

    def code(self) -> npt.NDArray[np.str_]:
        return self.parcels.code[self.parcels.of_cell]

    def runs_as(self, *kinds: str) -> Mask:
        """Cells of rivers or roads of these kinds."""
        wanted = np.array([course.kind in kinds for course in self.courses] + [False])
        return np.asarray(wanted[self.course])


@dataclass
class Zones:
    """One number per cell: 0 outside, then classes in the order named by the layer."""

    town_core: Mask
    development: Ints
    """城镇开发边界: 1 集中建设区, 2 弹性发展区, 3 特别用途区"""
    redline: Mask
    farmland: Mask
    """永久基本农田, whole parcels"""
    reserve: Ints
    """自然保护区: 1 核心保护区, 2 一般控制区"""
    scenic: Ints
    """风景名胜区: 1 核心景区, 2 其他"""
    intake: Ints
    """饮用水水源保护区: 1 一级, 2 二级, 3 准保护区"""
    hazard: Ints
    """地质灾害易发区: 0 非易发区, 1 高, 2 中, 3 低"""
    old_town: Ints
    """历史文化街区: 1 核心保护范围, 2 建设控制地带"""
    banks: Mask
    """河道管理范围"""
    flood: Mask
    """蓄滞洪区"""
    minerals: Ints
    """矿产资源: 1 战略性, 2 非战略性"""
    mining: Mask
    """矿业权"""
    overlaps: dict[str, Mask] = field(default_factory=dict)
    """places where two zones overlap against the law"""


def zone(country: Country) -> Zones:
    ground, settled = country.ground, country.settled
    at, code = country.lies_at, country.code()
    hilly, noise = ground.hilliness(at), {name: patch(at) for name, patch in ground.fields.items()}
    radius = ground.size.radius
    distance, seat = cKDTree(settled.seats).query(at)
    share = distance / settled.radius[seat]
    barred = country.runs_as(*BARRED)
    development = _development(share, noise["planned"], seat, country)
    lake = code == "1103"
    shore = cKDTree(at[lake]).query(at)[0] if lake.any() else np.full(len(at), np.inf)
    built = country.parcels.built[country.parcels.of_cell] >= 0
    wild = (hilly * 1.9 + 0.45 * noise["protected"] > 1.15) & ~built & ~barred & (development == 0)
    redline = (wild & ~np.isin(code, [*FARMLAND, "0602", "0601", "1202"])) | lake
    slope = ground.slope(at)
    farmland = np.isin(code, FARMLAND) & (development == 0) & ~redline & (slope < 25) & (noise["planned"] > -1.0)
    farmland &= ~built & (country.course < 0)
    wilds = np.hypot(*(at - TOWARDS_HILLS * radius * 0.8).T) / radius * (1 + 0.12 * noise["spare"])
    reserve = np.where(redline & ~lake & (wilds < 0.17), 1, np.where(redline & ~lake & (wilds < 0.34), 2, 0))
    _, reach = lake_reach(ground)
    scenic = np.where(shore < 0.5 * reach, 1, np.where(shore < 1.3 * reach, 2, 0)) * (reserve == 0)
    middle = settled.seats[0] + settled.radius[0] * np.array([-0.22, 0.3])
    old = np.hypot(*(at - middle).T) / settled.radius[0]
    river = next(course for course in country.courses if course.kind == "river")
    flow = cKDTree(river.points).query(country.cell_at)[0]
    basin = np.hypot(*((at - radius * np.array([0.62, -0.2])) / (1.0, 0.6)).T) / radius * (1 + 0.1 * noise["spare"])
    quarry = np.hypot(*(at - TOWARDS_HILLS * radius * 0.42).T) / radius
    ore = np.hypot(*(at - np.array([-0.55, 0.05]) * radius).T) / radius * (1 + 0.1 * noise["spare"])
    steep = hilly + 0.012 * slope + 0.1 * noise["protected"]
    return Zones(
        town_core=share < 1.0,
        development=development,
        redline=redline,
        farmland=farmland,
        reserve=reserve,
        scenic=scenic,
        intake=np.where(shore < 0.35 * reach, 1, np.where(shore < 1.1 * reach, 2, np.where(shore < 1.8 * reach, 3, 0))),
        hazard=np.where(steep > 1.12, 1, np.where(steep > 0.75, 2, np.where(steep > 0.4, 3, 0))),
        old_town=np.where(old < 0.15, 1, np.where(old < 0.25, 2, 0)) * (country.course < 0),
        banks=country.runs_as("river") | ((flow < clear_width(river) * 1.02) & (country.course < 0)),
        flood=(basin < 0.17) & (share > 1.35) & ~barred,
        minerals=np.where(ore < 0.07, 1, np.where(quarry < 0.11, 2, 0)),
        mining=(quarry < 0.05) & (reserve == 0) & (country.course < 0),
    )


def _development(share: Floats, patch: Floats, seat: Ints, country: Country) -> Ints:
    """The towns with room to grow, and in the county town's a hole of fields that stay."""
    reach = share / (1 + 0.05 * np.clip(patch, -2, 2))
    found = np.where(reach < 1.12, 1, np.where(reach < 1.28, 2, 0))
    settled = country.settled
    town = settled.radius[0]
    hole = np.hypot(*(country.lies_at - settled.seats[0] - town * np.array([-0.72, -0.72])).T) < town * 0.22
    green = np.hypot(*(country.lies_at - settled.seats[0] - town * np.array([-0.9, 0.62])).T) < town * 0.3
    found[(seat == 0) & green & (reach < 1.28)] = 3
    found[(seat == 0) & hole & (country.course < 0)] = 0
    return np.where(country.runs_as("river"), 0, found)
