"""Current use (现状地类) and farmland grade (耕地质量等别), told by the parcel a unit belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...indicators.amount import Lack
from ..definitions import FactorRule
from ..parcels import FARMLAND, Parcels
from ..situation import Situation
from ..units import Floats, Units
from .factor import Factor, Measured, scored


@dataclass(frozen=True, eq=False)
class LandUse(Factor):
    of_parcel: Floats

    def measure(self, units: Units) -> Measured:
        return Measured(self.of_parcel[units.parcel])


@dataclass(frozen=True, eq=False)
class FarmlandGrade(Factor):
    parcels: Parcels

    def measure(self, units: Units) -> Measured:
        """Ground that is no farmland has no grade, and the score of ground that costs none."""
        grade = self.parcels.grade[units.parcel]
        field = np.char.startswith(self.parcels.code[units.parcel], FARMLAND)
        scores = np.where(field, scored(grade, self.rule), (self.rule.otherwise or 0.0) / 100)
        return Measured(scores, np.where(field, grade, np.nan))


def open_land_use(rule: FactorRule, situation: Situation) -> LandUse:
    codes, of = np.unique(situation.parcels.code, return_inverse=True)
    scores = [
        next((class_.score for class_ in rule.classes if str(code).startswith(class_.starts)), np.nan) for code in codes
    ]
    return LandUse(rule, situation.parcels.data, (), (np.array(scores) / 100)[of])


def open_farmland_grade(rule: FactorRule, situation: Situation) -> FarmlandGrade:
    parcels = situation.parcels
    field = np.char.startswith(parcels.code, FARMLAND)
    if field.any() and np.isnan(parcels.grade[field]).all():
        raise Lack(f"地类图斑没有写明耕地质量等别（{rule.data[0].field}）")
    return FarmlandGrade(rule, parcels.data, (), parcels)
