"""What a compliance check answers with: a contract that reports, maps, agents and other programs read."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ..statutes import BasisStatus, Standing
from .verdicts import Verdict

SquareMetres = Annotated[float, Field(ge=0)]
"""Ellipsoidal, CGCS2000."""


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Overlap(Wire):
    """What the site has in common with one layer; also what is under the tolerance."""

    layer: str
    layer_kind: str
    edition: date | None
    area_m2: SquareMetres
    share: float
    """of the site, 0 to 1"""
    feature_ids: tuple[str, ...]
    """largest share first"""
    codes: tuple[str, ...] = ()
    """class or level of each feature, in the same order"""
    areas_m2: tuple[SquareMetres, ...] = ()
    distance_m: float | None = None
    """for a setback: how near the site comes to the edge"""
    setback_m: float | None = None
    """for a setback: the width that the rule gives the zone"""


class BasisShown(Wire):
    """A provision a rule stands on, as of the date."""

    instrument: str
    version: str | None
    address: str
    article: str | None
    status: BasisStatus
    """matched: its text is held and says so; registered: its text is not held; unconfirmed: nobody checked"""
    in_force: bool
    standing: Standing
    text: str | None = None
    notices: tuple[str, ...] = ()


class RuleShown(Wire):
    """A rule and what came of it."""

    id: str
    version: str
    """first day of the rule's version"""
    valid_to: date | None
    title: str
    outcome: str
    verdict: Verdict
    reason: str
    confirmed: bool = True
    """False: the rule or its figures are from general knowledge"""


class Quantity(Wire):
    """An amount the verdict rests on, between bounds where it is not known exactly."""

    name: str
    low: float
    high: float
    unit: str = "m²"


class Question(Wire):
    fact: str
    text: str


class CheckResult(Wire):
    key: str
    name: str
    group: int
    verdict: Verdict
    reason: str
    by_geometry: bool = False
    """符合 because the site is clear of the zone, whatever the facts"""
    concerned_m2: SquareMetres | None = None
    """of the site, where the decisive rule is met; outside a boundary for a rule on what lies outside"""
    overlaps: tuple[Overlap, ...] = ()
    basis: tuple[BasisShown, ...] = ()
    rules: tuple[RuleShown, ...] = ()
    exception: str | None = None
    """the exception or approval by which it may be allowed"""
    conditions: tuple[str, ...] = ()
    """what turns 有条件符合 into 符合"""
    missing_facts: tuple[str, ...] = ()
    authority: str | None = None
    """who approves"""
    quantities: tuple[Quantity, ...] = ()
    notices: tuple[str, ...] = ()


class PartResult(Wire):
    """One feature of a site that has several."""

    feature_id: str
    verdict: Verdict
    area_m2: SquareMetres
    checks: tuple[CheckResult, ...]


class Compliance(Wire):
    verdict: Verdict
    site: str
    region: str
    """six digits"""
    date: date
    area_m2: SquareMetres
    """of the site, what overlaps itself counted once"""
    crs: str
    """as stored"""
    checks: tuple[CheckResult, ...]
    features: tuple[PartResult, ...] = ()
    """when the site has several"""
    undecided: tuple[str, ...] = ()
    """keys of the checks that are 无法判定"""
    questions: tuple[Question, ...] = ()
    """to ask for the facts that are missing"""
    inferred: tuple[str, ...] = ()
    """facts left out that follow from others"""
    notices: tuple[str, ...] = ()
    tolerance_m2: float
    review: str = ""
    """number by which map, report and evidence can be had for a while; empty where it was not kept"""
    rule_packs: dict[str, str]
    """file → version"""
