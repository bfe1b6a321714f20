"""Distances along the road network (路网), in metres, from the nearest of several goals or between all of two sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ..crs import LocalFrame
from ..indicators.amount import Lack
from ..indicators.holdings import Holdings, kind_name
from ..indicators.results import Data
from ..indicators.streets import Feet, Streets, streets_of
from .reading import Scope, held_sheets, texts
from .units import Floats

ROADS = (("LWDL", "DLDJ"), ("GL", "GLDJ"))
"""Kinds of layers a network may be made of, the first that is held, and the field of the road's class."""
NO_ACCESS = ("铁路", "高速")
"""Classes that one cannot get on or off wherever one likes; without its interchanges a motorway leads nowhere."""
STEP_M = 15.0
"""Places are let down to the road at the nearest of points so far apart, then exactly on the lines beside it."""
_FAR = np.inf


@dataclass(frozen=True, eq=False)
class Network:
    """`Streets` with a metre for a minute."""

    streets: Streets
    classes: dict[str, list[Any]]
    """lines (metric frame) of each class of road"""
    kind: str
    data: tuple[Data, ...]
    complete: bool
    """whether the layer says that it covers the region"""

    def feet(self, places: Floats) -> Feet:
        """Where places (n, 2) of the frame stand on the network, however far they are from it."""
        edge = np.full(len(places), -1, dtype=np.int64)
        along, away = np.zeros(len(places)), np.full(len(places), np.inf)
        if not len(places):
            return Feet(edge, along, away)
        points, owner, at, tree = self._samples
        nearest = np.asarray(tree.query(places)[1], dtype=np.int64)
        for step in (-1, 0):
            a, b = np.clip(nearest + step, 0, len(points) - 2), np.clip(nearest + step + 1, 1, len(points) - 1)
            same = owner[a] == owner[b]
            run = points[b] - points[a]
            length = np.hypot(*run.T)
            share = ((places - points[a]) * run).sum(axis=1) / np.where(length > 0, length, 1) ** 2
            share = np.clip(share, 0.0, 1.0)
            distance = np.hypot(*(places - points[a] - share[:, None] * run).T)
            nearer = same & (distance < away)
            edge[nearer] = owner[a][nearer]
            along[nearer] = (at[a] + share * length)[nearer]
            away[nearer] = distance[nearer]
        return Feet(edge, along, away)

    def distances(self, goals: Feet, places: Feet) -> Floats:
        """From each place to the nearest goal, the ways to and from the road included; infinite where none leads."""
        return self.streets.minutes(goals, places, _FAR)

    def of_classes(self, words: tuple[str, ...]) -> tuple[Feet, Any]:
        """(goals at every end of a road of these classes, which edges are such roads). Lack where there is none."""
        lines = [line for name, several in self.classes.items() if _named(name, words) for line in several]
        if not lines:
            raise Lack(f"{kind_name(self.kind)}里没有{'、'.join(words)}")
        middles = shapely.line_interpolate_point(self.streets.lines, 0.5, normalized=True)
        such = np.zeros(len(middles), dtype=bool)
        such[shapely.STRtree(lines).query(middles, predicate="dwithin", distance=0.01)[0]] = True
        edge = np.flatnonzero(such)
        ends = np.concatenate([np.zeros(len(edge)), self.streets.length[edge]])
        return Feet(np.tile(edge, 2), ends, np.zeros(len(ends))), such

    @cached_property
    def _samples(self) -> tuple[Floats, Any, Floats, cKDTree]:
        """(points of all edges in order, edge of each, metres along it, tree of them)."""
        points, owner = shapely.get_coordinates(shapely.segmentize(self.streets.lines, STEP_M), return_index=True)
        steps = np.hypot(*np.diff(points, axis=0, prepend=points[:1]).T)
        first = np.concatenate([[True], owner[1:] != owner[:-1]])
        steps[first] = 0.0
        run = np.cumsum(steps)
        return points, owner, run - run[first][np.cumsum(first) - 1], cKDTree(points)


def network_of(holdings: Holdings, scope: Scope, frame: LocalFrame) -> Network:
    """Raises Lack with the reason of every kind that is not there."""
    reasons: list[str] = []
    for kind, field in ROADS:
        try:
            held, sheets = held_sheets(kind, holdings, scope)
        except Lack as lack:
            reasons += lack.reasons
            continue
        classes: dict[str, list[Any]] = {}
        for sheet in sheets:
            lines = frame.to_metres(sheet.features.geometry.to_numpy())
            lines = np.where(shapely.get_dimensions(lines) == 1, lines, None)
            names = texts(sheet.features, field) if field in sheet.features.columns else [""] * len(lines)
            for name, line in zip(names, lines, strict=True):
                if line is not None and not any(word in str(name) for word in NO_ACCESS):
                    classes.setdefault(str(name), []).append(line)
        every = [line for several in classes.values() for line in several]
        if every:
            missing = held.missing(scope.region.shape)
            return Network(streets_of(every, np.ones(len(every))), classes, kind, held.data(), not missing)
        reasons.append(f"图层：{kind_name(kind)}里没有线")
    raise Lack(*dict.fromkeys(reasons))


def _named(name: str, words: tuple[str, ...]) -> bool:
    """G is 国道 by itself only, 国道 also within 一级国道."""
    return any(name == word or (len(word) > 1 and word in name) for word in words)
