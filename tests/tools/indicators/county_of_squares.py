"""A county of sixteen squares, 1 km each, drawn in metres so that every figure can be worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import shapely

from tools.crs import LocalFrame

FRAME = LocalFrame(114.35, 31.62)

CODES = [
    ["0701", "0701", "0101", "0103"],
    ["0601", "0810", "0301", "0301"],
    ["1101", "0305", "0404", "1106"],
    ["0702", "1003", "0101", "0201"],
]
"""DLBM of the squares, from the south-west corner, row by row"""
TOWN = {"0601": "201", "0810": "201", "0701": "201", "0702": "203"}
STATISTICS = """region,item,value,unit,year,source
999901,常住人口,12000,人,2020,统计局
999901,常住人口,10000,人,2024,统计局
999901,城镇常住人口,6000,人,2024,统计局
999901,用水总量,150,万m³,2024,水利局
999901,地区生产总值,80000,万元,2024,统计局
999901,城镇生活垃圾回收利用率,35.5,%,2024,城管局
999901,铁路网密度,1.5,km/百km²,2024,交通局
"""
MANIFEST = """region = "999901"
name = "方格县"
boundary = "县域"
"""


def degrees(shape: Any) -> Any:
    """From the county's metres to EPSG:4490, with points so close that a straight line stays straight."""
    return FRAME.to_degrees(shapely.segmentize(shape, 100))


def square(x: float, y: float, width: float = 1000, height: float = 1000) -> Any:
    return shapely.box(x, y, x + width, y + height)


def write(folder: Path, name: str, kind: str, shapes: list[Any], edition: str = "2024-12-31", **columns: Any) -> None:
    """A layer, and its entry in the manifest; `manifest` among the columns is added to the entry."""
    extra = columns.pop("manifest", 'coverage = "boundary"')
    frame = geopandas.GeoDataFrame(columns, geometry=[degrees(shape) for shape in shapes], crs=4490)
    frame.to_file(folder / f"{name}.gpkg", layer="t")
    entry = ["", "[[layer]]", f'name = "{name}"', f'kind = "{kind}"', f'file = "{name}.gpkg"', f"edition = {edition}"]
    with (folder / "workspace.toml").open("a", encoding="utf-8") as manifest:
        manifest.write("\n".join([*entry, 'source = "某局"', extra, ""]))


def build(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workspace.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "statistics.csv").write_text(STATISTICS, encoding="utf-8")
    cells = [(x, y, CODES[y][x]) for y in range(4) for x in range(4)]
    write(folder, "县域", "XZQ", [square(0, 0, 4000, 4000)], XZQDM=["999901"], XZQMC=["方格县"])
    write(
        folder, "村", "XZQ", [square(0, 0, 2000, 4000), square(2000, 0, 2000, 4000)],
        XZQDM=["999901100200", "999901100201"], XZQMC=["西村", "东村"],
    )  # fmt: skip
    write(
        folder, "地类图斑", "DLTB", [square(1000 * x, 1000 * y) for x, y, _ in cells],
        DLBM=[code for *_, code in cells], CZCSXM=[TOWN.get(code, "") for *_, code in cells],
        KCXS=[0.1 if code == "0103" else 0.0 for *_, code in cells],
        manifest='coverage = "boundary"\ncode_scheme = "三调"',
    )  # fmt: skip
    write(
        folder, "永久基本农田", "YJJBNT", [square(2000, 0), square(2500, 0)], edition="2022-10-31",
        YJJBNTMJ=[1e6, 1e6],
    )  # fmt: skip
    write(folder, "红线", "STBHHX", [square(1500, 0, 500, 500), square(2000, 1000, 2000, 1000)])
    write(folder, "红线旧版", "STBHHX", [square(0, 0, 10, 10)], edition="2018-01-01")
    write(folder, "开发边界", "CZKFBJ", [square(0, 0, 2000, 2000)])
    write(folder, "城区", "CQFW", [square(0, 0, 2000, 2000)])
    write(
        folder, "人口格网", "RK", [square(1000 * x, 1000 * y) for y in range(2) for x in range(2)],
        RKSL=[1000, 2000, 3000, 4000],
    )  # fmt: skip
    write(
        folder, "街道", "BXWL",
        [shapely.LineString([(0, 500), (2000, 500)]), shapely.LineString([(1000, 0), (1000, 2000)])],
    )  # fmt: skip
    write(
        folder, "道路", "LWDL",
        [shapely.LineString([(0, 500), (2500, 500)]), shapely.LineString([(0, 3000), (4000, 3000)])],
        DLDJ=["次干路", "高速公路"],
    )  # fmt: skip
    write(
        folder, "设施", "GGSS", [shapely.Point(1000, 500), shapely.Point(1000, 500), shapely.Point(300, 500)],
        SSLX=["小学", "消防救援站", "应急避难场所"], MJ=[0.0, 0.0, 8000.0],
    )  # fmt: skip
    with (folder / "workspace.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('\n[[absent]]\nkind = "CYJB"\nsource = "本县无基本草原"\ndate = 2024-12-31\n')
    return folder
