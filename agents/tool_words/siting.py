"""Candidate sites as an answer: what is best and why, what excluded how much, what nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from tools.siting.results import Candidate, ConstraintShown, FacilityPlan, SiteSelection

_MOST = 5
_MOST_FACTORS = 4


def selection_words(found: SiteSelection) -> list[str]:
    return [*_selected(found), *_made_of(found)]


def facility_words(found: FacilityPlan) -> list[str]:
    return [*_located(found), *_made_of(found.selection), *found.notices]


def _selected(found: SiteSelection) -> Iterator[str]:
    yield (
        f"{found.region_name}内按{found.use_name}（{found.use_code}）选 {found.area_m2:,.0f} 平方米的用地，"
        f"得 {len(found.candidates)} 处候选。"
    )
    for candidate in found.candidates[:_MOST]:
        yield from _told(candidate)
    if len(found.candidates) > _MOST:
        yield f"另有 {len(found.candidates) - _MOST} 处候选，见成果文件。"
    if found.stability:
        best = found.candidates[0]
        share = best.stability.first_share if best.stability else 0.0
        yield (
            f"权重各变动 {found.stability.spread:.0%} 内随机取 {found.stability.runs} 次，"
            f"第 1 名仍居首的占 {share:.0%}。"
        )


def _told(candidate: Candidate) -> Iterator[str]:
    pre = f"，规划符合性预检：{candidate.precheck.verdict}" if candidate.precheck else ""
    lon, lat = candidate.center
    yield (
        f"第 {candidate.rank} 名 {candidate.id}：{candidate.place}，{candidate.area_m2:,.0f} 平方米，"
        f"综合得分 {candidate.score:.3f}{pre}；中心经度 {lon:.6f}，纬度 {lat:.6f}。"
    )
    scores = sorted(candidate.factors, key=lambda one: one.score)
    if scores:
        yield f"  逐项得分：{'、'.join(f'{one.name} {one.score:.2f}' for one in reversed(scores[-_MOST_FACTORS:]))}。"
    if candidate.undecided:
        yield f"  无法判定：{'、'.join(candidate.undecided)}。"
    if candidate.precheck:
        yield from (
            f"  · {check.name}：{check.verdict}{f'，{check.reason}' if check.reason else ''}。"
            for check in candidate.precheck.checks[:3]
        )


def _made_of(found: SiteSelection) -> Iterator[str]:
    """How the candidates were come by."""
    share = found.feasible_m2 / found.region_m2 if found.region_m2 else 0.0
    yield f"区域 {found.region_m2 / 1e4:,.2f} 公顷，满足硬约束的 {found.feasible_m2 / 1e4:,.2f} 公顷（{share:.1%}）。"
    applied = sorted((one for one in found.constraints if one.state == "applied"), key=lambda one: -one.excluded_m2)
    if applied:
        yield f"排除最多的约束：{'、'.join(_excluded(one) for one in applied[:3])}。"
    unconfirmed = [one.name for one in applied if not one.confirmed]
    if unconfirmed:
        yield f"依据未核实的约束：{'、'.join(unconfirmed)}。"
    left_out = [one for one in found.factors if not one.scored and one.why]
    if left_out:
        yield f"未计分的因子：{'、'.join(f'{one.name}（{one.why}）' for one in left_out)}。"
    if not found.weights.confirmed:
        yield f"权重：{found.weights.method}，未核实来源，正式使用前请给定权重。"
    yield from found.notices


def _excluded(one: ConstraintShown) -> str:
    return f"{one.name} {one.excluded_m2 / 1e4:,.2f} 公顷"


def _located(found: FacilityPlan) -> Iterator[str]:
    names = {"p_median": "平均路程最短", "max_coverage": "服务距离内覆盖最多", "set_cover": "用最少处数全覆盖"}
    proved = "已证明最优" if found.optimal else "限时内找到的最好方案，未证明最优"
    yield (
        f"{found.selection.region_name}内新建 {found.count} 处{found.selection.use_name}"
        f"（按{names[found.model]}，{proved}）。"
    )
    for site in found.sites:
        far = f"，平均 {site.mean_distance_m:,.0f} 米" if site.mean_distance_m is not None else ""
        yield f"· {site.site}：服务{found.demand_of} {site.demand:,.0f}（{site.demand_share:.1%}）{far}。"
    if found.served_within is not None and found.service_distance_m is not None:
        yield f"沿路网 {found.service_distance_m:,.0f} 米内服务到 {found.served_within:.1%}。"
    if found.unreachable:
        yield f"沿路网到不了的{found.demand_of}：{found.unreachable:,.0f}。"
