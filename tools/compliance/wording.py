"""A check as it is answered: verdict and reason, overlaps, the law of the day, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..statutes import StatuteText
from .check import Checked, Finding, Inquiry
from .hits import overlaps_of
from .results import BasisShown, CheckResult, Quantity, RuleShown
from .rules.names import AMOUNTS
from .rules.pack import Rule
from .rules.rulebook import Ground

LONGEST_TEXT = 1_200
"""Characters of a provision shown; its address leads to the rest."""


def shown(checked: Checked, inquiry: Inquiry) -> CheckResult:
    standing = checked.standing
    decisive = [
        one for one in checked.findings if one.judgement.verdict == checked.verdict and one.applies is not False
    ]
    concerned = decisive or [one for one in checked.findings if not one.clear and one.applies is not False]
    missing = sorted({fact for one in decisive for fact in one.judgement.missing})
    return CheckResult(
        key=standing.check.key,
        name=standing.check.name,
        group=standing.group,
        verdict=checked.verdict,
        reason=checked.reason,
        by_geometry=checked.verdict == "符合" and checked.by_geometry,
        concerned_m2=_concerned(concerned),
        overlaps=tuple(overlaps_of(checked.kind, checked.hits, inquiry.plot)),
        basis=tuple(_bases(concerned or list(checked.findings), with_text=bool(concerned))),
        rules=tuple(_rule(one) for one in checked.findings),
        exception=next((one.judgement.exception for one in decisive if one.judgement.exception), None),
        conditions=tuple(dict.fromkeys(c for one in decisive for c in one.judgement.conditions)),
        missing_facts=tuple(missing) if checked.verdict in ("无法判定", "有条件符合") else (),
        authority=next((one.judgement.authority for one in decisive if one.judgement.authority), None),
        quantities=tuple(_quantities(concerned, inquiry)),
        notices=(*checked.notices, *dict.fromkeys(_remarks(concerned))),
    )


def _concerned(findings: list[Finding]) -> float | None:
    """The widest ground of a rule that is met."""
    areas = [one.presence.area_m2 for one in findings if one.standing.rule.predicate != "facts"]
    return round(max(areas), 6) if areas else None


def _bases(findings: list[Finding], *, with_text: bool) -> Iterator[BasisShown]:
    seen: set[str] = set()
    for finding in findings:
        for ground in finding.standing.grounds:
            if ground.text.address not in seen:
                seen.add(ground.text.address)
                yield _basis(ground, with_text=with_text)


def _basis(ground: Ground, *, with_text: bool) -> BasisShown:
    text = ground.text
    return BasisShown(
        instrument=text.instrument,
        version=text.version,
        address=text.address,
        article=text.article,
        status=ground.status,
        in_force=text.standing == "in_force",
        standing=text.standing,
        text=_shortened(text) if with_text else None,
        notices=text.notices,
    )


def _shortened(text: StatuteText) -> str | None:
    if text.text is None or len(text.text) <= LONGEST_TEXT:
        return text.text
    return text.text[:LONGEST_TEXT] + "……"


def _rule(finding: Finding) -> RuleShown:
    rule = finding.standing.rule
    return RuleShown(
        id=rule.id,
        version=rule.version,
        valid_to=rule.valid_to,
        title=rule.title,
        outcome=rule.outcome,
        verdict=finding.judgement.verdict,
        reason=finding.judgement.reason,
        confirmed=rule.confirmed,
    )


def _quantities(findings: list[Finding], inquiry: Inquiry) -> Iterator[Quantity]:
    names: dict[str, None] = {}
    for finding in findings:
        rule = finding.standing.rule
        names |= dict.fromkeys(name for name in _amounts_in(rule))
        if rule.land == "耕地":
            names["farmland_m2"] = None
    yield from (inquiry.measures.quantity(name) for name in names)
    if "farmland_m2" in names:
        gross = inquiry.measures.land.farmland_gross
        yield Quantity(name="farmland_gross_m2", low=round(gross.low, 2), high=round(gross.high, 2))


def _amounts_in(rule: Rule) -> Iterator[str]:
    conditions = [rule.applies, *(way.when for way in rule.ways)]
    conditions += [case.when for way in rule.ways for approval in way.approvals for case in approval.by]
    for condition in conditions:
        if condition is not None:
            yield from (one.name for one in condition.comparisons() if one.name in AMOUNTS)


def _remarks(findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.standing.rule.remark:
            yield finding.standing.rule.remark
        if not finding.standing.rule.confirmed:
            yield f"规则 {finding.standing.rule.id} 的数值来自一般知识，尚未核实"
