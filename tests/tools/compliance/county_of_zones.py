"""A county where every kind of control layer has a square of its own, so that what a site meets is known by its place.

Metres east and north of the county's corner. The ground is state-owned industrial land inside the development boundary,
planned for industry; each square of `SQUARES` differs from that in one thing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import shapely

from tools.compliance.facts import ProjectFacts, facts_of
from tools.compliance.review import Asked, Review, Reviewer
from tools.crs import LocalFrame
from tools.layers import Workspace, open_workspace, read_site

FRAME = LocalFrame(114.35, 31.62)
ACROSS = 10
ROWS = 6
SIDE = 1000.0
COUNTY = shapely.box(0, 0, ACROSS * SIDE, ROWS * SIDE)

ZONES: dict[str, tuple[str, dict[str, Any]]] = {
    "永农": ("YJJBNT", {"DLBM": "0103"}),
    "红线": ("STBHHX", {"GKFQ": ""}),
    "红线核心": ("STBHHX", {"GKFQ": "核心保护区"}),
    "保护区核心": ("ZRBHQ", {"GKFQ": "核心保护区"}),
    "保护区一般": ("ZRBHQ", {"GKFQ": "一般控制区"}),
    "公园核心": ("GJGY", {"GKFQ": "核心保护区"}),
    "公园一般": ("GJGY", {"GKFQ": "一般控制区"}),
    "核心景区": ("FJMSQ", {"FQ": "核心景区"}),
    "景区": ("FJMSQ", {"FQ": "其他"}),
    "林地": ("LD", {"JB": ""}),
    "国家湿地": ("SD", {"JB": "国家重要湿地"}),
    "湿地": ("SD", {"JB": "一般湿地"}),
    "草原": ("CYJB", {"JB": ""}),
    "文物": ("WWBHFW", {"JB": "省级"}),
    "文物建控": ("WWJKDD", {"JB": "省级"}),
    "街区核心": ("LSJQHX", {"JB": ""}),
    "街区建控": ("LSJQJK", {"JB": ""}),
    "绿线": ("CSLVX", {"LX": "公园"}),
    "蓝线": ("CSLX", {"LX": "河道"}),
    "黄线": ("CSHX", {"SSLX": "供水"}),
    "紫线": ("CSZX", {"LB": "历史建筑"}),
    "水源一级": ("YYSSY", {"JB": "一级"}),
    "水源二级": ("YYSSY", {"JB": "二级"}),
    "水源准": ("YYSSY", {"JB": "准"}),
    "水源不明": ("YYSSY", {"JB": ""}),
    "河道": ("HDGLFW", {"MC": "清水河"}),
    "蓄滞洪": ("XZHQ", {"MC": "东湖"}),
    "易发区": ("DZYFQ", {"JB": "高"}),
    "危险区": ("DZWXQ", {"JB": "高"}),
    "战略矿": ("KCZY", {"ZLX": "战略性"}),
    "普通矿": ("KCZY", {"ZLX": "非战略性"}),
    "矿业权": ("KYQ", {"MC": "采矿权"}),
    "海域": ("HY", {"MC": "海"}),
    "荒岛": ("WJMHD", {"KLY": "否"}),
    "可用岛": ("WJMHD", {"KLY": "是"}),
}
PLANS = {"规划居住": "070101", "规划绿地": "1401", "无规划": None}
LANDS = {"集体耕地": ("0103", "30"), "国有林草": ("0301", "20"), "集体建设": ("0702", "30"), "权属不明": ("0601", "")}
LINES = {"国道": "GL", "高速": "GL", "铁路": "TL", "电力": "DL", "长江": "CJAX"}
SQUARES = {name: n for n, name in enumerate(["普通", "边界外", *ZONES, *PLANS, *LANDS, *LINES, "弹性区"])}

BUNDS = 0.1
"""田坎系数 of all farmland."""

CLEAN: dict[str, Any] = {
    "use": {"scheme": "用地用海2023", "code": "100101", "name": "一类工业用地"},
    "project_kind": "厂房", "industry": "制造业", "construction": "新建", "linear": False, "builds_structure": True,
    "site_unavoidable": False, "national_key_project": False, "key_field": "无", "national_major_project": False,
    "national_strategy": False, "important_infrastructure": False, "necessary_infrastructure": False,
    "conforms_to_plan": True, "within_approved_scale": True, "far": 1.2, "building_density": 45, "height_m": 20,
    "green_ratio": 15, "concentrated_urban": True, "special_siting": False, "conforms_to_scenic_plan": False,
    "ownership": "国有", "land_acquisition": False, "expropriation": False, "public_interest": "无",
    "sea_area_change": False, "temporary": False, "permanent_building": True, "emergency": False,
    "redline_activity": "无", "protected_area_activity": "无", "heritage_works": False,
    "special_circumstances": False, "heritage_safe": False, "pollutes_heritage": False,
    "discharges_pollutants": False, "heavy_water_pollution": False, "sets_outfall": False,
    "discharge_increase": False, "water_supply_or_protection": False, "obstructs_flood": False,
    "crosses_river": False, "chemical": False, "tailings_pond": False, "improves_safety": False,
    "hazardous_goods": False, "vehicle_fuel_station": False, "mining_or_quarrying": False,
    "geohazard_treatment": False, "mineral_unavoidable": False, "mining_right_affected": False,
    "road_protection": False, "buried_pipeline": False,
}  # fmt: skip
"""A factory of which everything is known and nothing is against it."""


def square(name: str, *, inset: float = 0.0) -> shapely.Polygon:
    n = SQUARES[name]
    x, y = (n % ACROSS) * SIDE, (n // ACROSS) * SIDE
    return shapely.box(x + inset, y + inset, x + SIDE - inset, y + SIDE - inset)


def site_in(name: str, width: float = 200.0, height: float = 100.0) -> shapely.Polygon:
    """In the middle of a square."""
    middle = square(name).centroid
    return shapely.box(middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2)


def facts(**changes: Any) -> ProjectFacts:
    """Of the clean factory; a key changed to None is not known."""
    return facts_of({**CLEAN, **changes})


def degrees(shape: Any) -> Any:
    """With points so close that a straight line stays straight; an invalid shape as it is, or GEOS would mend it."""
    return FRAME.to_degrees(shapely.segmentize(shape, 100) if shapely.is_valid(shape) else shape)


class Folder:
    """A workspace as it is written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "workspace.toml").write_text(
            'region = "999901"\nname = "分区县"\nboundary = "县域"\n', encoding="utf-8"
        )

    def layer(self, name: str, kind: str, shapes: list[Any], edition: str = "2024-12-31", **columns: Any) -> None:
        extra = columns.pop("manifest", 'coverage = "boundary"')
        crs = columns.pop("crs", 4490)
        frame = geopandas.GeoDataFrame(columns, geometry=[degrees(shape) for shape in shapes], crs=4490).to_crs(crs)
        frame.to_file(self.path / f"{name}.gpkg", layer="t")
        entry = ["", "[[layer]]", f'name = "{name}"', f'kind = "{kind}"', f'file = "{name}.gpkg"']
        self.manifest([*entry, f"edition = {edition}", 'source = "某局"', extra])

    def manifest(self, lines: list[str]) -> None:
        with (self.path / "workspace.toml").open("a", encoding="utf-8") as file:
            file.write("\n".join([*lines, ""]))


def build(path: Path) -> Path:
    folder = Folder(path)
    folder.layer("县域", "XZQ", [COUNTY], XZQDM=["999901"], XZQMC=["分区县"])
    special = [square(name) for name in LANDS]
    rest = shapely.difference(COUNTY, shapely.union_all(special))
    codes, owners = zip(*LANDS.values(), strict=True)
    bunds = [BUNDS if code.startswith("01") else 0.0 for code in codes]
    folder.layer(
        "地类图斑", "DLTB", [rest, *special], manifest='coverage = "boundary"\ncode_scheme = "三调"',
        BSM=[f"{n:018d}" for n in range(len(special) + 1)], DLBM=["0601", *codes], QSXZ=["20", *owners],
        KCXS=[0.0, *bunds],
    )  # fmt: skip
    inside = shapely.difference(COUNTY, shapely.union(square("边界外"), square("弹性区")))
    folder.layer(
        "城镇开发边界", "CZKFBJ", [inside, square("弹性区")], GHFQMC=["城镇集中建设区", "城镇弹性发展区"],
        GHFQDM=["311", "312"],
    )  # fmt: skip
    planned = [square(name) for name in PLANS]
    industry = shapely.difference(COUNTY, shapely.union_all(planned))
    known = [(shape, code) for shape, code in zip(planned, PLANS.values(), strict=True) if code]
    folder.layer(
        "规划用地用海", "GHYDYH", [industry, *(shape for shape, _ in known)],
        YDYHFLDM=["1001", *(code for _, code in known)],
        manifest='coverage = "boundary"\ncode_scheme = "用地用海2023"',
    )  # fmt: skip
    folder.layer(
        "规划条件", "GHTJ", [COUNTY], RJLSX=[1.5], JZMDSX=[50.0], JZGDSX=[24.0], LDLXX=[10.0],
    )  # fmt: skip
    for kind in dict.fromkeys(kind for kind, _ in ZONES.values()):
        held = {name: fields for name, (of, fields) in ZONES.items() if of == kind}
        fields = {field: [one[field] for one in held.values()] for field in next(iter(held.values()))}
        folder.layer(kind, kind, [square(name, inset=100) for name in held], **fields)
    _lines(folder)
    return path


def _lines(folder: Folder) -> None:
    """Each along the southern edge of its square's middle, from west to east."""

    def along(name: str) -> shapely.LineString:
        west, _, east, _ = square(name).bounds
        y = square(name).centroid.y
        return shapely.LineString([(west + 10, y), (east - 10, y)])

    edge = 'coverage = "boundary"\nmeasured_from = "{}"'
    roads = {"GLDJ": ["国道", "高速公路"], "SFGS": ["否", "是"]}
    folder.layer("公路", "GL", [along("国道"), along("高速")], manifest=edge.format("公路用地外缘"), **roads)
    folder.layer("铁路", "TL", [along("铁路")], manifest=edge.format("路堤坡脚"), TLLX=["普速"], DQLX=["其他"])
    folder.layer("电力线路", "DL", [along("电力")], manifest=edge.format("边导线"), DYDJ=["220kV"])
    folder.layer("长江岸线", "CJAX", [along("长江")], manifest=edge.format("岸线"), JB=["干流"])


def beside_line(name: str, gap: float, height: float = 30.0) -> shapely.Polygon:
    """A site of 200 m along the line of a square, `gap` metres north of it."""
    middle = square(name).centroid
    return shapely.box(middle.x - 100, middle.y + gap, middle.x + 100, middle.y + gap + height)


def review(
    reviewer: Reviewer, shapes: Any, known: ProjectFacts, day: date, folder: Path, *, crs: int = 4490, **more: Any
) -> Review:
    """Of a site written to a file and read back."""
    parts = shapes if isinstance(shapes, list) else [shapes]
    frame = geopandas.GeoDataFrame({"n": range(len(parts))}, geometry=[degrees(part) for part in parts], crs=4490)
    path = folder / "site.gpkg"
    path.unlink(missing_ok=True)
    frame.to_crs(crs).to_file(path)
    return reviewer.review(Asked(read_site(path, workspace=reviewer.workspace), day, known, **more))


def opened(path: Path) -> Workspace:
    return open_workspace(path)
