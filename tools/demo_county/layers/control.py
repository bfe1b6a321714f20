"""三区三线: permanent basic farmland, ecological red line, urban development boundary."""

from __future__ import annotations

import numpy as np

from ..land import NAME
from ..shapes import Shapes
from ..sheet import LINED, Sheet, features, serials
from ..size import GEOGRAPHIC_CRS, REGION
from ..size import NAME as COUNTY
from ..zones import Zones
from .survey import farmland_grade, parcel_area, parcel_polygons, slope_grade

GHFQ = {1: ("311", "城镇集中建设区"), 2: ("312", "城镇弹性发展区"), 3: ("313", "特别用途区")}


def control_sheets(shapes: Shapes, zones: Zones, displaced_towns: dict[str, list[int]]) -> list[Sheet]:
    return [
        _farmland(shapes, zones, displaced_towns["YJJBNT"]),
        _redline(shapes, zones, displaced_towns["STBHHX"]),
        _development(shapes, zones),
    ]


def _farmland(shapes: Shapes, zones: Zones, towns: list[int]) -> Sheet:
    """Parcel by parcel, as the survey has them, but of an older edition that lies a little aside in some towns."""
    parcels, settled = shapes.country.parcels, shapes.country.settled
    held = np.unique(parcels.of_cell[zones.farmland])
    polygons = parcel_polygons(shapes, shapes.displaced(towns, 1)[0])[held]
    grade = slope_grade(shapes.country.ground.slope(parcels.at[held]))
    area = np.round(parcel_area(shapes)[held], 2)
    frame = features(
        polygons,
        BSM=serials(2003, len(held)),
        YSDM="2005010200",
        XZQDM=REGION,
        XZQMC=COUNTY,
        YJJBNTTBBH=[f"YN{n:06d}" for n in range(1, len(held) + 1)],
        DLBM=parcels.code[held],
        DLMC=[NAME[c] for c in parcels.code[held]],
        QSXZ="30",
        QSDWMC=[settled.village_names[v] for v in parcels.village[held]],
        ZLDWMC=[settled.village_names[v] for v in parcels.village[held]],
        GDPDJB=[str(g) for g in grade],
        GDDB=farmland_grade(shapes)[held],
        YJJBNTTBMJ=area,
        YJJBNTMJ=area,
        SJNF=LINED.year,
    )
    return Sheet(
        "永久基本农田", "YJJBNT", frame, "control.gpkg", GEOGRAPHIC_CRS, LINED, table="YJJBNT", code_scheme="三调"
    )


def _redline(shapes: Shapes, zones: Zones, towns: list[int]) -> Sheet:
    group = shapes.patches(np.where(zones.redline, 1 + (zones.reserve > 0), 0))
    cells = shapes.mesh.polygons(shapes.displaced(towns, 2)[0])
    count = int(group.max()) + 1
    reserve = np.bincount(group[group >= 0], zones.reserve[group >= 0] > 0, count) > 0
    frame = features(
        shapes.mesh.united(cells, group),
        BSM=serials(2004, count),
        YSDM="2005010100",
        XJXZQDM=REGION,
        XJXZQMC=COUNTY,
        HXMC=[f"示例山地水源涵养生态保护红线{n}" for n in range(1, count + 1)],
        LHLX=np.where(reserve, "自然保护地", "水源涵养"),
        MJ=np.round(np.bincount(group[group >= 0], shapes.cell_area[group >= 0], count), 2),
    )
    return Sheet("生态保护红线", "STBHHX", frame, "control.gpkg", GEOGRAPHIC_CRS, LINED, table="STBHHX")


def _development(shapes: Shapes, zones: Zones) -> Sheet:
    group = shapes.patches(zones.development)
    count = int(group.max()) + 1
    first = np.unique(group, return_index=True)[1][-count:]
    sub = zones.development[first]
    frame = features(
        shapes.mesh.united(shapes.cells, group),
        BSM=serials(2005, count),
        YSDM="2005010300",
        XZQDM=REGION,
        XZQMC=COUNTY,
        GHFQDM=[GHFQ[int(s)][0] for s in sub],
        GHFQMC=[GHFQ[int(s)][1] for s in sub],
        MJ=np.round(np.bincount(group[group >= 0], shapes.cell_area[group >= 0], count), 2),
    )
    return Sheet("城镇开发边界", "CZKFBJ", frame, "control.gpkg", GEOGRAPHIC_CRS, LINED, table="CZKFBJ")
