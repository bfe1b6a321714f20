"""Administrative areas (XZQ) and the land survey's parcels (DLTB)."""

from __future__ import annotations

import numpy as np

from ..ground import Floats
from ..land import FARMLAND, NAME, Codes
from ..mesh import Geometries, Ints
from ..shapes import Shapes
from ..sheet import SURVEYED, Sheet, features, serials
from ..size import NAME as COUNTY
from ..size import REGION, ZONE_CRS_PREFIXED
from ..zones import Mask

STATE_LAND = (
    "1001", "1003", "1004", "1005", "1101", "1103", "0701", "05H1", "0508", "08H1", "0809", "0810", "09", "1106",
    "1109", "0602", "1207",
)  # fmt: skip
KCXS = np.array([0.0, 0.0, 0.0516, 0.0893, 0.1215, 0.1342])
"""田坎系数 by slope grade 1 to 5; as a county measures its own, these are invented."""


def administrative_sheets(shapes: Shapes) -> list[Sheet]:
    settled, village = shapes.country.settled, shapes.country.parcels.village[shapes.country.parcels.of_cell]
    town = settled.town[village]
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


def farmland_grade(shapes: Shapes) -> Ints:
    """耕地质量等别 5 (best here) to 15 (worst) of each parcel: wet and flat is good."""
    ground, at = shapes.country.ground, shapes.country.parcels.at
    worth = 8.6 - 1.3 * ground.fields["wet"](at) + 4.5 * ground.hilliness(at) + 0.15 * ground.slope(at)
    return np.asarray(np.clip(np.round(worth), 5, 15), dtype=np.int64)


def parcel_polygons(shapes: Shapes, vertices: Floats | None = None) -> Geometries:
    cells = shapes.cells if vertices is None else shapes.mesh.polygons(vertices)
    return shapes.mesh.united(cells, shapes.country.parcels.of_cell)


def parcel_area(shapes: Shapes) -> Floats:
    """m², ellipsoidal."""
    parcels = shapes.country.parcels
    return np.asarray(np.bincount(parcels.of_cell, shapes.cell_area, parcels.count), dtype=np.float64)


def survey_sheet(shapes: Shapes, polygons: Geometries) -> Sheet:
    parcels, settled = shapes.country.parcels, shapes.country.settled
    area = np.round(parcel_area(shapes), 2)
    field = np.isin(parcels.code, FARMLAND)
    grade = np.where(field, slope_grade(shapes.country.ground.slope(parcels.at)), 0)
    bund = np.round(area * KCXS[grade], 2)
    owner, state = _owners(shapes)
    villages = np.array(settled.village_names)
    code = np.array([f"{settled.village_code(n)}0000000" for n in range(len(villages))])
    frame = features(
        polygons,
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
        KCXS=KCXS[grade],
        KCMJ=bund,
        TBDLMJ=np.round(area - bund, 2),
        GDPDJB=[str(g) if g else "" for g in grade],
        GDDB=np.where(field, farmland_grade(shapes), 0),
        SJNF=SURVEYED.year,
    )  # fmt: skip
    return Sheet(
        "地类图斑", "DLTB", frame, "survey.gpkg", ZONE_CRS_PREFIXED, SURVEYED, table="DLTB", code_scheme="三调"
    )


def _owners(shapes: Shapes) -> tuple[Codes, Mask]:
    """(权属性质, land of the state): built towns, roads and waters are the state's; of a few it is not known."""
    parcels, settled = shapes.country.parcels, shapes.country.settled
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
