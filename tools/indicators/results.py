"""What the indicator tools answer: wire forms that other programs read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .library import Binding, Direction
from .targets import Comparison, PlanLevel


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Converted(Wire):
    value: Decimal
    unit: str
    exact: bool
    """False: the quotient does not end; rounded to 12 digits"""
    fraction: str
    """the exact value, e.g. 400459/15"""


class Figure(Wire):
    """One figure as it was written down."""

    standing: Literal["目标", "现状", "统计"]
    """目标 what a plan demands; 现状 what a plan says of its base year; 统计 what was observed"""
    indicator: str
    """as written"""
    value: Decimal
    unit: str
    converted: Converted | None = None
    """in the unit asked for"""
    direction: Comparison | None = None
    year: int
    binding: Binding | None = None
    scope: str = ""
    region: str
    plan: str | None = None
    plan_level: PlanLevel | None = None
    source: str = ""
    """page of the plan, or where an observed value comes from"""


class LookUp(Wire):
    indicator: str
    """the library's name, or the asked one where it has none"""
    region: str
    answer: Figure | None = None
    """the only figure that fits; None while there are several or none"""
    ask: str | None = None
    """what to ask back, when several figures or meanings fit"""
    candidates: tuple[Figure, ...] = ()
    meanings: tuple[str, ...] = ()
    """indicators the name may mean"""
    observed: tuple[Figure, ...] = ()
    """现状 and 统计 values beside the plan's"""
    notices: tuple[str, ...] = ()


class Data(Wire):
    """A layer or table an amount was taken from."""

    name: str
    kind: str | None = None
    edition: str | None = None
    """day of a layer, year of a table"""
    source: str = ""


class Part(Wire):
    """An amount that went into the value; `at_most` differs from `at_least` where data are incomplete."""

    name: str
    at_least: float
    at_most: float | None
    unit: str
    data: tuple[Data, ...]


class Beside(Wire):
    """A figure to compare with, made in another way."""

    name: str
    value: float
    unit: str


class Definition(Wire):
    text: str
    direction: Direction
    confirmed: Literal[False] = False
    """in our own words; no text of the standard is held"""
    listed_in: tuple[Listed, ...]


class Listed(Wire):
    id: str
    title: str
    edition: str
    dimension: str
    class_name: str | None
    basic: bool | None
    binding: Binding | None
    inferred: tuple[str, ...]
    source: str
    confirmed: bool
    revision: str | None
    """a newer edition exists whose text is not held"""


class IndicatorValue(Wire):
    indicator: str
    computable: bool
    relation: Literal["=", "≥", "≤"] | None = None
    value: float | None = None
    at_most: float | None = None
    """upper bound, beside a value that is only known to be at least so much"""
    unit: str
    region: str
    region_name: str
    year: int | None = None
    """of the newest data used"""
    method: str = ""
    numerator: Part | None = None
    denominator: Part | None = None
    beside: tuple[Beside, ...] = ()
    parameters: dict[str, float] = {}
    lacks: tuple[str, ...] = ()
    """data without which it cannot be computed"""
    ask: str | None = None
    meanings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    definition: Definition | None = None


Definition.model_rebuild()
