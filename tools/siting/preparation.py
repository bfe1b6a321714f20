"""A request measured on its region: what the constraints leave, and what it scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..crs import area_of
from ..indicators.holdings import Holdings
from ..indicators.region import region_of
from ..layers import Workspace
from .ahead import read_ahead
from .definitions import FactorKey, factor_rules
from .exclusion import Excluded, Mask, exclude
from .factors import Measured, Opened, open_factors
from .hard import Hard, hard_constraints, limited_factors, with_areas
from .parcels import parcels_of
from .plane import Plane
from .reading import Scope
from .refusals import nothing_left, too_large
from .request import Asked
from .results import ConstraintShown
from .search import Ground, Matrix
from .situation import Situation
from .units import Floats, Units
from .uses import use_of
from .weights import Weighing, weighing
from .wish import Wish

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


@dataclass(frozen=True, eq=False)
class Prepared:
    situation: Situation
    wish: Wish
    weighing: Weighing
    weights: dict[FactorKey, float]
    """of the factors that count, together 1"""
    opened: Opened
    hard: list[Hard]
    constraints: tuple[ConstraintShown, ...]
    ground: Ground
    crumbs_m2: float
    region_m2: float

    @property
    def keys(self) -> tuple[FactorKey, ...]:
        """Of a candidate's scores: the factors that count, and compactness last."""
        return (*_without_compactness(self.weights), "compactness")

    @property
    def weight_of_keys(self) -> Floats:
        return np.array([self.weights.get(key, 0.0) for key in self.keys])

    @property
    def undecided(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.constraints if one.state == "undecided")


def prepare(asked: Asked, workspace: Workspace, progress: Progress = lambda _: None) -> Prepared:
    """ToolError for what is not there, contradicts itself, or leaves less than the wanted area."""
    use, wish = use_of(asked.use), asked.wish
    weights = weighing(asked, use)
    region = region_of(workspace, asked.region.strip())
    region_m2 = area_of(region.shape)
    if wish.least > region_m2:
        raise too_large(wish, region_m2, region.name)
    scope, plane = Scope.of(workspace, region), Plane.around(region.shape)
    limited = limited_factors(asked, use.code)
    wanted = tuple(dict.fromkeys([*weights.wanted, *limited]))
    progress("读图层")
    read_ahead(workspace, scope, wanted, use, asked)
    holdings = Holdings(workspace, region, asked.day)
    progress("整理图斑")
    parcels = parcels_of(holdings, scope, plane)
    situation = Situation(workspace, holdings, scope, plane, parcels, use)
    progress("准备因子")
    opened = open_factors(wanted, situation)
    everything = Units(parcels.shapes, parcels.area, np.arange(parcels.count))
    measured = {key: opened.factors[key].measure(everything) for key in limited if key in opened.factors}
    progress("扣除硬约束")
    hard = hard_constraints(asked, situation, opened, measured)
    excluded = exclude(parcels, [one.barrier for one in hard if one.barrier is not None])
    constraints = with_areas(hard, excluded.taken, excluded.alone)
    _refuse_less(wish, excluded.area, region.name, constraints)
    progress("评分")
    counting = weights.over(opened.left_out)
    scored = _scored(excluded, opened, _without_compactness(counting), measured)
    constraints += scored.missing
    _refuse_less(wish, scored.ground.units.area, region.name, constraints)
    return Prepared(
        situation,
        wish,
        weights,
        weights.over(scored.opened.left_out),
        scored.opened,
        hard,
        constraints,
        scored.ground,
        excluded.crumbs_m2,
        region_m2,
    )


def _without_compactness(keys: Mapping[FactorKey, float]) -> tuple[FactorKey, ...]:
    return tuple(key for key in keys if key != "compactness")


def _refuse_less(wish: Wish, area: Floats, region: str, constraints: tuple[ConstraintShown, ...]) -> None:
    if float(area.sum()) < wish.least:
        raise nothing_left(wish, float(area.sum()), region, constraints)


@dataclass(frozen=True, eq=False)
class _Scored:
    ground: Ground
    opened: Opened
    missing: tuple[ConstraintShown, ...]
    """ground left out because a factor has no data there"""


def _scored(
    excluded: Excluded, opened: Opened, keys: tuple[FactorKey, ...], measured: Mapping[FactorKey, Measured]
) -> _Scored:
    """A factor that has no data anywhere is left out; one that has none in places leaves these places out."""
    units = Units(excluded.shapes, excluded.area, excluded.parcel)
    columns = {
        key: measured[key].scores[units.parcel] if key in measured else opened.factors[key].measure(units).scores
        for key in keys
    }
    nowhere = {key: "没有一处有数据" for key, scores in columns.items() if np.isnan(scores).all()}
    kept = {key: scores for key, scores in columns.items() if key not in nowhere}
    opened = replace(opened, left_out={**opened.left_out, **nowhere})
    matrix = np.column_stack(list(kept.values())) if kept else np.zeros((units.count, 0))
    known = np.asarray(~np.isnan(matrix).any(axis=1))
    missing = tuple(_missing(key, units, np.isnan(scores), opened) for key, scores in kept.items())

    def measure(some: Units) -> Matrix:
        columns = [opened.factors[key].measure(some).scores for key in kept]
        return np.column_stack(columns) if columns else np.zeros((some.count, 0))

    ground = Ground(units.chosen(known), matrix[known], measure)
    return _Scored(ground, opened, tuple(one for one in missing if one is not None))


def _missing(key: FactorKey, units: Units, unknown: Mask, opened: Opened) -> ConstraintShown | None:
    if not unknown.any():
        return None
    area = float(units.area[unknown].sum())
    return ConstraintShown(
        constraint=f"{key}:no_data",
        name=f"{factor_rules()[key].name}：没有数据的地方",
        state="no_data",
        why="这里评不了这个因子，没有参与选址；不要它就不给它权重",
        excluded_m2=area,
        alone_m2=area,
        data=opened.factors[key].data,
    )
