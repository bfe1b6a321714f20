"""The hard constraints of a request, default and asked for: the ground each leaves out, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..tool import ToolError
from .definitions import ConstraintRule, FactorKey, constraint_rules, factor_rules
from .exclusion import Barrier, Mask
from .factors import Measured, Opened
from .naming import Meant, meant, waived_rules
from .parcels import Parcels
from .request import Asked, Constraint
from .results import ConstraintShown
from .situation import Situation
from .units import Floats
from .zones import Wanted, Zones, beyond, zones_of

MeasuredParcels = Mapping[FactorKey, Measured]
ASKED = "所问的条件"


@dataclass(frozen=True, eq=False)
class Hard:
    shown: ConstraintShown
    barrier: Barrier | None = None
    """None: nothing is left out by it"""
    notices: tuple[str, ...] = ()


def limited_factors(asked: Asked, use: str) -> tuple[FactorKey, ...]:
    """Factors whose values hard constraints limit; they are measured on every parcel."""
    waived = waived_rules(asked.waive)
    rules = [r.factor for r in constraint_rules() if r.factor and r.holds_for(use) and r.key not in waived]
    return tuple(dict.fromkeys([*rules, *(one.factor for one in asked.constraints if one.factor)]))


def hard_constraints(asked: Asked, situation: Situation, opened: Opened, measured: MeasuredParcels) -> list[Hard]:
    """ToolError for one asked for whose data are not there; a default one is then undecided."""
    waived = waived_rules(asked.waive)
    found: list[Hard] = []
    for rule in constraint_rules():
        if not rule.holds_for(situation.use.code):
            continue
        if rule.key in waived:
            found.append(Hard(_shown(rule, "waived", why="按要求放开")))
        else:
            found += _default(rule, asked, situation, opened, measured)
    for number, one in enumerate(asked.constraints, start=1):
        found += _asked(one, f"asked{number}", asked, situation, opened, measured)
    return found


def _default(
    rule: ConstraintRule, asked: Asked, situation: Situation, opened: Opened, measured: MeasuredParcels
) -> list[Hard]:
    if rule.land:
        barrier = Barrier(whole=_starting(situation.parcels, rule.land))
        return [Hard(_shown(rule, "applied", data=situation.parcels.data), barrier)]
    if rule.factor is not None:
        if rule.factor in opened.left_out:
            return [Hard(_shown(rule, "undecided", why=opened.left_out[rule.factor]))]
        return _limit(_shown(rule, "applied"), rule.factor, rule.at_least, rule.at_most, opened, measured)
    wanted = Wanted(rule.zone, None, rule.where, rule.where_not)
    zones = zones_of(wanted, situation.workspace, situation.scope, situation.plane, asked.day)
    return _zoned(_shown(rule, "applied"), zones)


def _zoned(shown: ConstraintShown, zones: Zones) -> list[Hard]:
    if zones.state == "absent":
        return [Hard(shown.model_copy(update={"state": "absent", "why": zones.why}))]
    if zones.state != "held":
        return [Hard(shown.model_copy(update={"state": "undecided", "why": zones.why, "data": zones.data}))]
    told: dict[str, object] = {"data": zones.data}
    if not zones.complete:
        told |= {"state": "undecided", "why": "图层没有写明覆盖范围，图上没有的地方也可能有；图上有的已避让"}
    found = [Hard(shown.model_copy(update=told), Barrier(zones=zones.polygons), zones.notices)]
    if zones.hole is not None:
        hole = shown.model_copy(
            update={
                "constraint": f"{shown.constraint}:no_data",
                "name": f"{shown.name}：图层没有盖到的地方",
                "state": "no_data",
                "why": "无法判定在不在其中，没有参与选址",
                "data": zones.data,
            }
        )
        found.append(Hard(hole, Barrier(zones=np.array([zones.hole], dtype=object))))
    return found


def _asked(
    one: Constraint, key: str, asked: Asked, situation: Situation, opened: Opened, measured: MeasuredParcels
) -> list[Hard]:
    if one.factor is not None:
        return _asked_limit(one, one.factor, key, opened, measured)
    of = meant(one.avoid or one.within or "", situation.workspace)
    words = "、".join(word for each in one.where for word in each.words)
    ends = f"（{words}）" if words else ""
    away = f"及其{one.distance_m:g}米以内" if one.avoid and one.distance_m else ""
    shown = ConstraintShown(
        constraint=key,
        name=f"{'避让' if one.avoid else '位于'}{of.name}{ends}{away}{'' if one.avoid else '内'}",
        state="applied",
        default=False,
        source=ASKED,
    )
    if of.land:
        return _land(one, of, shown, situation)
    where = {each.field: each.words for each in one.where}
    distance = one.distance_m if one.avoid else 0.0
    wanted = Wanted(of.kind, of.layer, where, None, distance)
    zones = zones_of(wanted, situation.workspace, situation.scope, situation.plane, asked.day)
    if zones.state in ("not_held", "unreadable"):
        raise ToolError(f"约束“{shown.name}”判断不了：{zones.why}；请补上图层，或去掉这个约束")
    if one.avoid:
        return _zoned(shown, zones)
    if not len(zones.polygons):
        raise ToolError(f"约束“{shown.name}”没有一处满足：{zones.why or '本区域里没有这样的要素'}；请去掉或换一个约束")
    outside = beyond(zones.polygons, situation.plane.to_plane(situation.scope.region.shape))
    return [Hard(shown.model_copy(update={"data": zones.data}), Barrier(zones=outside), zones.notices)]


def _land(one: Constraint, of: Meant, shown: ConstraintShown, situation: Situation) -> list[Hard]:
    if one.where or one.distance_m:
        raise ToolError(f"约束“{shown.name}”指的是地类，不能再写 where 或 distance_m")
    such = _starting(situation.parcels, of.land)
    shown = shown.model_copy(update={"data": situation.parcels.data})
    return [Hard(shown, Barrier(whole=such if one.avoid else ~such))]


def _asked_limit(one: Constraint, factor: FactorKey, key: str, opened: Opened, measured: MeasuredParcels) -> list[Hard]:
    rule = factor_rules()[factor]
    if factor in opened.left_out:
        raise ToolError(f"约束“{rule.name}”判断不了：{opened.left_out[factor]}；请补上数据，或去掉这个约束")
    if factor not in measured or measured[factor].values is None:
        able = [r.name for r in factor_rules().values() if r.bands or r.curve]
        raise ToolError(f"因子“{rule.name}”没有数值，不能写上下限；能写的有：{'、'.join(able)}")
    limits = [f"不小于{one.at_least:g}{rule.unit}"] if one.at_least is not None else []
    limits += [f"不大于{one.at_most:g}{rule.unit}"] if one.at_most is not None else []
    shown = ConstraintShown(
        constraint=key, name=f"{rule.name}{'、'.join(limits)}", state="applied", default=False, source=ASKED
    )
    return _limit(shown, factor, one.at_least, one.at_most, opened, measured)


def _limit(
    shown: ConstraintShown,
    factor: FactorKey,
    at_least: float | None,
    at_most: float | None,
    opened: Opened,
    measured: MeasuredParcels,
) -> list[Hard]:
    """Parcels whose value is beyond the limits; those of which it is not known are left out too, and told apart."""
    found = measured[factor]
    if found.values is None:
        raise RuntimeError(f"{factor} has no values to limit")
    values, unknown = found.values, np.isnan(found.scores)
    beyond_limit = (values < (-np.inf if at_least is None else at_least)) | (
        values > (np.inf if at_most is None else at_most)
    )
    data = opened.factors[factor].data
    result = [Hard(shown.model_copy(update={"data": data}), Barrier(whole=beyond_limit & ~unknown))]
    if unknown.any():
        name = factor_rules()[factor].name
        hole = {"constraint": f"{shown.constraint}:no_data", "name": f"{name}：没有数据的地方", "state": "no_data"}
        told = {**hole, "why": "无法判定，没有参与选址", "data": data}
        result.append(Hard(shown.model_copy(update=told), Barrier(whole=unknown)))
    return result


def _starting(parcels: Parcels, prefixes: tuple[str, ...]) -> Mask:
    codes, of = np.unique(parcels.code, return_inverse=True)
    return np.array([str(code).startswith(prefixes) for code in codes], dtype=bool)[of]


def _shown(rule: ConstraintRule, state: str, why: str = "", data: object = ()) -> ConstraintShown:
    return ConstraintShown.model_validate(
        {
            "constraint": rule.key,
            "name": rule.name,
            "state": state,
            "why": why,
            "source": rule.source,
            "confirmed": rule.confirmed,
            "rule": rule.rule,
            "data": data,
        }
    )


def zone_polygons(hard: list[Hard]) -> shapely.STRtree:
    """Of every zone that no site may overlap."""
    found = [one.barrier.zones for one in hard if one.barrier is not None and one.barrier.zones is not None]
    return shapely.STRtree(np.concatenate([np.zeros(0, dtype=object), *found]))


def with_areas(hard: list[Hard], taken: Floats, alone: Floats) -> tuple[ConstraintShown, ...]:
    """Each with the areas (m²) that it takes, together with others and by itself; in the order of its barriers."""
    areas = iter(zip(taken, alone, strict=True))
    shown = []
    for one in hard:
        if one.barrier is None:
            shown.append(one.shown)
        else:
            whole, only = next(areas)
            update = {"excluded_m2": round(float(whole), 2), "alone_m2": round(float(only), 2)}
            shown.append(one.shown.model_copy(update=update))
    return tuple(shown)
