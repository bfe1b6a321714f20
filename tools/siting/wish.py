"""What a site must be like: its area and how far it may differ, how wide and how compact."""

from __future__ import annotations

import math
from dataclasses import dataclass

SPLIT_SHARE = 0.2
"""Of the wanted area: larger pieces of ground are divided (分割) when a site needs only part of them."""


@dataclass(frozen=True)
class Wish:
    area_m2: float
    tolerance: float
    """share of the area by which a site may be larger or smaller"""
    width_m: float
    """everywhere but at its tips a site is at least so wide"""
    compactness: float
    """4π area / perimeter², at least"""

    @property
    def least(self) -> float:
        return self.area_m2 * (1 - self.tolerance)

    @property
    def most(self) -> float:
        return self.area_m2 * (1 + self.tolerance)

    @property
    def side(self) -> float:
        """m, of a square of the wanted area."""
        return math.sqrt(self.area_m2)

    @property
    def largest_step(self) -> float:
        """m² that a site grows by at a time, so that it cannot step over what is allowed."""
        return self.area_m2 * min(SPLIT_SHARE, 2 * self.tolerance)
