"""The gate over all of China: what is right passes, what is mixed up does not."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tools.crs import CrsFault, LocalFrame
from tools.crs.conversion import Conversion
from tools.crs.gate import Bounds, check_place, check_stored
from tools.crs.systems import ReferenceSystem, reference_system
from tools.crs.zones import zone_system

DEGREES = reference_system("EPSG:4490", "")
LONGITUDES, LATITUDES = st.floats(73.6, 134.9), st.floats(3.6, 53.5)
PLAIN_LATITUDES = st.floats(9.5, 53.5)
"""Nearer the equator a northing is no larger than an easting may be, so that only the region tells them apart."""
WIDTHS = st.sampled_from([3, 6])


def zone_at(longitude: float, width: int) -> int:
    zone = int(longitude // 6) + 1 if width == 6 else round(longitude / 3)
    return min(max(zone, 13 if width == 6 else 25), 23 if width == 6 else 45)


def system_at(longitude: float, width: int, prefixed: bool, aside: int = 0) -> ReferenceSystem | None:
    number = zone_system(zone_at(longitude, width) + aside, width, prefixed=prefixed)
    return reference_system(number, "") if number else None


def bounds_in(system: ReferenceSystem, longitude: float, latitude: float) -> Bounds:
    shape = LocalFrame(longitude, latitude).to_degrees(shapely.box(-200, -150, 200, 150))
    return Conversion(system).stored_bounds(shape.bounds)


def turned(bounds: Bounds) -> Bounds:
    return bounds[1], bounds[0], bounds[3], bounds[2]


@given(LONGITUDES, LATITUDES, WIDTHS, st.booleans(), st.sampled_from([-1, 0, 1]))
def test_what_is_right_is_never_refused(
    longitude: float, latitude: float, width: int, prefixed: bool, aside: int
) -> None:
    system = system_at(longitude, width, prefixed, aside if width == 3 else 0)
    if system is None or system.grid is None or abs(longitude - system.grid.central_meridian) > 3.5:
        return
    bounds = bounds_in(system, longitude, latitude)
    check_stored(system, bounds, "地块")
    check_stored(DEGREES, (longitude, latitude, longitude + 0.01, latitude + 0.01), "地块")
    check_place((longitude, latitude, longitude + 0.01, latitude + 0.01), "地块")


@given(LONGITUDES, LATITUDES, WIDTHS, st.booleans())
def test_degrees_for_metres_and_metres_for_degrees_never_pass(
    longitude: float, latitude: float, width: int, prefixed: bool
) -> None:
    system = system_at(longitude, width, prefixed)
    assert system is not None
    metres, degrees = bounds_in(system, longitude, latitude), (longitude, latitude, longitude + 0.01, latitude + 0.01)
    for wrong, stored, said in (
        (DEGREES, metres, "坐标却是米"),
        (DEGREES, turned(metres), "坐标却是米"),
        (system, degrees, "坐标却像经纬度"),
        (system, turned(degrees), "坐标却像经纬度"),
    ):
        with pytest.raises(CrsFault, match=said):
            check_stored(wrong, stored, "地块")


@given(LONGITUDES, LATITUDES, PLAIN_LATITUDES, WIDTHS, st.booleans())
def test_swapped_axes_never_pass(
    longitude: float, latitude: float, plain_latitude: float, width: int, prefixed: bool
) -> None:
    system = system_at(longitude, width, prefixed)
    assert system is not None
    bounds = bounds_in(system, longitude, latitude if prefixed else plain_latitude)
    with pytest.raises(CrsFault, match="坐标顺序反了"):
        check_stored(system, turned(bounds), "地块")
    with pytest.raises(CrsFault, match="坐标顺序反了"):
        check_stored(DEGREES, (latitude, longitude, latitude + 0.01, longitude + 0.01), "地块")


@given(LONGITUDES, LATITUDES, WIDTHS, st.integers(13, 45), st.booleans())
def test_the_number_of_another_zone_never_passes(
    longitude: float, latitude: float, width: int, other: int, turn: bool
) -> None:
    number = zone_system(other, 3, prefixed=True) or zone_system(other, 6, prefixed=True)
    system = system_at(longitude, width, prefixed=True)
    assert system is not None
    if number is None or number == system.name:
        return
    bounds = bounds_in(system, longitude, latitude)
    with pytest.raises(CrsFault, match="坐标顺序反了" if turn else system.name):
        check_stored(reference_system(number, ""), turned(bounds) if turn else bounds, "地块")


@given(LONGITUDES, LATITUDES, WIDTHS)
def test_a_zone_number_declared_and_not_stored_or_the_reverse_never_passes(
    longitude: float, latitude: float, width: int
) -> None:
    prefixed, plain = system_at(longitude, width, prefixed=True), system_at(longitude, width, prefixed=False)
    assert prefixed is not None
    assert plain is not None
    with pytest.raises(CrsFault, match="坐标却不带带号"):
        check_stored(prefixed, bounds_in(plain, longitude, latitude), "地块")
    with pytest.raises(CrsFault, match=f"像是 {prefixed.name}"):
        check_stored(plain, bounds_in(prefixed, longitude, latitude), "地块")


def test_metres_far_from_the_meridian_are_no_zone() -> None:
    with pytest.raises(CrsFault, match="不在这个投影带里"):
        check_stored(reference_system("EPSG:4547", ""), (1_200_000, 3_000_000, 1_200_100, 3_000_100), "地块")


def test_a_northing_of_another_country_is_refused() -> None:
    with pytest.raises(CrsFault, match="北坐标"):
        check_stored(reference_system("EPSG:4547", ""), (500_000, 6_500_000, 500_100, 6_500_100), "地块")


def test_a_city_that_counts_northings_from_elsewhere_passes() -> None:
    definition = "+proj=tmerc +lon_0=114.3333 +x_0=500000 +y_0=-3000000 +datum=WGS84"
    check_stored(reference_system(definition, ""), (500_000, 380_000, 501_000, 381_000), "地块")


def test_local_metres_declared_as_degrees_are_refused() -> None:
    with pytest.raises(CrsFault, match="请写明是哪一个投影带"):
        check_stored(DEGREES, (0, 0, 432, 1200), "规划")


@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
def test_coordinates_that_are_no_numbers_are_refused(broken: float) -> None:
    with pytest.raises(CrsFault, match="无穷大或空值"):
        check_stored(DEGREES, (110, 30, broken, 31), "地块")


def test_a_place_abroad_is_refused_with_where_it_is() -> None:
    with pytest.raises(CrsFault, match=r"-105\.2.*40\.0"):
        check_place((-105.2, 40.0, -105.1, 40.1), "建筑")
