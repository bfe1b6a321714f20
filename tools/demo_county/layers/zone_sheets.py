"""The zones whose features differ only in class: city lines, heritage, nature, water, hazards, minerals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from ..county import County
from ..sheet import PLANNED, SURVEYED, Sheet
from ..size import ZONE_CRS, ZONE_CRS_PREFIXED
from .patches import ZoneSheet, zone_sheet

FORESTRY, WATER, CULTURE, ECOLOGY = "示例县林业局", "示例县水利局", "示例县文物局", "示例市生态环境局示例县分局"
DETAILED_SURVEY = date(2025, 6, 30)
"""地质灾害风险详查"""

SPECS = (
    ZoneSheet("CSLVX", "城市绿线", "city_lines.gpkg", 3011, PLANNED, ZONE_CRS, table="CSLVX", class_field="LX"),
    ZoneSheet("CSLX", "城市蓝线", "city_lines.gpkg", 3012, PLANNED, ZONE_CRS, table="CSLX", class_field="LX"),
    ZoneSheet("CSHX", "城市黄线", "city_lines.gpkg", 3013, PLANNED, ZONE_CRS, table="CSHX", class_field="SSLX"),
    ZoneSheet("CSZX", "城市紫线", "city_lines.gpkg", 3014, PLANNED, ZONE_CRS, table="CSZX", class_field="LX"),
    ZoneSheet(
        "WWBHFW", "文物保护单位保护范围", "heritage/WWBHFW.shp", 4001, date(2021, 9, 30), ZONE_CRS, CULTURE,
        class_field="JB", ending="文物保护单位", called="示例古建筑",
    ),
    ZoneSheet(
        "WWJKDD", "文物保护单位建设控制地带", "heritage/WWJKDD.shp", 4002, date(2021, 9, 30), ZONE_CRS, CULTURE,
        class_field="JB", ending="文物保护单位", called="示例古建筑控制地带",
    ),
    ZoneSheet(
        "LSJQHX", "历史文化街区核心保护范围", "heritage/historic.gpkg", 4003, PLANNED, ZONE_CRS, CULTURE,
        table="LSJQHX", class_field="FW", called="城关老街",
    ),
    ZoneSheet(
        "LSJQJK", "历史文化街区建设控制地带", "heritage/historic.gpkg", 4004, PLANNED, ZONE_CRS, CULTURE,
        table="LSJQJK", class_field="FW", called="城关老街控制地带",
    ),
    ZoneSheet(
        "ZRBHQ", "自然保护区", "nature/ZRBHQ.parquet", 5001, date(2025, 3, 31), source=FORESTRY, class_field="GKFQ",
        called="示例山省级自然保护区",
    ),
    ZoneSheet(
        "FJMSQ", "风景名胜区", "nature/FJMSQ.geojson", 5002, date(2019, 12, 31), source=FORESTRY, class_field="FQ",
        called="示例湖风景名胜区",
    ),
    ZoneSheet(
        "LD", "林地", "nature/LD.parquet", 5003, date(2023, 12, 31), ZONE_CRS_PREFIXED, FORESTRY, class_field="SLLB",
        called="林班",
    ),
    ZoneSheet(
        "SD", "湿地", "nature/SD.shp", 5004, date(2024, 6, 30), source=FORESTRY, class_field="JB", called="清水河湿地"
    ),
    ZoneSheet("CYJB", "基本草原", "nature/CYJB.geojson", 5005, date(2022, 12, 31), source=FORESTRY),
    ZoneSheet(
        "YYSSY", "饮用水水源保护区", "water/YYSSY.shp", 6001, date(2020, 8, 31), ZONE_CRS_PREFIXED, ECOLOGY,
        class_field="JB", ending="保护区", called="示例水库水源",
    ),
    ZoneSheet(
        "HDGLFW", "河道管理范围", "water/HDGLFW.gpkg", 6002, date(2021, 12, 31), ZONE_CRS, WATER, called="清水河"
    ),
    ZoneSheet("XZHQ", "蓄滞洪区", "water/XZHQ.geojson", 6003, date(2018, 5, 31), source=WATER, called="示例蓄滞洪区"),
    ZoneSheet(
        "DZYFQ", "地质灾害易发区", "hazards.gpkg", 7001, date(2021, 12, 31), ZONE_CRS_PREFIXED, table="DZYFQ",
        class_field="JB", called="地质灾害易发分区",
    ),
    ZoneSheet(
        "DZWXQ", "地质灾害危险区", "hazards.gpkg", 7002, DETAILED_SURVEY, ZONE_CRS_PREFIXED, table="DZWXQ",
        class_field="LX",
    ),
    ZoneSheet(
        "KCZY", "矿产资源", "minerals/KCZY.shp", 7003, date(2022, 12, 31), ZONE_CRS_PREFIXED, class_field="ZLX",
        called="示例矿区",
    ),
    ZoneSheet("KYQ", "矿业权", "minerals/KYQ.geojson", 7004, date(2025, 9, 30), class_field="LX", called="示例采石场"),
    ZoneSheet("CQFW", "城区范围", "city.gpkg", 8001, SURVEYED, ZONE_CRS, table="CQFW", called="示例县城区"),
)  # fmt: skip


def zone_sheets(county: County) -> list[partial[Sheet]]:
    """Makers, so that only one layer is in memory at a time."""
    return [partial(_sheet, county, spec) for spec in SPECS]


def _sheet(county: County, spec: ZoneSheet) -> Sheet:
    sheet = zone_sheet(county, spec)
    return replace(sheet, covers=county.country.surveyed_anew) if spec.kind == "DZWXQ" else sheet
