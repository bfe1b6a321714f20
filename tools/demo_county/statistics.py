"""`statistics.csv` of the county: people as they were put into the cells, other figures as shares of what is there."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .county import County
from .land import FARMLAND
from .layers.survey import bund_share, settled_as
from .size import REGION

FILE = "statistics.csv"
COLUMNS = ("region", "item", "value", "unit", "year", "source")
CENSUS = "示例县统计局：常住人口统计"
TRANSPORT = "示例县交通运输局：农村公路年报"
FORMER_YEAR, FORMER_SHARE = 2020, 1.018
"""The census before counted a few more."""
Row = tuple[str, str, str, str, int, str]


def statistics_csv(county: County) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(county))
    return written.getvalue()


def rows(county: County) -> Iterator[Row]:
    year = int(_figures()["year"])
    for item, number in counted(county).items():
        yield REGION, item, str(number), "人", year, CENSUS
        yield REGION, item, str(round(number * FORMER_SHARE)), "人", FORMER_YEAR, CENSUS
    for town, people in enumerate(people_of_towns(county)):
        yield county.country.settled.town_code(town), "常住人口", str(people), "人", year, CENSUS
    villages = len(np.unique(county.country.parcels.village))
    yield REGION, "行政村数", str(villages), "个", year, TRANSPORT
    yield REGION, "通等级公路行政村数", str(villages - 1), "个", year, TRANSPORT
    whole = amounts(county)
    for group in _figures()["figure"]:
        for one in group["items"]:
            value = one["amount"] * whole[one["per"]] if "per" in one else one["amount"]
            yield REGION, one["item"], f"{value:.{one.get('digits', 0)}f}", one["unit"], year, group["source"]


def counted(county: County) -> dict[str, int]:
    """People of the county by where they live."""
    people = county.people
    urban = people.within(people.urban)
    return {
        "常住人口": people.total,
        "城镇常住人口": urban,
        "乡村常住人口": people.total - urban,
        "城区常住人口": people.within(county.zones.inside("CQFW")),
    }


def people_of_towns(county: County) -> list[int]:
    return [county.people.within(county.country.town == n) for n in range(len(county.country.settled.seats))]


def amounts(county: County) -> dict[str, float]:
    """What a figure may be a share of: people, and m² of land."""
    parcels, area = county.country.parcels, county.shapes.parcel_area
    fields = np.isin(parcels.code, FARMLAND)
    return {
        **{item: float(number) for item, number in counted(county).items()},
        "耕地": float((area * (1 - bund_share(county.country)))[fields].sum()),
        "城镇建设用地": float(area[settled_as(county.country) == "202"].sum()),
        "工业用地": float(area[parcels.code == "0601"].sum()),
    }


@cache
def _figures() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))
