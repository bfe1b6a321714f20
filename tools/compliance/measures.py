"""Amounts that conditions ask for by name: of the plot judged, and of the whole project it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .amount import Amount
from .conditions import Value
from .facts.book import FactBook
from .hits import Found, united_area
from .land import Land, land_of
from .plot import Plot
from .reading import Readings
from .results import Quantity
from .rules.names import AMOUNTS

SURVEY, BASIC_FARMLAND, SEA = "DLTB", "YJJBNT", "HY"


@dataclass(eq=False)
class Measures:
    """Each amount is reckoned when first asked for."""

    readings: Readings
    found: Found
    facts: FactBook
    tolerance_m2: float
    whole: Measures | None = None
    """of the whole site where `plot` is a part of it"""

    @property
    def plot(self) -> Plot:
        return self.found.plot

    @cached_property
    def land(self) -> Land:
        survey, basic = self.readings.of(SURVEY), self.readings.of(BASIC_FARMLAND)
        return land_of(survey, basic, self.found, self.tolerance_m2, self.facts.value("ownership"))

    @cached_property
    def basic_farmland(self) -> Amount:
        return self._of_kind(BASIC_FARMLAND)

    @cached_property
    def sea(self) -> Amount:
        return self._of_kind(SEA)

    @cached_property
    def beyond_the_site_m2(self) -> float:
        """How much larger the project says it is than the site that was handed in."""
        said = self.facts.facts.area_m2
        return max(0.0, said - self.plot.area_m2) if said is not None and self._larger(said) else 0.0

    def look(self, name: str) -> Value:
        return self.amount(name) if name in AMOUNTS else self.facts.value(name)

    def amount(self, name: str) -> Amount:
        project = self.whole or self
        match name:
            case "farmland_m2":
                return self.land.farmland
            case "agricultural_m2":
                return self.land.agricultural
            case "collective_m2":
                return self.land.collective
            case "basic_farmland_m2":
                return self.basic_farmland
            case "project_basic_farmland_m2":
                return project._with_the_rest(project.basic_farmland)
            case "project_collective_basic_farmland_m2":
                return project._with_the_rest(project.land.collective_basic_farmland)
            case "project_collective_farmland_m2":
                return project._with_the_rest(project.land.collective_farmland)
            case "project_collective_other_m2":
                return project._with_the_rest(project.land.collective_other)
            case "project_sea_m2":
                return project._with_the_rest(project.sea)
        raise KeyError(name)

    def quantity(self, name: str) -> Quantity:
        amount = self.amount(name)
        return Quantity(name=name, low=round(amount.low, 2), high=round(amount.high, 2))

    def _with_the_rest(self, amount: Amount) -> Amount:
        """The part of the project that was not handed in may hold any of it."""
        return Amount(amount.low, amount.high + self.beyond_the_site_m2, amount.slack)

    def _larger(self, said: float) -> bool:
        return said > self.plot.area_m2 + max(self.tolerance_m2, 1e-4 * self.plot.area_m2)

    def _of_kind(self, kind: str) -> Amount:
        reading = self.readings.of(kind)
        area = self.plot.area_m2
        if reading.state == "absent":
            return Amount(0.0, 0.0, self.tolerance_m2)
        if reading.state != "held":
            return Amount(0.0, area, self.tolerance_m2)
        found = self.found.of(reading)
        sure = united_area([hit for hit in found if not hit.broken], self.plot)
        beyond = reading.uncovered(self.plot)
        doubtful = area if any(hit.broken for hit in found) else min(area, sure + beyond)
        return Amount(sure, doubtful, self.tolerance_m2)
