"""Instruments and their versions, and which of them holds on a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

NATIONAL = "000000"

Status = Literal["not_yet_in_force", "in_force", "superseded", "repealed", "unknown"]
Kind = Literal["法律", "行政法规", "部门规章", "地方性法规", "规范性文件", "标准", "规划", "其他"]


@dataclass(frozen=True)
class Version:
    """One text of an instrument."""

    instrument: str
    version_date: date
    """Day this text was passed or amended. It never holds before."""
    effective_from: date
    """First day it can hold; equal to `version_date` where the stated day is not this text's own."""
    effective_confirmed: bool
    """False: shown as 不早于 `effective_from`，施行日未核实."""
    effective_to: date | None = None
    """First day it no longer holds: the next version's start or the repeal."""
    ends_by: Literal["superseded", "repealed", None] = None
    repealed_by: str | None = None
    """Id of the repealing instrument, or its title when we hold no such instrument."""
    repeal_undated: bool = False
    """The source says repealed, and no dated repealing text is known: status `unknown`."""
    text_held: bool = True
    source: str = ""

    @property
    def id(self) -> str:
        return f"{self.instrument}@{self.version_date.isoformat()}"

    def status_on(self, day: date) -> Status:
        if day < self.effective_from:
            return "not_yet_in_force"
        if self.effective_to is not None and day >= self.effective_to:
            return self.ends_by or "unknown"
        return "unknown" if self.repeal_undated else "in_force"


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, rule, standard, normative document or plan (法律文件)."""

    id: str
    title: str
    kind: Kind
    issuer: str | None = None
    number: str | None = None
    """文号 or standard number."""
    region: str = NATIONAL
    """Six-digit administrative code; 000000 is the whole country."""
    grade: int = 0
    """Data grade: 0 public; a caller reads grades up to its own."""
    short_titles: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    """By date, oldest first."""
    successor: str | None = None
    articles: int | None = None
    """How many articles the register says it has."""
    text_held: bool = True
    confirmed: bool = True
    note: str = ""
    sources: tuple[str, ...] = field(default=())

    def version_on(self, day: date) -> Version | None:
        """The version to read for `day`: in force, else the latest that ended, else the first to come."""
        ranks = {"in_force": 0, "unknown": 1, "repealed": 2, "superseded": 3, "not_yet_in_force": 4}
        started = [v for v in self.versions if v.effective_from <= day]
        if started:
            return min(reversed(started), key=lambda v: ranks[v.status_on(day)])
        return self.versions[0] if self.versions else None
