"""Where several facilities serve best: p-median, maximal coverage and set cover, by spopt with the solver it brings."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from ..tool import ToolError
from .polygons import Ints
from .results import LocationModel
from .units import Floats

SECONDS = 30
"""For the solver; what it has found by then is taken, and said not to be proved the best."""
_FARTHER = 10.0
"""Where no way leads counts as so many times the longest way there is."""


@dataclass(frozen=True)
class Chosen:
    sites: Ints
    """columns, ascending"""
    optimal: bool


def chosen(
    model: LocationModel, distance: Floats, there: Floats, demand: Floats, count: int, service_m: float
) -> Chosen:
    """`distance` (demand points, candidates) in metres, infinite where no way leads; `there`: to what exists already.

    `service_m` is not used by the p-median, `count` not by the set cover, which takes as few as suffice for all demand
    points; each of these must have a candidate in reach.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # spopt 0.7 makes its variables as PuLP 4 no longer will
        return _chosen(model, distance, there, demand, count, service_m)


def _chosen(
    model: LocationModel, distance: Floats, there: Floats, demand: Floats, count: int, service_m: float
) -> Chosen:
    from spopt.locate import LSCP, MCLP, PMedian  # it brings scikit-learn: seconds, so only where it is asked for

    if model == "p_median":
        existing = np.isfinite(there).any()
        costs = _finite(np.column_stack([distance, there]) if existing else distance)
        given = np.append(np.zeros(distance.shape[1]), 1.0) if existing else None
        problem = PMedian.from_cost_matrix(costs, demand, count + int(existing), predefined_facilities_arr=given)
    elif model == "max_coverage":
        open_ = np.where(there <= service_m, 0.0, demand)
        problem = MCLP.from_cost_matrix(_finite(distance), open_, service_m, count)
    else:
        open_ = np.flatnonzero(there > service_m)
        if not len(open_):
            return Chosen(np.zeros(0, dtype=np.int64), True)
        problem = LSCP.from_cost_matrix(_finite(distance[open_]), service_m)
    return _solved(problem, distance.shape[1])


def _solved(problem: object, candidates: int) -> Chosen:
    from spopt.locate.base import pulp  # the modelling package that spopt stands on

    solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=SECONDS, threads=1)
    try:
        model = problem.solve(solver, results=False)  # type: ignore[attr-defined]
    except pulp.PulpSolverError as error:
        raise ToolError(f"选址模型的求解器（CBC）运行不了：{error}；请检查安装和临时文件夹的空间") from error
    if model.problem.status != pulp.LpStatusOptimal:
        raise ToolError("选址模型在限定时间内没有求得解；请减少候选地或设施的个数")
    sites = [n for n, variable in enumerate(model.fac_vars[:candidates]) if (variable.value() or 0) > 0.5]
    return Chosen(np.array(sites, dtype=np.int64), model.problem.sol_status == pulp.LpSolutionOptimal)


def _finite(distance: Floats) -> Floats:
    longest = float(distance[np.isfinite(distance)].max(initial=1.0))
    return np.where(np.isfinite(distance), distance, _FARTHER * longest)
