"""What is to be reached: facilities of a kind, or the edges of parks and woods."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from ..crs import LocalFrame
from .amount import Lack
from .counted import chosen_where
from .expressions import Goal
from .holdings import Holdings, kind_name
from .land import SURVEY, parcels_of_class
from .land_classes import land_classes

Shapes = npt.NDArray[np.object_]

FACILITIES, KIND_FIELD = "GGSS", "SSLX"
EDGE_STEP_M = 30.0
"""Between the points of an edge from which a park or wood is entered."""


class Goals:
    """Places in a metric frame, those that matter for an extent."""

    def __init__(self, holdings: Holdings, frame: LocalFrame, extent: BaseGeometry) -> None:
        self._holdings, self._frame = holdings, frame
        self._extent = frame.to_metres(extent)

    def places(self, goal: Goal, reach_m: float) -> Shapes:
        """Points at which the goal is entered; of land only what lies within `reach_m` of the extent."""
        if goal.to:
            return self._facilities(goal.to)
        edges = shapely.segmentize(shapely.boundary(self._land(goal.name, reach_m)), EDGE_STEP_M)
        return np.asarray(shapely.points(shapely.get_coordinates(edges)), dtype=object)

    def within(self, goal: Goal, points: Shapes, metres: float) -> npt.NDArray[np.bool_]:
        """Which points lie no farther than so many metres, straight."""
        if goal.to:
            goals = shapely.get_coordinates(self._facilities(goal.to))
            return np.asarray(cKDTree(goals).query(shapely.get_coordinates(points))[0] <= metres)
        served = np.zeros(len(points), dtype=bool)
        polygons = self._land(goal.name, metres)
        if len(polygons):
            served[shapely.STRtree(polygons).query(points, predicate="dwithin", distance=metres)[0]] = True
        return served

    def _facilities(self, name: str) -> Shapes:
        found: list[Any] = []
        for layer, features in self._holdings.held(FACILITIES).features():
            chosen = features[chosen_where(features, {KIND_FIELD: (name,)}, layer.name)]
            found.append(shapely.point_on_surface(chosen.geometry.to_numpy()))
        if not found:
            raise Lack(f"图层：{kind_name(FACILITIES)}")
        return np.asarray(self._frame.to_metres(np.concatenate(found)), dtype=object)

    def _land(self, class_: str, reach_m: float) -> Shapes:
        west, south, east, north = self._extent.bounds
        near = shapely.box(west - reach_m, south - reach_m, east + reach_m, north + reach_m)
        box = shapely.box(*self._frame.to_degrees(near).bounds)
        found: list[Any] = []
        for layer, features in self._holdings.held(SURVEY).features():
            held = features[parcels_of_class(land_classes()[class_], features, layer)].geometry.to_numpy()
            found.append(held[shapely.intersects(box, held)])
        return np.asarray(self._frame.to_metres(np.concatenate(found)), dtype=object)
