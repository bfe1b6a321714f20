"""Where the layers of a region lie: a layer elsewhere, or off by what web maps add, is not what it says it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs.conversion import Conversion
from ..crs.gate import Bounds
from ..crs.gcj02 import carries_offset
from ..crs.zones import systems_of_meridian
from .faults import LayerFault
from .shapes import Shapes, are_polygons

BESIDE_DEGREES = 0.5
"""A layer of the region may lie so far beside it; a wrong zone is 3 degrees off at least."""
_MOST_CORNERS = 2_000
_WITNESSES = 3


@dataclass(frozen=True)
class Surroundings:
    """What a workspace knows about where its layers and sites must be."""

    region: str
    boundary: Callable[[], BaseGeometry | None]
    reference: Callable[[Bounds], Shapes | None]
    """Features of the layer that lies where it should, in a box; None where there is no such layer."""

    def check_layer(self, layer: str, place: Bounds, conversion: Conversion, sample: Callable[[], Shapes]) -> None:
        """LayerFault where the layer as a whole lies elsewhere, or its features carry the offset of web maps."""
        boundary = self.boundary()
        if boundary is not None:
            near = shapely.buffer(shapely.box(*boundary.bounds), BESIDE_DEGREES, join_style="mitre")
            if not shapely.intersects(near, shapely.box(*place)):
                raise self._elsewhere(layer, place, conversion, boundary)
        self._check_offset(layer, sample())

    def check_site(self, site: str, shapes: Shapes, conversion: Conversion) -> None:
        """LayerFault where no feature of the site lies in the region, or they carry the offset of web maps."""
        boundary = self.boundary()
        if boundary is not None and not shapely.intersects(boundary, shapes).any():
            raise self._elsewhere(site, _bounds(shapes), conversion, boundary)
        self._check_offset(site, shapes)

    def _elsewhere(self, layer: str, place: Bounds, conversion: Conversion, boundary: BaseGeometry) -> LayerFault:
        likely = _likely_system(conversion, place, _bounds(np.array([boundary])))
        hint = f"像是 {likely}，请写明" if likely else "请核对坐标系、带号和坐标顺序"
        return LayerFault(
            f"图层“{layer}”不在{self.region}范围内（落在经度 {place[0]:.4f}–{place[2]:.4f}，"
            f"纬度 {place[1]:.4f}–{place[3]:.4f}）；{hint}"
        )

    def _check_offset(self, layer: str, shapes: Shapes) -> None:
        witnesses = _witnesses(shapes)
        against = in_favour = 0
        for shape in witnesses:
            if carries_offset([shape], self.reference):
                in_favour += 1
            else:
                against += 1
            if max(against, in_favour) * 2 > len(witnesses):
                break
        if in_favour > against:
            raise LayerFault(
                f"图层“{layer}”的图形整体偏了几百米，去掉网络地图的偏移（GCJ-02）就与{self.region}的地类图斑重合；"
                "请换用没有加偏的坐标"
            )


def _witnesses(shapes: Shapes) -> Shapes:
    """A few polygons, those with the most corners that are quickly compared."""
    corners = shapely.get_num_coordinates(shapes)
    fit = np.flatnonzero(are_polygons(shapes) & (corners > 4) & (corners <= _MOST_CORNERS))
    return shapes[fit[np.argsort(-corners[fit], kind="stable")][:_WITNESSES]]


def _likely_system(conversion: Conversion, place: Bounds, region: Bounds) -> str | None:
    """The zone of plain eastings in which the same coordinates lie in the region."""
    grid = conversion.system.grid
    if grid is None or not grid.is_national or grid.prefix is not None or conversion.system.datum != "CGCS2000":
        return None
    from_meridian = (place[0] + place[2]) / 2 - grid.central_meridian
    for meridian in range(75, 136, 3):
        if region[0] <= meridian + from_meridian <= region[2]:
            return next(iter(systems_of_meridian(meridian)), None)
    return None


def _bounds(shapes: Shapes) -> Bounds:
    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    return west, south, east, north
