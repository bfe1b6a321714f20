"""Indicators that follow from the cells: sums of land, of people, of lines and of what was built."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from ..county import County
from ..courses import CourseKind
from ..land import starting
from ..layers.places import sealed
from ..layers.survey import bund_share, settled_as
from ..layers.ways import STREETS, middle_lines
from ..people import GRID
from ..plans import BUILDING_LAND
from ..shapes import geographic, origin
from ..statistics import counted

TOWN_AND_COUNTRY = ("05", "0601", "07", "08", "1004", "1005", "1201")
"""城乡建设用地: prefixes of survey codes."""
STEP = 0.25
"""m between the points at which it is asked in which cell a street lies."""
Value = tuple[float, str]


def indicators(county: County) -> dict[str, dict[str, object]]:
    """Name in the indicator library → value and unit."""
    found = {**_land(county), **_zones(county), **_city(county), **_lines(county)}
    return {name: {"value": float(f"{value:.10g}"), "unit": unit} for name, (value, unit) in found.items()}


def _land(county: County) -> dict[str, Value]:
    country, area, code = county.country, county.shapes.cell_area, county.country.code
    people = counted(county)
    settled = settled_as(country)[country.parcels.of_cell]
    net = area * (1 - bund_share(country)[country.parcels.of_cell])

    def of(*prefixes: str) -> float:
        return float(area[starting(code, prefixes)].sum())

    built, industry = of(*TOWN_AND_COUNTRY), of("0601")
    jobs, homes = of("05", "0601", "08"), of("0701", "0702")
    return {
        "耕地保有量": (float(net[starting(code, ("01",))].sum()) / 1e6, "km²"),
        "林地保有量": (of("03") / 1e6, "km²"),
        "草地面积": (of("04") / 1e6, "km²"),
        "湿地面积": (of("1106") / 1e6, "km²"),
        "河湖水面率": (of("1101", "1103") / area.sum() * 100, "%"),
        "建设用地总面积": (of(*BUILDING_LAND) / 1e6, "km²"),
        "城乡建设用地面积": (built / 1e6, "km²"),
        "城乡工业用地占城乡建设用地的比例": (industry / built * 100, "%"),
        "城乡居住用地占城乡建设用地的比例": (homes / built * 100, "%"),
        "城乡职住用地比例": (jobs / homes, "倍"),
        "人均城镇建设用地面积": (float(area[settled == "202"].sum()) / people["城镇常住人口"], "m²/人"),
        "人均村庄建设用地面积": (float(area[settled == "203"].sum()) / people["乡村常住人口"], "m²/人"),
        "常住人口数量": (people["常住人口"] / 1e4, "万人"),
        "常住人口城镇化率": (people["城镇常住人口"] / people["常住人口"] * 100, "%"),
    }


def _zones(county: County) -> dict[str, Value]:
    area, zones = county.shapes.cell_area, county.zones
    built = starting(county.country.code, TOWN_AND_COUNTRY)
    old = zones.inside("LSJQHX") | zones.inside("CSZX") | zones.inside("WWBHFW")

    def stored(kind: str) -> float:
        return float(county.shapes.cell_area_of(kind)[zones.inside(kind)].sum()) / 1e6

    return {
        "永久基本农田保护面积": (stored("YJJBNT"), "km²"),
        "生态保护红线面积": (stored("STBHHX"), "km²"),
        "城镇开发边界面积": (stored("CZKFBJ"), "km²"),
        "基本草原面积": (stored("CYJB"), "km²"),
        "历史文化保护线面积": (float(area[old].sum()) / 1e6, "km²"),
        "城镇开发边界范围内城乡建设用地面积": (float(area[built & zones.inside("CZKFBJ")].sum()) / 1e6, "km²"),
    }


def _city(county: County) -> dict[str, Value]:
    city, area, buildings = county.zones.inside("CQFW"), county.shapes.cell_area, county.buildings
    extent, people = float(area[city].sum()), _people_by_squares(county)
    inside = city[buildings.cell]
    shelters = [
        one for one in county.facilities if one.kind == "应急避难场所" and city[int(county.country.cell_of(one.at))]
    ]
    ground = sum(round(county.shapes.parcel_area[one.parcel] * one.need.ground, 2) for one in shelters)
    return {
        "城区常住人口密度": (people / 1e4 / (extent / 1e6), "万人/km²"),
        "城区建筑密度": (float(buildings.footprint[inside].sum()) / extent * 100, "%"),
        "城区建筑总量": (float(np.round(buildings.footprint * buildings.storeys, 2)[inside].sum()), "m²"),
        "超高层建筑数量": (float((buildings.height[inside] > 100).sum()), "栋"),
        "城区透水表面占比": ((extent - float(area[sealed(county)].sum())) / extent * 100, "%"),
        "人均应急避难场所面积": (ground / people, "m²/人"),
    }


def _people_by_squares(county: County) -> int:
    """Of the squares of the grid whose middles lie in the city."""
    corners, count = county.people.squares()
    near = county.country.cell_of(corners + GRID / 2)
    return int(count[county.zones.inside("CQFW")[near]].sum())


def _lines(county: County) -> dict[str, Value]:
    kinds: tuple[CourseKind, ...] = tuple(STREETS)
    city = float(county.shapes.cell_area[county.zones.inside("CQFW")].sum())
    whole = float(county.shapes.cell_area.sum())
    return {
        "城区道路网密度": (_length_in_city(county, kinds) / 1e3 / (city / 1e6), "km/km²"),
        "高速公路网密度": (_length(county, ("motorway",)) / 1e3 / (whole / 1e8), "km/百km²"),
        "铁路网密度": (_length(county, ("railway",)) / 1e3 / (whole / 1e8), "km/百km²"),
    }


def _length(county: County, kinds: tuple[CourseKind, ...]) -> float:
    """m along the ground."""
    geod = pyproj.Geod(a=6378137.0, rf=298.257222101)
    _, lines = middle_lines(county, kinds)
    return sum(geod.line_length(*geographic(shapely.get_coordinates(line)).T) for line in shapely.get_parts(lines))


def _length_in_city(county: County, kinds: tuple[CourseKind, ...]) -> float:
    """m: a point of a street lies in the cell whose place is nearest to it."""
    city, length = county.zones.inside("CQFW"), 0.0
    for line in middle_lines(county, kinds)[1]:
        fine = shapely.get_coordinates(shapely.segmentize(line, STEP)) - origin()
        middle = (fine[1:] + fine[:-1]) / 2
        inside = city[county.country.cell_of(middle)]
        length += float(np.hypot(*np.diff(fine, axis=0).T)[inside].sum())
    return length
