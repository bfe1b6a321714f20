"""A figure is given only when it is the only one that fits; otherwise the choice is asked back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tools import ToolError
from tools.indicators.look_up import Wanted, look_up
from tools.indicators.statistics import Statistic
from tools.indicators.targets import PlanTarget, TargetPlan

COUNTY = PlanTarget(
    "示例县国土空间总体规划（2021—2035年）", "县", "999901", "耕地保有量", Decimal("8393.33"), "公顷", "≥", 2035,
    "约束性", "县域", "第22页",
)  # fmt: skip
PROVINCE = PlanTarget(
    "江西省国土空间规划（2021—2035年）", "省", "360000", "耕地保有量", Decimal("4004.59"), "万亩", "≥", 2035,
    "约束性", "全省", "第3页",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    targets: tuple[PlanTarget, ...]

    def plan_targets(self, regions: tuple[str, ...]) -> tuple[PlanTarget, ...]:
        return tuple(t for t in self.targets if t.region in regions)

    def target_plans(self) -> tuple[TargetPlan, ...]:
        plans = {(t.plan, t.plan_level) for t in self.targets}
        return tuple(TargetPlan(p, level, tuple(t.region for t in self.targets if t.plan == p)) for p, level in plans)


def other(target: PlanTarget, **changed: object) -> PlanTarget:
    return PlanTarget(**{**target.__dict__, **changed})  # type: ignore[arg-type]


CITY = other(
    COUNTY, plan="示例市国土空间总体规划", plan_level="市", value=Decimal("12.58"), unit="万亩", scope="分解到示例县"
)
EARLIER = other(COUNTY, year=2025, value=Decimal("8420"))
BASE_YEAR = other(COUNTY, year=2020, value=Decimal("8512.46"), direction=None, binding=None, standing="现状")


def test_the_only_figure_is_the_answer_with_all_that_belongs_to_it() -> None:
    found = look_up(Wanted("耕地保有量", "360000", unit="km²"), Kept((PROVINCE, COUNTY)))
    assert found.answer is not None
    assert (found.answer.value, found.answer.unit, found.answer.direction) == (Decimal("4004.59"), "万亩", "≥")
    assert (found.answer.binding, found.answer.source, found.answer.plan_level) == ("约束性", "第3页", "省")
    assert found.answer.converted is not None
    assert (found.answer.converted.fraction, found.answer.converted.exact) == ("400459/15", False)
    assert str(found.answer.converted.value) == "26697.2666667"


def test_a_conversion_that_ends_is_given_whole() -> None:
    found = look_up(
        Wanted("生态保护红线", "360000", unit="公顷"),
        Kept((other(PROVINCE, indicator="生态保护红线面积", unit="万km²"),)),
    )
    assert found.answer is not None
    assert found.answer.converted is not None
    assert (str(found.answer.converted.value), found.answer.converted.exact) == ("4004590000", True)


@pytest.mark.parametrize(
    ("second", "named"),
    [(CITY, ["哪一级规划（市、县）", "哪个口径"]), (EARLIER, ["哪一年（2025、2035）"])],
)
def test_several_figures_are_asked_back_naming_the_choices(second: PlanTarget, named: list[str]) -> None:
    found = look_up(Wanted("耕地保有量", "999901"), Kept((COUNTY, second)))
    assert found.answer is None
    assert len(found.candidates) == 2
    assert found.ask is not None
    assert all(choice in found.ask for choice in named)
    assert found.ask.endswith("？")


def test_the_same_amount_in_two_units_is_one_figure() -> None:
    again = other(COUNTY, value=Decimal("125899.95"), unit="亩")
    assert look_up(Wanted("耕地保有量", "999901"), Kept((COUNTY, again))).answer is not None
    rounded = other(COUNTY, value=Decimal("12.59"), unit="万亩")
    assert "哪个单位的数" in (look_up(Wanted("耕地保有量", "999901"), Kept((COUNTY, rounded))).ask or "")


@pytest.mark.parametrize("wanted", [{"plan_level": "市"}, {"scope": "分解到示例县"}])
def test_saying_which_settles_it(wanted: dict[str, str]) -> None:
    found = look_up(Wanted("耕地保有量", "999901", **wanted), Kept((COUNTY, CITY)))  # type: ignore[arg-type]
    assert found.answer is not None
    assert found.answer.unit == "万亩"


def test_a_year_nobody_planned_for_is_asked_back() -> None:
    found = look_up(Wanted("耕地保有量", "999901", year=2030), Kept((COUNTY, EARLIER)))
    assert (found.answer, len(found.candidates)) == (None, 2)
    assert "没有合乎“2030”的数" in (found.ask or "")


def test_observed_values_stand_beside_the_target() -> None:
    counted = Statistic("999901", "耕地保有量", Decimal("85.1"), "km²", 2024, "变更调查")
    found = look_up(Wanted("耕地保有量", "999901"), Kept((COUNTY, BASE_YEAR)), [counted])
    assert found.answer is not None
    assert found.answer.year == 2035
    assert {(f.standing, f.year) for f in found.observed} == {("现状", 2020), ("统计", 2024)}


def test_an_observed_value_answers_where_no_plan_does() -> None:
    counted = [
        Statistic("999901", "常住人口", Decimal(n), "人", year, "统计局") for n, year in ((91000, 2020), (93000, 2024))
    ]
    assert "哪一年（2020、2024）" in (look_up(Wanted("常住人口", "999901"), Kept(()), counted).ask or "")
    found = look_up(Wanted("常住人口", "999901", year=2024), Kept(()), counted)
    assert found.answer is not None
    assert found.answer.value == 93000


def test_the_year_of_the_survey_leads_to_the_observed_value() -> None:
    found = look_up(Wanted("耕地保有量", "999901", year=2020), Kept((COUNTY, BASE_YEAR)))
    assert found.answer is not None
    assert found.answer.standing == "现状"


def test_a_name_that_may_mean_several_indicators_is_asked_back() -> None:
    found = look_up(Wanted("耕地面积", "999901"), Kept((COUNTY,)))
    assert found.answer is None
    assert found.meanings == ("耕地保有量", "永久基本农田保护面积")
    assert "请问要哪一项" in (found.ask or "")


def test_another_name_for_the_same_thing_is_taken() -> None:
    found = look_up(Wanted("永久基本农田", "999901"), Kept((other(COUNTY, indicator="永久基本农田保护面积"),)))
    assert found.indicator == "永久基本农田保护面积"
    assert found.answer is not None


def test_an_unknown_indicator_is_answered_with_near_names() -> None:
    with pytest.raises(ToolError, match="耕地保有量"):
        look_up(Wanted("耕地保有率", "999901"), Kept((COUNTY,)))


def test_an_indicator_only_a_plan_knows_is_found_as_it_writes_it() -> None:
    own = other(COUNTY, indicator="乡村绿化覆盖率", unit="%")
    assert look_up(Wanted("乡村绿化覆盖率", "999901"), Kept((own, COUNTY))).answer is not None


def test_a_region_may_be_named_as_its_plan_is() -> None:
    allotted = other(PROVINCE, region="360100", scope="分解到南昌市")
    found = look_up(Wanted("耕地保有量", "江西省"), Kept((PROVINCE, allotted)))
    assert found.answer is not None
    assert found.answer.region == "360000"
    with pytest.raises(ToolError, match="六位行政区划代码"):
        look_up(Wanted("耕地保有量", "湖南省"), Kept((PROVINCE,)))


def test_nothing_held_is_said_and_not_guessed() -> None:
    found = look_up(Wanted("耕地保有量", "110000"), Kept((PROVINCE,)))
    assert (found.answer, found.ask, found.candidates) == (None, None, ())
    assert "add-targets" in found.notices[0]


def test_a_unit_of_another_kind_is_refused() -> None:
    with pytest.raises(ToolError, match="不能换算"):
        look_up(Wanted("耕地保有量", "360000", unit="万人"), Kept((PROVINCE,)))
