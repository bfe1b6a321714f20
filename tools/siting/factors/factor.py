"""A factor: what it measures of units, and how its table turns that into a score of 0 to 1."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from ...indicators.results import Data
from ..definitions import FactorRule
from ..units import Floats, Units


@dataclass(frozen=True, eq=False)
class Measured:
    scores: Floats
    """0 to 1; NaN where nobody can tell"""
    values: Floats | None = None
    """in the factor's unit; None for classes"""


@dataclass(frozen=True, eq=False)
class Factor(ABC):
    rule: FactorRule
    data: tuple[Data, ...]
    notices: tuple[str, ...]

    @abstractmethod
    def measure(self, units: Units) -> Measured: ...


def scored(values: Floats, rule: FactorRule) -> Floats:
    """By the rule's bands (up to and including `to`) or its curve; NaN stays NaN."""
    if rule.curve:
        at, score = np.array(rule.curve).T
        return np.asarray(np.interp(values, at, score) / 100)
    limits = np.array([band.to for band in rule.bands if band.to is not None])
    table = np.array([band.score for band in rule.bands]) / 100
    found = table[np.searchsorted(limits, np.nan_to_num(values), side="left")]
    return np.where(np.isnan(values), np.nan, found)
