"""An amount between two bounds, with the data it was taken from; bounds differ where data are incomplete."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from ..tool import ToolError
from .results import Beside, Data, Part
from .units import Unit, converted, unit

T = TypeVar("T")


class Lack(Exception):
    """Data without which an indicator cannot be computed; each reason is a Chinese sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons


def all_of(*makers: Callable[[], T]) -> list[T]:
    """What each makes; one Lack with the reasons of all that lack something."""
    made: list[T] = []
    reasons: list[str] = []
    for maker in makers:
        try:
            made.append(maker())
        except Lack as lack:
            reasons += lack.reasons
    if reasons:
        raise Lack(*dict.fromkeys(reasons))
    return made


@dataclass(frozen=True)
class Amount:
    name: str
    low: float
    high: float
    """infinite where nothing is known above `low`"""
    unit: Unit
    data: tuple[Data, ...]
    notices: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()

    def part(self, shown: Unit | None = None) -> Part:
        size = float(self.unit.factor / shown.factor) if shown else 1.0
        return Part(
            name=self.name,
            at_least=self.low * size,
            at_most=None if math.isinf(self.high) else self.high * size,
            unit=(shown or self.unit).written,
            data=self.data,
        )


def exact(name: str, value: float, written: str, data: tuple[Data, ...], *notices: str) -> Amount:
    return Amount(name, value, value, unit(written), data, notices)


def scale(name: str, given: Unit, shown: str) -> float:
    """How many of `shown` one `given` is; Lack where a table gives a figure in a unit of another kind."""
    try:
        return float(converted(Fraction(1), given, unit(shown)))
    except ToolError as error:
        raise Lack(f"{name}：{error}") from None


@dataclass(frozen=True)
class Quotient:
    low: float
    high: float
    numerator: Amount
    denominator: Amount


def quotient(top: Amount, bottom: Amount, shown: str) -> Quotient:
    """In the unit `shown`; Lack where the denominator is nothing, or not known to be anything."""
    if bottom.high == 0:
        raise Lack(f"{bottom.name}为零，算不出比值")
    if bottom.low == 0:
        raise Lack(f"{bottom.name}的数据不完整，没有可靠的分母")
    size = scale(f"{top.name}与{bottom.name}之比", top.unit.per(bottom.unit), shown)
    low = 0.0 if math.isinf(bottom.high) else top.low / bottom.high * size
    return Quotient(low, top.high / bottom.low * size, top, bottom)
