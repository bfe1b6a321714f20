"""What the county's plan allots: 用地用海 codes of 2023 for each parcel, and the limits of building on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .country import Country, Mask
from .facilities import Facility
from .land import INDUSTRY, Codes, starting
from .mesh import Ints

OF_SURVEY = {
    "0101": "0101", "0102": "0102", "0103": "0103", "0201": "0201", "0202": "0202", "0204": "0205", "0301": "0301",
    "0302": "0302", "0305": "0303", "0307": "0304", "0404": "0403", "05H1": "090101", "0508": "110101",
    "0601": "100101", "0602": "1002", "0701": "070102", "0702": "070301", "08H1": "0801", "08H2": "080403",
    "0809": "1312", "0810": "1401", "09": "1503", "1001": "1201", "1003": "1202", "1004": "1207", "1005": "120801",
    "1006": "060101", "1101": "1701", "1103": "1703", "1104": "1704", "1106": "0506", "1107": "1705", "1109": "1311",
    "1201": "16", "1202": "060202", "1206": "2306", "1207": "2307",
}  # fmt: skip
"""Where the plan leaves the use as it is: 三调 → 用地用海2023 (same-name mapping; coarse survey classes by what is
usual there)."""
NAME = {
    "0101": "水田", "0102": "水浇地", "0103": "旱地", "0201": "果园", "0202": "茶园", "0205": "其他园地",
    "0301": "乔木林地", "0302": "竹林地", "0303": "灌木林地", "0304": "其他林地", "0403": "其他草地",
    "0506": "内陆滩涂", "060101": "村道用地", "060202": "畜禽养殖设施建设用地", "070102": "二类城镇住宅用地",
    "070301": "一类农村宅基地", "0704": "农村社区服务设施用地", "0801": "机关团体用地",
    "080301": "图书与展览用地", "080302": "文化活动用地", "080403": "中小学用地", "080404": "幼儿园用地",
    "080501": "体育场馆用地", "080601": "医院用地", "080602": "基层医疗卫生设施用地", "080701": "老年人社会福利用地",
    "090101": "零售商业用地", "090103": "餐饮用地", "1002": "采矿用地", "100101": "一类工业用地",
    "100102": "二类工业用地", "110101": "一类物流仓储用地", "1201": "铁路用地", "1202": "公路用地",
    "1207": "城镇村道路用地", "120801": "对外交通场站用地", "120802": "公共交通场站用地", "1301": "供水用地",
    "1302": "排水用地", "1303": "供电用地", "1304": "供燃气用地", "1309": "环卫用地", "1310": "消防用地",
    "1311": "水工设施用地", "1312": "其他公用设施用地", "1401": "公园绿地", "1402": "防护绿地", "1403": "广场用地",
    "1503": "宗教用地", "16": "留白用地", "1701": "河流水面", "1703": "水库水面", "1704": "坑塘水面", "1705": "沟渠",
    "2306": "裸土地", "2307": "裸岩石砾地",
}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """规划条件; every figure is invented."""

    starts: tuple[str, ...]
    """用地用海 codes they are for"""
    ratio: float
    """容积率, at most"""
    density: float
    """建筑密度, % at most"""
    height: float
    """m, at most"""
    green: float
    """绿地率, % at least"""


LIMITS = (
    Limits(("070102",), 2.2, 28, 54, 30),
    Limits(("0703", "0704"), 1.2, 45, 12, 10),
    Limits(("0801",), 2.0, 35, 36, 30),
    Limits(("080301", "080302", "0805"), 1.5, 40, 24, 30),
    Limits(("080403", "080404"), 0.9, 30, 24, 35),
    Limits(("0806", "0807"), 1.8, 30, 36, 35),
    Limits(("09",), 3.0, 50, 60, 20),
    Limits(("1001",), 2.0, 60, 30, 10),
    Limits(("11",), 1.8, 60, 24, 10),
    Limits(("1208",), 0.8, 40, 18, 20),
    Limits(("13",), 0.8, 40, 15, 25),
    Limits(("14",), 0.05, 5, 8, 75),
)
OLD_TOWN = Limits((), 1.2, 50, 9, 15)
"""Within 历史文化街区, whatever the use."""


def planned_use(country: Country, development: Ints, facilities: list[Facility]) -> Codes:
    """用地用海2023 of each parcel: as surveyed, but fields within 城镇集中建设区 are to be built on."""
    parcels, rng = country.parcels, country.draw(11)
    code = np.array([OF_SURVEY[c] for c in parcels.code], dtype="U6")
    code[(parcels.code == "08H2") & (parcels.built >= len(country.settled.seats))] = "0704"
    zoned = np.bincount(parcels.of_cell, development == 1, parcels.count) == np.bincount(parcels.of_cell)
    green = starting(parcels.code, ("01", "02", "03", "04", "1104", "1202", "0702"))
    grows = zoned & green & np.array([kind is None for kind in parcels.kind])
    code[grows] = _growth(country, grows, rng)
    code[(code == "100101") & (parcels.built == 0) & (rng.random(parcels.count) < 0.3)] = "100102"
    code[(code == "1401") & (rng.random(parcels.count) < 0.12)] = "1403"
    for facility in facilities:
        if facility.need.ground > 0.5:
            code[facility.parcel] = facility.need.plan
    return code


def _growth(country: Country, grows: Mask, rng: np.random.Generator) -> Codes:
    """Uses of fields that are to become town: industry down the wind, green along its edge, dwellings elsewhere."""
    settled, at = country.settled, country.parcels.at[grows]
    seat = settled.town[country.parcels.village[grows]]
    arm = (at - settled.seats[seat]) / settled.radius[seat][:, None]
    along, chance = arm @ INDUSTRY, rng.random(len(at))
    code = np.full(len(at), "070102", dtype="U6")
    code[chance < 0.10] = "090101"
    code[(chance > 0.10) & (chance < 0.13)] = "080403"
    code[(chance > 0.13) & (chance < 0.21)] = "1401"
    code[(chance > 0.21) & (chance < 0.26)] = "16"
    code[along > 0.42] = np.where(chance[along > 0.42] < 0.2, "110101", "100101")
    code[(along > 0.34) & (along <= 0.42)] = "1402"
    return code


def limits_of(planned: Codes, old_town: Mask) -> Ints:
    """Which row of `LIMITS` each cell is under, counted from 1; one more than there are in the old town; 0 none."""
    row = np.zeros(len(planned), dtype=np.int64)
    for number, limits in enumerate(LIMITS, start=1):
        row[starting(planned, limits.starts)] = number
    return np.where((row > 0) & old_town, len(LIMITS) + 1, row)
