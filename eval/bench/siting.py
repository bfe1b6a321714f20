"""Seconds of a site selection by stage, and the weighted overlay at its core done in plain geopandas beside it."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from knowledge.today import today
from serve.commands.printing import show
from tools.layers import Workspace, open_workspace
from tools.siting.definitions import ConstraintRule, constraint_rules, factor_rules
from tools.siting.preparation import prepare
from tools.siting.request import Asked, Weights
from tools.siting.select import select
from tools.siting.uses import use_of

from .county import kept_county
from .machine import machine_line, resident_megabytes

AREA_M2, USE = 60_000.0, "工业用地"
LAND_WEIGHT = 0.6


@dataclass(frozen=True)
class Selection:
    stages: dict[str, float]
    cold_s: float
    """reading every layer included, imports not"""
    warm_s: float
    """the same question again, layers held"""
    peak_mb: int
    candidates: int
    scores: tuple[float, ...]
    feasible_m2: float


@dataclass(frozen=True)
class Overlay:
    seconds: float
    """layers read, constraints taken off, what is left scored by land and farmland grade"""
    peak_mb: int
    feasible_m2: float
    """narrow strips included"""


@dataclass(frozen=True)
class SitingFigures:
    parcels: int
    selection: Selection
    ours_core_s: float
    """the peer's work by ours: the same constraints and the same two factors, until the ground is scored"""
    geopandas_core_s: float
    ratio: float
    """how many times as long the peer takes"""
    feasible_difference: float
    """relative"""
    geopandas_peak_mb: int


def bench_siting(parcels: int, folder: Path, *, as_json: bool) -> int:
    """Builds the county once into `folder` and keeps it."""
    county = kept_county(folder, parcels)
    selection = _apart(partial(_select, county))
    ours, theirs = _apart(partial(_core, county)), _apart(partial(_geopandas, county))
    figures = SitingFigures(
        parcels=parcels,
        selection=selection,
        ours_core_s=round(ours.seconds, 2),
        geopandas_core_s=round(theirs.seconds, 2),
        ratio=round(theirs.seconds / ours.seconds, 2),
        feasible_difference=abs(ours.feasible_m2 - theirs.feasible_m2) / theirs.feasible_m2,
        geopandas_peak_mb=theirs.peak_mb,
    )
    if as_json:
        show(json.dumps(asdict(figures), ensure_ascii=False))
        return 0
    show(machine_line())
    show(f"{parcels} 个图斑的示例县，选{USE} {AREA_M2 / 1e4:g} 公顷，得 {selection.candidates} 个候选")
    for name, seconds in selection.stages.items():
        show(f"  {name}：{seconds:.2f} 秒")
    show(f"从头到尾 {selection.cold_s:.2f} 秒；再问一次 {selection.warm_s:.2f} 秒；常驻最高 {selection.peak_mb} MB")
    show(f"其中扣除和加权叠加：规言 {figures.ours_core_s:.2f} 秒，对照 geopandas {figures.geopandas_core_s:.2f} 秒")
    show(f"快 {figures.ratio:.1f} 倍；可用地面积相对差 {figures.feasible_difference:.1e}")
    return 0


def _apart(work: Callable[[], Any]) -> Any:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def _select(county: Path) -> Selection:
    workspace = open_workspace(county)
    asked = Asked(AREA_M2, USE, workspace.region)
    marks: list[tuple[str, float]] = []
    started = time.perf_counter()
    found = select(asked, workspace, today(), progress=lambda stage: marks.append((stage, time.perf_counter())))
    ended = time.perf_counter()
    again = select(asked, workspace, today())
    warm = time.perf_counter() - ended
    if again != found:
        raise RuntimeError("the same question had two answers")
    ends = [at for _, at in marks[1:]] + [ended]
    return Selection(
        stages={name: round(end - at, 2) for (name, at), end in zip(marks, ends, strict=True)},
        cold_s=round(ended - started, 2),
        warm_s=round(warm, 2),
        peak_mb=resident_megabytes(),
        candidates=len(found.candidates),
        scores=tuple(candidate.score for candidate in found.candidates),
        feasible_m2=found.feasible_m2,
    )


def _core(county: Path) -> Overlay:
    started = time.perf_counter()
    workspace = open_workspace(county)
    others = tuple(rule.key for rule in constraint_rules() if rule not in _shared_rules(workspace))
    weights = Weights(land_use=LAND_WEIGHT, farmland_grade=1 - LAND_WEIGHT)
    prepared = prepare(Asked(AREA_M2, USE, workspace.region, waive=others, weights=weights), workspace)
    seconds = time.perf_counter() - started
    return Overlay(seconds, resident_megabytes(), float(prepared.ground.units.area.sum()) + prepared.crumbs_m2)


def _shared_rules(workspace: Workspace) -> list[ConstraintRule]:
    """Constraints that both sides apply: land classes, farmland grade, whole zones whose layer knows the whole county.

    Where a layer does not know, ours takes the ground away too; a script does not notice.
    """
    use = use_of(USE).code
    rules = [r for r in constraint_rules() if r.holds_for(use) and not r.where and r.factor in (None, "farmland_grade")]
    return [rule for rule in rules if rule.zone is None or _known_everywhere(workspace, rule.zone)]


def _known_everywhere(workspace: Workspace, kind: str) -> bool:
    county = workspace.of_kind("DLTB")[0].coverage
    known = [layer.coverage for layer in workspace.of_kind(kind)]
    return all(one is not None and county is not None and shapely.covers(one, county) for one in known)


def _geopandas(county: Path) -> Overlay:
    """As a planner would script it: read, drop by attribute, overlay with the zones, look scores up, add them up."""
    import geopandas
    import pandas

    started = time.perf_counter()
    workspace = open_workspace(county)
    metres = "EPSG:4547"
    parcels = _read(geopandas, workspace, "DLTB", metres)
    code = parcels["DLBM"].astype(str)
    rules = _shared_rules(workspace)
    for rule in rules:
        if rule.land:
            parcels = parcels[~code.loc[parcels.index].str.startswith(rule.land)]
    parcels = parcels[(parcels["GDDB"] == 0) | (parcels["GDDB"] >= 9)]
    zones = [
        _read(geopandas, workspace, rule.zone, metres)[["geometry"]]
        for rule in rules
        if rule.zone and workspace.of_kind(rule.zone)
    ]
    zone = geopandas.GeoDataFrame(pandas.concat(zones, ignore_index=True), crs=metres)
    left = geopandas.overlay(parcels, zone, how="difference", keep_geom_type=True)
    left = left[left.area >= 1]
    land = factor_rules()["land_use"].classes
    codes = left["DLBM"].astype(str)
    use = np.select([codes.str.startswith(one.starts) for one in land], [one.score for one in land], 0) / 100
    grade = np.select([left["GDDB"] == 0, left["GDDB"] >= 12], [1.0, 0.8], 0.6)
    score = LAND_WEIGHT * use + (1 - LAND_WEIGHT) * grade
    if not (score.min() >= 0 and score.max() <= 1):
        raise RuntimeError("the peer's scores are off")
    return Overlay(time.perf_counter() - started, resident_megabytes(), float(left.area.sum()))


def _read(geopandas: Any, workspace: Any, kind: str, crs: str) -> Any:
    layer = workspace.of_kind(kind)[0]
    if layer.path.suffix == ".parquet":
        return geopandas.read_parquet(layer.path).to_crs(crs)
    return geopandas.read_file(layer.path, layer=layer.table, use_arrow=True).to_crs(crs)
