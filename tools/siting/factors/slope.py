"""Slope (坡度) of units: from a raster, or from polygons that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...indicators.amount import Lack
from ...indicators.results import Data
from ...layers import Layer
from ..definitions import FactorRule
from ..plane import Plane
from ..polygons import Polygons
from ..reading import data_of, held_sheets
from ..situation import Situation
from ..slope_raster import SlopeRaster, is_raster, tagged_rasters
from ..units import Floats, Units
from .factor import Factor, Measured, scored

FIELD = "PD"


@dataclass(frozen=True, eq=False)
class RasterSlope(Factor):
    rasters: tuple[SlopeRaster, ...]
    plane: Plane

    def measure(self, units: Units) -> Measured:
        values = np.full(units.count, np.nan)
        for raster in self.rasters:
            open_ = np.flatnonzero(np.isnan(values))
            if len(open_):
                values[open_] = raster.means(units.shapes[open_], self.plane)
        return Measured(scored(values, self.rule), values)


@dataclass(frozen=True, eq=False)
class MappedSlope(Factor):
    zones: Polygons
    """in the plane"""
    degrees: Floats

    def measure(self, units: Units) -> Measured:
        """At a place inside each unit; the steepest where several polygons lie there."""
        values = np.full(units.count, -np.inf)
        zone, unit = shapely.STRtree(shapely.points(units.points)).query(self.zones, predicate="intersects")
        np.maximum.at(values, unit, self.degrees[zone])
        values = np.where(np.isfinite(values), values, np.nan)
        return Measured(scored(values, self.rule), values)


def open_slope(rule: FactorRule, situation: Situation) -> RasterSlope | MappedSlope:
    """By layers of the kind, or else by a raster beside them that says itself what it is."""
    kind, workspace = rule.data[0].kind, situation.workspace
    layers = workspace.of_kind(kind)
    if layers and all(is_raster(layer) for layer in layers):
        return _by_layers(rule, layers, situation)
    tagged = {} if layers else tagged_rasters(workspace.folder)
    if tagged:
        rasters = tuple(SlopeRaster.of(tags.get("NAME", path.name), path, workspace) for path, tags in tagged.items())
        data = tuple(
            Data(
                name=tags.get("NAME", path.name), kind=kind, edition=tags.get("EDITION"), source=tags.get("SOURCE", "")
            )
            for path, tags in tagged.items()
        )
        return RasterSlope(rule, data, (), rasters, situation.plane)
    held, sheets = held_sheets(kind, situation.holdings, situation.scope)
    shapes, degrees = [], []
    for sheet in sheets:
        if FIELD not in sheet.features.columns:
            raise Lack(f"图层“{sheet.layer.name}”没有字段 {FIELD}（坡度，度）")
        shapes.append(situation.plane.to_plane(sheet.features.geometry.to_numpy()))
        degrees.append(sheet.features[FIELD].astype("float64").to_numpy())
    if not shapes:
        raise Lack("图层：坡度（PD）是空的")
    return MappedSlope(rule, held.data(), held.notices, np.concatenate(shapes), np.concatenate(degrees))


def _by_layers(rule: FactorRule, layers: Sequence[Layer], situation: Situation) -> RasterSlope:
    day = situation.holdings.day
    known = [layer for layer in layers if day is None or layer.edition is None or layer.edition <= day]
    newest = max((layer.edition for layer in known if layer.edition), default=None)
    chosen = [layer for layer in known if layer.edition == newest]
    if not chosen:
        raise Lack("坡度栅格的版本都晚于所问的日期")
    rasters = tuple(SlopeRaster.of(layer.name, layer.path, situation.workspace) for layer in chosen)
    return RasterSlope(rule, data_of(chosen), (), rasters, situation.plane)
