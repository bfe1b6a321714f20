"""An amount known only between bounds, and how it compares with the number a law names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .truth import NO, YES, Truth

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Amount:
    low: float
    high: float
    slack: float = 0.0
    """Amounts nearer than this to a number are that number: 超过三十五公顷 is not met by 35 ha and a rounding error."""

    def compared(self, operator: Comparison, number: float) -> Truth:
        """超过 (>) excludes the number itself, 以上 (>=) includes it (民法典 1259)."""
        found = {_compared(self._near(bound, number), operator, number) for bound in (self.low, self.high)}
        if operator in ("=", "!=") and self.low < number < self.high:
            return Truth(None)
        return (YES if found.pop() else NO) if len(found) == 1 else Truth(None)

    def _near(self, bound: float, number: float) -> float:
        return number if abs(bound - number) <= self.slack else bound


def _compared(value: float, operator: Comparison, number: float) -> bool:
    match operator:
        case "=":
            return value == number
        case "!=":
            return value != number
        case "<":
            return value < number
        case "<=":
            return value <= number
        case ">":
            return value > number
        case _:
            return value >= number
