"""Which factors can be measured here, and why the others cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...indicators.amount import Lack
from ..definitions import FactorKey, FactorRule, factor_rules
from ..situation import Situation
from .access import open_population, open_roads, open_utility
from .factor import Factor
from .slope import open_slope
from .survey import open_farmland_grade, open_land_use
from .zoned import open_zoned

_OPENING: dict[FactorKey, Callable[[FactorRule, Situation], Factor]] = {
    "slope": open_slope,
    "land_use": open_land_use,
    "farmland_grade": open_farmland_grade,
    "roads": open_roads,
    "power": open_utility,
    "water": open_utility,
    "population": open_population,
    "hazard": open_zoned,
    "planned_use": open_zoned,
    "development_boundary": open_zoned,
}
"""`compactness` is a site's, not its ground's."""


@dataclass(frozen=True, eq=False)
class Opened:
    factors: dict[FactorKey, Factor]
    left_out: dict[FactorKey, str]
    """why, a Chinese sentence"""


def open_factors(wanted: Iterable[FactorKey], situation: Situation) -> Opened:
    factors: dict[FactorKey, Factor] = {}
    left_out: dict[FactorKey, str] = {}
    for key in wanted:
        if key not in _OPENING:
            continue
        try:
            factors[key] = _OPENING[key](factor_rules()[key], situation)
        except Lack as lack:
            left_out[key] = str(lack)
    return Opened(factors, left_out)
