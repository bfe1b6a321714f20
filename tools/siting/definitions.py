"""Hard constraints, graded factors and uses as data, each with its source and whether anybody confirmed it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

FOLDER = Path(__file__).parent / "definitions"

FactorKey = Literal[
    "slope", "land_use", "farmland_grade", "roads", "power", "water", "population", "hazard", "planned_use",
    "development_boundary", "compactness",
]  # fmt: skip
Relation = Literal["同一用途", "同一大类", "留白用地", "其他建设用途", "非建设用途"]
Words = Mapping[str, tuple[str, ...]]
"""field → words, one of which its value contains"""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConstraintRule(_Entry):
    """One hard 0/1 constraint: a zone, land classes, or a limit of a factor's value."""

    key: str
    name: str
    source: str
    confirmed: bool = True
    rule: str | None = None
    """of the compliance packs"""
    zone: str | None = None
    where: Words = {}
    where_not: Words = {}
    land: tuple[str, ...] = ()
    factor: FactorKey | None = None
    at_most: float | None = None
    at_least: float | None = None
    unless_use: tuple[str, ...] = ()
    only_use: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _of_one_sort(self) -> Self:
        if (self.zone is not None) + bool(self.land) + (self.factor is not None) != 1:
            raise ValueError(f"{self.key}: a zone, land classes or a factor")
        if (self.factor is not None) != (self.at_most is not None or self.at_least is not None):
            raise ValueError(f"{self.key}: a factor needs a limit, and nothing else does")
        return self

    def holds_for(self, use: str) -> bool:
        return not use.startswith(self.unless_use or ("-",)) and use.startswith(self.only_use or ("",))


class Band(_Entry):
    score: float = Field(ge=0, le=100)
    to: float | None = None


class ScoredClass(_Entry):
    score: float = Field(ge=0, le=100)
    starts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    relation: Relation | None = None
    confirmed: bool = True


class FactorData(_Entry):
    kind: str
    field: str | None = None
    words: tuple[str, ...] = ()


class FactorRule(_Entry):
    key: FactorKey
    name: str
    unit: str
    method: str
    source: str
    confirmed: bool = True
    data: tuple[FactorData, ...]
    bands: tuple[Band, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    classes: tuple[ScoredClass, ...] = ()
    otherwise: float | None = None


class UseGroup(_Entry):
    name: str
    codes: tuple[str, ...]
    weights: dict[FactorKey, float]


class _Uses(_Entry):
    source: str
    everyday: dict[str, str]
    names: dict[str, str]
    group: tuple[UseGroup, ...]


@cache
def constraint_rules() -> tuple[ConstraintRule, ...]:
    return tuple(ConstraintRule.model_validate(plain) for plain in _read("constraints")["constraint"])


@cache
def factor_rules() -> dict[FactorKey, FactorRule]:
    rules = [FactorRule.model_validate(plain) for plain in _read("factors")["factor"]]
    return {rule.key: rule for rule in rules}


@cache
def use_names() -> dict[str, str]:
    """用地用海 code → name of the classes that are built on."""
    return _uses().names


def everyday_uses() -> dict[str, str]:
    """What is built, as people say it → code of its class."""
    return _uses().everyday


def use_groups() -> tuple[UseGroup, ...]:
    return _uses().group


@cache
def _uses() -> _Uses:
    return _Uses.model_validate(_read("uses"))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
