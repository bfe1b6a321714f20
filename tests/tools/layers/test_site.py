"""The site that is asked about: polygons beyond doubt, or one sentence that says what is wrong with them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from region import FRAME, box, frame, workspace, write
from stored_layers import coordinate_text, parcels

from tools import ToolError
from tools.crs import area_of
from tools.layers import LayerFault, open_workspace, read_site

BOW = FRAME.to_degrees(shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)]))


def site_of(tmp_path: Path, *shapes: Any, repair: bool = False, **columns: Any) -> Any:
    return read_site(write(tmp_path, "东湖", frame(*shapes, **columns)), repair=repair)


def test_polygons_come_with_ids_and_areas_on_the_ellipsoid(tmp_path: Path) -> None:
    site = site_of(tmp_path, box(0, 0), box(200, 0), BSM=["a", "b"])
    assert site.features()["feature_id"].tolist() == ["a", "b"]
    assert [round(area_of(shape)) for shape in site.features().geometry] == [10_000, 10_000]
    assert (site.name, site.kind, site.coverage) == ("东湖", None, None)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "1 条记录没有图形"),
        (shapely.Polygon(), "1 条记录没有图形"),
        (shapely.Point(114.35, 31.62), "1 个图形是点、线或混合的"),
        (shapely.LineString([(114.35, 31.62), (114.36, 31.62)]), "1 个图形是点、线或混合的"),
        (shapely.GeometryCollection([box(300, 0), shapely.Point(114.35, 31.62)]), "1 个图形是点、线或混合的"),
    ],
    ids=["空值", "空图形", "点", "线", "混合"],
)
@pytest.mark.filterwarnings("ignore:.*features with Null geometries")
def test_what_is_no_polygon_is_refused_however_much_else_is_one(tmp_path: Path, shape: Any, said: str) -> None:
    with pytest.raises(LayerFault, match=f"“东湖”里要的是面，却有 {said}"):
        site_of(tmp_path, box(0, 0), shape)


def test_a_collection_of_polygons_is_one_of_several_parts(tmp_path: Path) -> None:
    (shape,) = site_of(tmp_path, shapely.GeometryCollection([box(0, 0), box(200, 0)])).features().geometry
    assert shape.geom_type == "MultiPolygon"
    assert area_of(shape) == pytest.approx(20_000, rel=1e-6)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match="“东湖”里没有图形"):
        site_of(tmp_path)


def test_a_self_intersection_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match=r"“东湖”有 1 个图形无效：2 自相交（114\.350527, 31\.620451）"):
        site_of(tmp_path, box(300, 0), BOW)


def test_a_self_intersection_is_repaired_on_request_and_the_change_of_area_told(tmp_path: Path) -> None:
    site = site_of(tmp_path, box(300, 0), BOW, repair=True)
    (notice,) = site.notices
    assert notice.kind == "修复"
    assert "修复了 1 个自相交的图形，面积由 0.00 变为 5000.00 平方米（+5000.00）" in notice.text
    assert area_of(site.features().geometry.iloc[1]) == pytest.approx(5_000, rel=1e-6)


def test_what_encloses_nothing_even_when_repaired_is_told(tmp_path: Path) -> None:
    spike = shapely.Polygon([(114.35, 31.62), (114.351, 31.62), (114.35, 31.62)])
    with pytest.raises(LayerFault, match="点太少，围不成面"):
        site_of(tmp_path, box(0, 0), spike)
    site = site_of(tmp_path, box(0, 0), spike, repair=True)
    assert "其中 1 个围不成面" in site.notices[0].text
    assert len(site.features()) == 1
    with pytest.raises(LayerFault, match="里没有图形"):
        site_of(tmp_path, spike, repair=True)


def test_a_site_without_area_is_refused(tmp_path: Path) -> None:
    speck = shapely.box(114.35, 31.62, 114.35 + 1e-10, 31.62 + 1e-10)
    with pytest.raises(LayerFault, match="面积是 0 平方米，不是一块用地"):
        site_of(tmp_path, box(0, 0), speck)


def test_a_site_larger_than_a_county_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match=r"“东湖”有 1\d{4} 平方公里，不像一块用地"):
        site_of(tmp_path, shapely.box(114, 31, 115.1, 32.1))


def test_plots_that_overlap_are_told(tmp_path: Path) -> None:
    (notice,) = site_of(tmp_path, box(0, 0), box(50, 0)).notices
    assert "互相重叠 5000.0 平方米，重叠处只算一次" in notice.text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("repair", [False, True])
def test_a_million_vertices_are_taken_within_seconds(tmp_path: Path, repair: bool) -> None:
    turn = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    away = 1_000 + 3 * np.sin(turn * 5_000)
    round_ = FRAME.to_degrees(shapely.Polygon(np.c_[away * np.cos(turn), away * np.sin(turn)]))
    path = write(tmp_path, "东湖", frame(round_))
    county = open_workspace(workspace(tmp_path))
    site = read_site(path, repair=repair, workspace=county)
    assert area_of(site.features().geometry.iloc[0]) == pytest.approx(math.pi * 1_000**2, rel=1e-4)


def test_coordinates_that_are_no_numbers_are_refused_by_row(tmp_path: Path) -> None:
    ring = np.array([(114.35, 31.62), (math.nan, 31.62), (114.351, 31.63), (114.35, 31.62)])
    with np.errstate(invalid="ignore"):
        broken = shapely.Polygon(ring)
    with pytest.raises(ToolError, match=r"“东湖”的第 2 号图形坐标里有无穷大或空值（NaN），这样的至少 1 个"):
        site_of(tmp_path, box(0, 0), broken)


def test_heights_measures_and_doubled_points_do_no_harm(tmp_path: Path) -> None:
    corners = shapely.get_coordinates(box(0, 0))
    doubled = np.repeat(corners, 3, axis=0)
    raised = np.c_[doubled, np.arange(len(doubled))]
    (shape,) = site_of(tmp_path, shapely.Polygon(raised)).features().geometry
    assert not shape.has_z
    assert area_of(shape) == pytest.approx(10_000, rel=1e-6)


def test_a_polygon_across_the_antimeridian_is_abroad(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="“东湖”换算后落在中国范围以外"):
        site_of(tmp_path, shapely.box(-179.9, 31, 179.9, 31.1))


@pytest.mark.parametrize(
    ("unit", "told"), [(15 / 10_000, "亩"), (1e-4, "公顷"), (1e-6, "平方公里"), (1.0, None), (1.004, None)]
)
def test_an_area_in_another_unit_is_noticed_with_the_unit_that_fits(
    tmp_path: Path, unit: float, told: str | None
) -> None:
    notices = site_of(tmp_path, box(0, 0), box(200, 0, 50), TBMJ=[10_000 * unit, 5_000 * unit]).notices
    if told is None:
        assert notices == ()
    else:
        assert f"像是以{told}为单位，不是平方米；面积按图形计算" in notices[0].text


def test_a_name_with_a_line_break_or_dots_stays_on_one_line(tmp_path: Path) -> None:
    path = coordinate_text(tmp_path, parcels()).rename(tmp_path / "a\nb..\u202ec.txt")
    assert read_site(path).name == "a�b..�c"
    path.write_text("x")
    with pytest.raises(LayerFault) as fault:
        read_site(path)
    assert "\n" not in str(fault.value)


def test_parcels_of_a_coordinate_file_are_a_site_with_its_names(tmp_path: Path) -> None:
    site = read_site(coordinate_text(tmp_path, parcels()))
    assert site.features()["地块名称"].tolist() == parcels()["名称"].tolist()
    assert (site.crs, site.code_scheme) == ("EPSG:4526", "三调")


def test_a_site_is_the_same_from_every_zone(tmp_path: Path) -> None:
    areas = []
    for system in ("EPSG:4490", "EPSG:4526", "EPSG:4547", "EPSG:4497", "EPSG:4525"):
        path = write(tmp_path, system.replace(":", ""), frame(box(0, 0), system=system))
        areas.append(area_of(read_site(path).features().geometry.iloc[0]))
    assert areas == pytest.approx([areas[0]] * 5, rel=1e-6)


def test_a_folder_or_an_unknown_format_is_refused_with_the_way_out(tmp_path: Path) -> None:
    for name, said in (
        ("不在.gpkg", "没有文件 不在.gpkg"),
        ("图.dwg", "请在 CAD 里另存为 DXF"),
        ("图.dbf", "请给出同名的 .shp"),
        ("图.rar", "请改用 zip 压缩"),
        ("图.xyz", "可用 GeoPackage、Shapefile"),
    ):
        if name != "不在.gpkg":
            (tmp_path / name).write_bytes(b"x")
        with pytest.raises(LayerFault, match=said):
            read_site(tmp_path / name)
    with pytest.raises(LayerFault, match="是文件夹，请给出里面的文件"):
        read_site(tmp_path)
    (tmp_path / "空.gpkg").write_bytes(b"")
    with pytest.raises(LayerFault, match=r"文件 空\.gpkg 是空的"):
        read_site(tmp_path / "空.gpkg")
