"""Zones measured from a line: their width by the kind of line, from the edge that the article names."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import area_of
from ..layers import Layer
from .conditions import Look, Value
from .hits import RESOLUTION_M2, Hit, field_value, looking_into, records
from .plot import Plot
from .presence import Presence
from .reading import Reading, Sheet
from .rules.pack import Setback, Width
from .truth import NO, YES, Truth


@dataclass(frozen=True)
class Reach:
    """How far a zone goes from the stored line: surely, and at most."""

    sure: float
    most: float
    doubt: str | None = None


def within(setback: Setback, reading: Reading, plot: Plot, tolerance_m2: float) -> Presence:
    found = [one for sheet in reading.sheets for one in _near(setback, sheet, plot)]
    found.sort(key=lambda one: (-one[0].area_m2, one[0].layer.name, one[0].feature_id))
    sure = [hit for hit, certain, _ in found if certain]
    doubts = tuple(dict.fromkeys(doubt for _, certain, doubt in found if doubt and not certain))
    area = _together(sure, plot)
    most = _together([hit for hit, _, _ in found], plot)
    entered = YES if area > tolerance_m2 else Truth(None) if most > tolerance_m2 else NO
    return Presence(entered, area, most, tuple(hit for hit, _, _ in found), doubts)


def reach_of(setback: Setback, look: Look, layer: Layer, *, is_area: bool) -> Reach:
    """`look` gives the line's fields; an area is a road's or river's own ground, or the zone itself: who knows."""
    low, high = _width(setback, look)
    doubt = (
        None if low == high else f"图层“{layer.name}”没有写明等级、类型或地区，保护宽度在 {low:g} 至 {high:g} 米之间"
    )
    declared = _metres(look(setback.declared)) if setback.declared else None
    if declared is not None:
        least = 0.0 if setback.declared_may_be_less else low
        low, high = max(least, declared), declared if setback.declared_may_be_less else max(high, declared)
    if layer.measured_from == setback.edge:
        return Reach(low, high, doubt)
    half = _half_width(setback, look)
    from_where = f"量自{layer.measured_from}" if layer.measured_from else "没有写明量自何处"
    doubt = f"图层“{layer.name}”{from_where}，法条从{setback.edge}起算，两者相距不超过 {half:g} 米而不确知"
    return Reach(0.0 if is_area else low, high + half, doubt)


def _metres(value: Value) -> float | None:
    """A declared width, as a number or a text that is one; none that is not positive."""
    try:
        metres = float(str(value))
    except ValueError:
        return None
    return metres if 0 < metres < math.inf else None


def _width(setback: Setback, look: Look) -> tuple[float, float]:
    held = [(width, width.when.holds(look).value if width.when else True) for width in setback.widths]
    chosen = [width for width, value in held if value] or [width for width, value in held if value is None]
    chosen = chosen or list(setback.widths)
    return min(width.metres for width in chosen), max(width.at_most or width.metres for width in chosen)


def _half_width(setback: Setback, look: Look) -> float:
    def open_to(width: Width) -> bool:
        return width.when is None or width.when.holds(look).value is not False

    fitting = [width.metres for width in setback.half_widths if open_to(width)]
    return max(fitting or [width.metres for width in setback.half_widths], default=0.0)


def _near(setback: Setback, sheet: Sheet, plot: Plot) -> Iterator[tuple[Hit, bool, str | None]]:
    """(what the plot shares with the zone, whether the zone surely reaches so far, why not)."""
    features = sheet.features
    if not len(features):
        return
    valid = features["valid"].to_numpy(dtype=bool)
    shapes = np.where(valid, features.geometry.to_numpy(), shapely.convex_hull(features.geometry.to_numpy()))
    farthest = _farthest(setback, sheet)
    clipped = shapely.clip_by_rect(shapes, *plot.bounds(2 * farthest + 50))
    there = np.flatnonzero(~shapely.is_empty(clipped))
    edges = plot.frame.to_metres(clipped[there])
    distances = shapely.distance(plot.in_metres, edges)
    near = np.flatnonzero(distances <= farthest)
    for fields, edge, distance, sound in zip(
        records(sheet, there[near]), edges[near], distances[near], valid[there[near]], strict=True
    ):
        reach = reach_of(setback, looking_into(fields), sheet.layer, is_area=edge.geom_type.endswith("Polygon"))
        for metres, certain in ((reach.sure, bool(sound)), (reach.most, False)):
            if metres >= distance and (certain or not sound or reach.most > reach.sure):
                hit = _hit(sheet, fields, plot, edge, metres, float(distance))
                if hit.area_m2 > RESOLUTION_M2:
                    yield hit, certain, reach.doubt


def _farthest(setback: Setback, sheet: Sheet) -> float:
    name = setback.declared
    if name is None or name not in sheet.features.columns:
        return setback.farthest
    declared = [metres for value in sheet.features[name] if (metres := _metres(field_value(value))) is not None]
    return setback.farthest + max(declared, default=0.0)


def _hit(sheet: Sheet, fields: dict[str, Any], plot: Plot, edge: BaseGeometry, metres: float, distance: float) -> Hit:
    piece = plot.frame.to_degrees(shapely.intersection(zone_around(edge, metres), plot.in_metres))
    feature = str(fields["FEATURE_ID"])
    return Hit(sheet.layer, feature, fields, piece, area_of(piece), distance_m=distance, setback_m=metres)


def zone_around(edge: BaseGeometry, metres: float) -> BaseGeometry:
    """Everything within so many metres, segment by segment: GEOS takes bends off a longer line before it buffers it."""
    parts = shapely.get_parts(edge)
    rings = np.concatenate([shapely.get_rings(part) if part.geom_type == "Polygon" else [part] for part in parts])
    points, line = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(line[1:] == line[:-1])
    if not len(starts):
        return shapely.buffer(edge, metres, quad_segs=32)
    segments = shapely.linestrings(np.stack([points[starts], points[starts + 1]], axis=1))
    inside = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.union_all([*shapely.buffer(segments, metres, quad_segs=32), *inside])


def _together(found: list[Hit], plot: Plot) -> float:
    if not found:
        return 0.0
    return min(area_of(shapely.union_all(np.array([hit.piece for hit in found], dtype=object))), plot.area_m2)
