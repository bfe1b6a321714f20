"""Features that a plot meets, with the ground they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import ellipsoidal_area
from ..layers import Layer
from .conditions import Look, Value
from .plot import Plot
from .reading import Reading, Sheet
from .results import Overlap
from .truth import Truth

TOLERANCE_M2 = 1.0
"""An overlap of no more is drawing, not occupation; it is reported all the same."""
RESOLUTION_M2 = 1e-6
"""Less is the rounding of coordinates, not an overlap."""
_MANY_VERTICES = 5_000
_TOO_MANY_TO_UNITE = 20_000
_CODES = (
    "DLBM", "YDYHFLDM", "YDYHDM", "GHDLDM", "GHFQDM", "GKFQ", "JB", "FQ", "ZLX", "SSLX", "GLDJ", "TLLX", "DYDJ", "KLY",
)  # fmt: skip
"""Fields that say of what class or level a feature is, the first that a layer has."""

Polygons = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Hit:
    layer: Layer
    feature_id: str
    fields: Mapping[str, Any]
    """as stored, by field name in capitals"""
    piece: BaseGeometry
    """shared with the plot, EPSG:4490; empty where the feature's own geometry is broken"""
    area_m2: float
    broken: bool = False
    """its geometry is invalid, so whether and how much it overlaps is not known"""
    distance_m: float | None = None
    setback_m: float | None = None

    @property
    def look(self) -> Look:
        return looking_into(self.fields)

    @property
    def code(self) -> str:
        look = self.look
        for name in _CODES:
            value = look(name)
            if not isinstance(value, Truth):
                return str(value)
        return ""


def looking_into(fields: Mapping[str, Any]) -> Look:
    """A field's value by name; unknown where it is empty or the layer lacks it."""
    return lambda name: field_value(fields.get(name))


def field_value(stored: Any) -> Value:
    """Whole numbers without a decimal point, yes and no in words."""
    if stored is None or (isinstance(stored, float) and np.isnan(stored)):
        return Truth(None)
    if isinstance(stored, bool | np.bool_):
        return "是" if stored else "否"
    if isinstance(stored, int | float | np.integer | np.floating):
        number = float(stored)
        return number if not number.is_integer() else int(number)
    text = str(stored).strip()
    return text if text and text.lower() not in ("nan", "none", "null", "<na>") else Truth(None)


class Found:
    """Every feature that shares ground with a plot, or may, kind by kind as it is asked for."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self._of: dict[str, list[Hit]] = {}

    def of(self, reading: Reading) -> list[Hit]:
        """The largest first, in the same order every time."""
        if reading.kind not in self._of:
            found = [hit for sheet in reading.sheets for hit in _of_sheet(sheet, self.plot)]
            self._of[reading.kind] = sorted(found, key=lambda hit: (-hit.area_m2, hit.layer.name, hit.feature_id))
        return self._of[reading.kind]


def _of_sheet(sheet: Sheet, plot: Plot) -> Iterable[Hit]:
    shapes: Polygons = sheet.features.geometry.to_numpy()
    valid = sheet.features["valid"].to_numpy(dtype=bool)
    outlines = shapes if valid.all() else np.where(valid, shapes, shapely.convex_hull(shapes))
    met = np.flatnonzero(shapely.intersects(plot.shape, outlines)) if len(shapes) else np.zeros(0, dtype=np.int64)
    pieces = np.full(len(met), shapely.Polygon(), dtype=object)
    sound = valid[met]
    pieces[sound] = shared(plot, shapes[met][sound], sheet.elsewhere)
    areas = ellipsoidal_area(pieces) if len(met) else np.zeros(0)
    for fields, piece, area, whole in zip(records(sheet, met), pieces, areas, sound, strict=True):
        if not whole or area > RESOLUTION_M2:
            yield Hit(sheet.layer, str(fields["FEATURE_ID"]), fields, piece, float(area), broken=not whole)


def records(sheet: Sheet, rows: npt.NDArray[np.int64]) -> list[dict[str, Any]]:
    """Fields of some features by names in capitals: column by column, which is ten times as fast as by frames."""
    columns = {str(name).upper(): values[rows] for name, values in sheet.columns.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def shared(plot: Plot, shapes: Polygons, elsewhere: BaseGeometry | None) -> Polygons:
    large = shapely.get_num_coordinates(shapes) > _MANY_VERTICES
    if large.any():
        shapes = shapes.copy()
        west, south, east, north = plot.bounds(1.0)
        shapes[large] = shapely.make_valid(shapely.clip_by_rect(shapes[large], west, south, east, north))
    pieces: Polygons = shapely.intersection(shapes, plot.shape)
    if elsewhere is not None:
        pieces = shapely.difference(pieces, elsewhere)
    mixed = shapely.get_type_id(pieces) == shapely.GeometryType.GEOMETRYCOLLECTION
    if mixed.any():
        pieces[mixed] = [_ground_of(piece) for piece in pieces[mixed]]
    return pieces


def _ground_of(piece: BaseGeometry) -> BaseGeometry:
    """The polygons: where edges run along each other lines are shared too, and those are no ground."""
    parts = shapely.get_parts(piece)
    polygons = [shapely.get_parts(part) for part in parts if part.geom_type.endswith("Polygon")]
    return shapely.multipolygons(np.concatenate(polygons)) if polygons else shapely.Polygon()


def united(found: Sequence[Hit]) -> BaseGeometry:
    return shapely.union_all(np.array([hit.piece for hit in found], dtype=object))


def united_area(found: Sequence[Hit], plot: Plot) -> float:
    """m² of the plot that they take together; what several cover counts once."""
    if len(found) < 2:
        return min(sum(hit.area_m2 for hit in found), plot.area_m2)
    total = sum(hit.area_m2 for hit in found)
    if len(found) <= _TOO_MANY_TO_UNITE:
        total = min(total, float(ellipsoidal_area([united(found)])[0]))
    return min(total, plot.area_m2)


def overlaps_of(kind: str, found: Sequence[Hit], plot: Plot) -> list[Overlap]:
    """One line a layer."""
    by_layer: dict[tuple[int, float | None], list[Hit]] = {}
    for hit in found:
        by_layer.setdefault((id(hit.layer), hit.setback_m), []).append(hit)
    return [_overlap(kind, list(group), plot) for group in by_layer.values()]


def _overlap(kind: str, group: list[Hit], plot: Plot) -> Overlap:
    area = united_area(group, plot)
    distances = [hit.distance_m for hit in group if hit.distance_m is not None]
    return Overlap(
        layer=group[0].layer.name,
        layer_kind=kind,
        edition=group[0].layer.edition,
        area_m2=round(area, 6),
        share=round(area / plot.area_m2, 9) if plot.area_m2 else 0.0,
        feature_ids=tuple(hit.feature_id for hit in group),
        codes=tuple(hit.code for hit in group),
        areas_m2=tuple(round(hit.area_m2, 6) for hit in group),
        distance_m=round(min(distances), 3) if distances else None,
        setback_m=group[0].setback_m,
    )
