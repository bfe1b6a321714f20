"""Administrative areas (XZQ) and the land survey's parcels (DLTB)."""

from __future__ import annotations

import numpy as np

from ..country import Country, Mask
from ..county import County
from ..ground import Floats
from ..land import FARMLAND, NAME, Codes, starting
from ..mesh import Ints
from ..sheet import SURVEYED, Sheet, features, serials
from ..size import NAME as COUNTY
from ..size import REGION, ZONE_CRS_PREFIXED

STATE_LAND = (
    "1001", "1003", "1004", "1005", "1101", "1103", "0701", "05H1", "0508", "08H1", "0809", "0810", "09", "1106",
    "1109", "0602", "1207",
)  # fmt: skip
SETTLED_LAND = ("05", "0601", "07", "08", "1004", "1005", "1201")
"""Prefixes of codes that bear a 城镇村属性码."""
KCXS = np.array([0.0, 0.0, 0.0516, 0.0893, 0.1215, 0.1342])
"""田坎系数 by slope grade 1 to 5; as a county measures its own, these are invented."""


def administrative_sheets(county: County) -> list[Sheet]:
    shapes, settled = county.shapes, county.country.settled
    town, village = county.country.town, county.country.parcels.village[county.country.parcels.of_cell]
    towns, villages = list(settled.town_names), list(settled.village_names)
    levels = [
        ("县级行政区", "XZQ_X", "县级", np.zeros_like(town), [REGION], [COUNTY]),
        ("乡级行政区", "XZQ_Z", "乡级", town, [settled.town_code(n) for n in range(len(towns))], towns),
        ("村级行政区", "XZQ_C", "村级", village, [settled.village_code(n) for n in range(len(villages))], villages),
    ]
    sheets = []
    for number, (name, table, level, group, codes, names) in enumerate(levels):
        area = np.bincount(group, shapes.cell_area, len(codes))
        held = np.flatnonzero(area).tolist()
        frame = features(
            shapes.mesh.united(shapes.cells, np.asarray(np.searchsorted(held, group), dtype=np.int64)),
            BSM=serials(1001 + number, len(held)),
            XZQDM=[codes[n] for n in held],
            XZQMC=[names[n] for n in held],
            XZQJB=level,
            DCMJ=np.round(area[held], 2),
        )
        sheets.append(Sheet(name, "XZQ", frame, "admin.gpkg", ZONE_CRS_PREFIXED, SURVEYED, table=table))
    return sheets


def slope_grade(slope: Floats) -> Ints:
    """耕地坡度级别 1 to 5: to 2°, 6°, 15°, 25°, above."""
    return np.asarray(np.searchsorted([2.0, 6.0, 15.0, 25.0], slope) + 1, dtype=np.int64)


def bund_share(country: Country) -> Floats:
    """田坎系数 of each parcel; 0 where it is no field."""
    field = np.isin(country.parcels.code, FARMLAND)
    return KCXS[np.where(field, slope_grade(country.parcel_slope), 0)]


def farmland_grade(country: Country) -> Ints:
    """耕地质量等别 5 (best here) to 15 (worst) of each parcel: wet and flat is good."""
    ground, at = country.ground, country.parcels.at
    worth = 8.6 - 1.3 * ground.fields["wet"](at) + 4.5 * ground.hilliness(at) + 0.15 * country.parcel_slope
    return np.asarray(np.clip(np.round(worth), 5, 15), dtype=np.int64)


def survey_sheet(county: County) -> Sheet:
    country, shapes = county.country, county.shapes
    parcels, settled = country.parcels, country.settled
    area = np.round(shapes.parcel_area, 2)
    field = np.isin(parcels.code, FARMLAND)
    grade = np.where(field, slope_grade(country.parcel_slope), 0)
    bund = np.round(area * bund_share(country), 2)
    owner, state = owners(country)
    villages = np.array(settled.village_names)
    code = np.array([f"{settled.village_code(n)}0000000" for n in range(len(villages))])
    frame = features(
        shapes.parcel_polygons,
        BSM=serials(2001, parcels.count),
        YSDM="2001010100",
        TBBH=[f"{n:04d}" for n in _numbered_within(parcels.village)],
        DLBM=parcels.code,
        DLMC=[NAME[c] for c in parcels.code],
        QSXZ=owner,
        QSDWDM=np.where(state, f"{REGION}{'0' * 13}", code[parcels.village]),
        QSDWMC=np.where(state, COUNTY, villages[parcels.village]),
        ZLDWDM=code[parcels.village],
        ZLDWMC=villages[parcels.village],
        TBMJ=area,
        KCDLBM=np.where(bund > 0, "1203", ""),
        KCXS=bund_share(country),
        KCMJ=bund,
        TBDLMJ=np.round(area - bund, 2),
        GDPDJB=[str(g) if g else "" for g in grade],
        GDDB=np.where(field, farmland_grade(country), 0),
        CZCSXM=settled_as(country),
        SJNF=SURVEYED.year,
    )  # fmt: skip
    return Sheet(
        "地类图斑", "DLTB", frame, "survey.gpkg", ZONE_CRS_PREFIXED, SURVEYED, table="DLTB", code_scheme="三调"
    )


def settled_as(country: Country) -> Codes:
    """城镇村属性码 CZCSXM: 202 建制镇, 203 村庄; empty elsewhere. The seat of a 乡 counts as a village."""
    parcels, settled = country.parcels, country.settled
    town = np.array([name.endswith("镇") for name in settled.town_names])
    kind = np.full(len(settled.places), "203")
    kind[: len(town)][town] = "202"
    streets = parcels.code == "1004"
    where = np.where(streets, settled.town[parcels.village], parcels.built)
    return np.where((where >= 0) & starting(parcels.code, SETTLED_LAND), kind[where], "")


def owners(country: Country) -> tuple[Codes, Mask]:
    """(权属性质, land of the state): built towns, roads and waters are the state's; of a few it is not known."""
    parcels, settled = country.parcels, country.settled
    state = np.isin(parcels.code, STATE_LAND)
    in_town = (parcels.built >= 0) & (parcels.built < len(settled.town_names))
    state |= in_town & np.isin(parcels.code, ["0601", "08H2", "1201"])
    unknown = (np.arange(parcels.count) * 7919) % 251 == 17
    return np.where(unknown, "", np.where(state, "20", "30")), state


def _numbered_within(group: Ints) -> Ints:
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], np.arange(int(group.max()) + 1))
    number = np.empty(len(group), dtype=np.int64)
    number[order] = np.arange(len(group)) - first[group[order]] + 1
    return number
