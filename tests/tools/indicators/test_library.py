"""The library lists what the standards list, and every formula can be read."""

from __future__ import annotations

import re

import pytest

from tools.indicators.expressions import LandArea, Ratio, Reach
from tools.indicators.land_classes import land_classes
from tools.indicators.library import Listing, Measure, library
from tools.indicators.names import canonical, meaning
from tools.indicators.units import unit


def listed(start: str) -> list[Listing]:
    return [listing for listing in library().listings if listing.id.startswith(start)]


def test_the_health_check_has_its_122_indicators() -> None:
    rows = listed("TD/T 1063")
    assert (len(rows), sum(bool(row.basic) for row in rows)) == (122, 33)
    assert len({row.name for row in rows}) == 122
    assert [row.group for row in rows if row.basic].count("安全") == 12


def test_the_master_plan_table_has_35_rows_and_is_not_confirmed() -> None:
    rows = listed("市级国土空间总体规划编制指南")
    assert len(rows) == 35
    assert not any(row.source.confirmed for row in rows)
    assert sum(row.binding == "约束性" for row in rows) == 13


def test_every_value_of_2021_can_say_that_2025_exists() -> None:
    assert all("15号" in (row.source.revision or "") for row in listed("TD/T 1063"))


def test_every_listed_indicator_is_defined_and_every_definition_listed() -> None:
    assert {listing.measure for listing in library().listings} == set(library().measures)


@pytest.mark.parametrize("measure", library().measures.values(), ids=lambda m: m.name)
def test_a_definition_is_complete(measure: Measure) -> None:
    unit(measure.unit)
    assert re.fullmatch(r".{6,}。", measure.definition)
    assert not (isinstance(measure.value, Reach) and measure.unit != "%")


def test_land_classes_that_formulas_name_exist() -> None:
    values = [measure.value for measure in library().measures.values()]
    parts = [part for value in values for part in (value.ratio if isinstance(value, Ratio) else (value,))]
    assert {part.land for part in parts if isinstance(part, LandArea)} <= set(land_classes())


def test_a_name_means_one_indicator_several_or_none() -> None:
    assert meaning("耕地保有量指标").measures == ("耕地保有量",)
    assert meaning("15 分钟生活圈覆盖率").measures == ("15分钟社区生活圈覆盖率",)
    assert len(meaning("耕地面积").measures) == 2
    assert meaning("幸福指数").measures == ()


def test_lists_may_call_the_same_indicator_otherwise() -> None:
    assert canonical("道路网密度") == "城区道路网密度"
    assert canonical("公园绿地、广场步行5分钟覆盖率") == "公园绿地、广场用地步行5分钟覆盖率"


def test_names_to_be_asked_back_lead_to_indicators_that_exist() -> None:
    for said in ["耕地", "开发边界", "路网密度", "人口", "医院覆盖率", "人均建设用地"]:
        assert set(meaning(said).measures) <= set(library().measures)
