"""Walking times along streets are those a walker would need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tools.indicators.streets import Streets, streets_of

SNAP = 100.0


def line(*corners: tuple[float, float]) -> Any:
    return shapely.LineString(corners)


def streets(*lines: Any, rate: float = 1.0) -> Streets:
    return streets_of(np.array(lines, dtype=object), np.full(len(lines), rate))


def minutes(
    network: Streets, goals: list[tuple[float, float]], places: list[tuple[float, float]], limit: float = 1e6
) -> Any:
    feet = [network.feet(np.asarray(shapely.points(some), dtype=object), SNAP) for some in (goals, places)]
    return network.minutes(feet[0], feet[1], limit)


def test_one_walks_to_the_street_along_it_and_from_it() -> None:
    network = streets(line((0, 0), (1000, 0)), line((500, 0), (500, 800)))
    assert minutes(network, [(0, 10)], [(1000, -20), (530, 700)]) == pytest.approx([1030, 10 + 500 + 700 + 30])


def test_a_place_between_goal_and_corner_walks_straight() -> None:
    network = streets(line((0, 0), (1000, 0)))
    assert minutes(network, [(400, 0), (900, 5)], [(300, 0), (500, 0), (899, 5)]) == pytest.approx([100, 100, 11])


def test_crossing_streets_are_joined_and_separate_ones_are_not() -> None:
    crossing = streets(line((0, 0), (100, 0)), line((50, -50), (50, 50)))
    assert minutes(crossing, [(0, 0)], [(50, 50)]) == pytest.approx([100])
    apart = streets(line((0, 0), (100, 0)), line((0, 60), (100, 60)))
    assert np.isinf(minutes(apart, [(0, 0)], [(100, 60)])).all()


@pytest.mark.parametrize(("gap", "joined"), [(0.8, True), (1.5, False)])
def test_a_small_gap_before_a_junction_is_closed(gap: float, joined: bool) -> None:
    network = streets(line((0, 0), (1000, 0)), line((500, gap), (500, 300)))
    assert np.isfinite(minutes(network, [(0, 0)], [(500, 300)])).all() == joined


def test_the_quickest_of_two_ways_counts() -> None:
    around = line((0, 0), (0, 300), (300, 300), (300, 0))
    network = streets_of(np.array([around, line((0, 0), (300, 0))], dtype=object), np.array([0.1, 1.0]))
    assert minutes(network, [(0, 0)], [(300, 0)]) == pytest.approx([90])


def test_places_far_from_any_street_are_not_on_the_network() -> None:
    network = streets(line((0, 0), (1000, 0)))
    assert np.isinf(minutes(network, [(0, 0)], [(500, 101)])).all()
    assert np.isinf(minutes(network, [(0, 101)], [(500, 0)])).all()


def test_beyond_the_limit_nothing_is_reached() -> None:
    network = streets(line((0, 0), (1000, 0)))
    assert np.isfinite(minutes(network, [(0, 0)], [(599, 0), (601, 0)], 600)).tolist() == [True, False]


def test_a_network_without_streets_reaches_nobody() -> None:
    assert np.isinf(minutes(streets(), [(0, 0)], [(0, 0)])).all()


points = st.tuples(st.floats(0, 400), st.floats(0, 400))


@given(st.lists(st.tuples(points, points), min_size=1, max_size=8), st.lists(points, min_size=1, max_size=4), points)
def test_no_way_is_shorter_than_straight_and_more_goals_never_make_it_longer(
    ends: list[tuple[tuple[float, float], tuple[float, float]]],
    goals: list[tuple[float, float]],
    place: tuple[float, float],
) -> None:
    network = streets(*(line(a, b) for a, b in ends if np.hypot(a[0] - b[0], a[1] - b[1]) > 0.01))
    (found,) = minutes(network, goals, [place])
    straight = min(np.hypot(place[0] - x, place[1] - y) for x, y in goals)
    assert found >= straight - 0.01
    assert found <= minutes(network, goals[:1], [place])[0] + 1e-6
