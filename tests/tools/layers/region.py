"""A small region to hold sites and layers against: a square county of crooked survey parcels near 114.3 E, 31.6 N."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely

from tools.crs import LocalFrame
from tools.crs.gcj02 import gcj02_of

FRAME = LocalFrame(114.35, 31.62)
SIDE = 40
COUNTY = FRAME.to_degrees(shapely.box(-1_500, -1_500, 1_500, 1_500))


def survey() -> np.ndarray:
    """Parcels that tile the middle of the county, some 60 m wide, no grid; EPSG:4490."""
    chance = np.random.default_rng(7)
    line = (np.arange(SIDE + 1) - SIDE / 2) * 60.0
    nodes = np.stack(np.meshgrid(line, line), -1) + chance.uniform(-18, 18, (SIDE + 1, SIDE + 1, 2))
    corners = np.stack([nodes[:-1, :-1], nodes[:-1, 1:], nodes[1:, 1:], nodes[1:, :-1]], 2).reshape(-1, 4, 2)
    return FRAME.to_degrees(shapely.polygons(corners))


def box(x: float, y: float, width: float = 100, height: float = 100) -> Any:
    """A plot so many metres east and north of the middle of the county; EPSG:4490."""
    return FRAME.to_degrees(shapely.box(x, y, x + width, y + height))


def on_a_web_map(shapes: Any) -> Any:
    return shapely.transform(np.asarray(shapes, dtype=object), gcj02_of)


def frame(*shapes: Any, system: str = "EPSG:4490", **columns: Any) -> Any:
    made = geopandas.GeoDataFrame(columns or {"n": range(len(shapes))}, geometry=list(shapes), crs=4490)
    return made if system == "EPSG:4490" else made.to_crs(system)


def write(folder: Path, name: str, made: Any, *, crs: str | None = "as is") -> Path:
    """A GeoPackage; `crs` is what it says, where that is not what its coordinates are in."""
    path = folder / f"{name}.gpkg"
    if crs != "as is":
        made = made.set_crs(crs, allow_override=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")
        pyogrio.write_dataframe(made, path, layer=name)
    return path


def entry(name: str, kind: str | None = None, file: str | None = None, **more: Any) -> str:
    lines = ["", "[[layer]]", f'name = "{name}"', f'file = "{file or f"{name}.gpkg"}"']
    lines += [f'kind = "{kind}"'] if kind else []
    return "\n".join([*lines, *(f"{key} = {value}" for key, value in more.items()), ""])


def workspace(folder: Path, *entries: str) -> Path:
    """With the county and its survey; more layers by their entries, files written beside."""
    write(folder, "县域", frame(COUNTY, XZQDM=["999901"]))
    write(folder, "地类图斑", frame(*survey(), DLBM=["0601"] * SIDE * SIDE, system="EPSG:4526"))
    head = 'region = "999901"\nname = "示例县"\nboundary = "县域"\n'
    (folder / "workspace.toml").write_text(
        head + "".join([entry("县域", "XZQ"), entry("地类图斑", "DLTB"), *entries]), encoding="utf-8"
    )
    return folder
