"""What holds of every site: overlaps stay within bounds; order, ring direction, zone and format do not matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from county_of_zones import CLEAN, COUNTY, ZONES, degrees, facts, square
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.compliance.review import Asked, Reviewer
from tools.compliance.verdicts import WORST_FIRST
from tools.crs import ellipsoidal_area
from tools.layers import read_site

TODAY = date(2026, 11, 22)
PROHIBITIONS = ("YJJBNT", "STBHHX", "ZRBHQ", "GJGY", "WWBHFW", "DZWXQ", "KCZY", "YYSSY", "CSLVX")
few = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def sites(draw: st.DrawFn) -> shapely.Polygon:
    """Somewhere in the county: a star of five to nine corners."""
    x, y = draw(st.floats(600, 9_400)), draw(st.floats(600, 5_400))
    corners = draw(st.lists(st.floats(30, 500), min_size=5, max_size=9))
    angles = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    return shapely.Polygon([(x + r * np.cos(a), y + r * np.sin(a)) for r, a in zip(corners, angles, strict=True)])


def checked(reviewer: Reviewer, shapes: list[shapely.Geometry], folder: Path, name: str = "site.gpkg", crs: int = 4490):  # type: ignore[no-untyped-def]
    path = folder / name
    path.unlink(missing_ok=True)
    geopandas.GeoDataFrame(geometry=shapes, crs=4490).to_crs(crs).to_file(path)
    return reviewer.review(Asked(read_site(path, workspace=reviewer.workspace), TODAY, facts())).compliance


@few
@given(site=sites())
def test_an_overlap_never_exceeds_the_site_or_the_zone(
    reviewer: Reviewer, tmp_path: Path, site: shapely.Polygon
) -> None:
    found = checked(reviewer, [degrees(site)], tmp_path)
    zone = float(ellipsoidal_area([degrees(square("普通", inset=100))])[0])
    for check in found.checks:
        for overlap in check.overlaps:
            assert overlap.area_m2 <= found.area_m2 * (1 + 1e-9)
            assert 0 <= overlap.share <= 1 + 1e-9
            if overlap.layer_kind in {kind for kind, _ in ZONES.values()}:
                assert all(area <= zone * 1.001 for area in overlap.areas_m2)


@few
@given(site=sites(), data=st.data())
def test_order_direction_zone_and_format_do_not_matter(
    reviewer: Reviewer, tmp_path: Path, site: shapely.Polygon, data: st.DataObject
) -> None:
    shape = degrees(site)
    parts = [shape, degrees(shapely.box(50, 50, 90, 90))]
    name, crs = data.draw(
        st.sampled_from([("a.geojson", 4490), ("a.gpkg", 4547), ("a.gpkg", 4526), ("a.gpkg", 4513 + 13)])
    )
    before = checked(reviewer, parts, tmp_path)
    after = checked(reviewer, [shapely.reverse(part) for part in reversed(parts)], tmp_path, name, crs)
    near = {
        check.key
        for check in before.checks
        if any(abs(area - 1.0) < 0.5 for overlap in check.overlaps for area in overlap.areas_m2)
    }
    for one, other in zip(before.checks, after.checks, strict=True):
        if one.key not in near:
            assert (one.key, one.verdict) == (other.key, other.verdict)
    assert after.area_m2 == pytest.approx(before.area_m2, rel=1e-6)


@few
@given(site=sites(), share=st.floats(0.1, 0.9))
def test_shrinking_a_site_never_worsens_a_prohibition(
    reviewer: Reviewer, tmp_path: Path, site: shapely.Polygon, share: float
) -> None:
    small = shapely.affinity.scale(site, share, share)
    assert COUNTY.covers(site)
    large = {check.key: check.verdict for check in checked(reviewer, [degrees(site)], tmp_path).checks}
    less = {check.key: check.verdict for check in checked(reviewer, [degrees(small)], tmp_path).checks}
    for key in PROHIBITIONS:
        assert WORST_FIRST.index(less[key]) >= WORST_FIRST.index(large[key])


def test_the_clean_factory_states_every_fact_that_the_county_asks_for() -> None:
    assert facts().model_dump(exclude_none=True, exclude={"approvals"}).keys() == CLEAN.keys()
