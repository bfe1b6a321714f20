"""The offset of Chinese web maps: known to its figures, believed only where corners show it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from tools.crs import LocalFrame
from tools.crs.gcj02 import Bounds, carries_offset, gcj02_of, without_offset

CGCS2000 = Geod(a=6378137, rf=298.257222101)


def parcels(count: int = 12, seed: int = 1, lon: float = 114.35, lat: float = 31.62) -> np.ndarray:
    """Crooked parcels side by side, some 60 m wide."""
    chance = np.random.default_rng(seed)
    nodes = np.stack(np.meshgrid(np.arange(count + 1) * 60.0, np.arange(count + 1) * 60.0), -1)
    nodes += chance.uniform(-18, 18, nodes.shape)
    corners = np.stack([nodes[:-1, :-1], nodes[:-1, 1:], nodes[1:, 1:], nodes[1:, :-1]], 2).reshape(-1, 4, 2)
    return LocalFrame(lon, lat).to_degrees(shapely.polygons(corners))


def shown_on_a_web_map(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(shapes, gcj02_of)


def beside(reference: np.ndarray) -> Callable[[Bounds], np.ndarray]:
    return lambda bounds: reference[shapely.intersects(shapely.box(*bounds), reference)]


def test_the_offset_is_the_publicly_known_one() -> None:
    """Tian'anmen as implementations of the public formula give it."""
    assert gcj02_of(np.array([[116.397428, 39.90923]]))[0] == pytest.approx([116.403671, 39.910634], abs=2e-6)


@given(st.floats(74, 134), st.floats(4, 53))
def test_taking_the_offset_off_leads_back(lon: float, lat: float) -> None:
    place = np.array([[lon, lat]])
    shown = gcj02_of(place)
    assert 50 < CGCS2000.inv(lon, lat, *shown[0])[2] < 1000
    assert without_offset(shown)[0] == pytest.approx([lon, lat], abs=1e-9)


def test_parcels_off_a_web_map_are_found_by_the_survey_beside_them() -> None:
    survey = parcels()
    assert carries_offset(shown_on_a_web_map(survey[30:34]), beside(survey))


def test_parcels_in_their_place_are_not_suspected() -> None:
    survey = parcels()
    assert not carries_offset(survey[30:34], beside(survey))


def test_parcels_surveyed_apart_by_a_metre_are_found_too() -> None:
    survey = parcels()
    chance = np.random.default_rng(3)
    corners = shapely.get_coordinates(survey[30:36]).reshape(6, 5, 2)[:, :4]
    again = shapely.polygons(corners + chance.uniform(-8e-6, 8e-6, corners.shape))
    assert carries_offset(shown_on_a_web_map(again), beside(survey))
    assert not carries_offset(again, beside(survey))


@given(st.integers(0, 10_000))
def test_a_site_that_shares_no_corner_shows_nothing(seed: int) -> None:
    survey = parcels()
    chance = np.random.default_rng(seed)
    x, y = chance.uniform(100, 500, 2)
    site = LocalFrame(114.35, 31.62).to_degrees(np.array([shapely.box(x, y, x + 83, y + 71)]))
    assert not carries_offset(site, beside(survey))


def test_a_single_corner_is_no_proof() -> None:
    survey = parcels()
    assert not carries_offset(
        np.array([shapely.Point(shown_on_a_web_map(survey[:1])[0].exterior.coords[0])]), beside(survey)
    )
    assert not carries_offset(shown_on_a_web_map(survey[:3]), beside(survey[:0]))
