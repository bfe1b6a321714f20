"""The county's plan: 国土空间规划用地用海 and the limits of building (规划条件)."""

from __future__ import annotations

from datetime import date

import numpy as np

from ..county import County
from ..plan_use import LIMITS, NAME, OLD_TOWN
from ..sheet import PLANNED, Sheet, features, serials
from ..size import REGION, ZONE_CRS
from .patches import patches_of

DETAILED = date(2024, 3, 31)
"""approval of the detailed plans"""


def planned_use_sheet(county: County) -> Sheet:
    """Patches of one planned use within a village: no parcels of the survey any more."""
    country = county.country
    codes, number = np.unique(county.planned_of_cell, return_inverse=True)
    village = country.parcels.village[country.parcels.of_cell]
    found = patches_of(county, "GHYDYH", np.ravel(number) * (int(village.max()) + 1) + village + 1)
    code = codes[np.ravel(number)[found.first]]
    frame = features(
        found.shapes,
        BSM=serials(3001, found.count),
        YSDM="2090020620",
        XZQDM=REGION,
        YDYHFLDM=code,
        YDYHFLMC=[NAME[c] for c in code],
        TBMJ=np.round(found.area, 2),
    )
    return Sheet(
        "国土空间规划用地用海", "GHYDYH", frame, "plan.gpkg", ZONE_CRS, PLANNED, table="GHYDYH",
        code_scheme="用地用海2023",
    )  # fmt: skip


def limits_sheet(county: County) -> Sheet:
    """Blocks with one planned use and one set of limits; where nothing may be built there are none."""
    codes, number = np.unique(county.planned_of_cell, return_inverse=True)
    found = patches_of(
        county, "GHTJ", np.where(county.limits > 0, np.ravel(number) + 1 + len(codes) * county.limits, 0)
    )
    code = codes[np.ravel(number)[found.first]]
    rows = [(*LIMITS, OLD_TOWN)[n - 1] for n in county.limits[found.first]]
    frame = features(
        found.shapes,
        BSM=serials(3002, found.count),
        XZQDM=REGION,
        DKBH=[f"DK-{n:05d}" for n in range(1, found.count + 1)],
        YDYHFLDM=code,
        YDYHFLMC=[NAME[c] for c in code],
        RJLSX=[row.ratio for row in rows],
        JZMDSX=[float(row.density) for row in rows],
        JZGDSX=[float(row.height) for row in rows],
        LDLXX=[float(row.green) for row in rows],
        MJ=np.round(found.area, 2),
    )
    return Sheet("规划条件", "GHTJ", frame, "plan.gpkg", ZONE_CRS, DETAILED, table="GHTJ", code_scheme="用地用海2023")
