"""Indicators of a county of squares come out as worked out by hand; what cannot be computed says what it lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from county_of_squares import build, square, write

from tools import ToolError
from tools.indicators.compute import Asked, compute
from tools.indicators.results import IndicatorValue
from tools.layers import Workspace, open_workspace


def notices(found: IndicatorValue) -> str:
    return "".join(found.notices)


@pytest.mark.parametrize(
    ("indicator", "value", "unit"),
    [
        ("耕地保有量", 2.9, "km²"),
        ("永久基本农田保护面积", 1.5, "km²"),
        ("生态保护红线面积", 2.25, "km²"),
        ("城镇开发边界面积", 4, "km²"),
        ("建设用地总面积", 6, "km²"),
        ("城乡建设用地面积", 5, "km²"),
        ("生态保护红线范围内城乡建设用地面积", 0.25, "km²"),
        ("城镇开发边界范围内城乡建设用地面积", 4, "km²"),
        ("湿地面积", 1, "km²"),
        ("林地保有量", 3, "km²"),
        ("草地面积", 1, "km²"),
        ("河湖水面率", 100 / 16, "%"),
        ("城乡工业用地占城乡建设用地的比例", 20, "%"),
        ("城乡职住用地比例", 2 / 3, "倍"),
        ("人均城镇建设用地面积", 4e6 / 6000, "m²/人"),
        ("每万元GDP地耗", 75, "m²/万元"),
        ("城区常住人口密度", 0.25, "万人/km²"),
        ("道路网密度", 0.5, "km/km²"),
        ("高速公路网密度", 25, "km/百km²"),
        ("人均应急避难场所面积", 0.8, "m²/人"),
        ("人均年用水量", 150, "m³/人"),
        ("常住人口城镇化率", 60, "%"),
        ("城镇生活垃圾回收利用率", 35.5, "%"),
        ("基本草原面积", 0, "km²"),
    ],
)
def test_a_value_is_what_the_squares_say(county: Workspace, indicator: str, value: float, unit: str) -> None:
    found = compute(Asked(indicator), county)
    assert (found.computable, found.relation, found.unit) == (True, "=", unit)
    assert found.value == pytest.approx(value, rel=1e-6)


def test_a_value_names_the_data_it_was_taken_from(county: Workspace) -> None:
    found = compute(Asked("每万元GDP地耗"), county)
    assert found.numerator is not None
    assert found.denominator is not None
    assert [(d.name, d.kind, d.edition) for d in found.numerator.data] == [("地类图斑", "DLTB", "2024-12-31")]
    assert [(d.name, d.edition, d.source) for d in found.denominator.data] == [("statistics.csv", "2024", "统计局")]
    assert (found.denominator.at_least, found.denominator.unit, found.year) == (80000, "万元", 2024)


def test_farmland_is_told_gross_and_net_of_its_bunds(county: Workspace) -> None:
    beside = {b.name: b.value for b in compute(Asked("耕地保有量"), county).beside}
    assert beside["耕地毛面积（含田坎）"] == pytest.approx(3e6, rel=1e-6)
    assert beside["其中田坎"] == pytest.approx(1e5, rel=1e-6)


def test_overlapping_zones_count_once_and_the_attribute_sum_stands_beside(county: Workspace) -> None:
    (beside,) = compute(Asked("永久基本农田"), county).beside
    assert (beside.name, beside.value) == ("属性YJJBNTMJ合计", 2e6)


def test_every_value_of_the_2021_list_says_that_2025_exists(county: Workspace) -> None:
    found = compute(Asked("耕地保有量"), county)
    assert "自然资办发〔2025〕15号" in notices(found)
    assert found.definition is not None
    assert {one.edition for one in found.definition.listed_in} == {"2021", "2020-09"}
    assert not any(one.confirmed for one in found.definition.listed_in)


def test_what_a_survey_cannot_tell_is_bounded(county: Workspace) -> None:
    found = compute(Asked("森林覆盖率"), county)
    assert (found.relation, found.value) == ("≥", pytest.approx(12.5, rel=1e-6))
    assert found.at_most == pytest.approx(18.75, rel=1e-6)
    parks = compute(Asked("人均公园绿地面积"), county)
    assert (parks.relation, parks.value) == ("≤", pytest.approx(100, rel=1e-6))


def test_lacking_data_are_an_answer_that_names_them(county: Workspace) -> None:
    found = compute(Asked("城区建筑密度"), county)
    assert (found.computable, found.value) == (False, None)
    assert found.lacks == ("图层：建筑物（JZW）",)
    both = compute(Asked("闲置土地处置率"), county)
    assert len(both.lacks) == 2
    assert "statistics.csv" in both.lacks[0]


def test_a_reported_figure_stands_in_and_says_so(county: Workspace) -> None:
    found = compute(Asked("铁路网密度"), county)
    assert (found.value, found.unit) == (1.5, "km/百km²")
    assert "没有按定义计算" in notices(found)


def test_a_kind_that_does_not_exist_here_is_none_and_not_lacking(county: Workspace) -> None:
    assert "本县无基本草原" in notices(compute(Asked("基本草原面积"), county))


def test_data_of_different_years_are_told(county: Workspace) -> None:
    assert "红线旧版" in notices(compute(Asked("生态保护红线面积"), county))
    assert "不是同一年份" not in notices(compute(Asked("人均年用水量"), county))
    within = compute(Asked("生态保护红线范围内城乡建设用地面积", layers=("红线旧版",)), county)
    assert "红线旧版（2018-01-01）、地类图斑（2024-12-31）" in notices(within)


def test_a_day_chooses_the_edition_known_then(county: Workspace) -> None:
    then = compute(Asked("生态保护红线面积", day=date(2020, 6, 30)), county)
    assert then.value == pytest.approx(1e-4, rel=1e-3)
    assert then.year == 2018
    assert compute(Asked("常住人口数量", day=date(2021, 1, 1)), county).value == 1.2
    early = compute(Asked("耕地保有量", day=date(2020, 6, 30)), county)
    assert "2024-12-31" in early.lacks[0]


def test_a_named_layer_is_used_instead_of_the_newest(county: Workspace) -> None:
    old = compute(Asked("生态保护红线面积", layers=("红线旧版",)), county)
    assert old.year == 2018
    with pytest.raises(ToolError, match="红线旧版"):
        compute(Asked("生态保护红线面积", layers=("红线旧",)), county)


@pytest.mark.parametrize("said", ["东村", "999901100201"])
def test_a_part_of_the_county_may_be_asked_about(county: Workspace, said: str) -> None:
    found = compute(Asked("林地保有量", region=said), county)
    assert (found.value, found.region_name) == (pytest.approx(2, rel=1e-6), "东村")
    town = compute(Asked("城区道路网密度", region=said), county)
    assert "范围内没有城区范围" in town.lacks[0]


def test_a_place_elsewhere_is_refused_with_near_names(county: Workspace) -> None:
    with pytest.raises(ToolError, match="东村"):
        compute(Asked("林地保有量", region="东邨"), county)
    with pytest.raises(ToolError, match="999901"):
        compute(Asked("林地保有量", region="360000"), county)


def test_an_indicator_nobody_knows_is_refused_and_an_ambiguous_one_asked_back(county: Workspace) -> None:
    with pytest.raises(ToolError, match="森林覆盖率"):
        compute(Asked("森林复盖率"), county)
    asked = compute(Asked("路网密度"), county)
    assert (asked.computable, len(asked.meanings)) == (False, 3)
    assert (asked.ask or "").endswith("？")


def test_a_layer_that_ends_before_the_county_gives_a_lower_bound(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "半个县", "覆盖", [square(0, 0, 4000, 2000)])
    manifest = folder / "workspace.toml"
    text = manifest.read_text(encoding="utf-8")
    part = 'coverage = "半个县.gpkg"\ncode_scheme'
    manifest.write_text(text.replace('coverage = "boundary"\ncode_scheme', part), encoding="utf-8")
    found = compute(Asked("湿地面积"), open_workspace(folder))
    assert (found.relation, found.value) == ("≥", pytest.approx(1, rel=1e-6))
    assert found.at_most == pytest.approx(9, rel=1e-6)
    ratio = compute(Asked("城乡工业用地占城乡建设用地的比例"), open_workspace(folder))
    assert ratio.relation == "≥"
    assert ratio.value == pytest.approx(100 / 13, rel=1e-6)
    manifest.write_text(text.replace('coverage = "boundary"\ncode_scheme', "code_scheme"), encoding="utf-8")
    unknown = compute(Asked("湿地面积"), open_workspace(folder))
    assert (unknown.relation, unknown.at_most) == ("≥", None)
    refused = compute(Asked("社区小学步行10分钟覆盖率"), open_workspace(folder))
    assert "没有可靠的分母" in refused.lacks[0]


@pytest.mark.parametrize(
    ("former", "instead", "why"),
    [
        ('code_scheme = "三调"', 'code_scheme = "混用"', "混用"),
        ('code_scheme = "三调"', 'code_scheme = "用地用海2023"', "用地用海2023"),
        ('file = "地类图斑.gpkg"', 'file = "不在.gpkg"', "不在.gpkg"),
    ],
)
def test_a_survey_that_cannot_be_read_right_is_lacking(tmp_path: Path, former: str, instead: str, why: str) -> None:
    folder = build(tmp_path)
    manifest = folder / "workspace.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(former, instead), encoding="utf-8")
    found = compute(Asked("耕地保有量"), open_workspace(folder))
    assert not found.computable
    assert why in found.lacks[0]


def test_a_statistic_of_another_kind_of_unit_is_refused(tmp_path: Path) -> None:
    folder = build(tmp_path)
    table = folder / "statistics.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("10000,人,2024", "10000,公顷,2024"), encoding="utf-8")
    for indicator in ("常住人口数量", "人均年用水量"):
        assert "不能换算" in compute(Asked(indicator), open_workspace(folder)).lacks[0]


def test_the_outline_of_a_road_s_ground_is_no_length(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "铁路用地", "TL", [square(0, 1990, 4000, 20)])
    manifest = folder / "workspace.toml"
    text = manifest.read_text(encoding="utf-8")
    (folder / "statistics.csv").write_text("region,item,value,unit,year,source\n", encoding="utf-8")
    assert "TL" in text
    found = compute(Asked("铁路网密度"), open_workspace(folder))
    assert not found.computable
    assert "铁路用地”是面" in "".join(found.lacks)
