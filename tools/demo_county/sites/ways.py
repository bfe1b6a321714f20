"""Roads, railway and power lines as sites see them: how near, and how far one has to stay away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..county import County
from ..courses import CourseKind
from ..layers.patches import patches_of
from ..layers.ways import DECLARED, DISTRICTS, ROADS, districts, middle_lines
from ..mesh import Geometries
from ..shapes import origin

ROAD_WIDTH: dict[CourseKind, float] = {
    "motorway": 30, "national": 20, "provincial": 15, "county": 10, "township": 5, "village": 0,
}  # fmt: skip
"""m, 公路安全保护条例第十一条."""
ROAD_DOUBT: dict[CourseKind, float] = {
    "motorway": 60, "national": 40, "provincial": 40, "county": 20, "township": 20, "village": 20,
}  # fmt: skip
"""m from a middle line within which the road's edge is somewhere; from general knowledge."""
RAIL_WIDTH = (8.0, 10.0, 12.0, 15.0)
"""m by `DISTRICTS` for other than high-speed lines, 铁路安全管理条例第二十七条."""
WIRE_WIDTH = {500: 20.0, 220: 15.0, 110: 10.0, 35: 10.0, 10: 5.0}
"""kV → m, 电力设施保护条例第十条."""
CABLE_WIDTH = 0.75
FAR = 1_300.0
"""m, farther than any article looks."""


@dataclass(frozen=True)
class Way:
    kind: str
    class_: str
    shape: BaseGeometry
    """its ground, its middle line where only that is known, or a wire; in the zone"""
    width: float
    """m to keep from it"""
    doubt: float = 0.0
    """m further within which it may still be"""


class Ways:
    def __init__(self, county: County) -> None:
        self._county = county

    @cached_property
    def all(self) -> list[Way]:
        return [*self._roads(), *self._middle_lines(), *self._railway(), *self._wires()]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([way.shape for way in self.all])

    def near(self, shape: BaseGeometry, metres: float) -> list[tuple[Way, float]]:
        """Ways within so many metres, and how near."""
        found = np.sort(self._tree.query(shape, predicate="dwithin", distance=metres)).tolist()
        return [(self.all[n], float(shapely.distance(shape, self.all[n].shape))) for n in found]

    def clear(self, shape: BaseGeometry, but: Way | None = None) -> bool:
        """Whether a shape keeps its distance from all ways (but one)."""
        return all(way is but or distance > way.width + way.doubt + 1.0 for way, distance in self.near(shape, 95.0))

    def nearest(self, shape: BaseGeometry) -> dict[str, float]:
        """m to the nearest way of each kind, where it is nearer than any article looks."""
        found: dict[str, float] = {}
        for way, distance in self.near(shape, FAR):
            found[way.kind] = min(distance, found.get(way.kind, np.inf))
        return found

    def _ground(self, kinds: tuple[CourseKind, ...], rail: bool) -> tuple[Geometries, np.ndarray]:
        country = self._county.country
        label = np.where(country.runs_as(*kinds), 1 + country.course, 0)
        label[~self._county.country.surveyed_anew & (not rail)] = 0
        if rail:
            label = label * (1 + len(DISTRICTS)) + districts(self._county) * (label > 0)
        found = patches_of(self._county, "GL", label)
        return found.shapes, found.first

    def _roads(self) -> list[Way]:
        shapes, first = self._ground(tuple(ROADS), rail=False)
        kinds = [self._county.country.courses[n].kind for n in self._county.country.course[first]]
        return [
            Way("GL", ROADS[kind], shape, DECLARED.get(kind, ROAD_WIDTH[kind]))
            for kind, shape in zip(kinds, shapes, strict=True)
        ]

    def _middle_lines(self) -> list[Way]:
        """Of the town whose roads were not surveyed anew."""
        town = np.where(self._county.country.surveyed_anew, -1, 0).astype(np.int64)
        old = self._county.shapes.mesh.united(self._county.shapes.cells, town)
        courses, lines = middle_lines(self._county, tuple(ROADS))
        inside = shapely.intersection(lines, old[0])
        return [
            Way("GL", ROADS[course.kind], line, ROAD_WIDTH[course.kind], ROAD_DOUBT[course.kind])
            for course, line in zip(courses, inside, strict=True)
            if not line.is_empty
        ]

    def _railway(self) -> list[Way]:
        shapes, first = self._ground(("railway",), rail=True)
        where = districts(self._county)[first]
        return [Way("TL", DISTRICTS[n], shape, RAIL_WIDTH[n]) for n, shape in zip(where, shapes, strict=True)]

    def _wires(self) -> list[Way]:
        return [
            Way(
                "DL",
                "电缆" if line.buried else f"{line.kilovolts}kV",
                shapely.transform(wire, lambda at: at + origin()),
                CABLE_WIDTH if line.buried else WIRE_WIDTH[line.kilovolts],
            )
            for line in self._county.power
            for wire in line.wires
        ]
