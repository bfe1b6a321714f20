"""A county and its parcels to lay traps in, on the western edge of a 3-degree zone, where planes distort most."""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas
import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

WEST, SOUTH, EAST, NORTH = 118.60, 30.00, 118.90, 30.25
"""Degrees of CGCS2000: zone 40 of the 3-degree grid (central meridian 120°), zone 20 of the 6-degree grid (117°)."""
WORKSPACE = "workspace"
_ELLIPSOID = Geod(ellps="GRS80")
"""CGCS2000's own to the last published digit: a second way to the area, apart from the one that is judged."""
_MANIFEST = """\
region = "999902"
name = "沿带县"
boundary = "行政区"

[[layer]]
name = "行政区"
kind = "XZQ"
file = "admin.geojson"
edition = 2025-12-31

[[layer]]
name = "地类图斑"
kind = "DLTB"
file = "land.gpkg"
table = "DLTB"
edition = 2025-12-31
coverage = "boundary"
"""


def make_county(folder: Path, seed: int) -> list[BaseGeometry]:
    """Writes the workspace; the parcels it holds, from which sites are taken."""
    place = folder / WORKSPACE
    place.mkdir(parents=True, exist_ok=True)
    parcels = _parcels(random.Random(seed))
    county = shapely.box(WEST, SOUTH, EAST, NORTH)
    write(place / "admin.geojson", [county], "EPSG:4490")
    write(place / "land.gpkg", parcels, "EPSG:4490", table="DLTB")
    (place / "workspace.toml").write_text(_MANIFEST, encoding="utf-8")
    return parcels


def write(path: Path, shapes: Sequence[BaseGeometry | None], crs: str | None, table: str | None = None) -> None:
    """As one layer with running numbers in BSM, in whatever coordinates `shapes` has."""
    frame = geopandas.GeoDataFrame({"BSM": [f"{n:018}" for n in range(len(shapes))]}, geometry=list(shapes), crs=crs)
    with warnings.catch_warnings():
        # A file that names no system is what is wanted here.
        warnings.filterwarnings("ignore", "'crs' was not provided", UserWarning)
        frame.to_file(path, layer=table or path.stem, engine="pyogrio")


def in_system(shape: BaseGeometry, crs: str) -> BaseGeometry:
    """A shape in degrees of CGCS2000 as `crs` has it, east before north."""
    change = Transformer.from_crs("EPSG:4490", crs, always_xy=True).transform
    return shapely.transform(shape, lambda points: np.column_stack(change(points[:, 0], points[:, 1])))


def true_area(shapes: Sequence[BaseGeometry]) -> float:
    """Square metres on the ellipsoid."""
    return sum(abs(_ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) for shape in shapes)


def _parcels(chance: random.Random) -> list[BaseGeometry]:
    """Twenty by twenty crooked quadrilaterals of some 200 m, tiling the middle of the county."""
    west, south, step = 118.72, 30.10, 0.002
    nodes = {
        (i, j): (west + step * (i + chance.uniform(-0.3, 0.3)), south + step * (j + chance.uniform(-0.3, 0.3)))
        for i in range(21)
        for j in range(21)
    }
    return [
        shapely.Polygon([nodes[i, j], nodes[i + 1, j], nodes[i + 1, j + 1], nodes[i, j + 1]])
        for j in range(20)
        for i in range(20)
    ]
