"""What stands in the towns: facilities, buildings, people by grid squares, sealed ground."""

from __future__ import annotations

import numpy as np
import shapely

from ..buildings import USE
from ..country import Mask
from ..county import County
from ..land import starting
from ..people import GRID
from ..shapes import origin
from ..sheet import SURVEYED, Sheet, features, serials
from ..size import GEOGRAPHIC_CRS, ZONE_CRS
from .patches import patches_of

STATISTICS, HOUSING = "示例县统计局", "示例县住房和城乡建设局"
SEALED = ("05", "06", "07", "08H", "0809", "09", "100")
"""Prefixes of survey codes whose ground is sealed (不透水)."""


def facilities_sheet(county: County) -> Sheet:
    found, settled = county.facilities, county.country.settled
    parcel = np.array([one.parcel for one in found])
    at = np.array([one.at for one in found]) + origin()
    frame = features(
        shapely.points(at),
        BSM=serials(8011, len(found)),
        MC=[f"{settled.town_names[one.town]}第{one.number}{one.kind}" for one in found],
        SSLX=[one.kind for one in found],
        MJ=np.round(county.shapes.parcel_area[parcel] * [one.need.ground for one in found], 2),
        CWS=[one.need.beds for one in found],
    )
    return Sheet("公共设施", "GGSS", frame, "facilities.geojson", GEOGRAPHIC_CRS, SURVEYED, HOUSING)


def buildings_sheet(county: County) -> Sheet:
    found = county.buildings
    frame = features(
        found.polygons(origin()),
        BSM=serials(8012, len(found.cell)),
        YT=[USE[code] for code in county.country.code[found.cell]],
        CS=found.storeys,
        JZGD=found.height,
        JDMJ=np.round(found.footprint, 2),
        JZMJ=np.round(found.footprint * found.storeys, 2),
    )
    return Sheet("建筑物", "JZW", frame, "buildings.parquet", ZONE_CRS, SURVEYED, HOUSING)


def people_sheet(county: County) -> Sheet:
    """Settled squares only."""
    corners, count = county.people.squares()
    corners = corners + origin()
    frame = features(
        shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + GRID, corners[:, 1] + GRID),
        BSM=serials(8013, len(count)),
        RKSL=count,
    )
    return Sheet("人口格网", "RK", frame, "people.gpkg", ZONE_CRS, SURVEYED, STATISTICS, table="RK")


def sealed(county: County) -> Mask:
    """不透水表面: built plots and streets within the city."""
    return starting(county.country.code, SEALED) & county.zones.inside("CQFW")


def sealed_sheet(county: County) -> Sheet:
    found = patches_of(county, "BTSBM", sealed(county).astype(np.int64))
    frame = features(found.shapes, BSM=serials(8014, found.count), MJ=np.round(found.area, 2))
    return Sheet("不透水表面", "BTSBM", frame, "city.gpkg", ZONE_CRS, SURVEYED, HOUSING, table="BTSBM")
