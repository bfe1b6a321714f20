"""From a request to ranked candidates: constraints and factors, search, ranking, pre-check, file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from ..layers import Workspace
from .candidates import Drawn, Told, candidate, drawn
from .definitions import factor_rules
from .hard import zone_polygons
from .precheck import PrecheckOf
from .preparation import Prepared, Progress, prepare
from .refusals import none_fits
from .request import Asked
from .result_file import LAYER, write_candidates
from .results import Candidate, FactorShown, RankStability, SiteSelection, Stability
from .search import sites_of
from .stability import stability_of, topsis

METHOD = (
    "硬约束（0/1）相乘，软因子按评分表得0至1分、加权求和；以地类图斑扣除约束后的部分为单元，从得分高处起逐块生长成连片用地，"
    "大图斑按长边方向分割；候选互不重叠，按总分排序"
)


def select(
    asked: Asked,
    workspace: Workspace,
    today: date,
    precheck: PrecheckOf | None = None,
    results: Path | None = None,
    progress: Progress = lambda _: None,
) -> SiteSelection:
    """ToolError for a wish that cannot be met, with what would have to give."""
    prepared = prepare(asked, workspace, progress)
    progress("找地块")
    found = best_sites(prepared, asked.count)
    progress("排序、预检、写出")
    return told(asked, prepared, found, asked.day or today, precheck, results)


def best_sites(prepared: Prepared, count: int, apart_m: float = 0.0) -> list[Drawn]:
    """With their final outlines, the best first; ToolError where nothing fits."""
    weights = prepared.weight_of_keys
    found = sites_of(prepared.ground, weights[:-1], float(weights[-1]), prepared.wish, count, apart_m)
    if not found:
        region = prepared.situation.scope.region.name
        raise none_fits(prepared.wish, prepared.ground.units, region, prepared.constraints)
    zones = zone_polygons(prepared.hard)
    outlined = [drawn(site, prepared.situation.plane, zones) for site in found]
    return sorted(outlined, key=lambda one: (-round(float(one.scores @ weights), 9), one.shape.bounds))


def told(
    asked: Asked,
    prepared: Prepared,
    found: list[Drawn],
    day: date,
    precheck: PrecheckOf | None,
    results: Path | None,
) -> SiteSelection:
    use, region = prepared.situation.use, prepared.situation.scope.region
    candidates, stability = _ranked(prepared, found, day, precheck)
    path = write_candidates(results, use.code, [one.shape for one in found], candidates) if results else None
    return SiteSelection(
        region=region.code,
        region_name=region.name,
        use_code=use.code,
        use_name=use.name,
        area_m2=asked.area_m2,
        area_tolerance=asked.tolerance,
        min_width_m=round(prepared.wish.width_m, 2),
        min_compactness=asked.compactness,
        date=day,
        candidates=candidates,
        constraints=prepared.constraints,
        factors=_factors(prepared),
        weights=prepared.weighing.shown,
        stability=stability,
        region_m2=round(prepared.region_m2, 2),
        feasible_m2=round(float(prepared.ground.units.area.sum()), 2),
        file=str(path) if path else None,
        layer=LAYER if path else None,
        method=METHOD,
        undecided=prepared.undecided,
        notices=(*_notices(asked, prepared, found), *_of_precheck(candidates)),
    )


def _ranked(
    prepared: Prepared, found: list[Drawn], day: date, precheck: PrecheckOf | None
) -> tuple[tuple[Candidate, ...], Stability | None]:
    weights, scores = prepared.weight_of_keys, np.array([one.scores for one in found])
    each: list[RankStability | None] = [None] * len(found)
    ranks: list[int | None] = [None] * len(found)
    stability = None
    if len(found) > 1:
        firm, whole = stability_of(prepared.keys, weights, scores)
        by_distance, correlation = topsis(weights, scores)
        each, ranks = [*firm], [*by_distance]
        stability = whole.model_copy(update={"topsis_correlation": correlation})
    situation = prepared.situation
    with_ = Told(
        situation.parcels, prepared.keys, prepared.opened, prepared.undecided, situation.use.code, day, precheck
    )
    totals = scores @ weights
    candidates = (candidate(n + 1, one, float(totals[n]), with_, each[n], ranks[n]) for n, one in enumerate(found))
    return tuple(candidates), stability


def _factors(prepared: Prepared) -> tuple[FactorShown, ...]:
    shown = []
    for key, rule in factor_rules().items():
        scored, factor = key in prepared.weights, prepared.opened.factors.get(key)
        why = "" if scored else prepared.opened.left_out.get(key, "没有给它权重")
        shown.append(
            FactorShown(
                factor=key,
                name=rule.name,
                weight=round(prepared.weights.get(key, 0.0), 6),
                scored=scored,
                why=why,
                unit=rule.unit,
                method=rule.method,
                source=rule.source,
                confirmed=rule.confirmed,
                data=factor.data if factor else (),
            )
        )
    return tuple(shown)


def _notices(asked: Asked, prepared: Prepared, found: list[Drawn]) -> tuple[str, ...]:
    notices = [*prepared.situation.parcels.notices]
    notices += [notice for one in prepared.hard for notice in one.notices]
    notices += [notice for factor in prepared.opened.factors.values() for notice in factor.notices]
    if len(found) < asked.count:
        notices.append(f"合要求又互不重叠的只找到{len(found)}处，少于所要的{asked.count}处")
    for key, why in prepared.opened.left_out.items():
        if key in prepared.weighing.wanted:
            notices.append(f"因子“{factor_rules()[key].name}”评不了，没有计分，其余权重按比例放大：{why}")
    notices += [f"硬约束“{name}”无法判定，每个候选都要另行核查" for name in prepared.undecided]
    if prepared.crumbs_m2 >= 1:
        notices.append(f"扣除约束后剩下的窄条（平均宽不足2米）{prepared.crumbs_m2:.0f}平方米没有计入可用地")
    unconfirmed = any(not factor_rules()[key].confirmed for key in prepared.weights)
    if unconfirmed or not prepared.weighing.shown.confirmed:
        notices.append("部分评分表或权重出自常识、没有出处（confirmed 为 false），请按本地规定核定")
    return tuple(dict.fromkeys(notices))


def _of_precheck(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    """The pre-check does not change the order; whoever reads the order must know of it."""
    if all(candidate.precheck is None for candidate in candidates):
        return ("没有做规划符合性预检",)
    against = [(one.id, one.precheck) for one in candidates if one.precheck and one.precheck.verdict == "不符合"]
    if not against:
        return ()
    why = dict.fromkeys(check.name for _, said in against for check in said.checks if check.verdict == "不符合")
    ids = "、".join(name for name, _ in against)
    return (f"预检不符合的候选：{ids}（{'、'.join(why)}）；预检不改变排序，可另加约束（constraints）再选",)
