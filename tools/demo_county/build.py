"""The demonstration county, built beside its place and put there whole."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import shapely

from tools import ToolError

from .conflicts import sow_conflicts
from .courses import lay_courses
from .ground import Ground
from .layers.control import control_sheets
from .layers.survey import administrative_sheets, parcel_polygons, survey_sheet
from .mesh import mesh_around
from .parcels import parcels_of
from .seeds import sow
from .settlements import settle
from .shapes import Shapes
from .size import LARGEST, SMALLEST, Size
from .store import Progress, store
from .zones import Country, zone

SEED = 20261122
DEFAULT_PARCELS = 20_000
MARK = "truth.json"
"""A folder with this file and `workspace.toml` is a former demonstration county."""


def build_demo(
    folder: Path, parcels: int = DEFAULT_PARCELS, seed: int = SEED, progress: Progress = lambda *_: None
) -> Path:
    """Write the county into `folder`; it is there completely or not at all."""
    if not SMALLEST <= parcels <= LARGEST:
        raise ToolError(f"示例县的图斑数 {parcels} 应在 {SMALLEST} 与 {LARGEST} 之间")
    _refuse_strangers(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(building, parcels, seed, progress)
        building.chmod(0o755)
        if folder.exists():
            former = building.with_name(f"{building.name}-former")
            folder.rename(former)
            building.rename(folder)
            shutil.rmtree(former)
        else:
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _refuse_strangers(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ToolError(f"{folder} 是一个文件；请给一个新的文件夹")
    if folder.is_dir() and any(folder.iterdir()) and not all((folder / f).exists() for f in ("workspace.toml", MARK)):
        raise ToolError(f"{folder} 里已有别的文件，不覆盖；请给一个空的或新的文件夹")


def raise_country(parcels: int, seed: int, progress: Progress) -> Country:
    """Draw the land, and cut it finer until there are parcels enough."""
    rng = np.random.default_rng(seed)
    size = Size(parcels)
    progress("画出山川与村镇", 0, 3)
    ground = Ground.of(size, rng)
    settled = settle(ground, rng)
    courses = lay_courses(ground, settled, rng)
    spacing = size.spacing
    while True:
        draw = np.random.default_rng(seed + 1)
        progress("切分图斑", 1, 3)
        seeds = sow(ground, settled, courses, spacing, draw)
        keep = shapely.contains_xy(ground.outline, seeds.at)
        mesh = mesh_around(seeds.at, keep)
        at, course = seeds.at[keep], seeds.course[keep]
        progress("定地类", 2, 3)
        found = parcels_of(ground, settled, courses, mesh, at, course, parcels, draw)
        if found is not None:
            return Country(ground, settled, courses, found, at, course)
        spacing *= 0.93


def _write(folder: Path, parcels: int, seed: int, progress: Progress) -> None:
    country = raise_country(parcels, seed, progress)
    shapes, zones = Shapes(country), zone(country)
    conflicts = sow_conflicts(country, zones)
    polygons = parcel_polygons(shapes)
    sheets = [*administrative_sheets(shapes), survey_sheet(shapes, polygons)]
    sheets += control_sheets(shapes, zones, {"YJJBNT": [1], "STBHHX": [2]})
    store(folder, sheets, progress)
    (folder / MARK).write_text("{}", encoding="utf-8")
    del conflicts
