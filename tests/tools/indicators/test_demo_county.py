"""Every indicator of the library is asked of the demonstration county: each has a value or names what it lacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.indicators.compute import Asked, compute
from tools.indicators.expressions import Reach
from tools.indicators.library import library
from tools.indicators.results import IndicatorValue
from tools.layers import open_workspace


@pytest.fixture(scope="module")
def values(demo_county: Path) -> dict[str, IndicatorValue]:
    workspace = open_workspace(demo_county)
    return {name: compute(Asked(name), workspace) for name in library().measures}


def value(values: dict[str, IndicatorValue], name: str) -> float:
    found = values[name].value
    assert found is not None, values[name].lacks
    return found


def test_each_has_a_value_with_its_data_or_names_what_it_lacks(values: dict[str, IndicatorValue]) -> None:
    for name, found in values.items():
        assert found.computable == (found.value is not None) == (not found.lacks), name
        assert found.definition is not None
        if found.computable:
            assert found.numerator is not None, name
            assert found.numerator.data or found.value == 0, name


def test_what_follows_from_the_county_s_cells_is_computed_to_be_just_that(
    values: dict[str, IndicatorValue], demo_county: Path
) -> None:
    told = json.loads((demo_county / "truth.json").read_text(encoding="utf-8"))["indicators"]
    assert len(told) >= 25
    for name, one in told.items():
        found = values[name]
        assert (found.unit, found.relation) == (one["unit"], "="), name
        assert value(values, name) == pytest.approx(one["value"], rel=1e-4), name


LACKING = {
    "轨道交通站点800米半径服务覆盖率", "综合减灾示范社区比例", "年平均地面沉降量", "高等学校数量",
    "城市对外日均人流联系量", "工作日平均通勤时间", "都市圈1小时人口覆盖率", "机场年旅客吞吐量",
    "大陆自然海岸线保有率", "海洋生态保护红线面积",
}  # fmt: skip
"""Some of those whose data an inland county without airport, metro and phone data does not have."""


def test_only_what_nobody_counted_is_lacking(values: dict[str, IndicatorValue]) -> None:
    lacking = {name for name, found in values.items() if not found.computable}
    assert lacking >= LACKING
    for name in lacking:
        assert "统计项目" in values[name].lacks[0] or name == "轨道交通站点800米半径服务覆盖率", values[name].lacks
    assert len(values) - len(lacking) >= 95


def test_the_fifteen_minutes_are_walked_along_streets_and_the_buffer_stands_beside(
    values: dict[str, IndicatorValue],
) -> None:
    found = values["15分钟社区生活圈覆盖率"]
    assert "步行网络" in found.method
    buffer = next(b.value for b in found.beside if b.name.startswith("直线900米"))
    assert 5 < value(values, "15分钟社区生活圈覆盖率") < buffer - 5


def test_the_length_of_a_railway_is_not_taken_from_the_outline_of_its_ground(values: dict[str, IndicatorValue]) -> None:
    found = values["铁路网密度"]
    assert found.numerator is not None
    assert [data.kind for data in found.numerator.data] == ["LWDL"]


def test_shares_are_shares_and_parts_are_no_larger_than_the_whole(values: dict[str, IndicatorValue]) -> None:
    assert all(0 <= v.value <= 100 for v in values.values() if v.value is not None and v.unit == "%")
    assert value(values, "城乡建设用地面积") <= value(values, "建设用地总面积")
    assert value(values, "城镇开发边界范围内城乡建设用地面积") <= value(values, "城镇开发边界面积")
    assert value(values, "生态保护红线范围内城乡建设用地面积") <= value(values, "生态保护红线面积")


def test_nobody_walks_farther_than_the_buffer_reaches(values: dict[str, IndicatorValue]) -> None:
    for name, found in values.items():
        measure = library().measures[name].value
        if isinstance(measure, Reach) and measure.by == "步行" and found.value is not None:
            buffer = next(b.value for b in found.beside if b.name.startswith("直线"))
            assert found.value <= buffer + 1e-9, name
