"""From a formula of the library to amounts: each kind of node has one function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from .amount import Amount, Lack, Quotient, all_of, quotient, scale
from .counted import features_counted, line_length, people, region_area, statistic
from .expressions import (
    Amounts,
    Either,
    Extent,
    Features,
    LandArea,
    LineLength,
    People,
    Ratio,
    Reach,
    RegionArea,
    Statistic,
    Value,
    ZoneArea,
)
from .holdings import Holdings
from .land import extent_area, land_area, zone_area
from .reach import Coverage, Reaching
from .ways import Pace


@dataclass(frozen=True)
class Reckoned:
    low: float
    high: float
    """in the indicator's unit"""
    whole: Amount | None = None
    """of an indicator that is one amount"""
    quotient: Quotient | None = None
    coverage: Coverage | None = None

    @property
    def amounts(self) -> tuple[Amount, ...]:
        if self.quotient:
            return self.quotient.numerator, self.quotient.denominator
        return (self.whole,) if self.whole else ()


def reckoned(value: Value, shown: str, holdings: Holdings, pace: Pace) -> Reckoned:
    """In the unit `shown`; Lack names what is not held."""
    if isinstance(value, Ratio):
        top, bottom = all_of(*(partial(amount_of, node, holdings) for node in value.ratio))
        found = quotient(top, bottom, shown)
        return Reckoned(found.low, found.high, quotient=found)
    if isinstance(value, Reach):
        coverage = Reaching(value, holdings, pace).coverage()
        share = quotient(coverage.reached, coverage.whole, shown)
        return Reckoned(share.low, share.high, quotient=share, coverage=coverage)
    amount = amount_of(value, holdings)
    size = scale(amount.name, amount.unit, shown)
    return Reckoned(amount.low * size, amount.high * size, whole=amount)


def amount_of(node: Amounts, holdings: Holdings) -> Amount:
    match node:
        case Statistic():
            return statistic(node, holdings)
        case RegionArea():
            return region_area(holdings)
        case LandArea():
            return land_area(node, holdings)
        case ZoneArea():
            return zone_area(node, holdings)
        case Extent():
            return extent_area(node, holdings)
        case LineLength():
            return line_length(node, holdings)
        case Features():
            return features_counted(node, holdings)
        case People():
            return people(node, holdings)
        case Either():
            return _first(node, holdings)


def _first(node: Either, holdings: Holdings) -> Amount:
    reasons: list[str] = []
    for choice in node.either:
        try:
            return amount_of(choice, holdings)
        except Lack as lack:
            reasons += lack.reasons
    raise Lack("，或".join(reasons))
