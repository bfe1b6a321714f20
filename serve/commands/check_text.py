"""A compliance check and a replay as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator

from tools.compliance.evidence import Replay
from tools.compliance.results import CheckResult, Compliance
from tools.compliance.verdicts import WORST_FIRST


def compliance_text(answer: Compliance) -> str:
    return "\n".join(_lines(answer))


def _lines(answer: Compliance) -> Iterator[str]:
    yield f"审查结论：{answer.verdict}"
    yield f"{answer.site}　{answer.area_m2:,.2f} 平方米　{answer.crs}　审查日期 {answer.date}"
    for verdict in WORST_FIRST:
        found = [check for check in answer.checks if check.verdict == verdict]
        if not found:
            continue
        if verdict in ("符合", "不适用"):
            yield f"\n{verdict}（{len(found)} 项）：{'、'.join(check.name for check in found)}"
            continue
        yield f"\n{verdict}（{len(found)} 项）"
        for check in found:
            yield from _check(check)
    for part in answer.features:
        yield f"\n要素 {part.feature_id}：{part.verdict}，{part.area_m2:,.2f} 平方米"
    if answer.questions:
        yield "\n补充以下事实后可以重新判定："
        yield from (f"  {one.fact}：{one.text}" for one in answer.questions)
    if answer.notices or answer.inferred:
        yield "\n说明："
        yield from (f"  {notice}" for notice in (*answer.notices, *answer.inferred))


def _check(check: CheckResult) -> Iterator[str]:
    yield f"  {check.name}：{check.reason}"
    if check.conditions:
        yield f"    符合的条件：{'；'.join(check.conditions)}"
    if check.authority:
        yield f"    批准机关：{check.authority}"
    bases = [f"《{basis.instrument}》{basis.article or ''}" for basis in check.basis]
    if bases:
        yield f"    依据：{'、'.join(bases)}"


def replay_text(found: Replay) -> str:
    lines = [f"记录的结论：{found.verdict}", f"重放的结论：{found.verdict_again}"]
    lines.append("与记录一致" if found.same else "与记录不一致")
    for title, told in (("被改动的文件", found.damaged), ("不同之处", found.differences), ("此后的变化", found.since)):
        if told:
            lines += [f"\n{title}：", *(f"  {one}" for one in told)]
    return "\n".join(lines)
