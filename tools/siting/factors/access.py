"""How far units are from main roads, utilities and people, along the road network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ...crs import LocalFrame
from ...indicators.amount import Lack
from ...indicators.counted import grid_people
from ...indicators.holdings import kind_name
from ...indicators.results import Data
from ...indicators.streets import Feet
from ..definitions import FactorData, FactorRule
from ..network import Network
from ..plane import Plane
from ..reading import held_sheets, texts
from ..situation import Situation
from ..units import Floats, Units
from .factor import Factor, Measured, scored

LINE_STEP_M = 25.0
DENSEST_SHARE = 0.5
"""Of the people: those of the densest cells that together hold so many."""


@dataclass(frozen=True, eq=False)
class Access(Factor):
    """Along the network to the nearest goal, infinitely far where none leads there.

    Units at a road of `at_goal` have the way to the road only.
    """

    network: Network
    goals: Feet
    at_goal: Any
    plane: Plane
    frame: LocalFrame

    def measure(self, units: Units) -> Measured:
        feet = self.network.feet(in_frame(units.points, self.plane, self.frame))
        values = self.network.distances(self.goals, feet)
        if self.at_goal is not None:
            values = np.where(self.at_goal[feet.edge], feet.minutes, values)
        return Measured(scored(values, self.rule), values)


@dataclass(frozen=True, eq=False)
class NearLine(Factor):
    """Straight to the nearest line, measured at points along it."""

    tree: cKDTree
    plane: Plane
    frame: LocalFrame

    def measure(self, units: Units) -> Measured:
        values = np.asarray(self.tree.query(in_frame(units.points, self.plane, self.frame))[0], dtype=np.float64)
        return Measured(scored(values, self.rule), values)


def in_frame(points: Floats, plane: Plane, frame: LocalFrame) -> Floats:
    """Metres of points in the plane."""
    return np.asarray(shapely.get_coordinates(frame.to_metres(shapely.points(plane.degrees(points)))))


def open_roads(rule: FactorRule, situation: Situation) -> Access:
    network = situation.network
    words = next(data.words for data in rule.data if data.kind == network.kind)
    goals, such = network.of_classes(words)
    return Access(rule, network.data, _incomplete(network), network, goals, such, situation.plane, situation.frame)


def open_utility(rule: FactorRule, situation: Situation) -> Access | NearLine:
    """By the first of the rule's data that holds a facility meant; Lack with every reason where none does."""
    reasons: list[str] = []
    for data in rule.data:
        try:
            return _utility(rule, data, situation)
        except Lack as lack:
            reasons += lack.reasons
    raise Lack(*dict.fromkeys(reasons))


def _utility(rule: FactorRule, data: FactorData, situation: Situation) -> Access | NearLine:
    held, sheets = held_sheets(data.kind, situation.holdings, situation.scope)
    meant = [_meant(sheet.features, data) for sheet in sheets]
    if not sum(len(shapes) for shapes in meant):
        raise Lack(f"{kind_name(data.kind)}里没有{'、'.join(data.words) or '要素'}：是没有，还是没有收集，无从判断")
    shapes = situation.frame.to_metres(np.concatenate(meant))
    told = () if not held.missing(situation.scope.region.shape) else (_far(kind_name(data.kind)),)
    if (shapely.get_dimensions(shapes) == 1).all():
        points = shapely.get_coordinates(shapely.segmentize(shapes, LINE_STEP_M))
        return NearLine(rule, held.data(), (*held.notices, *told), cKDTree(points), situation.plane, situation.frame)
    network = situation.network
    goals = network.feet(shapely.get_coordinates(shapely.point_on_surface(shapes)))
    found = tuple(dict.fromkeys((*held.data(), *network.data)))
    return Access(rule, found, (*held.notices, *told), network, goals, None, situation.plane, situation.frame)


def _meant(features: Any, data: FactorData) -> Any:
    shapes = features.geometry.to_numpy()
    if not data.words:
        return shapes
    if data.field not in features.columns:
        raise Lack(f"{kind_name(data.kind)}没有字段 {data.field}")
    values = texts(features, data.field or "")
    return shapes[np.logical_or.reduce([np.char.find(values, word) >= 0 for word in data.words])]


def open_population(rule: FactorRule, situation: Situation) -> Access:
    kind = rule.data[0].kind
    held = situation.holdings.held(kind)
    cells = grid_people(situation.holdings, held, ())
    middles = np.concatenate([places for places, _ in cells]) if cells else np.zeros(0, dtype=object)
    people = np.concatenate([count for _, count in cells]) if cells else np.zeros(0)
    if not len(people) or not people.sum() > 0:
        raise Lack(f"{situation.holdings.region.name}范围内{kind_name(kind)}没有人口")
    order = np.lexsort((*shapely.get_coordinates(middles).T, -people))
    enough = int(np.searchsorted(np.cumsum(people[order]), DENSEST_SHARE * people.sum())) + 1
    places = shapely.get_coordinates(situation.frame.to_metres(middles[order[:enough]]))
    network = situation.network
    found: tuple[Data, ...] = tuple(dict.fromkeys((*held.data(), *network.data)))
    told = () if not held.missing(situation.scope.region.shape) else (_far(kind_name(kind)),)
    return Access(
        rule, found, (*held.notices, *told), network, network.feet(places), None, situation.plane, situation.frame
    )


def _incomplete(network: Network) -> tuple[str, ...]:
    return () if network.complete else (_far(kind_name(network.kind)),)


def _far(name: str) -> str:
    return f"{name}没有盖满本区域（或没有写覆盖范围），距离只会更近"
