"""The two checks that compare the project with the plan itself: its use, and the conditions on what is built."""

from __future__ import annotations

from .facts.book import FactBook
from .hits import Hit
from .judge import Judgement
from .plan_limits import compared
from .planned_use import Compatibility, fits
from .plot import Plot
from .presence import Presence
from .sentences import square_metres


def planned_use(
    presence: Presence, plot: Plot, facts: FactBook, table: Compatibility, tolerance_m2: float
) -> Judgement:
    said = facts.value("use.code")
    found = fits(presence.hits, said if isinstance(said, str) else None, table)
    sound = [fit for fit in found if not fit.hit.broken]
    against = [fit for fit in sound if fit.fits.value is False and fit.hit.area_m2 > tolerance_m2]
    if against:
        told = "、".join(_codes(fit.planned, fit.hit) for fit in against[:5])
        return Judgement("不符合", f"项目用途 {said} 与规划用途不相容：{told}")
    unsure = [fit for fit in found if fit.fits.value is None and (fit.hit.area_m2 > tolerance_m2 or fit.hit.broken)]
    if unsure:
        missing = frozenset[str]().union(*(fit.fits.missing for fit in unsure))
        told = "、".join(_codes(fit.planned, fit.hit) for fit in unsure[:5])
        why = f"规划用途为 {told}" if missing else f"项目用途 {said} 与规划用途 {told} 是否相容，兼容表没有列出"
        return Judgement("无法判定", why, missing=missing)
    rest = plot.area_m2 - presence.area_m2
    if rest > max(tolerance_m2, 1e-9 * plot.area_m2):
        return Judgement("无法判定", f"有 {square_metres(rest)}没有规划用途")
    return Judgement("符合", f"项目用途 {said} 与规划用途相容")


def planned_limits(presence: Presence, facts: FactBook, tolerance_m2: float) -> Judgement:
    """Of the areas with conditions that the plot enters; one that gives none says nothing."""
    entered = [hit for hit in presence.hits if not hit.broken and hit.area_m2 > tolerance_m2]
    found = compared(entered or [hit for hit in presence.hits if not hit.broken], facts)
    if not found:
        return Judgement("无法判定", "规划条件图层没有写明容积率、建筑密度、建筑高度、绿地率")
    against = [one for one in found if one.keeps.value is False]
    if against:
        return Judgement("不符合", "；".join(dict.fromkeys(one.text for one in against)))
    unknown = [one for one in found if one.keeps.value is None]
    if unknown:
        missing = frozenset[str]().union(*(one.keeps.missing for one in unknown))
        return Judgement("无法判定", "；".join(dict.fromkeys(one.text for one in unknown)), missing=missing)
    return Judgement("符合", "；".join(dict.fromkeys(one.text for one in found)))


def _codes(planned: str, hit: Hit) -> str:
    return f"{planned or '（空）'} {square_metres(hit.area_m2)}"
