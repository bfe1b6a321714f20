"""All checks of one site in a county of many parcels, beside the bare overlay of the same layers by geopandas."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import shapely

from serve.commands.printing import show
from tools.compliance.facts import facts_of
from tools.compliance.review import Asked, Reviewer
from tools.layers import Workspace, open_workspace, read_site
from tools.statutes import Statutes

from .county import kept_county
from .machine import machine_line, resident_megabytes

DAY = date(2026, 11, 22)
FACTS = {"use_code": "100101", "builds_structure": True, "temporary": False}
_SEED = 20261122
_WIDE, _HIGH = 0.002, 0.0015
"""Degrees: some 190 m by 170 m."""


@dataclass(frozen=True)
class CheckFigures:
    parcels: int
    layers: int
    sites: int
    cold_s: float
    """workspace opened, first site checked"""
    warm_p50_ms: float
    warm_p95_ms: float
    geopandas_p50_ms: float
    """each layer read in the site's box and intersected with it, nothing else"""
    ratio: float
    """how many times as long the peer takes"""
    peak_mb: int


def bench_check(parcels: int, sites: int, folder: Path, statutes: Statutes, *, as_json: bool) -> int:
    """Builds the county once into `folder` and keeps it."""
    county = kept_county(folder, parcels)
    figures = measured(county, parcels, sites, statutes)
    if as_json:
        show(json.dumps(asdict(figures), ensure_ascii=False))
        return 0
    show(machine_line())
    show(f"{figures.parcels} 个图斑、{figures.layers} 个图层的示例县，{figures.sites} 块用地，全部审查项")
    show(f"冷启动到第一个结论：{figures.cold_s:.2f} 秒")
    show(f"此后每块用地：p50 {figures.warm_p50_ms:.0f} 毫秒，p95 {figures.warm_p95_ms:.0f} 毫秒")
    show(f"对照 geopandas 只做读入和求交：p50 {figures.geopandas_p50_ms:.0f} 毫秒（{figures.ratio:.2f} 倍）")
    show(f"内存峰值 {figures.peak_mb} MB")
    return 0


def measured(county: Path, parcels: int, count: int, statutes: Statutes) -> CheckFigures:
    facts = facts_of(FACTS)
    with tempfile.TemporaryDirectory() as kept:
        places = _places(open_workspace(county), count)
        files = [_written(Path(kept) / f"{n}.geojson", place) for n, place in enumerate(places)]
        started = time.perf_counter()
        workspace = open_workspace(county)
        reviewer = Reviewer(workspace, statutes)
        seconds = []
        for file in files:
            reviewer.review(Asked(read_site(file, workspace=workspace), DAY, facts))
            seconds.append(time.perf_counter() - started)
            started = time.perf_counter()
        peer = _geopandas(workspace, files)
    warm = sorted(seconds[1:])
    return CheckFigures(
        parcels=parcels,
        layers=len(workspace.layers),
        sites=count,
        cold_s=round(seconds[0], 3),
        warm_p50_ms=round(statistics.median(warm) * 1000, 1),
        warm_p95_ms=round(warm[min(len(warm) - 1, round(0.95 * len(warm)))] * 1000, 1),
        geopandas_p50_ms=round(statistics.median(peer) * 1000, 1),
        ratio=round(statistics.median(peer) / statistics.median(warm), 2),
        peak_mb=resident_megabytes(),
    )


def _places(workspace: Workspace, count: int) -> list[Any]:
    """Boxes within the county, the same every time."""
    boundary = workspace.boundary
    assert boundary is not None
    west, south, east, north = boundary.bounds
    draw = random.Random(_SEED)
    found: list[Any] = []
    while len(found) < count:
        x, y = draw.uniform(west, east), draw.uniform(south, north)
        place = shapely.box(x, y, x + _WIDE, y + _HIGH)
        if boundary.covers(place):
            found.append(place)
    return found


def _written(path: Path, place: Any) -> Path:
    geopandas.GeoDataFrame(geometry=[place], crs=4490).to_file(path)
    return path


def _geopandas(workspace: Workspace, files: Sequence[Path]) -> list[float]:
    """As a script would: by the files' own indexes, in the layers' own systems, planar."""
    stored = [(layer.path, layer.table, layer.crs) for layer in workspace.layers if layer.kind not in (None, "XZQ")]
    seconds = []
    for file in files:
        started = time.perf_counter()
        site = geopandas.read_file(file)
        for path, table, crs in stored:
            here = site.to_crs(crs)
            if path.suffix == ".parquet":
                near = geopandas.read_parquet(path)
            else:
                near = geopandas.read_file(path, layer=table if path.suffix == ".gpkg" else None, bbox=here)
            if len(near):
                shapely.intersection(near.geometry.to_numpy(), here.geometry.iloc[0])
        seconds.append(time.perf_counter() - started)
    return seconds
