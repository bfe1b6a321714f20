"""A county of 24 × 24 parcels of one hectare, drawn in metres, in which the best site is known.

Everything is field of grade 10, but for: 12 ha of grass beside the main road, amid the zone planned for industry (the
best site); basic farmland in the south-west; a red line across the north that cuts the parcels there in two; wood in
the east; a village in the south-west corner; a road with its own parcels.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import rasterio
import shapely
from rasterio import Affine

from tools.crs import LocalFrame

FRAME = LocalFrame(114.35, 31.62)
SIDE, COUNT = 100.0, 24
SPAN = SIDE * COUNT
GRASS = shapely.box(1000, 1300, 1400, 1600)
FARMLAND = shapely.box(0, 0, 800, 1200)
REDLINE = shapely.box(0, 2050, 2400, 2400)
VILLAGE = shapely.box(0, 0, 300, 300)
STEEP = shapely.box(1800, 1600, 2000, 2000)
MANIFEST = """region = "999901"
name = "平畴县"
boundary = "县域"
"""


def degrees(shape: Any) -> Any:
    return FRAME.to_degrees(shapely.segmentize(shape, 100))


def write(
    folder: Path, name: str, kind: str, shapes: list[Any], edition: str = "2024-12-31",
    extra: str = 'coverage = "boundary"', **columns: Any,
) -> None:  # fmt: skip
    """A layer, and its entry in the manifest, to which `extra` is added."""
    frame = geopandas.GeoDataFrame(columns, geometry=[degrees(shape) for shape in shapes], crs=4490)
    frame.to_file(folder / f"{name}.gpkg", layer="t")
    enter(folder, name, kind, f"{name}.gpkg", edition, extra)


def enter(folder: Path, name: str, kind: str, file: str, edition: str = "2024-12-31", extra: str = "") -> None:
    entry = ["", "[[layer]]", f'name = "{name}"', f'kind = "{kind}"', f'file = "{file}"', f"edition = {edition}"]
    with (folder / "workspace.toml").open("a", encoding="utf-8") as manifest:
        manifest.write("\n".join([*entry, 'source = "某局"', extra, ""]))


def write_slope(path: Path, crs: str | None = "EPSG:4490", factor: float = 1.0) -> None:
    """1° everywhere, 30° in `STEEP`; a cell is some 10 m. Cells outside the county have no value."""
    west, south, east, north = degrees(shapely.box(-50, -50, SPAN + 50, SPAN + 50)).bounds
    size = 1e-4
    columns, rows = int((east - west) / size) + 1, int((north - south) / size) + 1
    x, y = np.meshgrid(west + (np.arange(columns) + 0.5) * size, north - (np.arange(rows) + 0.5) * size)
    values = np.where(shapely.contains_xy(degrees(STEEP), x, y), 30.0, 1.0) * factor
    values[~shapely.contains_xy(degrees(shapely.box(-20, -20, SPAN + 20, SPAN + 20)), x, y)] = -9999
    with rasterio.open(
        path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype="float32", crs=crs, nodata=-9999,
        transform=Affine(size, 0, west, 0, -size, north),
    ) as raster:  # fmt: skip
        raster.write(values.astype("float32"), 1)


def parcels() -> tuple[list[Any], list[str], list[int]]:
    """(shapes, DLBM, GDDB), row by row from the south-west."""
    shapes, codes, grades = [], [], []
    for row in range(COUNT):
        for column in range(COUNT):
            shape = shapely.box(column * SIDE, row * SIDE, (column + 1) * SIDE, (row + 1) * SIDE)
            middle = shape.centroid
            code = "0103"
            code = "0404" if GRASS.contains(middle) else code
            code = "0301" if middle.x > 2000 else code
            code = "0702" if VILLAGE.contains(middle) else code
            code = "1003" if row == 12 else code
            shapes.append(shape)
            codes.append(code)
            grades.append(10 if code == "0103" else 0)
    return shapes, codes, grades


def build(folder: Path, *, backwards: bool = False, without: tuple[str, ...] = ()) -> Path:
    """`backwards`: the parcels stored in the opposite order; `without`: kinds left out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workspace.toml").write_text(MANIFEST, encoding="utf-8")
    layers: dict[str, Any] = {}

    def layer(name: str, kind: str, shapes: list[Any], **more: Any) -> None:
        layers[kind] = True
        if kind not in without:
            write(folder, name, kind, shapes, **more)

    whole = shapely.box(0, 0, SPAN, SPAN)
    layer("县域", "XZQ", [whole], XZQDM=["999901"], XZQMC=["平畴县"])
    halves = [shapely.box(0, 0, 1200, SPAN), shapely.box(1200, 0, SPAN, SPAN)]
    layer("乡镇", "XZQ", halves, XZQDM=["999901100", "999901101"], XZQMC=["西乡", "东乡"])
    shapes, codes, grades = parcels()
    order = range(len(shapes) - 1, -1, -1) if backwards else range(len(shapes))
    layer(
        "地类图斑", "DLTB", [shapes[n] for n in order], DLBM=[codes[n] for n in order], GDDB=[grades[n] for n in order],
        BSM=[f"{n:018d}" for n in order], DLMC=["某类"] * len(shapes), ZLDWMC=["平畴村"] * len(shapes),
        extra='coverage = "boundary"\ncode_scheme = "三调"',
    )  # fmt: skip
    layer("永久基本农田", "YJJBNT", [FARMLAND], edition="2022-10-31")
    layer("红线", "STBHHX", [REDLINE])
    planned = shapely.box(900, 1300, 1700, 2000)
    layer("开发边界", "CZKFBJ", [planned], GHFQMC=["城镇集中建设区"])
    layer("规划", "GHYDYH", [planned, whole.difference(planned)], YDYHFLDM=["1001", "0103"])
    road = shapely.LineString([(0, 1250), (SPAN, 1250)])
    lane = shapely.LineString([(1500, 1250), (1500, SPAN)])
    layer("路网", "LWDL", [road, lane], DLDJ=["国道", "村道"])
    cells = [shapely.box(x, y, x + 400, y + 400) for y in range(0, 2400, 400) for x in range(0, 2400, 400)]
    people = [900 if cell.contains(shapely.Point(1000, 1500)) else 20 for cell in cells]
    layer("人口格网", "RK", cells, RKSL=people)
    layer("设施", "GGSS", [shapely.Point(1400, 1250), shapely.Point(1000, 1250)], SSLX=["变电站", "自来水厂"])
    layer("易发区", "DZYFQ", [shapely.box(2000, 0, SPAN, SPAN)], JB=["高易发区"])
    if "PD" not in without:
        write_slope(folder / "slope.tif")
        enter(folder, "坡度", "PD", "slope.tif")
    for kind in ("GJGY", "ZRBHQ", "FJMSQ", "SD", "CYJB", "YYSSY", "HDGLFW", "DZWXQ", "KCZY", "WWBHFW", "LSJQHX"):
        absent(folder, kind)
    for kind in ("CSLVX", "CSLX", "CSHX", "CSZX"):
        absent(folder, kind)
    return folder


def absent(folder: Path, kind: str) -> None:
    with (folder / "workspace.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(f'\n[[absent]]\nkind = "{kind}"\nsource = "本县没有"\ndate = 2024-12-31\n')
