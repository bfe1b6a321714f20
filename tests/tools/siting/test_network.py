"""Distances along roads, let down to the network exactly, come out as geometry says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_county import FRAME, SPAN, build, write

from tools.indicators.amount import Lack
from tools.indicators.holdings import Holdings
from tools.indicators.region import region_of
from tools.indicators.streets import streets_of
from tools.layers import open_workspace
from tools.siting.network import Network, network_of
from tools.siting.reading import Scope


def network(*lines: list[tuple[float, float]], classes: tuple[str, ...] = ()) -> Network:
    drawn = [shapely.LineString(line) for line in lines]
    named: dict[str, list[object]] = {}
    for name, line in zip(classes or ("村道",) * len(lines), drawn, strict=True):
        named.setdefault(name, []).append(line)
    return Network(streets_of(drawn, np.ones(len(drawn))), named, "LWDL", (), True)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.floats(-500, 1500), st.floats(-500, 1500)), min_size=1, max_size=20))
def test_places_stand_at_their_nearest_road(places: list[tuple[float, float]]) -> None:
    net = network([(0, 0), (1000, 0), (1000, 900)], [(0, 700), (700, 1000)])
    at = np.array(places)
    feet = net.feet(at)
    points = shapely.points(at)
    nearest = shapely.distance(shapely.MultiLineString(list(net.streets.lines)), points)
    assert feet.minutes == pytest.approx(nearest, abs=0.05, rel=1e-3)
    on = shapely.line_interpolate_point(net.streets.lines[feet.edge], feet.along)
    assert shapely.distance(on, points) == pytest.approx(feet.minutes, abs=1e-6)


def test_the_way_follows_the_road_and_not_the_crow() -> None:
    net = network([(0, 0), (0, 1000)], [(0, 1000), (600, 1000)], [(600, 1000), (600, 0)])
    goal, place = net.feet(np.array([[0.0, 0.0]])), net.feet(np.array([[610.0, 0.0], [0.0, 400.0], [-30.0, 400.0]]))
    assert net.distances(goal, place) == pytest.approx([2610, 400, 430])


def test_where_no_way_leads_the_distance_is_infinite() -> None:
    net = network([(0, 0), (100, 0)], [(0, 500), (100, 500)])
    found = net.distances(net.feet(np.array([[0.0, 0.0]])), net.feet(np.array([[50.0, 0.0], [50.0, 500.0]])))
    assert found[0] == pytest.approx(50)
    assert np.isinf(found[1])


def test_a_road_of_the_wanted_class_is_reached_where_the_lane_meets_it() -> None:
    net = network([(0, 0), (1000, 0)], [(300, 0), (300, 800)], classes=("国道", "村道"))
    goals, such = net.of_classes(("国道",))
    feet = net.feet(np.array([[320.0, 500.0], [900.0, 40.0]]))
    assert net.distances(goals, feet)[0] == pytest.approx(520)
    assert (such[feet.edge].tolist(), feet.minutes[1]) == ([False, True], pytest.approx(40))
    with pytest.raises(Lack, match="没有快速路"):
        net.of_classes(("快速路",))


def test_the_roads_of_a_workspace_or_its_highways_make_the_network(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("LWDL",))
    workspace = open_workspace(folder)
    region = region_of(workspace, None)
    with pytest.raises(Lack, match=r"LWDL.*GL"):
        network_of(Holdings(workspace, region, None), Scope.of(workspace, region), FRAME)
    write(folder, "公路", "GL", [shapely.LineString([(0, 600), (SPAN, 600)])], GLDJ=["县道"])
    workspace = open_workspace(folder)
    found = network_of(Holdings(workspace, region, None), Scope.of(workspace, region), FRAME)
    assert (found.kind, found.complete, list(found.classes)) == ("GL", True, ["县道"])
