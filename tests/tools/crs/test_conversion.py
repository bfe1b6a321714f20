"""The same place comes out of every zone the same."""

from __future__ import annotations

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tools.crs import CrsFault, LocalFrame, area_of
from tools.crs.conversion import Conversion

from_degrees = pyproj.Transformer.from_crs


def stored_in(system: str, shape: shapely.Polygon) -> shapely.Polygon:
    moved = from_degrees("EPSG:4490", system, always_xy=True)
    return shapely.transform(shape, lambda points: np.column_stack(moved.transform(points[:, 0], points[:, 1])))


@given(st.floats(73.6, 134.9), st.floats(3.6, 53.5), st.integers(3, 20), st.integers(0, 1 << 30))
def test_a_polygon_comes_out_of_every_zone_near_it_the_same(lon: float, lat: float, corners: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    turn = (np.arange(corners) + chance.uniform(0, 0.9, corners)) / corners * 2 * np.pi
    away = chance.uniform(100, 500, corners)
    shape = LocalFrame(lon, lat).to_degrees(shapely.Polygon(np.c_[away * np.cos(turn), away * np.sin(turn)]))
    three, six = min(max(round(lon / 3), 25), 45), int(lon // 6) + 1
    for number in (4513 + three - 25, 4534 + three - 25, 4491 + six - 13, 4502 + six - 13):
        conversion = Conversion.of(f"EPSG:{number}", "地块")
        found = conversion.to_cgcs2000(np.array([stored_in(f"EPSG:{number}", shape)]))[0]
        assert shapely.equals_exact(found, shape, tolerance=1e-9), number
        assert area_of(found) == pytest.approx(area_of(shape), rel=1e-6)
        assert conversion.uncertainty_m == 0


def test_degrees_stay_bit_for_bit_what_they_are() -> None:
    shapes = np.array([shapely.box(110.123456789, 30.1, 110.2, 30.2)])
    assert shapely.equals_identical(Conversion.of("EPSG:4490", "").to_cgcs2000(shapes), shapes).all()


def test_wgs84_is_taken_for_cgcs2000_to_a_metre_in_degrees_and_in_utm() -> None:
    shape = shapely.box(117.01, 36.5, 117.02, 36.51)
    for system in ("EPSG:4326", "EPSG:32650"):
        conversion = Conversion.of(system, "地块")
        moved = from_degrees("EPSG:4326", system, always_xy=True)
        stored = shapely.transform(shape, lambda p, m=moved: np.column_stack(m.transform(p[:, 0], p[:, 1])))
        assert conversion.uncertainty_m == 1.0
        assert shapely.equals_exact(conversion.to_cgcs2000(np.array([stored]))[0], shape, tolerance=1e-9)


def test_heights_and_measures_are_dropped() -> None:
    shape = shapely.from_wkt("POLYGON ZM ((110 30 5 1, 110.1 30 5 2, 110.1 30.1 5 3, 110 30 5 4))")
    found = Conversion.of("EPSG:4490", "").to_cgcs2000(np.array([shape]))[0]
    assert not found.has_z
    assert not found.has_m


@given(st.floats(73.6, 134.0), st.floats(3.6, 53.0), st.floats(0.0001, 0.5), st.integers(0, 1 << 30))
def test_a_box_in_stored_coordinates_holds_the_box_asked_for(lon: float, lat: float, size: float, seed: int) -> None:
    system = f"EPSG:{4534 + min(max(round(lon / 3), 25), 45) - 25}"
    bounds = (lon, lat, lon + size, lat + size)
    west, south, east, north = Conversion.of(system, "").stored_bounds(bounds)
    inside = np.random.default_rng(seed).uniform(0, 1, (50, 2)) * size + np.array([lon, lat])
    x, y = from_degrees("EPSG:4490", system, always_xy=True).transform(inside[:, 0], inside[:, 1])
    assert ((x >= west) & (x <= east) & (y >= south) & (y <= north)).all()


def test_what_no_place_has_as_coordinates_is_an_error() -> None:
    wild = np.array([shapely.Point(1e20, 1e20)])
    with pytest.raises(CrsFault, match="不能从 EPSG:4547 换算"):
        Conversion.of("EPSG:4547", "地块").to_cgcs2000(wild)


def test_the_way_is_never_a_ballpark_one() -> None:
    conversion = Conversion.of("EPSG:4547", "地块")
    assert conversion._unprojected is not None
    assert "ballpark" not in conversion._unprojected.description.lower()
    assert math.isclose(conversion._unprojected.transform(500_000, 3_000_000)[0], 114, abs_tol=1e-12)
