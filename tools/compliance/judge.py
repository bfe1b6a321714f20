"""What a rule says of a project that is where the rule holds: its exceptions, requirements and approvals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .conditions import Look
from .facts import APPROVALS, Approval
from .facts.book import FactBook
from .rules.pack import AuthorityCase, NeededApproval, Rule, Way
from .truth import YES, Truth
from .verdicts import Verdict, best, worst


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    reason: str
    exception: str | None = None
    """the exception by which it is or may be allowed"""
    conditions: tuple[str, ...] = ()
    """what is still to be had or shown"""
    missing: frozenset[str] = frozenset()
    """facts that would decide it"""
    authority: str | None = None


@dataclass(frozen=True)
class Project:
    """What conditions and approvals are looked up in."""

    look: Look
    facts: FactBook


def judge(rule: Rule, project: Project) -> Judgement:
    """Of a project that is where the rule holds and to which it applies."""
    if rule.outcome == "禁止":
        return _forbidden(rule, project)
    required = _required(rule, project)
    if rule.outcome == "要求":
        return (
            required if required.verdict != "符合" or not rule.remaining else _still_to_show(required, rule.remaining)
        )
    approved = _approvals(rule.approvals, project, forbidden=False)
    if approved.verdict == "符合" and rule.remaining:
        approved = _still_to_show(approved, rule.remaining)
    elif approved.verdict == "有条件符合":
        approved = replace(approved, conditions=(*approved.conditions, *rule.remaining))
    return _both(required, approved)


def unless(judgement: Judgement, *doubts: Truth) -> Judgement:
    """`judgement`, where it is not known whether the rule is met at all: then nothing is, but where both ways agree."""
    unknown = [doubt for doubt in doubts if doubt.value is None]
    if not unknown or judgement.verdict == "符合":
        return judgement
    missing = frozenset[str]().union(*(doubt.missing for doubt in unknown))
    if judgement.verdict == "无法判定":
        missing |= judgement.missing  # in 不符合 and 有条件符合 nothing is missing once it is known to be met
    return replace(judgement, verdict="无法判定", missing=missing)


def _forbidden(rule: Rule, project: Project) -> Judgement:
    tried = [_way(way, project) for way in rule.exception]
    verdict = best(["不符合", *(one.verdict for one in tried)])
    if verdict == "不符合":
        refused = next((one for one in tried if one.reason), None)
        why = refused.reason if refused else "没有适用的例外" if rule.exception else "法定没有例外"
        return Judgement("不符合", why)
    chosen = next(one for one in tried if one.verdict == verdict)
    if verdict == "无法判定":
        open_ways = [one for one in tried if one.verdict == verdict]
        missing = frozenset[str]().union(*(one.missing for one in open_ways))
        return replace(chosen, missing=missing)
    return chosen


def _way(way: Way, project: Project) -> Judgement:
    open_ = way.when.holds(project.look) if way.when is not None else YES
    if open_.value is False:
        return Judgement("不符合", "")
    if open_.value and way.unclear:
        return Judgement("无法判定", f"是否属于“{way.title}”要由人对照条文认定", way.title)
    approved = _approvals(way.approvals, project, forbidden=True)
    if approved.verdict == "不符合":
        return replace(approved, exception=way.title)
    if open_.value is None:
        reason = f"是否属于“{way.title}”不明"
        return Judgement("无法判定", reason, way.title, way.remaining, open_.missing)
    if approved.verdict == "符合":
        if way.remaining:
            return _still_to_show(replace(approved, exception=way.title), way.remaining)
        return Judgement("符合", f"属于例外：{way.title}", way.title, authority=approved.authority)
    return replace(approved, exception=way.title, conditions=(*approved.conditions, *way.remaining))


def _required(rule: Rule, project: Project) -> Judgement:
    held = rule.requires.holds(project.look) if rule.requires is not None else YES
    if held.value is False:
        return Judgement("不符合", "不满足要求")
    if held.value is None:
        return Judgement("无法判定", "是否满足要求不明", missing=held.missing)
    return Judgement("符合", "满足要求")


def _still_to_show(judgement: Judgement, remaining: Sequence[str]) -> Judgement:
    conditions = (*judgement.conditions, *remaining)
    reason = judgement.reason or "还有要说明的事项"
    return replace(judgement, verdict="有条件符合", reason=reason, conditions=conditions)


def _both(one: Judgement, other: Judgement) -> Judgement:
    verdict = worst([one.verdict, other.verdict])
    reasons = [each.reason for each in (one, other) if each.verdict == verdict and each.reason]
    return Judgement(
        verdict,
        "；".join(dict.fromkeys(reasons)),
        other.exception,
        (*one.conditions, *other.conditions),
        one.missing | other.missing,
        other.authority,
    )


def _approvals(needed: Sequence[NeededApproval], project: Project, *, forbidden: bool) -> Judgement:
    """All of them; `forbidden`: an exception to a prohibition stands on them, so nothing may be left unknown."""
    found = Judgement("符合", "")
    for one in needed:
        found = _both(found, _approval(one, project, forbidden=forbidden))
    return found


def _approval(needed: NeededApproval, project: Project, *, forbidden: bool) -> Judgement:
    cases, doubt = _open_cases(needed.by, project.look)
    authority = " 或 ".join(dict.fromkeys(case.authority for case in cases)) or None
    name, given = _given(needed, project.facts)
    called = APPROVALS[name]
    told = f"{called}（{authority}）" if authority else called
    if given is None:
        condition = f"取得：{told}"
        missing = frozenset({f"approvals.{name}.status"})
        verdict: Verdict = "无法判定" if forbidden else "有条件符合"
        return Judgement(verdict, f"“{called}”办到哪一步不明", None, (condition,), missing, authority)
    if given.status == "refused":
        return Judgement("不符合", f"“{called}”未获同意", authority=authority)
    if given.status == "pending":
        return Judgement("有条件符合", f"“{called}”待办理", None, (f"取得：{told}",), frozenset(), authority)
    return _obtained(given, name, cases, doubt, authority, forbidden=forbidden)


def _given(needed: NeededApproval, facts: FactBook) -> tuple[str, Approval | None]:
    for name in (needed.name, *needed.also):
        given = facts.approval(name)
        if given is not None:
            return name, given
    return needed.name, None


def _obtained(
    given: Approval, name: str, cases: Sequence[AuthorityCase], doubt: Truth, authority: str | None, *, forbidden: bool
) -> Judgement:
    """An approval by somebody who may not give it is none."""
    called = APPROVALS[name]
    picky = [case for case in cases if case.accepts]
    if not picky:
        return Judgement("符合", f"“{called}”已取得", authority=authority)
    unsure: Verdict = "无法判定" if forbidden else "有条件符合"
    if given.authority is None:
        missing = frozenset({f"approvals.{name}.authority"})
        condition = f"核实“{called}”由{authority}批准"
        return Judgement(unsure, f"“{called}”已取得，批准机关不明", None, (condition,), missing, authority)
    competent = [not case.accepts or any(word in given.authority for word in case.accepts) for case in cases]
    if all(competent):
        return Judgement("符合", f"“{called}”已由{given.authority}批准", authority=authority)
    if not any(competent):
        return Judgement("不符合", f"“{called}”由{given.authority}批准，依法应由{authority}批准", authority=authority)
    reason = f"“{called}”由{given.authority}批准，是否有权要看还不明的情况"
    return Judgement(unsure, reason, None, (f"核实批准权限：{authority}",), doubt.missing, authority)


def _open_cases(cases: Sequence[AuthorityCase], look: Look) -> tuple[list[AuthorityCase], Truth]:
    """Those that may be the one, and what would tell which."""
    held = [(case, case.when.holds(look) if case.when is not None else YES) for case in cases]
    sure = [case for case, truth in held if truth.value]
    if sure:
        return sure[:1], YES
    open_ = [case for case, truth in held if truth.value is None]
    missing = frozenset[str]().union(*(truth.missing for _, truth in held))
    return open_, Truth(None, missing)
