"""`plans.csv`: five plans at four levels, in the published schema of plan targets."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tools.indicators.units import unit

from .country import Mask
from .county import County
from .land import starting
from .layers.survey import bund_share

FILE = "plans.csv"
COLUMNS = (
    "plan", "plan_level", "region", "indicator", "value", "unit", "direction", "year", "binding", "scope",
    "source_page", "standing",
)  # fmt: skip
TOWN = 1
"""The first town beside the county town has a plan of its own."""
BUILDING_LAND = ("05", "0601", "0602", "07", "08", "09", "1001", "1003", "1004", "1005", "1109", "1201")
"""建设用地: prefixes of survey codes."""


def plans_csv(county: County) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(county))
    return written.getvalue()


def rows(county: County) -> Iterator[tuple[str, ...]]:
    plans = tomllib.loads((Path(__file__).parent / "plans.toml").read_text(encoding="utf-8"))["plan"]
    town = county.country.settled.town_names[TOWN]
    whole = amounts(county, np.ones(len(county.country.town), dtype=bool))
    part = amounts(county, county.country.town == TOWN)
    for plan in plans:
        there = part if plan.get("town") else whole
        for row in plan["rows"]:
            yield (
                plan["name"].format(town=town), plan["level"], row.get("region", plan["region"]), row["indicator"],
                _value(row, there), row["unit"], row.get("how", ""), str(row["year"]), row.get("binding", ""),
                row["scope"].format(town=town), row["page"], row.get("standing", "目标"),
            )  # fmt: skip


def amounts(county: County, cells: Mask) -> dict[str, float]:
    """What plans speak of, of the marked cells: m², and people."""
    country, zones = county.country, county.zones
    area, code = county.shapes.cell_area * cells, country.code
    net = area * (1 - bund_share(country))[country.parcels.of_cell]
    return {
        "耕地": float(net[starting(code, ("01",))].sum()),
        "林地": float(area[starting(code, ("03",))].sum()),
        "建设用地": float(area[starting(code, BUILDING_LAND)].sum()),
        "永久基本农田": float(area[zones.inside("YJJBNT")].sum()),
        "生态保护红线": float(area[zones.inside("STBHHX")].sum()),
        "城镇开发边界": float(area[zones.inside("CZKFBJ")].sum()),
        "常住人口": county.people.within(cells),
        "城区常住人口": county.people.within(cells & zones.inside("CQFW")),
    }


def _value(row: Mapping[str, Any], there: Mapping[str, float]) -> str:
    if "of" not in row:
        return str(row["value"])
    amount = there[row["of"]] * row["share"] / float(unit(row["unit"]).factor)
    return f"{amount:.{row['digits']}f}"
