"""The county's plans and statistics are tables that the knowledge base and the indicators take in whole."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from knowledge.targets.columns import figure_of
from tools.indicators.names import canonical
from tools.indicators.statistics import read_statistics
from tools.indicators.units import unit


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "plans.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_is_a_figure(county: Path) -> None:
    for row in rows(county):
        figure, faults = figure_of(row)
        assert (figure is not None, faults) == (True, ()), row


def test_there_are_five_plans_at_four_levels(county: Path) -> None:
    assert len({row["plan"] for row in rows(county)}) == 5
    assert {row["plan_level"] for row in rows(county)} == {"省", "市", "县", "乡"}


def test_the_same_indicator_differs_in_year_scope_unit_and_direction(county: Path) -> None:
    asked: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(county):
        asked[canonical(row["indicator"])].append(row)
    farmland = asked["耕地保有量"]
    assert {row["unit"] for row in farmland} >= {"万亩", "公顷", "亩"}
    assert {row["year"] for row in farmland} >= {"2020", "2025", "2030", "2035"}
    assert len({row["scope"] for row in farmland}) >= 4
    assert {row["scope"] for row in asked["常住人口数量"]} >= {"县域", "中心城区"}
    assert {row["direction"] for row in asked["常住人口数量"]} >= {"=", "≤"}
    assert {row["direction"] for row in rows(county)} == {"≥", "≤", "=", ""}


def test_what_the_city_allots_is_what_the_county_plans_in_another_unit(county: Path) -> None:
    said = {
        (row["plan_level"], row["plan"][:3]): Fraction(row["value"]) * unit(row["unit"]).factor
        for row in rows(county)
        if (row["region"], row["indicator"], row["year"]) == ("999901", "耕地保有量", "2035")
    }
    city, county = said["市", "示例市"], said["县", "示例县"]
    assert float(city) == pytest.approx(float(county), rel=1e-4)


def test_statistics_are_read_and_people_add_up(county: Path, truth: dict[str, Any]) -> None:
    read = {(one.region, one.item, one.year): one.value for one in read_statistics(county)}
    assert read["999901", "常住人口", 2024] == truth["people"]["常住人口"]
    towns = [read[town["code"], "常住人口", 2024] for town in truth["towns"]]
    assert sum(towns) == truth["people"]["常住人口"]
    assert read["999901", "常住人口", 2020] != read["999901", "常住人口", 2024]


@pytest.mark.parametrize("item", ["地区生产总值", "用水总量", "高标准农田面积", "2020年城镇建设用地规模"])
def test_a_figure_that_indicators_need_is_there(county: Path, item: str) -> None:
    assert any(one.item == item for one in read_statistics(county))
