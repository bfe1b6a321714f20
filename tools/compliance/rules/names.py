"""Names and words that conditions may use: a misspelt one would silently never be true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..conditions import BadCondition, Condition
from ..facts.book import fact_names, vocabulary
from .pack import Check, Rule

AMOUNTS = frozenset(
    {
        "farmland_m2",
        "agricultural_m2",
        "basic_farmland_m2",
        "collective_m2",
        "project_basic_farmland_m2",
        "project_collective_basic_farmland_m2",
        "project_collective_farmland_m2",
        "project_collective_other_m2",
        "project_sea_m2",
    }
)
"""Areas in m², between bounds; `project_`: of the whole project where a part of it is judged."""
_FACTS = frozenset(fact_names())


def refuse_unknown_names(check: Check) -> None:
    for rule in check.rule:
        for condition in _over_fields(rule):
            for comparison in condition.comparisons():
                if not re.fullmatch(r"[A-Z][A-Z0-9]*", comparison.name):
                    raise BadCondition(f"规则 {rule.id}：图层字段“{comparison.name}”应为大写字母")
        for condition in _over_facts(rule):
            for comparison in condition.comparisons():
                _known(rule, comparison.name, comparison.operator, comparison.values)


def _known(rule: Rule, name: str, operator: str, values: tuple[str, ...]) -> None:
    if name in AMOUNTS:
        return
    if name not in _FACTS:
        raise BadCondition(f"规则 {rule.id}：没有叫“{name}”的事实或面积")
    words = vocabulary(name)
    if words and operator in ("=", "!=", "in") and (wrong := set(values) - words):
        raise BadCondition(f"规则 {rule.id}：{name} 没有“{'、'.join(sorted(wrong))}”这样的值")


def _over_fields(rule: Rule) -> Iterator[Condition]:
    if rule.where is not None:
        yield rule.where
    if rule.setback is not None:
        yield from (width.when for width in (*rule.setback.widths, *rule.setback.half_widths) if width.when is not None)


def _over_facts(rule: Rule) -> Iterator[Condition]:
    if rule.applies is not None:
        yield rule.applies
    for way in rule.ways:
        if way.when is not None:
            yield way.when
        for approval in way.approvals:
            yield from (case.when for case in approval.by if case.when is not None)
