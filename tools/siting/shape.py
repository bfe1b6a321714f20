"""The shape of a site: compactness, and whether it is wide enough everywhere but at its tips."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .growth import SQUARE
from .wish import Wish

KEPT = 0.9
"""Share of a site that must remain when everything narrower than the wanted width is taken off."""
_STEPS = 12


@dataclass(frozen=True)
class Form:
    compactness: float
    """4π area / perimeter²: 1 for a circle, 0.785 for a square"""
    width_m: float
    """the widest that would still have been enough"""

    @property
    def score(self) -> float:
        return min(1.0, self.compactness / SQUARE)


def form_of(site: BaseGeometry) -> Form:
    """`site` in metres."""
    return Form(4 * np.pi * site.area / site.length**2, _width(site))


def wide_enough(site: BaseGeometry, width: float) -> bool:
    """Taking off `width` / 2 all round leaves one piece, and putting it back most of the site, square corners too."""
    core = shapely.buffer(site, -width / 2, quad_segs=4)
    if core.is_empty or core.geom_type != "Polygon":
        return False
    back = shapely.intersection(shapely.buffer(core, width / 2, join_style="mitre", mitre_limit=1.5), site)
    return bool(back.area >= KEPT * site.area)


def fits(site: BaseGeometry, wish: Wish) -> bool:
    """One piece, compact and wide enough; `site` in metres."""
    if site.geom_type != "Polygon" or 4 * np.pi * site.area / site.length**2 < wish.compactness:
        return False
    return wish.width_m == 0 or wide_enough(site, wish.width_m)


def _width(site: BaseGeometry) -> float:
    low, high = 0.0, 2 * np.sqrt(site.area / np.pi)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if wide_enough(site, middle) else (low, middle)
    return low
