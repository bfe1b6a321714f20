"""What is not known is said or left out, and what cannot be had is refused with the way out."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import rasterio
import shapely
from plain_county import FARMLAND, SPAN, absent, build, degrees, enter, write, write_slope
from siting_questions import FACTORY, ask, constraint, outlines, selected

from tools import ToolError
from tools.layers import Workspace, open_workspace
from tools.siting.request import Constraint, Weights


def test_a_factor_without_its_layer_is_left_out_and_said(tmp_path: Path) -> None:
    found = selected(FACTORY, open_workspace(build(tmp_path, without=("DZYFQ",))))
    hazard = next(factor for factor in found.factors if factor.factor == "hazard")
    assert (hazard.scored, hazard.weight, hazard.why) == (False, 0, "图层：DZYFQ")
    assert sum(factor.weight for factor in found.factors) == pytest.approx(1, abs=1e-5)
    assert any("地质灾害易发程度" in notice for notice in found.notices)


def test_a_default_constraint_without_its_layer_is_undecided_on_every_candidate(tmp_path: Path) -> None:
    found = selected(FACTORY, open_workspace(build(tmp_path, without=("YJJBNT",))))
    assert found.undecided == ("永久基本农田",)
    assert all(candidate.undecided == found.undecided for candidate in found.candidates)
    assert constraint(found, "YJJBNT").state == "undecided"


def test_a_constraint_asked_for_without_its_layer_is_refused_by_name(county: Workspace) -> None:
    with pytest.raises(ToolError, match="TL"):
        selected(ask(constraints=(Constraint(avoid="TL"),)), county)


def test_where_a_layer_does_not_reach_no_site_is_proposed(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("YJJBNT",))
    covered = shapely.box(0, 0, SPAN, 1700)
    geopandas.GeoDataFrame(geometry=[degrees(covered)], crs=4490).to_file(folder / "reach.gpkg", layer="t")
    write(folder, "永久基本农田", "YJJBNT", [FARMLAND], extra='coverage = "reach.gpkg"')
    found = selected(ask(count=10, area_m2=50_000), open_workspace(folder), results=tmp_path / "out")
    hole = constraint(found, "YJJBNT:no_data")
    assert (hole.state, hole.excluded_m2) == ("no_data", pytest.approx(700 * SPAN, rel=1e-3))
    assert all(shapely.difference(shape, covered).area <= 1 for shape in outlines(found))


def test_a_layer_that_does_not_say_where_it_is_complete_leaves_the_constraint_undecided(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("YJJBNT",))
    write(folder, "永久基本农田", "YJJBNT", [FARMLAND], extra="")
    found = selected(FACTORY, open_workspace(folder))
    farmland = constraint(found, "YJJBNT")
    assert (farmland.state, farmland.excluded_m2) == ("undecided", pytest.approx(FARMLAND.area, rel=1e-4))


def test_ground_without_a_slope_is_left_out_and_told(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("PD",))
    write(folder, "坡度图", "PD", [shapely.box(0, 0, SPAN, 1700)], PD=[2.0])
    found = selected(ask(weights=Weights(slope=1), count=2), open_workspace(folder), results=tmp_path / "out")
    assert constraint(found, "steep:no_data").excluded_m2 == pytest.approx(700 * SPAN, rel=1e-4)
    assert all(shapely.difference(shape, shapely.box(0, 0, SPAN, 1700)).area <= 1 for shape in outlines(found))


@pytest.mark.parametrize(
    ("crs", "factor", "said"),
    [(None, 1.0, "没有写明坐标系"), ("EPSG:4490", 10.0, "不像以度为单位的坡度"), ("EPSG:4547", 1.0, "坐标却像经纬度")],
    ids=["no_crs", "percent", "degrees_declared_as_metres"],
)
def test_a_doubtful_slope_raster_gives_no_number(tmp_path: Path, crs: str | None, factor: float, said: str) -> None:
    folder = build(tmp_path, without=("PD",))
    write_slope(folder / "doubtful.tif", crs, factor)
    enter(folder, "坡度", "PD", "doubtful.tif")
    with pytest.raises(ToolError, match=said):
        selected(ask(weights=Weights(slope=1)), open_workspace(folder))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"area_m2": 7e6}, "比平畴县（576.00公顷）还大"),
        ({"area_m2": 4e6, "tolerance": 0.05}, "不够400.00公顷；单独放开.*“永久基本农田”可多出"),
        ({"area_m2": 2e6, "tolerance": 0.05, "compactness": 0.79}, "没有一处放得下200.00公顷的用地.*紧凑度"),
        ({"width_m": 400.0}, "做不到处处宽400米"),
        ({"use": "种地"}, "不认识用途“种地”"),
        ({"region": "南乡"}, "没有“南乡”；相近的有：.*东乡"),
        ({"waive": ("永久农田",)}, "缺省约束里没有“永久农田”.*永久基本农田"),
        ({"constraints": (Constraint(avoid="基本农田永久"),)}, "不知道“基本农田永久”指哪个图层或地类.*永久基本农田"),
        ({"constraints": (Constraint(avoid="路网"),)}, "“路网”是线或点.*distance_m"),
        ({"constraints": (Constraint(factor="hazard", at_most=1),)}, "没有数值，不能写上下限"),
        ({"constraints": (Constraint(within="沼泽"),)}, "不知道“沼泽”"),
        ({"weights": Weights()}, "权重都是零"),
    ],
)  # fmt: skip
def test_an_impossible_wish_is_refused_with_the_way_out(
    county: Workspace, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(ToolError, match=said):
        selected(ask(**changes), county)


def test_nothing_left_names_the_constraints_that_would_give_way(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("STBHHX", "YJJBNT"))
    write(folder, "红线", "STBHHX", [shapely.box(0, 0, SPAN, SPAN)])
    absent(folder, "YJJBNT")
    with pytest.raises(ToolError, match=r"一点不剩，不够8.00公顷；单独放开.*“生态保护红线”可多出5\d\d\.\d\d公顷"):
        selected(FACTORY, open_workspace(folder))


def test_a_slope_raster_beside_the_layers_that_says_what_it_is_is_taken(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("PD",))
    write_slope(folder / "slope.tif")
    without = selected(FACTORY, open_workspace(folder))
    assert next(f for f in without.factors if f.factor == "slope").why == "图层：PD"
    with rasterio.open(folder / "slope.tif", "r+") as raster:
        raster.update_tags(KIND="PD", NAME="坡度", EDITION="2023-12-31", SOURCE="某局")
    found = next(f for f in selected(FACTORY, open_workspace(folder)).factors if f.factor == "slope")
    assert (found.scored, found.data[0].edition, found.data[0].source) == (True, "2023-12-31", "某局")


def test_railways_and_motorways_are_no_way_to_a_site(tmp_path: Path) -> None:
    folder = build(tmp_path, without=("LWDL",))
    rail, motorway = shapely.LineString([(0, 1250), (SPAN, 1250)]), shapely.LineString([(0, 900), (SPAN, 900)])
    write(folder, "路网", "LWDL", [rail, motorway], DLDJ=["铁路", "高速公路"])
    found = selected(FACTORY, open_workspace(folder))
    assert {f.factor for f in found.factors if not f.scored} == {"roads", "power", "water", "population"}
