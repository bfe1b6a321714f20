"""Ellipsoidal areas against the geodesic area and against the plane of a local projection."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from tools.crs import LocalFrame, area_of, ellipsoidal_area

CGCS2000 = Geod(a=6378137, rf=298.257222101)
LATITUDES = [4, 20, 35, 53]


def parcel(lon: float, lat: float, radius_m: float, corners: int, seed: int) -> shapely.Polygon:
    """Irregular: its corners at random directions and distances around the centre."""
    rng = np.random.default_rng(seed)
    turn = (np.arange(corners) + rng.uniform(0, 0.9, corners)) / corners * 2 * np.pi
    away = radius_m * rng.uniform(0.4, 1, corners)
    plane = shapely.Polygon(np.c_[away * np.cos(turn), away * np.sin(turn)])
    return LocalFrame(lon, lat).to_degrees(plane)


def geodesic_area(polygon: shapely.Polygon) -> float:
    return abs(CGCS2000.geometry_area_perimeter(shapely.orient_polygons(polygon))[0])


@pytest.mark.parametrize("latitude", LATITUDES)
@pytest.mark.parametrize("radius_m", [50, 300, 1000, 5000])
def test_the_area_of_a_parcel_is_the_geodesic_area(latitude: float, radius_m: float) -> None:
    parcels = [parcel(110, latitude, radius_m, corners, seed) for seed, corners in enumerate([3, 4, 5, 12, 60] * 4)]
    assert ellipsoidal_area(parcels) == pytest.approx([geodesic_area(each) for each in parcels], rel=1e-6)


@pytest.mark.parametrize("latitude", LATITUDES)
def test_the_area_of_a_small_parcel_is_that_in_the_plane(latitude: float) -> None:
    frame = LocalFrame(110, latitude)
    parcels = [parcel(110, latitude, radius, 6, seed) for seed, radius in enumerate([1, 2, 5, 10, 30])]
    assert ellipsoidal_area(parcels) == pytest.approx(shapely.area(frame.to_metres(parcels)), rel=1e-7)


def test_holes_count_as_holes_and_parts_add_up() -> None:
    outer, inner, other = (parcel(113, 34, radius, 9, 7) for radius in (500, 100, 50))
    far = shapely.transform(other, lambda points: points + 0.1)
    holed = shapely.difference(outer, inner)
    assert area_of(holed) == pytest.approx(area_of(outer) - area_of(inner), rel=1e-9)
    assert area_of(shapely.MultiPolygon([holed, far])) == pytest.approx(area_of(holed) + area_of(far), rel=1e-12)


def test_what_has_no_area_has_none() -> None:
    shapes = [shapely.Point(110, 30), shapely.LineString([(110, 30), (111, 30)]), shapely.Polygon(), None]
    assert ellipsoidal_area(shapes).tolist() == [0, 0, 0, 0]
    assert ellipsoidal_area([]).tolist() == []


@given(st.integers(0, 10_000), st.integers(3, 40), st.floats(75, 134), st.floats(3, 53), st.floats(1, 2000))
def test_neither_ring_direction_nor_first_vertex_matters(
    seed: int, corners: int, lon: float, lat: float, size: float
) -> None:
    one = parcel(lon, lat, size, corners, seed)
    points = shapely.get_coordinates(one)[:-1]
    turned = shapely.Polygon(np.roll(points, seed % corners, axis=0)[::-1])
    assert area_of(turned) == pytest.approx(area_of(one), rel=1e-7)


def test_many_are_measured_like_one_by_one() -> None:
    parcels = np.array([parcel(110 + seed / 100, 30, 200, 3 + seed % 40, seed) for seed in range(300)])
    assert ellipsoidal_area(parcels).tolist() == pytest.approx([area_of(each) for each in parcels], rel=1e-13)
