"""What the layers can and cannot answer: coverage, editions, what is not there or broken, a place in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from county_of_zones import COUNTY, Folder, build, degrees, facts, opened, review, site_in, square

from knowledge.statutes import KnowledgeStatutes
from tools import ToolError
from tools.compliance.results import CheckResult, Compliance
from tools.compliance.review import Reviewer

TODAY = date(2026, 11, 22)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """One to change."""
    return build(tmp_path / "county")


def drop(folder: Path, kind: str) -> None:
    """Every layer of a kind out of the manifest."""
    path = folder / "workspace.toml"
    head, *entries = path.read_text(encoding="utf-8").split("[[layer]]")
    kept = [entry for entry in entries if f'kind = "{kind}"' not in entry]
    path.write_text("[[layer]]".join([head, *kept]), encoding="utf-8")


def asked(folder: Path, statutes: KnowledgeStatutes, shapes: Any, **more: Any) -> Compliance:
    known = more.pop("known", facts())
    return review(Reviewer(opened(folder), statutes), shapes, known, TODAY, folder, **more).compliance


def of(found: Compliance, key: str) -> CheckResult:
    return next(check for check in found.checks if check.key == key)


def test_a_layer_that_is_not_held_leaves_its_check_open(county: Path, statutes: KnowledgeStatutes) -> None:
    drop(county, "STBHHX")
    found = asked(county, statutes, site_in("普通"))
    assert (of(found, "STBHHX").verdict, found.verdict, found.undecided) == ("无法判定", "无法判定", ("STBHHX",))
    assert "没有 STBHHX 图层" in of(found, "STBHHX").reason


def test_a_kind_that_does_not_exist_here_does_not_apply(county: Path, statutes: KnowledgeStatutes) -> None:
    drop(county, "HY")
    Folder.manifest(opened_folder(county), ["", "[[absent]]", 'kind = "HY"', 'source = "内陆"', "date = 2024-12-31"])
    found = asked(county, statutes, site_in("普通"))
    assert (of(found, "HY").verdict, found.verdict) == ("不适用", "符合")


def opened_folder(path: Path) -> Folder:
    folder = Folder.__new__(Folder)
    folder.path = path
    return folder


def test_one_broken_layer_leaves_the_others_answering(county: Path, statutes: KnowledgeStatutes) -> None:
    (county / "STBHHX.gpkg").write_bytes(b"not a database")
    found = asked(county, statutes, site_in("永农"))
    assert (of(found, "STBHHX").verdict, of(found, "YJJBNT").verdict) == ("无法判定", "不符合")
    assert "STBHHX" in of(found, "STBHHX").reason


def test_a_layer_without_coverage_proves_no_absence(county: Path, statutes: KnowledgeStatutes) -> None:
    path = county / "workspace.toml"
    text = path.read_text(encoding="utf-8").replace(
        'file = "LD.gpkg"\nedition = 2024-12-31\nsource = "某局"\ncoverage = "boundary"',
        'file = "LD.gpkg"\nedition = 2024-12-31\nsource = "某局"',
    )
    path.write_text(text, encoding="utf-8")
    assert "覆盖范围" in of(asked(county, statutes, site_in("普通")), "LD").reason


@pytest.mark.parametrize(("where", "verdict"), [("red", "不符合"), ("clear", "无法判定")])
def test_a_site_partly_beyond_coverage(county: Path, statutes: KnowledgeStatutes, where: str, verdict: str) -> None:
    half = geopandas.GeoDataFrame(geometry=[degrees(shapely.box(0, 0, 5000, 6000))], crs=4490)
    half.to_file(county / "half.gpkg")
    drop(county, "STBHHX")
    zone = shapely.box(4800, 2000, 4900, 2100)
    Folder.layer(opened_folder(county), "红线西半", "STBHHX", [zone], manifest='coverage = "half.gpkg"', GKFQ=[""])
    site = shapely.box(4850, 2000, 5100, 2100) if where == "red" else shapely.box(4950, 2000, 5100, 2100)
    assert of(asked(county, statutes, site), "STBHHX").verdict == verdict


def test_a_site_at_the_edge_of_coverage_but_within_it_is_judged(county: Path, statutes: KnowledgeStatutes) -> None:
    corner = shapely.box(0, 5800, 150, 6000)
    assert of(asked(county, statutes, shapely.intersection(corner, COUNTY)), "LD").verdict == "符合"


def test_overlaps_under_the_tolerance_are_reported_and_do_not_count(county: Path, statutes: KnowledgeStatutes) -> None:
    zone = square("永农", inset=100)
    west, south, _, _ = zone.bounds
    sliver = shapely.box(west - 50, south + 50, west + 0.005, south + 150)
    check = of(asked(county, statutes, sliver), "YJJBNT")
    assert check.verdict == "符合"
    assert check.overlaps[0].area_m2 == pytest.approx(0.5, rel=1e-3)
    assert of(asked(county, statutes, sliver, tolerance_m2=0.4), "YJJBNT").verdict == "不符合"


def test_a_shared_edge_and_a_hole_are_clear(county: Path, statutes: KnowledgeStatutes) -> None:
    zone = square("永农", inset=100)
    west, south, east, _ = zone.bounds
    beside = shapely.box(west - 80, south, west, south + 100)
    ring = shapely.difference(shapely.box(west - 60, south - 60, east + 60, zone.bounds[3] + 60), zone)
    for site in (beside, ring):
        check = of(asked(county, statutes, site), "YJJBNT")
        assert (check.verdict, check.by_geometry) == ("符合", True)


def test_wgs84_within_a_metre_of_an_edge_is_undecided(county: Path, statutes: KnowledgeStatutes) -> None:
    zone = square("永农", inset=100)
    west, south, _, _ = zone.bounds
    near = shapely.box(west - 80, south + 50, west - 0.5, south + 150)
    far = shapely.box(west - 80, south + 50, west - 3, south + 150)
    assert of(asked(county, statutes, near), "YJJBNT").verdict == "符合"
    doubtful = of(asked(county, statutes, near, crs=4326), "YJJBNT")
    assert (doubtful.verdict, "1 米" in doubtful.reason) == ("无法判定", True)
    assert of(asked(county, statutes, far, crs=4326), "YJJBNT").verdict == "符合"
    assert of(asked(county, statutes, site_in("永农"), crs=4326), "YJJBNT").verdict == "不符合"


def test_the_newer_edition_speaks_where_it_covers(county: Path, statutes: KnowledgeStatutes) -> None:
    Folder.layer(
        opened_folder(county), "YJJBNT2025", "YJJBNT", [square("普通", inset=100)], edition="2025-12-31", DLBM=["0103"]
    )
    found = asked(county, statutes, site_in("普通"))
    assert of(found, "YJJBNT").verdict == "不符合"
    assert of(found, "YJJBNT").overlaps[0].edition == date(2025, 12, 31)
    assert of(asked(county, statutes, site_in("永农")), "YJJBNT").verdict == "符合"


def test_each_feature_has_its_verdict_and_the_worst_is_the_whole_s(county: Path, statutes: KnowledgeStatutes) -> None:
    found = asked(county, statutes, [site_in("普通"), site_in("永农")])
    assert [part.verdict for part in found.features] == ["符合", "不符合"]
    assert (found.verdict, of(found, "YJJBNT").verdict) == ("不符合", "不符合")
    assert found.area_m2 == pytest.approx(40_000, rel=1e-4)


def test_a_centreline_leaves_a_band_undecided(county: Path, statutes: KnowledgeStatutes) -> None:
    path = county / "workspace.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("公路用地外缘", "中心线"), encoding="utf-8")
    middle = square("国道").centroid

    def at(gap: float) -> str:
        site = shapely.box(middle.x - 100, middle.y + gap, middle.x + 100, middle.y + gap + 30)
        return of(asked(county, statutes, site), "GL").verdict

    assert [at(10), at(40), at(62)] == ["不符合", "无法判定", "符合"]


@pytest.mark.parametrize(
    ("hectares", "authority"),
    [(34.9, "省、自治区、直辖市人民政府"), (35.0, "省、自治区、直辖市人民政府"), (35.2, "国务院")],
)
def test_thirty_five_hectares_of_farmland_are_net_and_not_exceeded_by_themselves(
    county: Path, statutes: KnowledgeStatutes, hectares: float, authority: str
) -> None:
    middle = square("集体耕地").centroid
    side = (hectares / 0.9 * 1e4) ** 0.5 / 2  # 田坎系数 0.1
    site = shapely.box(middle.x - side, middle.y - side, middle.x + side, middle.y + side)
    known = facts(
        ownership="集体", land_acquisition=True, expropriation=True, public_interest="四",
        approvals={"expropriation": "pending"},
    )  # fmt: skip
    check = of(asked(county, statutes, site, known=known), "TDZS")
    assert check.authority == authority
    farmland = next(one for one in check.quantities if one.name == "project_collective_farmland_m2")
    assert farmland.low == pytest.approx(hectares * 1e4, rel=1e-4)


def test_a_project_larger_than_the_site_may_pass_a_threshold(county: Path, statutes: KnowledgeStatutes) -> None:
    known = facts(
        ownership="集体", land_acquisition=True, expropriation=True, public_interest="四", area_m2=800_000,
        approvals={"expropriation": "pending"},
    )  # fmt: skip
    check = of(asked(county, statutes, site_in("集体耕地"), known=known), "TDZS")
    assert check.authority == "国务院 或 省、自治区、直辖市人民政府"


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (shapely.Point(500, 500), "面"),
        (shapely.Polygon([(0, 0), (60, 60), (60, 0), (0, 60)]), "自相交"),
        (shapely.box(500_000, 0, 500_100, 100), "不在分区县"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_a_sentence(
    county: Path, statutes: KnowledgeStatutes, shape: Any, why: str
) -> None:
    with pytest.raises(ToolError, match=why):
        asked(county, statutes, shape)


def test_a_contradiction_of_owner_and_area_is_told(county: Path, statutes: KnowledgeStatutes) -> None:
    found = asked(county, statutes, site_in("集体耕地"), known=facts(area_m2=10_000))
    assert any("集体土地" in notice for notice in found.notices)
    assert any("项目事实写的面积" in notice for notice in found.notices)


def test_a_day_before_the_rules_is_undecided(reviewer: Reviewer, tmp_path: Path) -> None:
    found = review(reviewer, site_in("普通"), facts(), date(2001, 1, 1), tmp_path).compliance
    assert found.verdict == "无法判定"
    assert "规则库没有" in of(found, "STBHHX").reason


def test_a_layer_that_is_drawn_roughly_is_in_doubt_as_far_as_it_says(county: Path, statutes: KnowledgeStatutes) -> None:
    path = county / "workspace.toml"
    text = path.read_text(encoding="utf-8").replace('name = "YJJBNT"', 'name = "YJJBNT"\nuncertainty_m = 5.0')
    path.write_text(text, encoding="utf-8")
    west, south, _, _ = square("永农", inset=100).bounds
    beside = shapely.box(west - 80, south + 50, west - 3, south + 150)
    assert of(asked(county, statutes, beside), "YJJBNT").verdict == "无法判定"
