"""What grows or stands on each cell: land codes of the third national survey (三调, 国土调查工作分类)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .courses import CourseKind
from .ground import TOWARDS_HILLS, Floats, Ground

Codes = npt.NDArray[np.str_]
NAME = {
    "0101": "水田", "0102": "水浇地", "0103": "旱地", "0201": "果园", "0202": "茶园", "0204": "其他园地",
    "0301": "乔木林地", "0302": "竹林地", "0305": "灌木林地", "0307": "其他林地", "0404": "其他草地",
    "05H1": "商业服务业设施用地", "0508": "物流仓储用地", "0601": "工业用地", "0602": "采矿用地",
    "0701": "城镇住宅用地", "0702": "农村宅基地", "08H1": "机关团体新闻出版用地", "08H2": "科教文卫用地",
    "0809": "公用设施用地", "0810": "公园与绿地", "09": "特殊用地", "1001": "铁路用地", "1003": "公路用地",
    "1004": "城镇村道路用地", "1005": "交通服务场站用地", "1006": "农村道路", "1101": "河流水面", "1103": "水库水面",
    "1104": "坑塘水面", "1106": "内陆滩涂", "1107": "沟渠", "1109": "水工建筑用地", "1201": "空闲地",
    "1202": "设施农用地", "1206": "裸土地", "1207": "裸岩石砾地",
}  # fmt: skip
COURSE_CODE: dict[CourseKind, str] = {
    "river": "1101", "canal": "1107", "railway": "1001", "motorway": "1003", "national": "1003", "provincial": "1003",
    "county": "1003", "arterial": "1004", "collector": "1004", "local": "1004", "township": "1003", "village": "1006",
}  # fmt: skip
FARMLAND = ("0101", "0102", "0103")
FOREST = ("0301", "0302", "0305", "0307")
INDUSTRY = np.array([0.72, -0.69])
"""Towns keep their industry in the south-east, down the wind."""
_URBAN = (
    ("0810", 0.07), ("08H2", 0.07), ("08H1", 0.025), ("0809", 0.02), ("1005", 0.015), ("09", 0.01), ("05H1", 0.08),
    ("1201", 0.025),
)  # fmt: skip
"""Shares of town plots that are neither dwellings nor industry."""
COUNTY_TOWN_HAS = {"0810": 5, "08H2": 14, "08H1": 2, "0809": 7, "1005": 2, "09": 1}
TOWN_HAS = {"0810": 1, "08H2": 4, "08H1": 1, "0809": 1}
"""Plots that even a small town has."""


def starting(codes: Codes, prefixes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which codes begin with one of these."""
    return np.asarray(np.logical_or.reduce([np.char.startswith(codes, prefix) for prefix in prefixes]))


def lake_reach(ground: Ground) -> tuple[Floats, float]:
    """Middle and radius (m) of the reservoir, before its shore is bent."""
    radius = ground.size.radius
    across = np.array([TOWARDS_HILLS[1], -TOWARDS_HILLS[0]])
    return TOWARDS_HILLS * radius * 0.5 - across * radius * 0.34, max(260.0, radius * 0.075)


def rural_codes(ground: Ground, at: Floats, river: Floats, rng: np.random.Generator) -> Codes:
    """By height, water, distance to villages and patches of noise, with a few odd plots."""
    hilly, noise = ground.hilliness(at), {name: patch(at) for name, patch in ground.fields.items()}
    wet = noise["wet"] - 1.6 * hilly
    codes = np.where(wet > -0.25, "0101", np.where(wet > -0.75, "0102", "0103")).astype("U4")
    slope = ground.slope(at)
    wooded = hilly * (1.1 + 1.3 * np.abs(ground.hills(at))) + 0.5 * noise["forest"] + 0.035 * slope
    codes[(hilly > 0.12) & (noise["orchard"] > 1.15)] = "0201"
    codes[(hilly > 0.3) & (noise["orchard"] > 1.35)] = "0202"
    codes[(noise["orchard"] < -2.0)] = "0204"
    forest = wooded > 1.15
    codes[forest] = "0301"
    codes[forest & (noise["forest"] < -0.85)] = "0302"
    codes[(wooded > 0.95) & ~forest] = "0305"
    codes[(hilly < 0.3) & (noise["forest"] > 1.75)] = "0307"
    codes[(hilly > 0.35) & (noise["grass"] > _some(noise["grass"][hilly > 0.35], 1.6))] = "0404"
    codes[(hilly > 0.7) & (noise["grass"] > 2.35)] = "1207"
    odd = rng.random(len(at))
    codes[(odd < 0.030) & (hilly < 0.4)] = "1104"
    codes[(odd > 0.992) & (hilly < 0.5)] = "1202"
    codes[(odd > 0.9985) & (hilly > 0.5)] = "1206"
    codes[(odd > 0.985) & (odd < 0.988) & (hilly < 0.5)] = "1107"
    codes[(odd > 0.988) & (odd < 0.9895)] = "0601"
    near_river = np.isfinite(cKDTree(river).query(at, distance_upper_bound=1.9 * ground.size.river_width)[0])
    codes[near_river & (noise["wet"] > _some(noise["wet"][near_river], 0.35))] = "1106"
    _flood(ground, at, codes)
    quarry = np.hypot(*(at - TOWARDS_HILLS * ground.size.radius * 0.42).T)
    codes[quarry < max(170.0, ground.size.radius * 0.02)] = "0602"
    return codes


def _some(values: Floats, wanted: float) -> float:
    """The wanted threshold, or a lower one where hardly anything would exceed it."""
    return min(wanted, float(np.quantile(values, 0.97))) if len(values) else wanted


def _flood(ground: Ground, at: Floats, codes: Codes) -> None:
    middle, reach = lake_reach(ground)
    arm = at - middle
    turn = np.arctan2(arm[:, 1], arm[:, 0])
    shore = reach * (1 + 0.28 * np.cos(2 * turn + 0.4) + 0.2 * np.cos(5 * turn + 1.1) + 0.1 * np.cos(9 * turn))
    distance = np.hypot(*arm.T)
    codes[distance < shore] = "1103"
    dam = (distance >= shore) & (distance < shore + reach * 0.16) & (np.abs(turn + 1.0) < 0.3)
    codes[dam] = "1109"


def village_codes(places: Floats, reach: Floats, rng: np.random.Generator) -> Codes:
    """Plots of a village; `reach` is the distance to its middle as a share of its radius."""
    codes = np.full(len(places), "0702", dtype="U4")
    odd = rng.random(len(places))
    codes[(odd > 0.72) & (reach > 0.55)] = "0103"
    codes[(odd > 0.86) & (reach > 0.55)] = "0307"
    codes[(odd < 0.04) & (reach < 0.5)] = "08H2"
    codes[(odd > 0.04) & (odd < 0.07)] = "1104"
    return codes


def town_codes(at: Floats, middle: Floats, radius: float, least: Mapping[str, int], rng: np.random.Generator) -> Codes:
    """Plots of a town: public uses by shares, trade in the middle, industry in the south-east."""
    arm = (at - middle) / radius
    reach = np.hypot(*arm.T)
    codes = np.full(len(at), "0701", dtype="U4")
    industry = arm @ INDUSTRY > 0.42
    inner = rng.permutation(np.flatnonzero((reach < 0.88) & ~industry))
    for code, share in _URBAN:
        count = max(round(share * len(at)), least.get(code, 0))
        codes[inner[:count]], inner = code, inner[count:]
    codes[(reach < 0.28) & (codes == "0701") & (rng.random(len(at)) < 0.55)] = "05H1"
    codes[industry] = np.where(rng.random(int(industry.sum())) < 0.18, "0508", "0601")
    codes[(reach > 0.9) & (rng.random(len(at)) < 0.25) & ~industry] = "0103"
    return codes
