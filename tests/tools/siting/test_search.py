"""Sites grown from seeds: contiguous, of the area asked, parcels whole where that can be."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.siting.lattice import divided
from tools.siting.neighbours import links_of
from tools.siting.search import Ground, sites_of
from tools.siting.seeds import seeds_of
from tools.siting.shape import form_of, wide_enough
from tools.siting.units import Units
from tools.siting.wish import Wish


def squares(count: int, side: float = 100.0) -> Units:
    shapes = np.array(
        [shapely.box(x * side, y * side, (x + 1) * side, (y + 1) * side) for y in range(count) for x in range(count)],
        dtype=object,
    )
    return Units(shapes, shapely.area(shapes), np.arange(len(shapes)))


def ground(units: Units, scores: np.ndarray) -> Ground:
    """Blocks cut from a unit score what the unit scores."""
    return Ground(units, scores[:, None], lambda some: scores[some.parcel][:, None])


def wish(area: float, tolerance: float = 0.1, width: float = 0.0, compactness: float = 0.0) -> Wish:
    return Wish(area, tolerance, width, compactness)


ONE = np.array([1.0])


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 2**32 - 1), st.floats(8_000, 250_000), st.floats(0.02, 0.3))
def test_sites_are_in_one_piece_apart_and_of_the_area_asked(seed: int, area: float, tolerance: float) -> None:
    units = squares(12)
    kept = np.random.default_rng(seed).random(units.count) > 0.15
    units = units.chosen(kept)
    scores = np.random.default_rng(seed + 1).random(144)
    found = sites_of(ground(units, scores), ONE, 0.0, wish(area, tolerance), 4)
    for n, site in enumerate(found):
        assert site.shape.geom_type == "Polygon"
        assert abs(site.shape.area - area) <= area * tolerance + 1
        assert 0 <= site.total <= 1
        assert shapely.difference(site.shape, shapely.union_all(units.shapes)).area < 0.1
        assert all(shapely.intersection(site.shape, other.shape).area < 0.6 for other in found[:n])


def test_the_best_ground_is_found_wherever_it_is() -> None:
    units, scores = squares(20), np.full(400, 0.4)
    best = [20 * row + column for row in (13, 14) for column in (4, 5)]
    scores[best] = 1.0
    site = sites_of(ground(units, scores), ONE, 0.0, wish(40_000, 0.05), 1)[0]
    assert site.total == pytest.approx(1)
    assert site.shape.equals(shapely.box(400, 1300, 600, 1500))


def test_ground_enough_for_many_sites_gives_as_many() -> None:
    found = sites_of(ground(squares(12), np.linspace(0, 1, 144)), ONE, 0.0, wish(80_000, 0.1), 12)
    assert len(found) == 12


def test_a_large_parcel_is_divided_along_its_longer_side() -> None:
    field = shapely.Polygon([(0, 0), (600, 300), (500, 500), (-100, 200)])
    units = Units(np.array([field], dtype=object), np.array([field.area]), np.array([0]))
    site = sites_of(ground(units, np.array([0.7])), ONE, 0.0, wish(20_000, 0.05, 60, 0.4), 1)[0]
    assert site.shape.area == pytest.approx(20_000, rel=0.05)
    along = np.array([600, 300]) / np.hypot(600, 300)
    runs = np.diff(shapely.get_coordinates(site.shape), axis=0)
    runs = runs[np.hypot(*runs.T) > 1] / np.hypot(*runs[np.hypot(*runs.T) > 1].T)[:, None]
    assert np.minimum(np.abs(runs @ along), np.abs(runs @ [-along[1], along[0]])).max() < 0.05


def test_blocks_of_a_parcel_are_the_same_whatever_is_looked_at() -> None:
    units = squares(1, 1000.0)
    west = divided(units, 90, shapely.STRtree([shapely.box(0, 0, 300, 300)]))[0]
    wide = divided(units, 90, shapely.STRtree([shapely.box(0, 0, 900, 900)]))[0]
    assert {shape.normalize().wkb for shape in west.shapes} < {shape.normalize().wkb for shape in wide.shapes}


def test_seeds_come_best_first_and_apart() -> None:
    units = squares(20)
    scores = np.linspace(0.1, 1, 400)
    seeds = np.array(list(seeds_of(units, scores, 300)))
    assert seeds[0][1] > 1500
    gaps = np.hypot(*(seeds[:, None] - seeds[None]).transpose(2, 0, 1))
    assert gaps[~np.eye(len(seeds), dtype=bool)].min() >= 0.6 * 150 - 1e-6
    assert len(seeds) > 50


def test_touching_at_a_corner_is_no_contact() -> None:
    shapes = np.array(
        [shapely.box(0, 0, 10, 10), shapely.box(10, 10, 20, 20), shapely.box(10, 0, 20, 10)], dtype=object
    )
    links = links_of(shapes, 2.0)
    assert links.of(0)[0].tolist() == [2]
    assert links.of(2)[1] == pytest.approx([10, 10], abs=0.2)


def test_borders_cut_twice_still_touch() -> None:
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10.01, 0.02, 20, 10)], dtype=object)
    assert links_of(shapes, 2.0).of(0)[1] == pytest.approx([10], abs=0.3)


def test_width_is_that_of_the_neck_and_not_of_the_tips() -> None:
    dumbbell = shapely.union_all(
        [shapely.box(0, 0, 100, 100), shapely.box(100, 40, 200, 60), shapely.box(200, 0, 300, 100)]
    )
    assert not wide_enough(dumbbell, 25)
    assert wide_enough(dumbbell, 15)
    assert form_of(shapely.box(0, 0, 200, 100)).width_m == pytest.approx(100, abs=3)
    assert form_of(shapely.box(0, 0, 100, 100)).compactness == pytest.approx(np.pi / 4)
