"""Roads and railway as ground and as middle lines, power lines, the streets one walks and drives along."""

from __future__ import annotations

from datetime import date

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ..country import Mask
from ..county import County
from ..courses import Course, CourseKind
from ..mesh import Geometries, Ints
from ..shapes import origin
from ..sheet import SURVEYED, Sheet, features, serials
from ..size import ZONE_CRS, ZONE_CRS_PREFIXED
from .patches import Patches, patches_of

ROADS: dict[CourseKind, str] = {
    "motorway": "高速公路", "national": "国道", "provincial": "省道", "county": "县道", "township": "乡道",
    "village": "村道",
}  # fmt: skip
"""公路: kind → GLDJ"""
STREETS: dict[CourseKind, str] = {"arterial": "主干路", "collector": "次干路", "local": "支路"}
"""城市道路: kind → DLDJ"""
DECLARED = {"county": 15.0}
"""m of 建筑控制区 that the county declared for one class, more than the law asks for; elsewhere the law's."""
TRANSPORT, RAILWAY, GRID = "示例县交通运输局", "示例铁路局集团", "示例供电公司"
DISTRICTS = ("城市市区", "城市郊区居民居住区", "村镇居民居住区", "其他地区")
ROAD_SURVEY, FORMER_ROAD_SURVEY = date(2024, 10, 31), date(2019, 12, 31)


def road_ground_sheet(county: County) -> Sheet:
    """公路用地: surveyed anew in all towns but one."""
    found = _ground(county, tuple(ROADS), county.country.surveyed_anew)
    kinds = [course.kind for course in _courses(county, found)]
    frame = features(
        found.shapes,
        BSM=serials(9001, found.count),
        LXMC=[course.name for course in _courses(county, found)],
        GLDJ=[ROADS[kind] for kind in kinds],
        SFGS=["是" if kind == "motorway" else "否" for kind in kinds],
        KZQKD=[DECLARED.get(kind, np.nan) for kind in kinds],
        MJ=np.round(found.area, 2),
    )
    return Sheet(
        "公路2024", "GL", frame, "ways.gpkg", ZONE_CRS, ROAD_SURVEY, TRANSPORT, table="GL2024",
        measured_from="公路用地外缘", covers=county.country.surveyed_anew,
    )  # fmt: skip


def road_middle_sheet(county: County) -> Sheet:
    """The former survey had middle lines only."""
    courses, lines = middle_lines(county, tuple(ROADS))
    frame = features(
        lines,
        BSM=serials(9002, len(lines)),
        LXMC=[course.name for course in courses],
        GLDJ=[ROADS[course.kind] for course in courses],
        SFGS=["是" if course.kind == "motorway" else "否" for course in courses],
    )
    return Sheet(
        "公路2019", "GL", frame, "ways.gpkg", ZONE_CRS_PREFIXED, FORMER_ROAD_SURVEY, TRANSPORT, table="GL2019",
        measured_from="中心线",
    )  # fmt: skip


def railway_sheet(county: County) -> Sheet:
    """Ground of the railway to the foot of its bank, cut where it passes from town to country."""
    everywhere = np.ones(len(county.country.course), dtype=bool)
    found = _ground(county, ("railway",), everywhere, districts(county))
    frame = features(
        found.shapes,
        BSM=serials(9003, found.count),
        XLMC="示例铁路",
        TLLX="普速铁路",
        DQLX=[DISTRICTS[n] for n in districts(county)[found.first]],
        MJ=np.round(found.area, 2),
    )
    return Sheet(
        "铁路", "TL", frame, "ways.gpkg", ZONE_CRS, date(2023, 5, 31), RAILWAY, table="TL", measured_from="路堤坡脚"
    )


def districts(county: County) -> Ints:
    """Of each cell: 0 市区, 1 郊区, 2 村镇, 3 其他."""
    country, settled = county.country, county.country.settled
    to_city = np.hypot(*(country.cell_at - settled.seats[0]).T) / settled.radius[0]
    distance, near = cKDTree(settled.places).query(country.cell_at)
    near_village = distance < settled.radius[near] + 100
    return np.where(to_city < 1.0, 0, np.where(to_city < 1.6, 1, np.where(near_village, 2, 3)))


def power_sheet(county: County) -> Sheet:
    """The outer wires (边导线) of each line."""
    inside = county.shapes.outline
    wires = [(line, wire) for line in county.power for wire in line.wires]
    shapes = shapely.intersection(shapely.transform([wire for _, wire in wires], lambda at: at + origin()), inside)
    kept = np.flatnonzero(~shapely.is_empty(shapes))
    lines = [wires[n][0] for n in kept]
    frame = features(
        shapes[kept],
        BSM=serials(9004, len(kept)),
        XLMC=[line.name for line in lines],
        DYDJ=[f"{line.kilovolts}kV" for line in lines],
        SSLX=["电缆" if line.buried else "架空线路" for line in lines],
    )
    return Sheet(
        "电力线路", "DL", frame, "ways.gpkg", ZONE_CRS, date(2025, 4, 30), GRID, table="DL", measured_from="边导线"
    )


def walking_sheet(county: County) -> Sheet:
    """Every way on which one may walk."""
    courses, lines = middle_lines(county, (*STREETS, *(kind for kind in ROADS if kind != "motorway")))
    frame = features(lines, BSM=serials(9005, len(lines)), MC=[course.name for course in courses])
    return Sheet("步行网络", "BXWL", frame, "streets.parquet", ZONE_CRS, SURVEYED, TRANSPORT)


def network_sheet(county: County) -> Sheet:
    """Middle lines of roads, streets and the railway, by class."""
    courses, lines = middle_lines(county, (*STREETS, *ROADS, "railway"))
    classes: dict[CourseKind, str] = {**STREETS, **ROADS, "railway": "铁路"}
    frame = features(
        lines,
        BSM=serials(9006, len(lines)),
        MC=[course.name for course in courses],
        DLDJ=[classes[course.kind] for course in courses],
    )
    return Sheet("路网", "LWDL", frame, "network.gpkg", ZONE_CRS, SURVEYED, TRANSPORT, table="LWDL")


def middle_lines(county: County, kinds: tuple[CourseKind, ...]) -> tuple[list[Course], Geometries]:
    """Courses of these kinds, each cut at the county's border."""
    courses = [course for course in county.country.courses if course.kind in kinds]
    lines = shapely.transform([course.line for course in courses], lambda at: at + origin())
    inside = county.shapes.outline
    within = shapely.contains_properly(inside, lines)
    cut = np.where(within, lines, shapely.intersection(lines, inside))
    kept = np.flatnonzero(shapely.length(cut) > 0)
    return [courses[n] for n in kept], cut[kept]


def _ground(county: County, kinds: tuple[CourseKind, ...], where: Mask, apart: Ints | None = None) -> Patches:
    """The marked cells of these courses, each course by itself, and by the class in `apart`."""
    country = county.country
    label = np.where(where & country.runs_as(*kinds), 1 + country.course, 0)
    return patches_of(county, "GL", label if apart is None else label * (1 + len(DISTRICTS)) + apart * (label > 0))


def _courses(county: County, found: Patches) -> list[Course]:
    return [county.country.courses[n] for n in county.country.course[found.first]]
