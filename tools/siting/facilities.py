"""Several facilities at once (设施区位配置): sites found as for one, the set of them chosen by whom they serve.

A tool of its own beside `select_site`: there each candidate stands for itself and one is taken; here the worth of a
site depends on the others, so what is answered is a set, who is served by which of it, and how far people have to go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from ..indicators.amount import Lack
from ..indicators.demand import Demand, demand_of
from ..indicators.expressions import Over
from ..indicators.goals import FACILITIES, KIND_FIELD
from ..indicators.holdings import kind_name
from ..layers import Workspace
from ..tool import ToolError
from .candidates import Drawn
from .exclusion import Mask
from .location_models import Chosen, chosen
from .network import Network
from .polygons import Ints
from .precheck import PrecheckOf
from .preparation import Prepared, Progress, prepare
from .reading import held_sheets, texts
from .request import Asked
from .results import FacilityPlan, FacilitySite, LocationModel
from .select import best_sites, told
from .units import Floats

CONSIDERED = 30
MOST_DEMAND_POINTS = 300
EXISTING = "既有设施"
METHODS: dict[LocationModel, str] = {
    "p_median": "p-中位：使全部需求到最近设施的加权路网距离最小",
    "max_coverage": "最大覆盖：使服务距离以内的需求最多",
    "set_cover": "集合覆盖：用最少的设施使每个需求点都在服务距离以内",
}


@dataclass(frozen=True)
class AskedFacilities:
    site: Asked
    model: LocationModel
    count: int
    service_m: float
    existing: str | None
    """words in 设施类型 of what is there already"""


@dataclass(frozen=True, eq=False)
class _Demand:
    """Demand put together into few points."""

    at: Floats
    """(n, 2) m"""
    weight: Floats
    over: Over
    whole: Demand


def locate(
    asked: AskedFacilities,
    workspace: Workspace,
    today: date,
    precheck: PrecheckOf | None = None,
    results: Path | None = None,
    progress: Progress = lambda _: None,
) -> FacilityPlan:
    """ToolError where there are no roads, nobody to serve, or fewer candidates than facilities."""
    prepared = prepare(asked.site, workspace, progress)
    situation = prepared.situation
    try:
        network = situation.network
        there = _existing(asked.existing, prepared)
        demand = _demand(prepared)
    except Lack as lack:
        raise ToolError(f"多个设施的配置要路网和人口（或居住用地），现在算不了：{lack}") from lack
    progress("找候选地块")
    spread = float(np.sqrt(prepared.region_m2 / CONSIDERED) / 1.5)
    candidates = best_sites(prepared, CONSIDERED, spread)
    if len(candidates) < asked.count and asked.model != "set_cover":
        raise ToolError(f"合要求的候选地块只有{len(candidates)}处，少于要配置的{asked.count}处；请减少个数或放开约束")
    progress("路网距离")
    distance, standing = _distances(candidates, demand, there, prepared, network)
    progress("求解")
    day = asked.site.day or today
    return _plan(asked, prepared, candidates, distance, standing, demand, day, precheck, results)


def _plan(
    asked: AskedFacilities,
    prepared: Prepared,
    candidates: list[Drawn],
    distance: Floats,
    there: Floats,
    demand: _Demand,
    day: date,
    precheck: PrecheckOf | None,
    results: Path | None,
) -> FacilityPlan:
    limit = asked.service_m if asked.model == "set_cover" else np.inf
    reachable = np.isfinite(np.minimum(distance.min(axis=1), there))
    reachable &= np.minimum(distance.min(axis=1), there) <= limit
    if not reachable.any():
        raise ToolError("没有一处需求能沿路网到达候选地块；请核对路网，或加大服务距离")
    found = chosen(
        asked.model, distance[reachable], there[reachable], demand.weight[reachable], asked.count, asked.service_m
    )
    if not len(found.sites):
        raise ToolError(f"既有的{asked.existing}已在{asked.service_m:g}米内覆盖全部能到的需求，不必新增")
    nearest = np.column_stack([distance[:, found.sites], there])
    by, way = np.argmin(nearest, axis=1), nearest.min(axis=1)
    served = np.isfinite(way)
    sites = [f"S{n + 1}" for n in range(len(found.sites))] + [EXISTING] * bool(np.isfinite(there).any())
    used = asked.model != "p_median"
    weight, total = demand.weight, float(demand.weight.sum())
    only = replace(asked.site, count=len(found.sites))
    return FacilityPlan(
        model=asked.model,
        count=len(found.sites),
        sites=tuple(_served(name, n, by, way, weight) for n, name in enumerate(sites)),
        demand_of=demand.over,
        demand_unit=demand.whole.unit,
        demand=round(total, 2),
        service_distance_m=asked.service_m if used else None,
        served_within=round(float(weight[way <= asked.service_m].sum()) / total, 6) if used else None,
        mean_distance_m=round(float(np.average(way[served], weights=weight[served])), 1),
        max_distance_m=round(float(way[served].max()), 1),
        unreachable=round(float(weight[~reachable].sum()), 2),
        optimal=found.optimal,
        candidates_considered=len(candidates),
        demand_points=len(weight),
        data=tuple(dict.fromkeys((*demand.whole.data, *prepared.situation.network.data))),
        selection=told(only, prepared, [candidates[n] for n in found.sites], day, precheck, results),
        method=f"{METHODS[asked.model]}（spopt，CBC 求解）；需求并为{len(weight)}个点，距离沿路网量",
        notices=_notices(asked, found, demand, reachable),
    )


def _served(name: str, n: int, by: Ints, way: Floats, weight: Floats) -> FacilitySite:
    mine = (by == n) & np.isfinite(way)
    amount = float(weight[mine].sum())
    return FacilitySite(
        site=name,
        demand=round(amount, 2),
        demand_share=round(amount / float(weight.sum()), 6),
        mean_distance_m=round(float(np.average(way[mine], weights=weight[mine])), 1) if amount > 0 else None,
    )


def _notices(asked: AskedFacilities, found: Chosen, demand: _Demand, reachable: Mask) -> tuple[str, ...]:
    notices = []
    if demand.over != "人口":
        notices.append("没有人口格网，以居住用地面积代替人口")
    if demand.whole.missing:
        notices.append(f"{demand.over}的数据没有盖满本区域，没有数据的地方不算需求")
    if not reachable.all():
        lost = float(demand.weight[~reachable].sum() / demand.weight.sum())
        how = f"{asked.service_m:g}米内" if asked.model == "set_cover" else "沿路网"
        notices.append(f"{lost:.2%}的需求{how}到不了任何候选地块，没有参与配置")
    if not found.optimal:
        notices.append("限定时间内没有证明是最优，给出的是已找到的最好解")
    return tuple(notices)


def _demand(prepared: Prepared) -> _Demand:
    situation = prepared.situation
    over: Over = "人口"
    try:
        whole = demand_of(over, (), situation.holdings, situation.frame)
    except Lack:
        over = "居住用地"
        whole = demand_of(over, (), situation.holdings, situation.frame)
    at = shapely.get_coordinates(whole.points)
    kept = whole.weights > 0
    at, weight = at[kept], whole.weights[kept]
    span = max(float(np.ptp(at, axis=0).max()), 1.0)
    cells = int(np.sqrt(MOST_DEMAND_POINTS)) + 1
    while True:
        _, of = np.unique(
            np.floor((at - at.min(axis=0)) / (span / cells)).astype(np.int64), axis=0, return_inverse=True
        )
        if of.max() < MOST_DEMAND_POINTS:
            break
        cells -= 1
    total = np.asarray(np.bincount(of, weight), dtype=np.float64)
    middle = np.column_stack([np.bincount(of, weight * axis) / total for axis in at.T])
    return _Demand(middle, total, over, whole)


def _distances(
    candidates: list[Drawn], demand: _Demand, there: Floats | None, prepared: Prepared, network: Network
) -> tuple[Floats, Floats]:
    """((demand points, candidates), to the nearest that is there already), m."""
    frame = prepared.situation.frame
    inside = shapely.point_on_surface(np.array([one.shape for one in candidates], dtype=object))
    sites = shapely.get_coordinates(frame.to_metres(inside))
    places = network.feet(demand.at)
    columns = [network.distances(network.feet(site[None]), places) for site in sites]
    none = np.full(len(demand.at), np.inf)
    standing = network.distances(network.feet(there), places) if there is not None else none
    return np.column_stack(columns), standing


def _existing(said: str | None, prepared: Prepared) -> Floats | None:
    """Places (m) of facilities with these words in their kind; ToolError where there is none."""
    if said is None:
        return None
    situation = prepared.situation
    _, sheets = held_sheets(FACILITIES, situation.holdings, situation.scope)
    found: list[Floats] = []
    kinds: set[str] = set()
    for sheet in sheets:
        if KIND_FIELD in sheet.features.columns:
            values = texts(sheet.features, KIND_FIELD)
            kinds |= {str(value) for value in values}
            such = sheet.features.geometry.to_numpy()[np.char.find(values, said) >= 0]
            found.append(shapely.get_coordinates(situation.frame.to_metres(shapely.point_on_surface(such))))
    places = np.concatenate([np.zeros((0, 2)), *found])
    if not len(places):
        raise ToolError(f"{kind_name(FACILITIES)}里没有“{said}”；有的种类：{'、'.join(sorted(kinds)[:12]) or '无'}")
    return places
