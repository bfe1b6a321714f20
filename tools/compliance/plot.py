"""The ground that is judged: a site, one of its features, or either grown or shrunk by the doubt of its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import LocalFrame, area_of
from ..layers import Layer

Bounds = tuple[float, float, float, float]
METRES_PER_DEGREE = 111_000.0
"""of latitude, somewhat less than anywhere; boxes only"""


@dataclass(frozen=True, eq=False)
class Plot:
    shape: BaseGeometry
    """EPSG:4490"""
    frame: LocalFrame

    def __post_init__(self) -> None:
        shapely.prepare(self.shape)

    @cached_property
    def area_m2(self) -> float:
        return area_of(self.shape)

    @cached_property
    def in_metres(self) -> BaseGeometry:
        return self.frame.to_metres(self.shape)

    def resized(self, metres: float) -> Plot:
        """Grown, or shrunk where negative; may become empty."""
        grown = self.frame.to_degrees(shapely.buffer(self.in_metres, metres, quad_segs=4))
        return Plot(grown, self.frame)

    def bounds(self, margin_m: float = 0.0) -> Bounds:
        west, south, east, north = self.shape.bounds
        up = margin_m / METRES_PER_DEGREE
        aside = up / max(0.05, float(np.cos(np.radians(max(abs(south), abs(north))))))
        return west - aside, south - up, east + aside, north + up


@dataclass(frozen=True, eq=False)
class Site:
    """What was asked about: its features, and all of them as one."""

    name: str
    ids: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    """EPSG:4490"""
    crs: str
    uncertainty_m: float
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, layer: Layer) -> Site:
        features: Any = layer.features()
        return cls(
            name=layer.name,
            ids=tuple(str(one) for one in features["feature_id"]),
            shapes=tuple(shapely.force_2d(features.geometry.to_numpy())),
            crs=layer.crs,
            uncertainty_m=layer.uncertainty_m,
            notices=tuple(notice.text for notice in layer.notices),
        )

    @cached_property
    def whole(self) -> Plot:
        shape = self.shapes[0] if len(self.shapes) == 1 else shapely.union_all(np.array(self.shapes, dtype=object))
        return Plot(shape, LocalFrame.around(shape))

    def parts(self) -> tuple[Plot, ...]:
        return tuple(Plot(shape, self.whole.frame) for shape in self.shapes)
