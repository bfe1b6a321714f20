"""The map of a review shows where the site lies: the land round it, and the zones near, met or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import shapely
from county_of_zones import facts, review, site_in

from tools.compliance.report import overview_map
from tools.compliance.review import Reviewer
from tools.compliance.surroundings import LEAST_REACH_M, Surroundings

TODAY = date(2026, 11, 22)


def test_the_land_round_the_site_is_drawn_by_its_class(reviewer: Reviewer, tmp_path: Path) -> None:
    found = review(reviewer, site_in("集体耕地"), facts(), TODAY, tmp_path)
    named = {layer.name: layer for layer in Surroundings(found).land()}
    site = found.site.whole.shape
    assert shapely.covers(shapely.union_all(list(shapely.get_parts(named["耕地"].geometry))), site)
    assert not shapely.intersects(named["园地、林地、草地"].geometry, site)


def test_a_zone_beside_the_site_is_drawn_though_the_verdict_is_not_about_it(reviewer: Reviewer, tmp_path: Path) -> None:
    found = review(reviewer, site_in("永农", 900, 900), facts(), TODAY, tmp_path)
    met = {check.key for check in found.compliance.checks if check.overlaps}
    near = {layer.name for layer in Surroundings(found).zones(without=sorted(met))}
    assert "永久基本农田" not in near
    assert near


def test_a_small_site_is_shown_within_at_least_a_quarter_of_a_kilometre(reviewer: Reviewer, tmp_path: Path) -> None:
    small, large = (
        Surroundings(review(reviewer, site_in("普通", *size), facts(), TODAY, tmp_path))
        for size in ((10, 10), (900, 900))
    )
    assert small.reach_m == LEAST_REACH_M
    assert large.reach_m > 1_200
    assert len(overview_map(review(reviewer, site_in("普通", 10, 10), facts(), TODAY, tmp_path))) > 5_000
