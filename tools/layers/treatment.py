"""What was done to the geometries of a layer before they are used, and what was found wrong with them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import shapely

from ..crs.ellipsoid import ellipsoidal_area
from .notices import Notice


@dataclass(frozen=True)
class Treatment:
    without_geometry: int = 0
    mixed: int = 0
    """collections whose points or lines were left out"""
    broken: int = 0
    repaired: int = 0
    vanished: int = 0
    """of the repaired: enclose nothing"""
    before_m2: float = 0.0
    after_m2: float = 0.0
    """of the repaired, by their rings and by what these enclose"""

    def mended(self, before: Any, after: Any) -> Treatment:
        valid = shapely.is_valid(after)
        return dataclasses.replace(
            self,
            broken=int((~valid).sum()),
            repaired=int(valid.sum()),
            vanished=int(shapely.is_empty(after).sum()),
            before_m2=float(ellipsoidal_area(before[valid]).sum()),
            after_m2=float(ellipsoidal_area(after[valid]).sum()),
        )


def told_of_treatment(layer: str, treatment: Treatment, of: str) -> tuple[Notice, ...]:
    found = []
    if treatment.without_geometry:
        found.append(Notice("无效图形", f"图层“{layer}”{of}有 {treatment.without_geometry} 条记录没有图形，没有采用"))
    if treatment.mixed:
        found.append(Notice("无效图形", f"图层“{layer}”{of}有 {treatment.mixed} 个集合图形，其中的点、线没有采用"))
    if treatment.broken:
        found.append(Notice("无效图形", f"图层“{layer}”{of}有 {treatment.broken} 个图形自相交或无效；请修好"))
    if treatment.repaired:
        gone = f"，其中 {treatment.vanished} 个围不成面" if treatment.vanished else ""
        found.append(
            Notice(
                "修复",
                f"图层“{layer}”{of}修复了 {treatment.repaired} 个自相交的图形{gone}，面积由 {treatment.before_m2:.2f} "
                f"变为 {treatment.after_m2:.2f} 平方米（{treatment.after_m2 - treatment.before_m2:+.2f}）",
            )
        )
    return tuple(found)
