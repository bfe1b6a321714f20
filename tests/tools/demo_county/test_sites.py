"""Sites of known outcome meet the stored layers as they are told to."""

from __future__ import annotations

from collections import Counter
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from measuring import Stored, area, areas, near

from tools.crs import LocalFrame
from tools.demo_county.country import raise_country
from tools.demo_county.county import County, think_out
from tools.demo_county.sites import build_sites
from tools.demo_county.sites.ground import clipped, planar_area

LAW = {
    "高速公路": 30, "国道": 20, "省道": 15, "县道": 10, "乡道": 5, "村道": 0, "城市市区": 8, "城市郊区居民居住区": 10,
    "村镇居民居住区": 12, "其他地区": 15, "500kV": 20, "220kV": 15, "110kV": 10, "35kV": 10, "10kV": 5,
}  # fmt: skip
"""m to keep from roads, from a railway that is not high-speed, from overhead wires."""
LAYER = {"GL": "公路2024", "TL": "铁路", "DL": "电力线路"}


@pytest.fixture(scope="module")
def sites(stored: Stored, truth: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    shapes = geopandas.read_file(stored.folder / "truth_sites.geojson").set_index("DKBH").geometry
    return [(told, shapes[told["id"]]) for told in truth["truth_sites"]]


def test_there_are_sites_for_every_group_of_checks_and_every_way_to_lie(
    sites: list[tuple[dict[str, Any], Any]],
) -> None:
    assert len(sites) >= 120
    assert {told["group"] for told, _ in sites} == set(range(1, 15))
    ways = Counter(told["how"] for told, _ in sites)
    assert {"inside", "crossing", "touching", "in_hole", "clear", "conflict", "within", "just_outside"} <= set(ways)
    assert {"in_doubt", "uncovered", "over_border", "large", "ownership"} <= set(ways)


def test_a_site_has_the_area_it_is_told_to_have(sites: list[tuple[dict[str, Any], Any]]) -> None:
    for told, shape in sites:
        assert area(shape) == pytest.approx(told["area_m2"], rel=1e-5, abs=0.01), told["id"]
        assert shape.is_valid


def test_a_site_enters_the_zones_it_is_told_to_and_no_others(
    stored: Stored, truth: dict[str, Any], sites: list[tuple[dict[str, Any], Any]]
) -> None:
    for told, shape in sites:
        for kind in truth["zones"]:
            wanted = told["enters"].get(kind, {"area_m2": 0.0})["area_m2"]
            assert near(stored.entered(kind, shape), wanted), (told["id"], kind)


def test_a_site_takes_the_land_and_the_planned_uses_it_is_told_to(
    stored: Stored, sites: list[tuple[dict[str, Any], Any]]
) -> None:
    for told, shape in sites:
        for kind, field, key in (("DLTB", "DLBM", "land"), ("GHYDYH", "YDYHFLDM", "planned")):
            met, pieces = stored.overlaps(kind, shape)
            found = areas(pieces)
            for code in set(met[field]) | set(told[key]):
                measured = float(found[(met[field] == code).to_numpy()].sum())
                assert near(measured, told[key].get(code, 0.0)), (told["id"], code)


def test_a_site_of_one_way_to_lie_lies_so(sites: list[tuple[dict[str, Any], Any]]) -> None:
    for told, _ in sites:
        about = told["enters"].get(told["about"], {"area_m2": 0.0})["area_m2"]
        match told["how"]:
            case "inside":
                assert about == pytest.approx(told["area_m2"], abs=1e-3)
            case "crossing" | "crossing_whole_cells" if not told["keeps_from"] and told["group"] < 13:
                assert 1 < about < told["area_m2"] - 1, told["id"]
            case "touching" | "in_hole":
                assert about == 0, told["id"]
                assert told["how"] == "in_hole" or told["about"] in told["touches"]
            case "clear":
                assert set(told["enters"]) <= {"CZKFBJ", "CQFW", "LD", "DZYFQ"}, told["id"]
            case "over_border":
                assert told["uncovered_m2"]["*"] > 1


def test_what_lies_too_near_to_a_way_is_as_much_as_told(
    stored: Stored, sites: list[tuple[dict[str, Any], Any]]
) -> None:
    """Each piece of a way is widened by itself: widening the whole would first smooth its bends by a hundredth."""
    kept = 0
    for told, shape in sites:
        if told["uncovered_m2"].get("DZWXQ"):
            continue
        wanted = {one["kind"]: one["area_m2"] for one in told["keeps_from"]}
        kept += len(wanted)
        for kind, name in LAYER.items():
            assert near(_too_near(stored.workspace.layer(name).features(), kind, shape), wanted.get(kind, 0.0)), (
                told["id"], kind,
            )  # fmt: skip
    assert kept >= 8


def _too_near(ways: Any, kind: str, shape: Any) -> float:
    frame = LocalFrame.around(shape)
    site = frame.to_metres(shape)
    box = frame.to_degrees(site.buffer(120)).bounds
    found = []
    for way in ways[ways.geometry.intersects(shapely.box(*box))].itertuples():
        ground = frame.to_metres(shapely.clip_by_rect(way.geometry, *box))
        found.append(ground)
        for line in shapely.get_parts(shapely.boundary(ground) if ground.area else ground):
            at = shapely.get_coordinates(line)
            found += shapely.buffer(shapely.linestrings(np.stack([at[:-1], at[1:]], 1)), _width(way, kind)).tolist()
    return area(frame.to_degrees(shapely.intersection(shapely.union_all(found), site))) if found else 0.0


def _width(way: Any, kind: str) -> float:
    if kind == "GL":
        return float(way.KZQKD) if way.KZQKD == way.KZQKD else LAW[way.GLDJ]
    return 0.75 if kind == "DL" and way.SSLX == "电缆" else LAW[way.DQLX if kind == "TL" else way.DYDJ]


@pytest.fixture(scope="module")
def small() -> County:
    return think_out(raise_country(1_500, 3, lambda *_: None))


def test_another_seed_gives_other_sites_and_the_same_the_same(small: County) -> None:
    one, again, other = (build_sites(small, 60, seed) for seed in (0, 0, 1))
    assert [site.shape.wkb for site in one] == [site.shape.wkb for site in again]
    assert [site.shape.wkb for site in one] != [site.shape.wkb for site in other]


def test_as_many_sites_are_made_as_are_wanted(small: County) -> None:
    assert [len(build_sites(small, count)) for count in (7, 300)] == [7, 300]
    ids = [site.id for site in build_sites(small, 300)]
    assert len(set(ids)) == 300


corners = st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=8)


@given(corners, corners)
def test_a_convex_piece_within_another_is_what_geos_makes_of_it(one: Any, other: Any) -> None:
    left, right = (shapely.MultiPoint(points).convex_hull for points in (one, other))
    if left.area < 1 or right.area < 1:
        return
    rings = [shapely.get_coordinates(shapely.orient_polygons(shape))[:-1] for shape in (left, right)]
    found = planar_area(clipped(*rings))
    assert found == pytest.approx(left.intersection(right).area, abs=1e-6, rel=1e-6)
    assert found <= min(left.area, right.area) + 1e-6
