"""Plan targets (规划指标) as the tools see them, and the port to where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from .library import Binding

PlanLevel = Literal["国家", "省", "市", "县", "乡"]
Comparison = Literal["≥", "≤", "="]
Standing = Literal["目标", "现状"]
"""现状: what the plan says was there in its base year, not what shall be."""


@dataclass(frozen=True)
class PlanTarget:
    plan: str
    plan_level: PlanLevel
    region: str
    """six digits: where the figure holds, which may be a part of what the plan covers"""
    indicator: str
    """as the plan writes it"""
    value: Decimal
    """exactly as written"""
    unit: str
    direction: Comparison | None
    """None for 现状"""
    year: int
    binding: Binding | None
    scope: str
    """口径: 全县, 中心城区, 县域（不含…）; empty where the plan does not say"""
    source_page: str
    standing: Standing = "目标"


@dataclass(frozen=True)
class TargetPlan:
    """A plan that targets were taken from."""

    name: str
    level: PlanLevel
    regions: tuple[str, ...]


class Targets(Protocol):
    """Where plan targets are kept; knowledge implements it, serve injects it."""

    def plan_targets(self, regions: tuple[str, ...]) -> tuple[PlanTarget, ...]:
        """Every figure of these regions."""
        ...

    def target_plans(self) -> tuple[TargetPlan, ...]: ...
