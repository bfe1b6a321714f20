"""Whether a plot is where a rule holds: yes, no, or not known, with the ground concerned and the reasons for doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from ..crs import area_of
from .hits import TOLERANCE_M2, Hit, united, united_area
from .plot import Plot
from .reading import Reading
from .rules.pack import Rule
from .truth import NO, YES, Truth


@dataclass(frozen=True)
class Presence:
    entered: Truth
    area_m2: float = 0.0
    """m² known to be concerned"""
    possible_m2: float = 0.0
    """m² that may be"""
    hits: tuple[Hit, ...] = ()
    doubts: tuple[str, ...] = ()


def entered(certain_m2: float, possible_m2: float, tolerance_m2: float, missing: frozenset[str] = frozenset()) -> Truth:
    if certain_m2 > tolerance_m2:
        return YES
    return Truth(None, missing) if possible_m2 > tolerance_m2 else NO


def overlapping(rule: Rule, found: Sequence[Hit], plot: Plot, tolerance_m2: float = TOLERANCE_M2) -> Presence:
    """Of the features that the rule is about."""
    certain, possible, doubts = _concerned(rule, found)
    area, most = united_area(certain, plot), united_area(possible, plot)
    broken = [hit for hit in possible if hit.broken]
    return Presence(
        YES if area > tolerance_m2 else Truth(None) if most > tolerance_m2 or broken else NO,
        area,
        plot.area_m2 if broken else most,
        tuple(possible),
        doubts,
    )


def outside(rule: Rule, found: Sequence[Hit], reading: Reading, plot: Plot, tolerance_m2: float) -> Presence:
    """Of all features that the rule is about; where the layer is not complete nothing is known to be outside."""
    certain, possible, doubts = _concerned(rule, found)
    covered = plot.shape if reading.coverage is None else shapely.intersection(plot.shape, reading.coverage)
    beyond_all = shapely.difference(covered, united(possible)) if possible else covered
    broken = any(hit.broken for hit in possible)
    area = 0.0 if broken or reading.coverage is None else area_of(beyond_all)
    most = plot.area_m2 - united_area(certain, plot)
    return Presence(entered(area, most, tolerance_m2), area, most, tuple(possible), doubts)


def _concerned(rule: Rule, found: Sequence[Hit]) -> tuple[list[Hit], list[Hit], tuple[str, ...]]:
    """(surely, perhaps or surely, why perhaps)."""
    certain: list[Hit] = []
    possible: list[Hit] = []
    doubts: list[str] = []
    for hit in found:
        held = rule.where.holds(hit.look) if rule.where is not None else YES
        if held.value is False:
            continue
        possible.append(hit)
        if held.value is None:
            fields = "、".join(sorted({one.name for one in rule.where.comparisons()})) if rule.where else ""
            doubts.append(f"图层“{hit.layer.name}”的要素 {hit.feature_id} 没有写明 {fields}")
        elif hit.broken:
            doubts.append(f"图层“{hit.layer.name}”的要素 {hit.feature_id} 图形无效，不能判断是否重叠")
        else:
            certain.append(hit)
    return certain, possible, tuple(dict.fromkeys(doubts))
