"""Overlap areas equal those of polygons really built."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from tools.overlay import overlap_areas


def built(left, right):
    """{(left, right): area} by GEOS, pairs that only touch left out."""
    found = {}
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            area = one.intersection(other).area
            if area > 1e-9 * one.area:
                found[i, j] = area
    return found


def summed(left, right, **options):
    overlaps = overlap_areas(np.array(left, object), np.array(right, object), **options)
    return {(int(i), int(j)): float(a) for i, j, a in zip(overlaps.left, overlaps.right, overlaps.area, strict=True)}


def star(centre, radii):
    angle = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return Polygon(np.c_[centre[0] + np.cos(angle) * radii, centre[1] + np.sin(angle) * radii])


stars = st.builds(
    star,
    st.tuples(st.floats(0, 40), st.floats(0, 40)),
    st.lists(st.floats(1, 15), min_size=3, max_size=24),
)
# Corners on a coarse lattice: shared edges, touching vertices and equal polygons come by themselves.
on_lattice = st.builds(
    lambda x, y, w, h: box(x, y, x + w, y + h),
    *[st.integers(0, 8)] * 2,
    *[st.integers(1, 5)] * 2,
) | st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=6).map(
    lambda points: Polygon(points)
).filter(lambda p: p.is_valid and p.area > 0)


@settings(deadline=None, max_examples=120)
@given(st.lists(stars, min_size=1, max_size=5), st.lists(stars, min_size=1, max_size=5))
def test_areas_equal_those_of_the_built_intersections(left, right):
    assert summed(left, right) == pytest.approx(built(left, right), rel=1e-9)


@settings(deadline=None, max_examples=200)
@given(st.lists(on_lattice, min_size=1, max_size=6), st.lists(on_lattice, min_size=1, max_size=6))
def test_shared_edges_and_touching_corners_are_no_special_case(left, right):
    assert summed(left, right) == pytest.approx(built(left, right), rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.lists(stars, min_size=2, max_size=4), st.lists(stars, min_size=2, max_size=4))
def test_an_overlap_exceeds_neither_area(left, right):
    for (i, j), area in summed(left, right).items():
        assert area <= min(left[i].area, right[j].area) * (1 + 1e-9)


def test_holes_are_left_out_whichever_way_rings_run():
    hole = [(4, 4), (6, 4), (6, 6), (4, 6)]
    for outer in ([(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 0), (0, 10), (10, 10), (10, 0)]):
        for inner in (hole, hole[::-1]):
            zone = Polygon(outer, [inner])
            assert summed([box(3, 3, 7, 7), box(4.5, 4.5, 5.5, 5.5)], [zone]) == pytest.approx({(0, 0): 12.0})


def test_parts_of_a_multipolygon_count_together():
    zone = MultiPolygon([box(0, 0, 2, 2), box(5, 5, 8, 8)])
    assert summed([box(1, 1, 6, 6), box(2, 2, 5, 5)], [zone]) == pytest.approx({(0, 0): 2.0})


def test_a_zone_inside_a_parcel_and_a_parcel_inside_a_zone_count_whole():
    assert summed([box(0, 0, 10, 10)], [box(3, 3, 4, 4)]) == pytest.approx({(0, 0): 1.0})
    assert summed([box(3, 3, 4, 4)], [box(0, 0, 10, 10)]) == pytest.approx({(0, 0): 1.0})


def test_far_coordinates_keep_their_square_millimetres():
    east, north = 39_500_000.0, 3_500_000.0
    left = [shapely.affinity.translate(star((0, 0), [9, 4, 8, 3, 7]), east, north)]
    right = [shapely.affinity.translate(star((3, 2), [9, 2, 8, 5, 7, 6]), east, north)]
    near = summed([star((0, 0), [9, 4, 8, 3, 7])], [star((3, 2), [9, 2, 8, 5, 7, 6])])
    assert summed(left, right) == pytest.approx(near, abs=1e-6)


def test_polygons_of_very_many_vertices_are_left_to_geos_with_the_same_answer():
    chance = np.random.default_rng(3)
    left, right = (star((c, 0), 50 + chance.uniform(0, 5, 3000)) for c in (0, 20))
    assert summed([left], [right]) == pytest.approx(built([left], [right]), rel=1e-9)


def test_the_number_of_threads_changes_nothing():
    chance = np.random.default_rng(5)
    left = [star(c, chance.uniform(1, 4, 9)) for c in chance.uniform(0, 60, (300, 2))]
    right = [star(c, chance.uniform(3, 12, 200)) for c in chance.uniform(0, 60, (400, 2))]
    assert summed(left, right, threads=1) == summed(left, right, threads=3)


def test_nothing_meets_nothing():
    assert summed([], [box(0, 0, 1, 1)]) == {}
    assert summed([box(0, 0, 1, 1)], [box(5, 5, 6, 6)]) == {}


@settings(deadline=None, max_examples=120)
@given(st.lists(on_lattice, min_size=1, max_size=6), st.lists(on_lattice, min_size=1, max_size=6))
def test_areas_of_no_more_than_the_least_are_left_out_and_the_others_unchanged(left, right):
    least = 1.5
    whole, found = built(left, right), summed(left, right, least=least)
    assert {pair for pair, area in whole.items() if area > least * (1 + 1e-9)} <= set(found)
    assert {pair: whole[pair] for pair in found} == pytest.approx(found, rel=1e-9)
    assert all(area > least for area in found.values())
