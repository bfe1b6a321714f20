"""One check (审查项) of one plot: every rule in force, over the layers of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from .conditions import Look
from .facts.book import FactBook
from .hits import Found, Hit, united
from .judge import Judgement, Project, judge, unless
from .measures import Measures
from .planned_use import Compatibility
from .planned_verdicts import planned_limits, planned_use
from .plot import Plot
from .presence import Presence, outside, overlapping
from .reading import Reading, Readings
from .rules.pack import Rule
from .rules.rulebook import StandingCheck, StandingRule
from .sentences import clear_of, concluded, met, square_metres
from .setback import within
from .truth import YES, Truth
from .verdicts import Verdict, worst


@dataclass(frozen=True)
class Finding:
    """What came of one rule."""

    standing: StandingRule
    judgement: Judgement
    presence: Presence
    clear: bool = False
    """The ground is clear of it, whatever the facts."""
    applies: bool | None = True


@dataclass(frozen=True)
class Checked:
    """What came of one check, before it is worded."""

    standing: StandingCheck
    verdict: Verdict
    reason: str
    kind: str
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    met: tuple[Hit, ...] = ()
    """Every feature of the layer that shares ground, also of a sort that no rule is about; empty for lines and land."""

    @property
    def hits(self) -> tuple[Hit, ...]:
        if self.met:
            return self.met
        seen: dict[tuple[int, str, float | None], Hit] = {}
        for finding in self.findings:
            for hit in finding.presence.hits:
                seen.setdefault((id(hit.layer), hit.feature_id, hit.setback_m), hit)
        return tuple(sorted(seen.values(), key=lambda hit: (-hit.area_m2, hit.layer.name, hit.feature_id)))

    def concerned(self, plot: Plot) -> BaseGeometry:
        """The ground in question (EPSG:4490): shared with the layer, or, for what must lie inside it, left out."""
        shared = united(self.hits) if self.hits else shapely.Polygon()
        outside = [finding for finding in self.findings if finding.standing.rule.predicate == "outside"]
        if any(finding.judgement.verdict == self.verdict for finding in outside):
            return shapely.difference(plot.shape, shared)
        return shared

    @property
    def by_geometry(self) -> bool:
        """The ground is clear of every rule that concerns such a project."""
        concerned = [finding for finding in self.findings if finding.clear or finding.applies is not False]
        return bool(concerned) and all(finding.clear for finding in concerned)


@dataclass(frozen=True, eq=False)
class Inquiry:
    """One plot, and all that its checks look into."""

    readings: Readings
    found: Found
    facts: FactBook
    measures: Measures
    compatibility: Compatibility
    tolerance_m2: float

    @property
    def plot(self) -> Plot:
        return self.found.plot

    @property
    def look(self) -> Look:
        return self.measures.look


def run_check(standing: StandingCheck, inquiry: Inquiry) -> Checked:
    kinds = standing.check.layer_kinds
    reading = _chosen([inquiry.readings.of(kind) for kind in kinds]) if kinds else None
    kind = reading.kind if reading else standing.check.key
    if not standing.rules:
        reason = f"规则库没有{inquiry.readings.day}有效的这项规则"
        return Checked(standing, "无法判定", reason, kind)
    if reading is not None and reading.state == "absent":
        return Checked(standing, "不适用", reading.why, kind)
    findings = tuple(_finding(rule, reading, inquiry) for rule in standing.rules)
    notices = reading.notices + tuple(f"有图层读不出来：{fault}" for fault in reading.faults) if reading else ()
    checked = _concluded(standing, findings, kind)
    met = _met(standing, reading, inquiry)
    return replace(checked, notices=tuple(dict.fromkeys(notices)), met=met)


def _met(standing: StandingCheck, reading: Reading | None, inquiry: Inquiry) -> tuple[Hit, ...]:
    apart = {"within", "land", "facts"}
    if reading is None or reading.state != "held" or any(one.rule.predicate in apart for one in standing.rules):
        return ()
    return tuple(inquiry.found.of(reading))


def _chosen(readings: list[Reading]) -> Reading:
    """The first kind of which anything is known."""
    return next((reading for reading in readings if reading.state != "not_held"), readings[0])


def _finding(standing: StandingRule, reading: Reading | None, inquiry: Inquiry) -> Finding:
    rule = standing.rule
    applies = rule.applies.holds(inquiry.look) if rule.applies is not None else YES
    presence = _presence(rule, reading, inquiry)
    gap = _gap(rule, reading, inquiry)
    if applies.value is False:
        told = Judgement("符合", f"{rule.title}：不涉及")
        return Finding(standing, told, presence, presence.entered.value is False and not gap, applies=False)
    if presence.entered.value is False and not gap:
        told = Judgement("符合", f"{rule.title}：{clear_of(rule, presence)}")
        return Finding(standing, told, presence, clear=True, applies=applies.value)
    if presence.entered.value is False:
        presence = replace(presence, entered=Truth(None))
    judgement = _judged(rule, presence, inquiry)
    judgement = unless(judgement, applies, presence.entered)
    if applies.value is None and judgement.verdict == "无法判定":
        judgement = replace(judgement, reason="项目是否涉及不明", conditions=())
    if gap and judgement.verdict != "不符合":
        known = judgement.missing if presence.area_m2 > inquiry.tolerance_m2 else frozenset[str]()
        judgement = replace(judgement, verdict="无法判定", reason=gap, missing=known)
        if not known:  # no fact would tell: what is lacking is the layer
            return Finding(standing, judgement, presence, applies=applies.value)
    reason = concluded(rule, judgement, met(rule, presence, inquiry.plot), presence.doubts)
    return Finding(standing, replace(judgement, reason=reason), presence, applies=applies.value)


def _judged(rule: Rule, presence: Presence, inquiry: Inquiry) -> Judgement:
    if rule.predicate == "planned_use":
        return planned_use(presence, inquiry.plot, inquiry.facts, inquiry.compatibility, inquiry.tolerance_m2)
    if rule.predicate == "plan_limits":
        return planned_limits(presence, inquiry.facts, inquiry.tolerance_m2)
    return judge(rule, Project(inquiry.look, inquiry.facts))


def _presence(rule: Rule, reading: Reading | None, inquiry: Inquiry) -> Presence:
    plot, tolerance = inquiry.plot, inquiry.tolerance_m2
    if rule.predicate == "facts":
        return Presence(YES)
    if rule.predicate == "land":
        assert rule.land is not None
        return inquiry.measures.land.presence(rule.land)
    if reading is None or reading.state != "held":
        return Presence(Truth(None), 0.0, plot.area_m2)
    if rule.setback is not None:
        return within(rule.setback, reading, plot, tolerance)
    found = inquiry.found.of(reading)
    if rule.predicate == "outside":
        return outside(rule, found, reading, plot, tolerance)
    presence = overlapping(rule, found, plot, tolerance)
    if rule.predicate == "planned_use":  # every site has a planned use, or ought to
        return replace(presence, entered=YES)
    return presence


def _gap(rule: Rule, reading: Reading | None, inquiry: Inquiry) -> str:
    """Why the layers cannot answer for the whole plot; empty where they can."""
    if rule.predicate == "facts" or reading is None:
        return ""
    if reading.state != "held":
        return reading.why
    if reading.coverage is None:
        return f"图层“{'、'.join(sheet.layer.name for sheet in reading.sheets)}”没有写明覆盖范围，查不到不等于没有"
    uncovered = reading.uncovered(inquiry.plot)
    if uncovered > inquiry.tolerance_m2:
        return f"地块有 {square_metres(uncovered)}不在图层覆盖范围内"
    if reading.faults:
        return "；".join(reading.faults)
    return ""


def _concluded(standing: StandingCheck, findings: tuple[Finding, ...], kind: str) -> Checked:
    verdict = worst(finding.judgement.verdict for finding in findings)
    reasons = list(dict.fromkeys(f.judgement.reason for f in findings if f.judgement.verdict == verdict))
    if len(reasons) > 1 and all(finding.applies is None for finding in findings):
        reasons = ["项目是否涉及不明：" + "、".join(finding.standing.rule.title for finding in findings)]
    facts_only = all(finding.standing.rule.predicate == "facts" for finding in findings)
    if facts_only and all(finding.applies is False for finding in findings):
        return Checked(standing, "不适用", "按项目事实不涉及", kind, findings)
    checked = Checked(standing, verdict, "；".join(reasons), kind, findings)
    if verdict == "符合":
        if checked.by_geometry:
            return replace(checked, reason="；".join(dict.fromkeys(_plainly(findings))))
        if not any(finding.standing.matched for finding in findings):
            reason = "依据的条文没有收录原文，不能只凭项目事实认定符合；请对照原文"
            return replace(checked, verdict="无法判定", reason=reason)
    if verdict == "不符合":
        return _if_confirmed(checked)
    return checked


def _plainly(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        yield clear_of(finding.standing.rule, finding.presence)


def _if_confirmed(checked: Checked) -> Checked:
    """A rule that stands on nothing confirmed does not condemn by itself."""
    guilty = [finding for finding in checked.findings if finding.judgement.verdict == "不符合"]
    if any(ground.status != "unconfirmed" for finding in guilty for ground in finding.standing.grounds):
        return checked
    reason = f"{checked.reason}；但规则的依据尚未核实，请人工对照"
    return replace(checked, verdict="无法判定", reason=reason)


def doubtful_by_position(checked: Checked, others: list[Checked], metres: float) -> Checked:
    """`others`: the same check of the plot grown and shrunk by the doubt of its position."""
    if all(other.verdict == checked.verdict for other in others):
        return checked
    found = "、".join(dict.fromkeys(one.verdict for one in (checked, *others)))
    reason = f"位置有 {metres:g} 米的不确定度，在其范围内结论会变（{found}）；{checked.reason}"
    return replace(checked, verdict="无法判定", reason=reason)
