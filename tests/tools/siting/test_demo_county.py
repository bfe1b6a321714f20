"""Site selection on the demonstration county, with whatever layers it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from tools.layers import open_workspace
from tools.siting.request import Asked
from tools.siting.results import SiteSelection
from tools.siting.select import select


@pytest.fixture(scope="module")
def found(demo_county: Path, tmp_path_factory: pytest.TempPathFactory) -> SiteSelection:
    asked = Asked(20_000, "工业用地", "示例县", count=5)
    return select(asked, open_workspace(demo_county), date(2026, 11, 22), results=tmp_path_factory.mktemp("results"))


def test_sites_keep_clear_of_basic_farmland_and_the_red_line(found: SiteSelection, demo_county: Path) -> None:
    sites = geopandas.read_file(found.file).to_crs(4547).geometry.to_numpy()
    assert len(sites) == 5
    workspace = open_workspace(demo_county)
    for kind in ("YJJBNT", "STBHHX"):
        zones = workspace.of_kind(kind)[0].features().to_crs(4547).geometry.to_numpy()
        shared = shapely.intersection(sites[:, None], zones[None, :])
        assert shapely.area(shared).sum(axis=1).max() <= 1


def test_every_constraint_and_factor_says_where_it_stands(found: SiteSelection) -> None:
    assert sum(factor.weight for factor in found.factors) == pytest.approx(1, abs=1e-5)
    assert all(factor.scored or factor.why for factor in found.factors)
    for one in found.constraints:
        assert one.alone_m2 <= one.excluded_m2 + 1e-6
        assert one.excluded_m2 <= found.region_m2
        assert one.why or one.state == "applied"
    taken = [one.excluded_m2 for one in found.constraints if one.state == "applied"]
    assert found.feasible_m2 <= found.region_m2 - max(taken)
    assert found.feasible_m2 >= found.region_m2 - np.sum(taken) - 1e-3 * found.region_m2


def test_candidates_lie_within_a_village_that_is_named(found: SiteSelection) -> None:
    assert all(candidate.place.endswith("村") for candidate in found.candidates)
    assert all(abs(candidate.area_m2 - 20_000) <= 2_000 for candidate in found.candidates)
