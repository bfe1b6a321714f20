"""A compliance check as an answer: the verdict, what decides it with the law, and what has to be known yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from knowledge import KnowledgeBase
from knowledge.time_notices import chinese_date
from tools import ToolError
from tools.compliance.results import CheckResult, Compliance
from tools.compliance.verdicts import WORST_FIRST

from ..grounds import Grounds, ground_of_view

_MOST_QUESTIONS = 6
_MOST_CITED = 2
ASKS = "补充以下情况后可以继续判定（可以直接回答）："
"""The line over the questions, which a page may show as a form instead."""


def compliance_words(found: Compliance, name: str, grounds: Grounds, base: KnowledgeBase, grade: int) -> list[str]:
    """`name`: of the file, as it was handed in."""
    return list(_sentences(found, name, grounds, base, grade))


def questions_of(found: Compliance) -> list[str]:
    """Facts that the words ask for, in their order."""
    return [one.fact for one in found.questions[:_MOST_QUESTIONS]]


def _sentences(found: Compliance, name: str, grounds: Grounds, base: KnowledgeBase, grade: int) -> Iterator[str]:
    area = f"{found.area_m2:,.2f} 平方米（{found.area_m2 / 1e4:.4f} 公顷）"
    yield f"审查结论：{found.verdict}。用地“{name}”{area}，按{chinese_date(found.date)}有效的法律和规则审查。"
    for verdict in WORST_FIRST:
        checks = [check for check in found.checks if check.verdict == verdict]
        if checks and verdict in ("符合", "不适用"):
            yield f"{verdict} {len(checks)} 项：{'、'.join(check.name for check in checks)}。"
        elif checks:
            yield f"{verdict} {len(checks)} 项："
            for check in checks:
                yield f"· {check.name}：{check.reason}{_marks(check, found.date, grounds, base, grade)}。"
                if check.conditions and verdict == "有条件符合":
                    yield f"  还需：{'；'.join(check.conditions)}。"
    for part in found.features:
        yield f"要素 {part.feature_id}：{part.verdict}（{part.area_m2:,.2f} 平方米）。"
    if found.questions:
        asked = found.questions[:_MOST_QUESTIONS]
        yield ASKS
        yield from (f"{number}. {one.text}" for number, one in enumerate(asked, 1))
        if len(found.questions) > len(asked):
            yield f"另有 {len(found.questions) - len(asked)} 项情况，先答以上几项。"


def _marks(check: CheckResult, day: date, grounds: Grounds, base: KnowledgeBase, grade: int) -> str:
    """[n] of the provisions whose text is held and says so."""
    held = [basis.address for basis in check.basis if basis.status == "matched"][:_MOST_CITED]
    marks = []
    for address in held:
        try:
            view = base.provision(address, as_of=day, grade=grade)
        except ToolError:
            continue  # above the reader's grade
        marks.append(grounds.cite(ground_of_view(view, base, day, grade)))
    return "".join(marks)


def compact(found: dict[str, Any]) -> dict[str, Any]:
    """What travels with the answer: without the texts of provisions, which stand in its citations."""
    checks = [
        {**check, "basis": [{**basis, "text": None} for basis in check["basis"]]} for check in found.get("checks", [])
    ]
    parts = [{**part, "checks": []} for part in found.get("features", [])]
    return {**found, "checks": checks, "features": parts}
