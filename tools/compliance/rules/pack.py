"""What a rule pack says, typed. A pack that says anything else does not load."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..conditions import Condition
from ..facts import APPROVALS

Predicate = Literal["overlap", "outside", "within", "land", "planned_use", "plan_limits", "facts"]
"""What about the site and the layer makes a rule apply:
overlap: the site enters a feature; outside: it leaves them; within: it comes nearer to a line than the law allows;
land: it takes land of a class (地类图斑); planned_use, plan_limits: what the plan says of it; facts: no layer."""
LandClass = Literal["耕地", "农用地", "集体土地"]
Outcome = Literal["禁止", "审批", "要求"]
"""禁止: not allowed but for the exceptions. 审批: allowed once approved. 要求: allowed if a condition is met."""


def _condition(given: Any) -> Any:
    return Condition.read(given) if isinstance(given, str) else given


When = Annotated[Condition, BeforeValidator(_condition)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True)


class Basis(_Entry):
    reference: str
    """as people write it: 土地管理法第三十五条第一款"""
    words: tuple[str, ...] = ()
    """A few words or a number of the provision that carry the rule; they must stand in the held text."""
    confirmed: bool = True
    """False: what the rule says of it was not checked against a text."""
    valid_from: date | None = Field(default=None, alias="from")
    """Where the provision came into force later than the rule; the rule stood on its other bases before."""

    def valid_on(self, day: date) -> bool:
        return self.valid_from is None or self.valid_from <= day


class AuthorityCase(_Entry):
    """Who approves, under which circumstances."""

    authority: str
    when: When | None = None
    accepts: tuple[str, ...] = ()
    """Words, one of which the name of a competent authority has; none: any authority will do."""


class NeededApproval(_Entry):
    name: str
    also: tuple[str, ...] = ()
    """Other approvals that may stand for it when nothing is said of it."""
    by: tuple[AuthorityCase, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _known(self) -> NeededApproval:
        for name in (self.name, *self.also):
            if name not in APPROVALS:
                raise ValueError(f"没有叫 {name} 的审批事项")
        return self


class Way(_Entry):
    """A way in which a project may yet be allowed: an exception to a prohibition, or an approval."""

    title: str
    when: When | None = None
    """None: always open"""
    approvals: tuple[NeededApproval, ...] = ()
    remaining: tuple[str, ...] = ()
    """What is still to be shown once every approval is there."""
    unclear: bool = False
    """It is claimed in words the rule does not know: whether it applies is for a person to say."""


class Width(_Entry):
    """How far from the edge a zone reaches, for the features `when` is true of."""

    metres: float = Field(ge=0)
    at_most: float | None = None
    """The law gives no figure; it lies between `metres` and this."""
    when: When | None = None


class Setback(_Entry):
    edge: str
    """What the article measures from; a layer's `measured_from`."""
    widths: tuple[Width, ...]
    declared: str | None = None
    """Field that holds the width of the zone as it was declared."""
    declared_may_be_less: bool = False
    half_widths: tuple[Width, ...] = ()
    """From a centreline to that edge: between 0 and so many metres, not known where."""
    half_widths_confirmed: bool = False

    @property
    def farthest(self) -> float:
        widest = max((width.at_most or width.metres for width in self.widths), default=0.0)
        return widest + max((width.metres for width in self.half_widths), default=0.0)


class Rule(_Entry):
    id: str
    title: str
    """What is forbidden, to be approved or required, in a few words."""
    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    """the first day on which it is no longer valid"""
    predicate: Predicate = "overlap"
    where: When | None = None
    """over the layer's fields"""
    setback: Setback | None = None
    land: LandClass | None = None
    applies: When | None = None
    """over facts and amounts; None: to every project"""
    outcome: Outcome
    requires: When | None = None
    approvals: tuple[NeededApproval, ...] = ()
    remaining: tuple[str, ...] = ()
    exception: tuple[Way, ...] = ()
    remark: str | None = None
    """what a planner should know though it decides nothing"""
    confirmed: bool = True
    """False: its figures are from general knowledge; shown so"""
    basis: tuple[Basis, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> Rule:
        if (self.predicate == "within") != (self.setback is not None):
            raise ValueError(f"规则 {self.id}：within 要有 setback，别的没有")
        if (self.predicate == "land") != (self.land is not None):
            raise ValueError(f"规则 {self.id}：land 要写地类，别的没有")
        if self.outcome == "禁止" and (self.approvals or self.requires is not None):
            raise ValueError(f"规则 {self.id}：禁止的规则用 exception 写例外")
        if self.outcome != "禁止" and self.exception:
            raise ValueError(f"规则 {self.id}：只有禁止的规则有 exception")
        if self.outcome == "审批" and not self.approvals:
            raise ValueError(f"规则 {self.id}：审批的规则要写 approvals")
        return self

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def version(self) -> str:
        return self.valid_from.isoformat()

    @property
    def ways(self) -> tuple[Way, ...]:
        if self.outcome == "禁止":
            return self.exception
        return (Way(title=self.title, when=self.requires, approvals=self.approvals, remaining=self.remaining),)


class Check(_Entry):
    key: str
    """Also the layer kind it looks at, unless `kinds` says otherwise."""
    name: str
    kinds: tuple[str, ...] = ()
    """Layer kinds; the first that is held is used."""
    rule: tuple[Rule, ...] = Field(min_length=1)

    @property
    def layer_kinds(self) -> tuple[str, ...]:
        needs_layer = any(rule.predicate != "facts" for rule in self.rule)
        return (self.kinds or (self.key,)) if needs_layer else ()


class Pack(_Entry):
    group: int = Field(ge=1)
    title: str
    version: str
    check: tuple[Check, ...]
