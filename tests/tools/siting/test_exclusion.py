"""What constraints leave of parcels equals what geometry says, for zones drawn anyhow."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.siting.exclusion import Barrier, Excluded, exclude
from tools.siting.parcels import Parcels
from tools.siting.polygons import same_polygons, tiled

SIDE = 40.0
COUNT = 5
SQUARES = [shapely.box(x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE) for y in range(COUNT) for x in range(COUNT)]
TEXTS = np.zeros(len(SQUARES), dtype=np.str_)


def parcels(shapes: list[shapely.Polygon] = SQUARES) -> Parcels:
    drawn = np.array(shapes, dtype=object)
    texts = np.zeros(len(shapes), dtype=np.str_)
    return Parcels(drawn, shapely.area(drawn), texts, texts, texts, np.full(len(shapes), np.nan), texts)


def zones(*shapes: shapely.Polygon) -> Barrier:
    return Barrier(zones=np.array(shapes, dtype=object))


def whole_area(found: Excluded) -> float:
    return float(shapely.union_all(found.shapes).area)


stars = st.builds(
    lambda centre, radii: shapely.Polygon(
        [
            (round(centre[0] + r * np.cos(a), 3), round(centre[1] + r * np.sin(a), 3))
            for r, a in zip(radii, _turns(len(radii)), strict=True)
        ]
    ),
    st.tuples(st.floats(0, 200), st.floats(0, 200)),
    st.lists(st.floats(5, 90), min_size=3, max_size=12),
)
on_lattice = st.builds(
    lambda x, y, w, h: shapely.box(20 * x, 20 * y, 20 * (x + w), 20 * (y + h)),
    st.integers(0, 9), st.integers(0, 9), st.integers(1, 6), st.integers(1, 6),
)  # fmt: skip


def _turns(count: int) -> list[float]:
    return [2 * np.pi * n / count for n in range(count)]


barriers = st.lists(st.lists(stars | on_lattice, min_size=1, max_size=3), min_size=1, max_size=3)


@settings(deadline=None, max_examples=50)
@given(barriers)
def test_areas_equal_those_of_zones_really_united(drawn: list[list[shapely.Polygon]]) -> None:
    ground = shapely.box(0, 0, SIDE * COUNT, SIDE * COUNT)
    found = exclude(parcels(), [zones(*shapes) for shapes in drawn])
    united = [shapely.intersection(shapely.union_all(shapes), ground) for shapes in drawn]
    assert found.taken == pytest.approx([shape.area for shape in united], abs=0.5)
    for n, one in enumerate(united):
        others = shapely.union_all([other for m, other in enumerate(united) if m != n])
        assert found.alone[n] == pytest.approx(shapely.difference(one, others).area, abs=0.5)
    left = shapely.difference(ground, shapely.union_all(united)).area
    assert found.area.sum() + found.crumbs_m2 == pytest.approx(left, abs=1)
    assert whole_area(found) == pytest.approx(found.area.sum(), abs=0.5)
    assert float(shapely.area(shapely.intersection(found.shapes, shapely.union_all(united))).sum()) < 0.1


@settings(deadline=None, max_examples=40)
@given(barriers, stars)
def test_a_constraint_more_never_leaves_more(drawn: list[list[shapely.Polygon]], further: shapely.Polygon) -> None:
    before = exclude(parcels(), [zones(*shapes) for shapes in drawn])
    after = exclude(parcels(), [*(zones(*shapes) for shapes in drawn), zones(further)])
    assert after.area.sum() <= before.area.sum() + before.crumbs_m2 + 0.1
    assert (after.alone[:-1] <= before.alone + 0.1).all()


def test_whole_parcels_and_zones_count_together() -> None:
    half = shapely.box(0, 0, 20, 200)
    west = np.array([shape.centroid.x < 40 for shape in SQUARES])
    found = exclude(parcels(), [Barrier(whole=west), zones(half)])
    assert found.taken == pytest.approx([8_000, 4_000])
    assert found.alone == pytest.approx([4_000, 0])
    assert found.area.sum() == pytest.approx(32_000)


def test_a_zone_that_repeats_a_parcel_takes_it_without_an_overlay_of_its_neighbours() -> None:
    moved = shapely.transform(SQUARES[7], lambda points: points[::-1] + 1e-7)
    found = exclude(parcels(), [zones(moved)])
    assert found.taken == pytest.approx([1_600])
    assert (len(found.shapes), set(range(25)) - set(found.parcel.tolist())) == (24, {7})


def test_the_strip_between_two_editions_of_a_border_is_no_ground() -> None:
    found = exclude(parcels(), [zones(shapely.box(-1, -1, 39, 201))])
    assert found.crumbs_m2 == pytest.approx(200)
    assert found.area.sum() == pytest.approx(32_000)


def test_a_parcel_cut_in_two_leaves_two_pieces() -> None:
    found = exclude(parcels(SQUARES[:1]), [zones(shapely.box(-10, 15, 50, 25))])
    assert sorted(found.area.tolist()) == pytest.approx([600, 600])
    assert found.parcel.tolist() == [0, 0]


def test_without_constraints_everything_is_left() -> None:
    found = exclude(parcels(), [])
    assert found.area.sum() == pytest.approx(40_000)
    assert exclude(parcels(), [zones()]).area.sum() == pytest.approx(40_000)


def test_same_polygons_are_found_whatever_their_first_corner_and_direction() -> None:
    one = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], dtype=object)
    turned = shapely.Polygon([(20, 10), (20, 0), (10, 0), (10, 10)])
    other = np.array([turned, shapely.box(0, 0, 10, 11), shapely.box(0, 0, 10, 10.5)], dtype=object)
    assert same_polygons(one, other).tolist() == [1, -1, -1]


@settings(deadline=None, max_examples=20)
@given(st.integers(300, 3000), st.floats(50, 5000))
def test_tiles_are_small_and_together_the_whole(corners: int, radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = radius * (1 + 0.3 * np.cos(7 * turn))
    blob = shapely.Polygon(np.c_[reach * np.cos(turn), reach * np.sin(turn)])
    tiles, owner = tiled([blob])
    assert shapely.get_num_coordinates(tiles).max() <= 256
    assert shapely.area(tiles).sum() == pytest.approx(blob.area, rel=1e-9)
    assert set(owner.tolist()) == {0}
