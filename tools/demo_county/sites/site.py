"""A site, what it was made for, and the ground of every cell that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

How = Literal[
    "inside", "crossing", "crossing_whole_cells", "touching", "in_hole", "clear", "conflict", "one_use", "two_uses",
    "ownership", "large", "over_border", "within", "just_outside", "in_doubt", "uncovered",
]  # fmt: skip
"""inside: wholly in one zone. crossing: partly, cut through two cells. crossing_whole_cells: partly, along the borders
of cells. touching: shares an edge with the zone and no ground. in_hole: in a gap that the zone surrounds. clear: meets
no zone. conflict: where two layers contradict each other. one_use, two_uses: of the plan. ownership, large: of the
land. over_border: partly outside the county. within, crossing, just_outside: of the width to keep from a way.
in_doubt: only the way's middle line is known there. uncovered: the layer ends before the site."""


@dataclass(frozen=True)
class Keep:
    """Ground of a site within the width that is to be kept from a way."""

    kind: str
    """GL, TL, DL"""
    class_: str
    """GLDJ, DQLX or DYDJ of the way"""
    width: float
    """m that the way asks for"""
    area: float
    """m² of the site nearer than that"""
    in_doubt: bool = False
    """only the middle line is known: the ground may lie within, or not"""


@dataclass(frozen=True)
class Site:
    id: str
    about: str
    """layer kind or check it was made for"""
    how: How
    shape: BaseGeometry
    """in the county's zone"""
    parts: dict[int, float]
    """cell → m² (ellipsoidal) of it that the site takes"""
    beyond: float = 0.0
    """m² outside the county"""
    keeps: tuple[Keep, ...] = ()
    touches: tuple[str, ...] = ()
    """kinds with which it shares an edge and no ground"""

    @property
    def area(self) -> float:
        """m²"""
        return sum(self.parts.values()) + self.beyond
