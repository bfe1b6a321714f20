"""How an indicator is made of a few kinds of amounts: the words of the library's `value = {…}`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Means = Literal["步行", "车行", "直线"]
Over = Literal["居住用地", "人口", "面积", "行政村"]


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statistic(_Node):
    """An item of statistics.csv."""

    stat: str


class RegionArea(_Node):
    """Area of the region asked about."""

    region: Literal[True]


class LandArea(_Node):
    """Area of a land class of land_classes.toml, in zones where `within` names their kinds."""

    land: str
    within: tuple[str, ...] = ()
    perhaps: str | None = None
    """a class some of which belongs to it; nobody knows how much, so it goes into the upper bound"""
    at_most: bool = False
    """the class is wider than what is meant"""


class ZoneArea(_Node):
    """Area of the union of zones of these kinds."""

    zone: tuple[str, ...]
    within: tuple[str, ...] = ()
    attribute: str | None = None
    """field whose sum is shown beside the measured area"""


class Extent(_Node):
    """Area of the zones that other amounts are counted within, less those of other kinds."""

    extent: tuple[str, ...]
    less: tuple[str, ...] = ()


class LineLength(_Node):
    lines: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}
    within: tuple[str, ...] = ()


class Features(_Node):
    """How many features of a kind there are, or the sum of one of their fields."""

    features: str
    where: dict[str, tuple[str, ...]] = {}
    above: dict[str, float] = {}
    sum: str | None = None
    unit: str = "个"
    within: tuple[str, ...] = ()


class People(_Node):
    """Of the population grid."""

    people: Literal[True]
    within: tuple[str, ...] = ()


class Either(_Node):
    """The first of these whose data are there."""

    either: tuple[Amounts, ...]


class Ratio(_Node):
    ratio: tuple[Amounts, Amounts]


class Goal(_Node):
    """What is to be reached: facilities of a kind (SSLX), or the edge of a land class; in minutes or metres."""

    to: str | None = None
    land: str | None = None
    minutes: float | None = None
    metres: float | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Goal:
        if (self.to is None) == (self.land is None) or (self.minutes is None) == (self.metres is None):
            raise ValueError("a goal is facilities or land, in minutes or metres")
        return self

    @property
    def name(self) -> str:
        return self.to or self.land or ""


class Reach(_Node):
    """Share of what is to be served from which every goal is reached."""

    reach: Annotated[tuple[Goal, ...], Field(min_length=1)]
    by: Means
    over: Over
    within: tuple[str, ...] = ()


Amounts = Statistic | RegionArea | LandArea | ZoneArea | Extent | LineLength | Features | People | Either
Value = Amounts | Ratio | Reach

Either.model_rebuild()
Ratio.model_rebuild()
