"""What lies inside an area is measured on the ellipsoid, and parts add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from county_of_squares import degrees, square
from hypothesis import given
from hypothesis import strategies as st

from tools.crs import area_of
from tools.indicators.inside import areas_inside, lengths_inside, missing_area


def test_inside_half_and_outside() -> None:
    plots = [degrees(square(x, 0, 100, 100)) for x in (0, 950, 2000)]
    areas = areas_inside(plots, degrees(square(-500, -500, 1500, 1500)))
    assert areas == pytest.approx([10_000, 5_000, 0], rel=1e-6)
    assert areas[0] == area_of(plots[0])


corner = st.tuples(st.floats(0, 900), st.floats(0, 900), st.floats(20, 400), st.floats(20, 400))


@given(st.lists(corner, min_size=1, max_size=5), st.floats(100, 900))
def test_what_two_halves_hold_is_what_the_whole_holds(corners: list[tuple[float, ...]], at: float) -> None:
    plots = [degrees(shapely.box(x, y, x + w, y + h)) for x, y, w, h in corners]
    west, east = degrees(square(-100, -100, at + 100, 2000)), degrees(square(at, -100, 2000 - at, 2000))
    total = areas_inside(plots, west) + areas_inside(plots, east)
    assert total == pytest.approx([area_of(plot) for plot in plots], rel=1e-6, abs=0.01)


def test_a_mask_of_several_parts_and_holes_is_taken_as_it_is() -> None:
    ring = shapely.difference(square(0, 0), square(200, 200, 200, 200))
    mask = shapely.union_all([degrees(ring), degrees(square(3000, 0, 100, 100))])
    plots = [degrees(square(100, 100, 200, 200)), degrees(square(2950, 0, 100, 100))]
    assert areas_inside(plots, mask) == pytest.approx([30_000, 5_000], rel=1e-5)


def test_a_line_counts_as_far_as_it_runs_inside() -> None:
    lines: Any = [degrees(shapely.LineString([(0, 50), (400, 50)])), degrees(shapely.LineString([(500, 0), (600, 0)]))]
    assert lengths_inside(lines, degrees(square(100, 0, 200, 100))) == pytest.approx([200, 0], rel=1e-6)
    assert lengths_inside([], degrees(square(0, 0))).tolist() == []


def test_a_border_drawn_twice_misses_nothing_but_a_strip_does() -> None:
    whole = degrees(square(0, 0))
    assert missing_area(whole, whole) == 0
    assert missing_area(whole, degrees(square(0, 0, 999.9995, 1000))) == 0
    assert missing_area(whole, degrees(square(0, 0, 990, 1000))) == pytest.approx(10_000, rel=1e-4)


def test_nothing_holds_nothing() -> None:
    assert areas_inside(np.array([], dtype=object), degrees(square(0, 0))).tolist() == []
    assert areas_inside([degrees(square(0, 0))], shapely.Polygon()).tolist() == [0]
