"""Geometry that none of us drew: community plans in local metres, footprints of another country."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from tools.crs import CrsFault
from tools.layers import LayerFault, read_site
from tools.layers.sources import open_source

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "geo"
PLANS = [DATA / "community_plans" / f"{name}.geojson" for name in ("dhm", "hlg")]
BUILDINGS = DATA / "boulder_buildings.zip"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared geometry is not beside this checkout")


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_a_plan_in_local_metres_is_asked_about_not_guessed(plan: Path) -> None:
    with pytest.raises(CrsFault, match=f"“{plan.stem}”写的是经纬度（EPSG:4326），坐标却是米.*请写明"):
        read_site(plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4526", "EPSG:4547"])
def test_no_system_that_is_told_makes_a_place_of_local_metres(plan: Path, system: str) -> None:
    with pytest.raises(CrsFault, match=f"“{plan.stem}”"):
        read_site(plan, crs=system)


@pytest.mark.parametrize(("plan", "count"), [(PLANS[0], 465), (PLANS[1], 410)], ids=["dhm", "hlg"])
def test_every_feature_of_a_plan_is_read(plan: Path, count: int) -> None:
    source = open_source(plan, plan.stem)
    frame = source.read()
    assert (len(frame), source.header().count) == (count, count)
    assert set(frame.geom_type) == {"Point", "LineString", "Polygon"}


def test_a_zipped_shapefile_from_a_mac_is_read_whole() -> None:
    source = open_source(BUILDINGS, "建筑")
    header = source.header()
    assert header.count == 13_491
    assert header.crs is not None
    frame = source.read()
    assert not shapely.is_missing(frame.geometry.to_numpy()).any()
    west, south, east, north = frame.total_bounds
    middle = ((west + east) / 2, (south + north) / 2)
    box = source.read((*middle, middle[0] + 0.002, middle[1] + 0.002))
    assert 0 < len(box) < 500


def test_footprints_of_another_country_are_no_site() -> None:
    with pytest.raises(CrsFault, match=r"“boulder_buildings”.*换算后落在中国范围以外（经度 -105"):
        read_site(BUILDINGS)


def test_the_readme_of_an_archive_is_no_layer() -> None:
    with pytest.raises(LayerFault, match="没有“README”"):
        open_source(BUILDINGS, "建筑", "README").header()
