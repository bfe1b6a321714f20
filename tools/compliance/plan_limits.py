"""Whether the project keeps to the plan's conditions (规划条件): 容积率, 建筑密度, 建筑高度, 绿地率."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .facts.book import FactBook
from .hits import Hit
from .truth import NO, YES, Truth


@dataclass(frozen=True)
class Limit:
    field: str
    fact: str
    name: str
    direction: Literal["≤", "≥"]
    unit: str


LIMITS = (
    Limit("RJLSX", "far", "容积率", "≤", ""),
    Limit("JZMDSX", "building_density", "建筑密度", "≤", "%"),
    Limit("JZGDSX", "height_m", "建筑高度", "≤", " 米"),
    Limit("LDLXX", "green_ratio", "绿地率", "≥", "%"),
)


@dataclass(frozen=True)
class Comparison:
    hit: Hit
    limit: Limit
    allowed: float
    planned: float | None
    keeps: Truth

    @property
    def text(self) -> str:
        said = "未知" if self.planned is None else f"{self.planned:g}{self.limit.unit}"
        return f"{self.limit.name} {said}，规划条件 {self.limit.direction} {self.allowed:g}{self.limit.unit}"


def limits_of(hit: Hit) -> list[tuple[Limit, float]]:
    """Those that the plan gives for an area."""
    return [
        (limit, float(value))
        for limit in LIMITS
        if isinstance(value := hit.look(limit.field), int | float) and value >= 0
    ]


def compared(found: Sequence[Hit], facts: FactBook) -> list[Comparison]:
    return [_compared(hit, limit, allowed, facts) for hit in found for limit, allowed in limits_of(hit)]


def _compared(hit: Hit, limit: Limit, allowed: float, facts: FactBook) -> Comparison:
    said = facts.value(limit.fact)
    if not isinstance(said, int | float):
        return Comparison(hit, limit, allowed, None, Truth(None, frozenset({limit.fact})))
    planned = float(said)
    if limit.unit == "%" and (planned <= 1) != (allowed <= 1):
        return Comparison(hit, limit, allowed, planned, Truth(None, frozenset({limit.fact})))  # 0.3 or 30?
    keeps = planned <= allowed if limit.direction == "≤" else planned >= allowed
    return Comparison(hit, limit, allowed, planned, YES if keeps else NO)
