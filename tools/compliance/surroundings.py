"""What lies round a site, for its map: the land as surveyed, roads, and every zone near, met or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..report import MapLayer
from ..report.map_figure import Look
from .plot import METRES_PER_DEGREE
from .reading import Reading, Readings, Sheet
from .review import Review

LAND = "DLTB"
LEAST_REACH_M = 250.0
"""From the middle of the map to its side, at least."""
_MOST_ZONES = 10
_CODES = ("DLBM", "YDYHFLDM")
_LAND: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    ("耕地", "#fbf6c9", {"三调": ("01",), "用地用海": ("01",)}),
    ("园地、林地、草地", "#d3e8bd", {"三调": ("02", "03", "04"), "用地用海": ("02", "03", "04")}),
    ("水域、湿地", "#c9e2f3", {"三调": ("00", "11"), "用地用海": ("05", "17", "18", "19", "20", "21", "22")}),
    ("交通用地", "#d9d9d9", {"三调": ("10",), "用地用海": ("12",)}),
    (
        "其他建设用地", "#f3cfc6",
        {"三调": ("05", "06", "07", "08", "09"), "用地用海": ("07", "08", "09", "10", "11", "13", "14", "15", "16")},
    ),
)  # fmt: skip
"""(name, colour, first two digits of the codes by scheme); what is none of these is left white."""


class Surroundings:
    """Read once for a review, farther out than its verdict needs."""

    def __init__(self, review: Review) -> None:
        self._names = {one.kind: (one.standing.check.key, one.standing.check.name) for one in review.checked}
        self.reach_m = _reach_of(review.site.whole.shape)
        kinds = [LAND, *self._names]
        own = review.readings
        self._wide = Readings(
            own.workspace, own.day, own.plot, dict.fromkeys(kinds, 1.5 * self.reach_m), frozenset(kinds)
        )

    def land(self) -> list[MapLayer]:
        return list(_land(self._wide.of(LAND)))

    def zones(self, without: Sequence[str]) -> list[MapLayer]:
        """The large ones first. `without`: keys of checks."""
        found = [
            layer
            for kind, (key, name) in self._names.items()
            if kind != LAND and key not in without
            for layer in _zone(self._wide.of(kind), name)
        ]
        found.sort(key=lambda layer: -layer.geometry.envelope.area)
        return found[:_MOST_ZONES]


def _reach_of(shape: BaseGeometry) -> float:
    west, south, east, north = shape.bounds
    across = (east - west) * np.cos(np.radians((south + north) / 2))
    return float(max(LEAST_REACH_M, 1.5 * METRES_PER_DEGREE * max(across, north - south)))


def _land(reading: Reading) -> Iterator[MapLayer]:
    for name, colour, codes in _LAND:
        shapes = [shape for sheet in reading.sheets for shape in _of_class(sheet, codes)]
        if shapes:
            yield MapLayer(name, shapely.geometrycollections(shapes), "land", colour)


def _of_class(sheet: Sheet, codes: dict[str, tuple[str, ...]]) -> list[BaseGeometry]:
    scheme = next((name for name in codes if (sheet.layer.code_scheme or "").startswith(name)), None)
    field = next((name for name in _CODES if name in sheet.features), None)
    if scheme is None or field is None:
        return []
    wanted = sheet.features[field].astype(str).str.startswith(codes[scheme])
    return list(sheet.features.geometry[wanted.to_numpy()])


def _zone(reading: Reading, name: str) -> Iterator[MapLayer]:
    """A kind that cannot be read is left out here; the check says so."""
    shapes = [shape for sheet in reading.sheets for shape in sheet.features.geometry if not shape.is_empty]
    if shapes:
        yield MapLayer(name, shapely.geometrycollections(shapes), look_of(shapes, "near"))


def look_of(shapes: Sequence[BaseGeometry], area: Look = "zone") -> Look:
    return "line" if shapes[0].geom_type.endswith("LineString") else area
