"""Coverage of a town with one crossing of streets comes out as geometry says it must."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely
from county_of_squares import build, square, write

from tools.indicators.compute import Asked, compute
from tools.indicators.results import IndicatorValue
from tools.indicators.ways import Pace
from tools.layers import Workspace, open_workspace

SCHOOL = "社区小学步行10分钟覆盖率"
DWELLINGS = 2e6
CIRCLE = math.pi * 600**2 - 2 * (600**2 * math.acos(500 / 600) - 500 * math.sqrt(600**2 - 500**2))
"""m² within 600 m of the school, cut off where the dwellings end 500 m north and south of it"""
DIAMOND = 4 * (600**2 / 2 - 300**2 / 2 - 100**2 / 2)
"""m² from which dx + dy ≤ 600 m, no farther than 150 m from a street; each quarter loses the far part and the tip"""


def beside(found: IndicatorValue, start: str) -> float:
    return next(b.value for b in found.beside if b.name.startswith(start))


def test_walking_covers_what_the_streets_reach_and_the_buffer_stands_beside(county: Workspace) -> None:
    found = compute(Asked(SCHOOL), county)
    assert found.value == pytest.approx(DIAMOND / DWELLINGS * 100, abs=0.2)
    assert beside(found, "直线600米缓冲区覆盖率") == pytest.approx(CIRCLE / DWELLINGS * 100, abs=0.2)
    assert beside(found, "步行覆盖率（人口）") == pytest.approx(30)
    assert found.numerator is not None
    assert {d.kind for d in found.numerator.data} == {"DLTB", "GGSS", "BXWL"}


def test_the_pace_and_the_reach_of_the_network_are_shown_and_may_be_set(county: Workspace) -> None:
    found = compute(Asked(SCHOOL), county)
    assert (found.parameters["步行速度_m每分钟"], found.parameters["最远离路_m"]) == (60, 150)
    assert any("59.50%" in notice for notice in found.notices)
    slower = compute(Asked(SCHOOL, pace=Pace(walking=30)), county)
    assert slower.value == pytest.approx(2 * 300**2 / DWELLINGS * 100, abs=0.2)
    assert beside(slower, "直线300米") == pytest.approx(math.pi * 300**2 / DWELLINGS * 100, abs=0.2)


def test_a_park_is_entered_at_its_edge(county: Workspace) -> None:
    found = compute(Asked("公园绿地步行5分钟覆盖率"), county)
    assert beside(found, "直线300米") == pytest.approx((300_000 + math.pi * 300**2 / 4) / DWELLINGS * 100, abs=0.3)
    assert 0 < (found.value or 0) < beside(found, "直线300米")


def test_the_life_circle_needs_every_service_and_tells_each(tmp_path: Path) -> None:
    folder = build(tmp_path)
    kinds = ["小学", "中学", "社区卫生服务设施", "社区养老设施", "社区文化活动设施", "社区体育设施", "菜市场"]
    places = [shapely.Point(1000, 500)] * 6 + [shapely.Point(100, 500)]
    lacking = compute(Asked("15分钟生活圈覆盖率"), open_workspace(folder))
    assert len(lacking.lacks) == 6
    write(folder, "新设施", "GGSS", places, edition="2025-12-31", SSLX=kinds)
    found = compute(Asked("15分钟生活圈覆盖率"), open_workspace(folder))
    market, school = beside(found, "其中菜市场"), beside(found, "其中小学")
    assert found.computable
    assert 0 < (found.value or 0) <= min(market, school)
    assert market < school
    assert beside(found, "直线900米") > (found.value or 0)


def test_a_straight_radius_needs_no_streets(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "新设施", "GGSS", [shapely.Point(0, 0)], edition="2025-12-31", SSLX=["轨道交通站点"])
    found = compute(Asked("轨道站点800米覆盖率"), open_workspace(folder))
    assert (found.value, found.method.startswith("直线距离")) == (pytest.approx(10), True)


def test_a_fire_engine_drives_the_roads_of_the_town(county: Workspace) -> None:
    found = compute(Asked("消防救援5分钟可达覆盖率"), county)
    assert found.value == pytest.approx(2000 * 300 / 4e6 * 100, abs=0.3)
    assert found.parameters["车速_次干路_km每小时"] == 30


def test_streets_that_may_be_incomplete_give_a_lower_bound(tmp_path: Path) -> None:
    folder = build(tmp_path)
    street = [shapely.LineString([(0, 500), (2000, 500)])]
    write(folder, "新街道", "BXWL", street, edition="2025-12-31", manifest="")
    found = compute(Asked(SCHOOL), open_workspace(folder))
    assert (found.relation, found.at_most) == ("≥", 100)
    assert any("步行网络（BXWL）" in notice for notice in found.notices)


def test_a_village_is_where_its_dwellings_are(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "新设施", "GGSS", [shapely.Point(1900, 500)], edition="2025-12-31", SSLX=["市区级医院"])
    found = compute(Asked("等级医院交通30分钟行政村覆盖率"), open_workspace(folder))
    assert (found.value, found.denominator and found.denominator.at_least) == (50, 2)


def test_streets_that_lie_elsewhere_are_no_streets(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "别处", "BXWL", [shapely.LineString([(3000, 3500), (3900, 3500)])], edition="2025-12-31")
    assert "不像在同一个地方" in compute(Asked(SCHOOL), open_workspace(folder)).lacks[0]


def test_more_facilities_never_cover_less(tmp_path: Path) -> None:
    folder = build(tmp_path)
    before = compute(Asked(SCHOOL), open_workspace(folder)).value or 0
    schools = [shapely.Point(1000, 500), shapely.Point(100, 480)]
    write(folder, "新设施", "GGSS", schools, edition="2025-12-31", SSLX=["小学", "小学"])
    assert (compute(Asked(SCHOOL), open_workspace(folder)).value or 0) > before


def test_a_town_without_dwellings_has_nothing_to_cover(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "新城区", "CQFW", [square(2000, 2000)], edition="2025-12-31")
    assert "没有要服务的居住用地" in compute(Asked(SCHOOL), open_workspace(folder)).lacks[0]
