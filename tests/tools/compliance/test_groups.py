"""Every group of checks: a site put where one thing is the matter, and facts that decide it one way or the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from county_of_zones import beside_line, facts, review, site_in

from tools.compliance.results import CheckResult
from tools.compliance.review import Reviewer
from tools.compliance.verdicts import worst

BEFORE, TODAY, LATER = date(2026, 8, 14), date(2026, 11, 22), date(2027, 1, 1)

KEY_PROJECT = {"national_key_project": True, "key_field": "交通", "site_unavoidable": True}
STATE_COUNCIL = {"farmland_conversion": {"status": "obtained", "authority": "国务院"}}
PROVINCE = {"farmland_conversion": {"status": "obtained", "authority": "某省人民政府"}}
TEMPORARY = {
    "temporary": True, "permanent_building": False, "temporary_years": 2, "reclamation_within_one_year": True,
    "site_unavoidable": True,
}  # fmt: skip
COLLECTIVE = {"ownership": "集体", "land_acquisition": True, "expropriation": True, "public_interest": "四"}


def pending(*names: str) -> dict[str, Any]:
    return {"approvals": dict.fromkeys(names, "pending")}


def obtained(*names: str) -> dict[str, Any]:
    return {"approvals": dict.fromkeys(names, "obtained")}


def refused(*names: str) -> dict[str, Any]:
    return {"approvals": dict.fromkeys(names, "refused")}


CASES: list[tuple[str, str, dict[str, Any], str]] = [
    # 1 永久基本农田
    ("永农", "YJJBNT", {}, "不符合"),
    ("永农", "YJJBNT", {"national_key_project": None}, "不符合"),
    ("永农", "YJJBNT", {"national_key_project": None, "key_field": None, "site_unavoidable": None}, "无法判定"),
    ("永农", "YJJBNT", {**KEY_PROJECT, **pending("farmland_conversion")}, "有条件符合"),
    ("永农", "YJJBNT", {**KEY_PROJECT}, "无法判定"),
    ("永农", "YJJBNT", {**KEY_PROJECT, **refused("farmland_conversion")}, "不符合"),
    ("永农", "YJJBNT", {**KEY_PROJECT, "approvals": STATE_COUNCIL}, "有条件符合"),
    ("永农", "YJJBNT", {**KEY_PROJECT, "approvals": PROVINCE}, "不符合"),
    ("永农", "YJJBNT", {**KEY_PROJECT, "key_field": "无"}, "不符合"),
    ("永农", "YJJBNT", {**TEMPORARY, **pending("temporary_land")}, "有条件符合"),
    ("永农", "YJJBNT", {**TEMPORARY, "permanent_building": True}, "不符合"),
    # 2 生态保护红线
    ("红线", "STBHHX", {}, "不符合"),
    ("红线", "STBHHX", {"redline_activity": None}, "无法判定"),
    ("红线", "STBHHX", {
        "redline_activity": "管护巡护", "site_unavoidable": True,
        **pending("redline_opinion"),
    }, "有条件符合"),
    ("红线", "STBHHX", {
        "national_major_project": True, "site_unavoidable": True,
        **pending("redline_opinion"),
    }, "有条件符合"),
    ("红线", "STBHHX", {
        "national_major_project": True, "site_unavoidable": True,
        **refused("redline_opinion"),
    }, "不符合"),
    ("红线核心", "STBHHX", {
        "redline_activity": "适度的旅游", "site_unavoidable": True,
        **pending("redline_opinion"),
    }, "不符合"),
    # 3 城镇开发边界
    ("边界外", "CZKFBJ", {}, "不符合"),
    ("边界外", "CZKFBJ", {"concentrated_urban": None}, "无法判定"),
    ("边界外", "CZKFBJ", {"concentrated_urban": False, "linear": True}, "有条件符合"),
    ("边界外", "CZKFBJ", {"concentrated_urban": False, "special_siting": True}, "有条件符合"),
    ("边界外", "CZKFBJ", {"concentrated_urban": False}, "不符合"),
    ("普通", "CZKFBJ", {"concentrated_urban": None}, "符合"),
    ("弹性区", "CZKFBJ", {}, "有条件符合"),
    ("弹性区", "CZKFBJ", {"concentrated_urban": None}, "无法判定"),
    ("弹性区", "CZKFBJ", {"concentrated_urban": False}, "符合"),
    # 4 规划用途和规划条件
    ("规划居住", "GHYDYH", {}, "无法判定"),
    ("规划居住", "GHYDYH", {"use": {"code": "070101"}}, "符合"),
    ("规划居住", "GHYDYH", {"use": {"code": "07"}}, "无法判定"),
    ("无规划", "GHYDYH", {}, "无法判定"),
    ("普通", "GHYDYH", {"use": None}, "无法判定"),
    ("普通", "GHTJ", {"far": 1.6}, "不符合"),
    ("普通", "GHTJ", {"far": 1.5}, "符合"),
    ("普通", "GHTJ", {"green_ratio": 9}, "不符合"),
    ("普通", "GHTJ", {"height_m": None}, "无法判定"),
    ("普通", "GHTJ", {"building_density": 0.45}, "无法判定"),
    ("普通", "GHTJ", {"builds_structure": False, "far": None}, "符合"),
    # 5 耕地
    ("集体耕地", "GD", {}, "有条件符合"),
    ("集体耕地", "GD", pending("farmland_compensation"), "有条件符合"),
    ("集体耕地", "GD", obtained("farmland_compensation"), "符合"),
    ("集体耕地", "GD", refused("farmland_compensation"), "不符合"),
    ("集体耕地", "GD", {**TEMPORARY}, "符合"),
    ("集体耕地", "GD", {**TEMPORARY, "reclamation_within_one_year": False}, "不符合"),
    ("国有林草", "GD", {}, "符合"),
    # 6 农用地转用和土地征收
    ("国有林草", "NYDZY", pending("farmland_conversion"), "有条件符合"),
    ("国有林草", "NYDZY", obtained("farmland_conversion"), "符合"),
    ("国有林草", "NYDZY", {"within_approved_scale": False, "approvals": PROVINCE}, "符合"),
    ("国有林草", "NYDZY", {"within_approved_scale": False, **obtained("farmland_conversion")}, "有条件符合"),
    ("国有林草", "NYDZY", {
        "within_approved_scale": False,
        "approvals": {"farmland_conversion": {"status": "obtained", "authority": "某县人民政府"}},
    }, "不符合"),
    ("永农", "NYDZY", {}, "符合"),
    ("集体建设", "NYDZY", {}, "符合"),
    ("集体建设", "TDZS", {**COLLECTIVE, **pending("expropriation")}, "有条件符合"),
    ("集体建设", "TDZS", {**COLLECTIVE, "public_interest": "无", **pending("expropriation")}, "不符合"),
    ("集体建设", "TDZS", {**COLLECTIVE, "public_interest": None, **pending("expropriation")}, "无法判定"),
    ("集体建设", "TDZS", {"ownership": "集体", "land_acquisition": None, "expropriation": None}, "无法判定"),
    ("权属不明", "TDZS", {**COLLECTIVE, "ownership": None, **pending("expropriation")}, "无法判定"),
    ("普通", "TDZS", {**COLLECTIVE, "ownership": None}, "符合"),
    # 7 自然保护地、林地、草原、湿地
    ("公园核心", "GJGY", {}, "不符合"),
    ("公园核心", "GJGY", {"national_strategy": True, **pending("protected_area_opinion")}, "有条件符合"),
    ("公园一般", "GJGY", {
        "important_infrastructure": True, "site_unavoidable": True,
        **pending("protected_area_opinion"),
    }, "有条件符合"),
    ("公园一般", "GJGY", {"protected_area_activity": None}, "无法判定"),
    ("保护区核心", "ZRBHQ", {}, "不符合"),
    ("保护区核心", "ZRBHQ", {"protected_area_activity": "科研观测", **pending("protected_area_opinion")}, "有条件符合"),
    ("保护区一般", "ZRBHQ", {"protected_area_activity": None}, "无法判定"),
    ("核心景区", "FJMSQ", {}, "不符合"),
    ("景区", "FJMSQ", {"mining_or_quarrying": True}, "不符合"),
    ("景区", "FJMSQ", {"hazardous_goods": True}, "不符合"),
    ("林地", "LD", pending("forest_review"), "有条件符合"),
    ("林地", "LD", obtained("forest_review"), "符合"),
    ("林地", "LD", {**TEMPORARY, "temporary_years": 3, **obtained("forest_temporary")}, "不符合"),
    ("国家湿地", "SD", {}, "不符合"),
    ("国家湿地", "SD", {
        "national_major_project": True, "site_unavoidable": True,
        **pending("wetland_opinion"),
    }, "有条件符合"),
    ("湿地", "SD", {"site_unavoidable": True, **pending("wetland_opinion")}, "有条件符合"),
    ("湿地", "SD", {"site_unavoidable": False, **pending("wetland_opinion")}, "不符合"),
    ("草原", "CYJB", pending("grassland_review"), "有条件符合"),
    # 8 文物和历史文化街区
    ("文物", "WWBHFW", {}, "不符合"),
    ("文物", "WWBHFW", {
        "special_circumstances": True, "heritage_safe": True,
        **pending("heritage_scope", "archaeology"),
    }, "有条件符合"),
    ("文物", "WWBHFW", {
        "special_circumstances": None, "heritage_safe": None,
        **pending("heritage_scope", "archaeology"),
    }, "无法判定"),
    ("文物建控", "WWJKDD", pending("heritage_design", "archaeology"), "有条件符合"),
    ("文物建控", "WWJKDD", {"pollutes_heritage": True, **pending("heritage_design", "archaeology")}, "不符合"),
    ("街区建控", "LSJQJK", {"conforms_to_plan": False}, "不符合"),
    ("街区核心", "LSJQHX", {}, "不符合"),
    ("街区核心", "LSJQHX", {"necessary_infrastructure": True, **pending("heritage_opinion")}, "有条件符合"),
    ("街区核心", "LSJQHX", {"construction": None}, "无法判定"),
    # 9 城市四线
    ("绿线", "CSLVX", {}, "不符合"),
    ("绿线", "CSLVX", {"use": {"code": "1401"}}, "符合"),
    ("绿线", "CSLVX", {"use": None}, "无法判定"),
    ("蓝线", "CSLX", {}, "不符合"),
    ("黄线", "CSHX", {}, "不符合"),
    ("黄线", "CSHX", {"use": {"code": "1301"}}, "符合"),
    ("黄线", "CSHX", {"use": {"code": "1303"}}, "不符合"),
    ("紫线", "CSZX", {}, "不符合"),
    # 10 水
    ("水源一级", "YYSSY", {}, "不符合"),
    ("水源一级", "YYSSY", {"water_supply_or_protection": True}, "符合"),
    ("水源一级", "YYSSY", {"water_supply_or_protection": None}, "无法判定"),
    ("水源二级", "YYSSY", {}, "符合"),
    ("水源二级", "YYSSY", {"discharges_pollutants": True}, "不符合"),
    ("水源二级", "YYSSY", {"discharges_pollutants": None, "sets_outfall": None}, "无法判定"),
    ("水源准", "YYSSY", {"heavy_water_pollution": True}, "不符合"),
    ("水源准", "YYSSY", {"heavy_water_pollution": True, "construction": "改建"}, "符合"),
    ("水源不明", "YYSSY", {}, "无法判定"),
    ("河道", "HDGLFW", {"obstructs_flood": True}, "不符合"),
    ("河道", "HDGLFW", pending("river_plan"), "有条件符合"),
    ("蓄滞洪", "XZHQ", pending("flood_assessment"), "有条件符合"),
    # 11 地质灾害和矿产
    ("易发区", "DZYFQ", pending("geohazard_assessment"), "有条件符合"),
    ("危险区", "DZWXQ", {}, "不符合"),
    ("危险区", "DZWXQ", {"geohazard_treatment": True}, "有条件符合"),
    ("战略矿", "KCZY", {}, "不符合"),
    ("战略矿", "KCZY", {"mineral_unavoidable": True, **pending("mineral_overlay")}, "有条件符合"),
    ("普通矿", "KCZY", {}, "符合"),
    ("矿业权", "KYQ", {"mining_right_affected": True, **pending("mining_right_agreement")}, "有条件符合"),
    ("矿业权", "KYQ", {"mining_right_affected": None}, "无法判定"),
    # 12 海域和无居民海岛
    ("海域", "HY", {"sea_area_change": "填海", **pending("sea_use")}, "有条件符合"),
    ("海域", "HY", {"conforms_to_plan": False, **pending("sea_use")}, "不符合"),
    ("荒岛", "WJMHD", {}, "不符合"),
    ("可用岛", "WJMHD", {"approvals": {"island_use": {"status": "pending"}}}, "有条件符合"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "key", "changes", "verdict"), CASES)
def test_each_group_by_place_and_facts(
    reviewer: Reviewer, tmp_path: Path, where: str, key: str, changes: dict[str, Any], verdict: str
) -> None:
    check, whole = decided(reviewer, where, key, changes, TODAY, tmp_path)
    assert check.verdict == verdict, check.reason
    assert worst([whole, verdict]) == whole


@pytest.mark.parametrize(
    ("where", "key", "changes", "verdict"), [case for case in CASES[::6] if case[1] not in ("GJGY", "KCZY")]
)
@pytest.mark.parametrize("day", [BEFORE, LATER])
def test_the_day_changes_the_law_and_not_the_verdict(
    reviewer: Reviewer, tmp_path: Path, day: date, where: str, key: str, changes: dict[str, Any], verdict: str
) -> None:
    check, _ = decided(reviewer, where, key, changes, day, tmp_path)
    assert check.verdict == verdict, check.reason


def decided(
    reviewer: Reviewer, where: str, key: str, changes: dict[str, Any], day: date, folder: Path
) -> tuple[CheckResult, str]:
    found = review(reviewer, site_in(where), facts(**changes), day, folder).compliance
    return next(check for check in found.checks if check.key == key), found.verdict


@pytest.mark.parametrize(
    ("where", "key", "day", "instrument"),
    [
        ("水源一级", "YYSSY", BEFORE, "水污染防治法"),
        ("水源一级", "YYSSY", TODAY, "生态环境法典"),
        ("红线", "STBHHX", BEFORE, "环境保护法"),
        ("红线", "STBHHX", TODAY, "生态环境法典"),
        ("永农", "YJJBNT", TODAY, "土地管理法"),
        ("永农", "YJJBNT", LATER, "耕地保护和质量提升法"),
        ("集体耕地", "GD", BEFORE, "土地管理法"),
        ("集体耕地", "GD", LATER, "耕地保护和质量提升法"),
    ],
)
def test_the_law_is_that_of_the_day(
    reviewer: Reviewer, tmp_path: Path, where: str, key: str, day: date, instrument: str
) -> None:
    check, _ = decided(reviewer, where, key, {}, day, tmp_path)
    grounds = {basis.instrument: basis for basis in check.basis}
    assert grounds[instrument].status == "matched"
    assert grounds[instrument].in_force
    assert ("耕地保护和质量提升法" in grounds) == (day == LATER and key in ("YJJBNT", "GD"))


LINES: list[tuple[str, str, float, dict[str, Any], str]] = [
    ("国道", "GL", 19.0, {}, "不符合"),
    ("国道", "GL", 20.5, {}, "符合"),
    ("国道", "GL", 19.0, {"builds_structure": False}, "符合"),
    ("国道", "GL", 25.0, {"hazardous_goods": True}, "不符合"),
    ("高速", "GL", 29.0, {}, "不符合"),
    ("高速", "GL", 31.0, {}, "符合"),
    ("铁路", "TL", 14.0, {"approvals": {"rail_consent": "pending"}}, "有条件符合"),
    ("铁路", "TL", 15.5, {}, "符合"),
    ("电力", "DL", 14.0, {}, "不符合"),
    ("电力", "DL", 15.5, {}, "符合"),
    ("长江", "CJAX", 300.0, {"chemical": True}, "不符合"),
    ("长江", "CJAX", 300.0, {"chemical": False}, "符合"),
    ("长江", "CJAX", 300.0, {"tailings_pond": True, "improves_safety": True, "construction": "改建"}, "有条件符合"),
]


@pytest.mark.parametrize(("line", "key", "gap", "changes", "verdict"), LINES)
def test_setbacks_start_at_the_edge_the_article_names(
    reviewer: Reviewer, tmp_path: Path, line: str, key: str, gap: float, changes: dict[str, Any], verdict: str
) -> None:
    found = review(reviewer, beside_line(line, gap), facts(**changes), TODAY, tmp_path).compliance
    check = next(check for check in found.checks if check.key == key)
    assert check.verdict == verdict, check.reason
