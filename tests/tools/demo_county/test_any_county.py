"""A county of another seed and size lacks nothing either."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.demo_county import build_sites, raise_country, think_out
from tools.demo_county.editions import ASIDE
from tools.demo_county.projects import draw_projects
from tools.demo_county.sites.expected import GROUP
from tools.demo_county.sites.ground import Ground
from tools.demo_county.sites.ways import Ways


@pytest.mark.long
@settings(max_examples=8)
@given(st.integers(1_500, 4_000), st.integers(0, 2**31))
def test_a_county_of_any_seed_has_every_zone_conflict_project_and_group_of_sites(parcels: int, seed: int) -> None:
    county = think_out(raise_country(parcels, seed, lambda *_: None))
    assert county.country.parcels.count == parcels
    for kind in county.zones.label:
        assert county.zones.inside(kind).any(), kind
    for conflict in county.conflicts:
        assert len(conflict.parcels), conflict.name
    for kind in ASIDE:
        assert shapely.is_valid(county.shapes.cells_of(kind)).all(), kind
    ways = Ways(county)
    for project in draw_projects(county, Ground(county), ways):
        assert all(shape.is_valid and parts for shape, parts in project.shapes), project.name
    sites = build_sites(county, 250, ways=ways)
    assert len(sites) == 250
    assert {GROUP[site.about] for site in sites} == set(range(1, 15))
