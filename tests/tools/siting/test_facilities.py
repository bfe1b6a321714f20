"""Several facilities: the sets chosen are those that trying out every set finds best."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from plain_county import SPAN, build, write
from siting_questions import TODAY

from tools import ToolError
from tools.layers import Workspace, open_workspace
from tools.siting.facilities import EXISTING, AskedFacilities, locate
from tools.siting.location_models import chosen
from tools.siting.request import Asked
from tools.siting.results import FacilityPlan

SCHOOLS = AskedFacilities(Asked(20_000, "中小学用地", "平畴县", width_m=60), "p_median", 2, 1000.0, None)
FAR = np.full(12, np.inf)


def located(asked: AskedFacilities, workspace: Workspace, results: Path | None = None) -> FacilityPlan:
    return locate(asked, workspace, TODAY, None, results)


@pytest.fixture(scope="module")
def case() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(3)
    places, sites = chance.random((12, 1, 2)) * 1000, chance.random((1, 6, 2)) * 1000
    return np.hypot(*(places - sites).transpose(2, 0, 1)), chance.integers(1, 50, 12).astype(float)


def test_the_p_median_is_the_best_of_all_pairs(case: tuple[np.ndarray, np.ndarray]) -> None:
    distance, demand = case
    found = chosen("p_median", distance, FAR, demand, 2, 0)
    best = min(combinations(range(6), 2), key=lambda two: (demand * distance[:, two].min(axis=1)).sum())
    assert (tuple(found.sites), found.optimal) == (best, True)


def test_what_is_there_already_serves_too(case: tuple[np.ndarray, np.ndarray]) -> None:
    distance, demand = case
    there = distance[:, 0]
    found = chosen("p_median", distance[:, 1:], there, demand, 1, 0)
    best = min(range(1, 6), key=lambda n: (demand * np.minimum(there, distance[:, n])).sum())
    assert found.sites.tolist() == [best - 1]


def test_maximal_coverage_is_the_best_of_all_pairs(case: tuple[np.ndarray, np.ndarray]) -> None:
    distance, demand = case
    within = distance <= 300
    found = chosen("max_coverage", distance, FAR, demand, 2, 300)
    best = max(demand @ within[:, two].any(axis=1) for two in combinations(range(6), 2))
    assert demand @ within[:, found.sites].any(axis=1) == best


def test_a_set_cover_takes_no_more_than_it_must(case: tuple[np.ndarray, np.ndarray]) -> None:
    distance, demand = case
    within = distance <= 500
    found = chosen("set_cover", distance, FAR, demand, 1, 500)
    assert within[:, found.sites].any(axis=1).all()
    fewer = len(found.sites) - 1
    assert not any(within[:, some].any(axis=1).all() for some in combinations(range(6), fewer))
    assert len(chosen("set_cover", distance, np.zeros(12), demand, 1, 500).sites) == 0


def test_demand_that_no_way_leads_to_does_not_pull(case: tuple[np.ndarray, np.ndarray]) -> None:
    distance, demand = case
    cut = distance.copy()
    cut[:, 5] = np.inf
    assert 5 not in chosen("p_median", cut, FAR, demand, 2, 0).sites


def test_the_plan_tells_whom_each_site_serves_and_how_far(county: Workspace, tmp_path: Path) -> None:
    found = located(SCHOOLS, county, results=tmp_path)
    assert (found.count, len(found.selection.candidates), found.optimal) == (2, 2, True)
    assert sum(site.demand for site in found.sites) == pytest.approx(found.demand)
    assert found.demand == 900 + 35 * 20
    assert [site.site for site in found.sites] == ["S1", "S2"]
    assert found.mean_distance_m is not None
    assert 0 < found.mean_distance_m < (found.max_distance_m or 0) < SPAN * 2
    more = located(replace(SCHOOLS, count=4), county)
    assert (more.mean_distance_m or 0) < found.mean_distance_m


def test_a_coverage_counts_those_within_the_distance_and_existing_schools(tmp_path: Path) -> None:
    folder = build(tmp_path)
    write(folder, "学校", "GGSS", [shapely.Point(1000, 1250)], edition="2025-06-30", SSLX=["小学"])
    workspace = open_workspace(folder)
    asked = replace(SCHOOLS, model="max_coverage", service_m=800.0, count=1)
    alone = located(asked, workspace)
    beside = located(replace(asked, existing="小学"), workspace)
    assert beside.sites[-1].site == EXISTING
    assert (beside.served_within or 0) > (alone.served_within or 0)
    with pytest.raises(ToolError, match="没有“中学”；有的种类：小学"):
        located(replace(asked, existing="中学"), workspace)


def test_without_people_dwellings_stand_in_and_without_roads_it_is_refused(tmp_path: Path) -> None:
    found = located(SCHOOLS, open_workspace(build(tmp_path / "one", without=("RK",))))
    assert (found.demand_of, found.demand_unit) == ("居住用地", "m²")
    assert any("居住用地面积代替人口" in notice for notice in found.notices)
    with pytest.raises(ToolError, match="要路网和人口"):
        located(SCHOOLS, open_workspace(build(tmp_path / "two", without=("LWDL",))))


def test_fewer_candidates_than_facilities_is_refused(county: Workspace) -> None:
    large = replace(SCHOOLS.site, area_m2=1e6, width_m=None)
    with pytest.raises(ToolError, match=r"候选地块只有\d处，少于要配置的9处"):
        located(replace(SCHOOLS, site=large, count=9), county)
