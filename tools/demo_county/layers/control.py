"""三区三线: permanent basic farmland, ecological red line with its former edition, urban development boundary."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..county import County
from ..land import NAME
from ..sheet import LINED, Sheet, features, serials
from ..size import GEOGRAPHIC_CRS, REGION
from ..size import NAME as COUNTY
from ..zones import CLASSES
from ..zones.surroundings import Surroundings
from .patches import Patches, patches_of
from .survey import farmland_grade, slope_grade

GHFQDM = ("311", "312", "313")
"""of 城镇集中建设区, 城镇弹性发展区, 特别用途区"""
FORMER = date(2018, 6, 30)


def basic_farmland_sheet(county: County) -> Sheet:
    """Parcel by parcel, as the survey has them, but of an older edition that lies a little aside in some towns."""
    country, shapes = county.country, county.shapes
    parcels, settled = country.parcels, country.settled
    held = np.unique(parcels.of_cell[county.zones.inside("YJJBNT")])
    number = np.full(parcels.count, -1)
    number[held] = np.arange(len(held))
    group = number[parcels.of_cell]
    cells = shapes.cell_area_of("YJJBNT")
    area = np.round(np.bincount(group[group >= 0], cells[group >= 0], len(held)), 2)
    villages = np.array(settled.village_names)[parcels.village[held]]
    frame = features(
        shapes.mesh.united(shapes.cells_of("YJJBNT"), group),
        BSM=serials(2003, len(held)),
        YSDM="2005010200",
        XZQDM=REGION,
        XZQMC=COUNTY,
        YJJBNTTBBH=[f"YN{n:06d}" for n in range(1, len(held) + 1)],
        DLBM=parcels.code[held],
        DLMC=[NAME[c] for c in parcels.code[held]],
        QSXZ="30",
        QSDWMC=villages,
        ZLDWMC=villages,
        GDPDJB=[str(g) for g in slope_grade(country.parcel_slope[held])],
        GDDB=farmland_grade(country)[held],
        YJJBNTTBMJ=area,
        YJJBNTMJ=area,
        SJNF=LINED.year,
    )
    return Sheet(
        "永久基本农田", "YJJBNT", frame, "control.gpkg", GEOGRAPHIC_CRS, LINED, table="YJJBNT", code_scheme="三调"
    )


def red_line_sheet(county: County) -> Sheet:
    return _red_line(patches_of(county, "STBHHX", county.zones.label["STBHHX"]), "生态保护红线", LINED, "STBHHX")


def former_red_line_sheet(county: County) -> Sheet:
    """Before it was drawn again with the other two lines: only the higher hills."""
    label = np.where(Surroundings(county.country).hilly > 0.75, county.zones.label["STBHHX"], 0)
    return _red_line(patches_of(county, "STBHHX", label), "生态保护红线（2018年）", FORMER, "STBHHX2018")


def _red_line(found: Patches, name: str, edition: date, table: str) -> Sheet:
    classes = np.array(CLASSES["STBHHX"], dtype=object)[found.label - 1]
    frame = features(
        found.shapes,
        BSM=serials(2004 if table == "STBHHX" else 2044, found.count),
        YSDM="2005010100",
        XJXZQDM=REGION,
        XJXZQMC=COUNTY,
        HXMC=[f"示例山地生态保护红线{n}" for n in range(1, found.count + 1)],
        LHLX=np.where(found.label > 1, "自然保护地", "水源涵养"),
        GKFQ=classes,
        MJ=np.round(found.area, 2),
    )
    return Sheet(name, "STBHHX", frame, "control.gpkg", GEOGRAPHIC_CRS, edition, table=table)


def development_sheet(county: County) -> Sheet:
    found = patches_of(county, "CZKFBJ", county.zones.label["CZKFBJ"])
    frame = features(
        found.shapes,
        BSM=serials(2005, found.count),
        YSDM="2005010300",
        XZQDM=REGION,
        XZQMC=COUNTY,
        GHFQDM=[GHFQDM[n - 1] for n in found.label],
        GHFQMC=[CLASSES["CZKFBJ"][n - 1] for n in found.label],
        MJ=np.round(found.area, 2),
    )
    return Sheet("城镇开发边界", "CZKFBJ", frame, "control.gpkg", GEOGRAPHIC_CRS, LINED, table="CZKFBJ")
