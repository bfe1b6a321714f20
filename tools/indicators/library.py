"""The indicator library (指标库): which indicators the standards list, and how each is defined and computed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from .expressions import Statistic, Value

FOLDER = Path(__file__).parent / "definitions"
SETS = ("health_check_2021", "master_plan_2020", "plan_replies")
MEASURES = ("measures_land", "measures_reach", "measures_people", "measures_observed")

Direction = Literal["正向", "逆向", "中性"]
"""正向: more is better."""
Binding = Literal["约束性", "预期性", "建议性"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(_Entry):
    """What is measured, whoever lists it."""

    name: str
    unit: str
    direction: Direction
    definition: str
    """in our own words"""
    value: Value
    also: tuple[str, ...] = ()
    """other names that mean exactly this"""


class Row(_Entry):
    """One line of a standard's list; 类 and 基本/推荐 as far as they can be told."""

    name: str
    measure: str | None = None
    """the measure's name where the list calls it otherwise"""
    unit: str | None = None
    class_: str | None = None
    binding: Binding | None = None
    basic: bool | None = None


@dataclass(frozen=True)
class Listing:
    """An indicator as one standard lists it."""

    id: str
    name: str
    measure: str
    group: str
    class_: str | None
    basic: bool | None
    binding: Binding | None
    unit: str | None
    source: Source


@dataclass(frozen=True)
class Source:
    id: str
    title: str
    edition: str
    source: str
    confirmed: bool
    """False: from a list or from general knowledge, not compared with the text of the standard"""
    inferred: tuple[str, ...] = ()
    revision: str | None = None
    """that a newer edition exists whose text is not held"""


@dataclass(frozen=True)
class Library:
    measures: dict[str, Measure]
    listings: tuple[Listing, ...]

    def listed(self, measure: str) -> list[Listing]:
        return [listing for listing in self.listings if listing.measure == measure]


@cache
def library() -> Library:
    measures = [Measure.model_validate(_with_value(plain)) for name in MEASURES for plain in _measures(name)]
    return Library({one.name: one for one in measures}, tuple(row for name in SETS for row in _listings(name)))


def _measures(name: str) -> list[dict[str, Any]]:
    read = _read(name)
    return [*read.get("measure", []), *read.get("observed", [])]


def _with_value(plain: dict[str, Any]) -> dict[str, Any]:
    """An indicator without a formula is a statistic of its own name."""
    return plain if "value" in plain else {**plain, "value": Statistic(stat=plain["name"])}


def _listings(name: str) -> list[Listing]:
    read = _read(name)
    source = Source(
        id=read["id"],
        title=read["title"],
        edition=read["edition"],
        source=read["source"],
        confirmed=read["confirmed"],
        inferred=tuple(read.get("inferred", ())),
        revision=read.get("revision"),
    )
    rows: list[tuple[str, Row]] = []
    for group in read["group"]:
        for key, basic in (("basic", True), ("recommended", False), ("rows", None)):
            rows += [(group["name"], _row({**plain, "basic": basic})) for plain in group.get(key, ())]
    return [
        Listing(
            id=f"{source.id} #{n}",
            name=row.name,
            measure=row.measure or row.name,
            group=group,
            class_=row.class_,
            basic=row.basic,
            binding=row.binding,
            unit=row.unit,
            source=source,
        )
        for n, (group, row) in enumerate(rows, start=1)
    ]


def _row(plain: dict[str, Any]) -> Row:
    return TypeAdapter(Row).validate_python({("class_" if key == "class" else key): v for key, v in plain.items()})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
