"""The Chinese sentences of a verdict: what was found, in figures, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from .judge import Judgement
from .plot import Plot
from .presence import Presence
from .rules.pack import Rule

_DOES = {"overlap": "占用", "outside": "在其范围外", "within": "进入其控制范围", "land": "占用"}


def square_metres(area: float) -> str:
    """12,345.67 平方米; tiny ones with the digits that are left."""
    return f"{area:,.2f} 平方米" if area >= 0.005 else f"{area:.2g} 平方米"


def met(rule: Rule, presence: Presence, plot: Plot) -> str:
    """占用 1,234.00 平方米（12.34%）."""
    if rule.predicate == "facts":
        return ""
    does = _DOES.get(rule.predicate, "涉及")
    if presence.entered.value is None and presence.area_m2 <= 0:
        return f"可能{does}{square_metres(presence.possible_m2)}"
    share = presence.area_m2 / plot.area_m2 if plot.area_m2 else 0.0
    return f"{does} {square_metres(presence.area_m2)}（{share:.2%}）"


def clear_of(rule: Rule, presence: Presence) -> str:
    if rule.predicate == "outside":
        return "全部在其范围内"
    if presence.area_m2 > 0:
        return f"重叠 {square_metres(presence.area_m2)}，不超过容差"
    return "地块不涉及" if rule.predicate == "land" else "与地块不重叠"


def concluded(rule: Rule, judgement: Judgement, figures: str, doubts: Sequence[str]) -> str:
    parts = [f"{rule.title}：{figures}" if figures else rule.title, judgement.reason]
    if (
        judgement.exception
        and judgement.verdict in ("有条件符合", "符合")
        and judgement.exception not in judgement.reason
    ):
        parts.append(f"适用例外“{judgement.exception}”")
    if judgement.verdict == "无法判定":
        parts += doubts[:3]
    return "；".join(part for part in parts if part)
