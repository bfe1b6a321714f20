"""Overlay areas beside geopandas.overlay, each in a process of its own on the same polygons, one after the other."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from serve.commands.printing import show
from tools.overlay import overlap_areas

from .machine import machine_line, resident_megabytes

Polygons = npt.NDArray[np.object_]
_STEP = 60.0
_ZONES_PER_PARCEL = 1 / 60


@dataclass(frozen=True)
class Run:
    seconds: float
    peak_mb: int
    """Resident, the polygons themselves included"""
    pairs: int
    area: float


@dataclass(frozen=True)
class OverlayFigures:
    parcels: int
    zones: int
    vertices: int
    pairs: int
    area_m2: float
    ours_s: float
    geopandas_s: float
    ratio: float
    """How many times as long geopandas takes"""
    ours_peak_mb: int
    geopandas_peak_mb: int
    area_difference: float
    """Relative"""


def bench_overlay(parcels: int, buildings: Path | None, *, as_json: bool) -> int:
    left, right = buildings_case(buildings) if buildings else made_case(parcels)
    figures = compared(left, right)
    if as_json:
        show(json.dumps(asdict(figures), ensure_ascii=False))
        return 0
    show(machine_line())
    show(f"{figures.parcels} 个图斑 × {figures.zones} 个管控面（{figures.vertices} 个顶点），相交 {figures.pairs} 对")
    show(f"规言：{figures.ours_s:.2f} 秒，常驻最高 {figures.ours_peak_mb} MB")
    show(f"对照 geopandas.overlay：{figures.geopandas_s:.2f} 秒，常驻最高 {figures.geopandas_peak_mb} MB")
    show(f"快 {figures.ratio:.1f} 倍；总面积 {figures.area_m2:.3f}，相对差 {figures.area_difference:.1e}")
    return 0


def compared(left: Polygons, right: Polygons) -> OverlayFigures:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.npz"
        np.savez(path, left=shapely.to_wkb(left), right=shapely.to_wkb(right))
        ours, theirs = (_apart(partial(_timed, method, path)) for method in (_ours, _geopandas))
    return OverlayFigures(
        parcels=len(left),
        zones=len(right),
        vertices=int(shapely.get_num_coordinates(right).sum()),
        pairs=ours.pairs,
        area_m2=ours.area,
        ours_s=round(ours.seconds, 3),
        geopandas_s=round(theirs.seconds, 3),
        ratio=round(theirs.seconds / ours.seconds, 2),
        ours_peak_mb=ours.peak_mb,
        geopandas_peak_mb=theirs.peak_mb,
        area_difference=abs(ours.area - theirs.area) / theirs.area,
    )


def _apart(work: Callable[[], Run]) -> Run:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def _timed(method: Callable[[Polygons, Polygons], tuple[int, float]], path: Path) -> Run:
    case = np.load(path, allow_pickle=True)  # written by the parent a moment ago
    left, right = shapely.from_wkb(case["left"]), shapely.from_wkb(case["right"])
    started = time.perf_counter()
    pairs, area = method(left, right)
    return Run(time.perf_counter() - started, resident_megabytes(), pairs, area)


def _ours(left: Polygons, right: Polygons) -> tuple[int, float]:
    found = overlap_areas(left, right)
    return len(found.area), float(found.area.sum())


def _geopandas(left: Polygons, right: Polygons) -> tuple[int, float]:
    import geopandas

    one, other = geopandas.GeoDataFrame(geometry=left), geopandas.GeoDataFrame(geometry=right)
    found = geopandas.overlay(one, other, how="intersection", keep_geom_type=True)
    return len(found), float(found.area.sum())


def made_case(parcels: int) -> tuple[Polygons, Polygons]:
    """Crooked parcels that tile a square, and a sixtieth as many ragged zones of 20 to 2,000 corners, in metres."""
    chance = np.random.default_rng(20260815)
    side = max(round(parcels**0.5), 2)
    line = np.arange(side + 1) * _STEP
    nodes = np.stack(np.meshgrid(line, line), axis=-1) + chance.uniform(-0.3, 0.3, (side + 1, side + 1, 2)) * _STEP
    corners = np.stack([nodes[:-1, :-1], nodes[:-1, 1:], nodes[1:, 1:], nodes[1:, :-1]], axis=2).reshape(-1, 4, 2)
    zones = max(round(parcels * _ZONES_PER_PARCEL), 1)
    radii = np.clip(chance.lognormal(5.0, 0.7, zones), 30, 2000)
    counts = np.clip(radii * chance.lognormal(-0.3, 0.6, zones), 20, 2000).astype(int)
    centres = chance.uniform(0, side * _STEP, (zones, 2))
    right = [_ragged(chance, *one) for one in zip(centres, radii, counts, strict=True)]
    return shapely.polygons(corners), np.array(right, dtype=object)


def _ragged(chance: np.random.Generator, centre: npt.NDArray[np.float64], radius: float, count: int) -> object:
    angle = (np.arange(count) + chance.uniform(0, 0.8, count)) * (2 * np.pi / count)
    harmonic = np.arange(1, 9)[:, None]
    amount = chance.normal(0, 0.25, (8, 1)) / harmonic
    wave = (amount * np.cos(harmonic * angle + chance.uniform(0, 2 * np.pi, (8, 1)))).sum(axis=0)
    distance = radius * np.clip(1 + wave + chance.normal(0, 0.01, count), 0.2, 3)
    return shapely.Polygon(np.c_[centre[0] + distance * np.cos(angle), centre[1] + distance * np.sin(angle)])


def buildings_case(path: Path) -> tuple[Polygons, Polygons]:
    """The footprints of a zipped Shapefile, in UTM metres, and the same shifted a little, as two surveys differ."""
    import geopandas

    frame = geopandas.read_file(path)
    frame = frame.to_crs(frame.estimate_utm_crs())
    left = shapely.make_valid(frame.geometry.to_numpy(), method="structure")
    left = left[~shapely.is_empty(left)]
    return left, shapely.transform(left, lambda points: points + np.array([2.5, 1.5]))
