"""Factors told by the zone a unit lies in: hazard, planned use, development boundary."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ...indicators.amount import Lack
from ...indicators.holdings import Held, kind_name
from ..definitions import FactorRule
from ..polygons import Polygons
from ..reading import held_sheets, texts
from ..situation import Situation
from ..units import Floats, Units
from .factor import Factor, Measured

UNKNOWN = ""


@dataclass(frozen=True, eq=False)
class Zoned(Factor):
    zones: Polygons
    """in the plane"""
    of_zone: Floats
    covered: BaseGeometry | None
    """in the plane; None: everywhere, or not told"""

    def measure(self, units: Units) -> Measured:
        """The worst of the zones at a place inside each unit; in none, what the table says of ground in no zone."""
        scores = np.full(units.count, np.inf)
        unclear = np.zeros(units.count, dtype=bool)
        zone, unit = shapely.STRtree(shapely.points(units.points)).query(self.zones, predicate="intersects")
        np.minimum.at(scores, unit, np.nan_to_num(self.of_zone[zone], nan=np.inf))
        unclear[unit[np.isnan(self.of_zone[zone])]] = True
        nowhere = np.isinf(scores)
        otherwise = np.nan if self.rule.otherwise is None else self.rule.otherwise / 100
        scores = np.where(nowhere, otherwise, scores)
        scores[unclear] = np.nan
        if self.covered is not None:
            shapely.prepare(self.covered)
            scores[nowhere & ~shapely.contains_xy(self.covered, units.points)] = np.nan
        return Measured(scores)


def open_zoned(rule: FactorRule, situation: Situation) -> Zoned:
    data = rule.data[0]
    held, sheets = held_sheets(data.kind, situation.holdings, situation.scope)
    shapes: list[npt.NDArray[np.object_]] = [np.zeros(0, dtype=object)]
    scores: list[Floats] = [np.zeros(0)]
    for sheet in sheets:
        if data.field not in sheet.features.columns:
            raise Lack(f"图层“{sheet.layer.name}”没有字段 {data.field}，评不了{rule.name}")
        shapes.append(situation.plane.to_plane(sheet.features.geometry.to_numpy()))
        values, of = np.unique(texts(sheet.features, data.field or ""), return_inverse=True)
        scores.append(np.array([_score(str(value), rule, situation) for value in values])[of])
    if not held.layers and rule.otherwise is None:
        raise Lack(f"图层：{kind_name(data.kind)}在本地区没有")
    covered, told = _covered(held, situation, rule)
    told = (*held.notices, *told)
    return Zoned(rule, held.data(), told, np.concatenate(shapes), np.concatenate(scores), covered)


def _score(value: str, rule: FactorRule, situation: Situation) -> float:
    """NaN for a value that the table does not know."""
    for class_ in rule.classes:
        if class_.relation is not None:
            if value != UNKNOWN and situation.use.relation(value) == class_.relation:
                return class_.score / 100
        elif any(word in value for word in class_.words):
            return class_.score / 100
    return float("nan")


def _covered(held: Held, situation: Situation, rule: FactorRule) -> tuple[BaseGeometry | None, tuple[str, ...]]:
    missing = held.missing(situation.scope.region.shape)
    if not missing or rule.otherwise is None:
        return None, ()
    declared = [layer.coverage for layer in held.layers if layer.coverage is not None]
    if len(declared) < len(held.layers):
        return None, (f"{kind_name(held.kind)}没有写覆盖范围，图上没有的按不在其中评分",)
    return situation.plane.to_plane(shapely.intersection_all(declared)), ()
