"""Every read passes the gate: what is mixed up is refused by the name of the layer, with the way out."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from region import COUNTY, box, entry, frame, on_a_web_map, survey, workspace, write
from stored_layers import coordinate_text, drawing, parcels

from tools import ToolError
from tools.crs import CrsFault, area_of
from tools.layers import LayerFault, Workspace, open_workspace, read_site


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(workspace(tmp_path_factory.mktemp("region")))


def turned(made: Any) -> Any:
    return made.set_geometry(shapely.transform(made.geometry.to_numpy(), lambda points: points[:, ::-1]))


@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4526", "EPSG:4547", "EPSG:4497", "EPSG:4509", "EPSG:4525"])
def test_a_right_site_passes_in_every_system(tmp_path: Path, county: Workspace, system: str) -> None:
    site = read_site(write(tmp_path, "东湖", frame(box(0, 0), system=system)), workspace=county)
    assert site.features().geometry.iloc[0].equals_exact(box(0, 0), 1e-9)
    assert (site.crs, site.uncertainty_m, site.notices) == (system, 0, ())


def test_no_crs_is_asked_for_and_may_be_told(tmp_path: Path, county: Workspace) -> None:
    path = write(tmp_path, "东湖", frame(box(0, 0), system="EPSG:4526"), crs=None)
    with pytest.raises(CrsFault, match=r"“东湖”没有写明坐标系，不能猜；请用 crs"):
        read_site(path, workspace=county)
    assert read_site(path, crs="EPSG:4526", workspace=county).crs == "EPSG:4526"


@pytest.mark.parametrize(("srs", "name"), [(-1, "Undefined Cartesian SRS"), (0, "Undefined geographic SRS")])
def test_an_undefined_system_is_none_and_may_be_told(tmp_path: Path, county: Workspace, srs: int, name: str) -> None:
    system = "EPSG:4526" if srs else "EPSG:4490"
    path = write(tmp_path, "东湖", frame(box(0, 0), system=system))
    with closing(sqlite3.connect(path)) as database:
        assert (srs, name) in database.execute("SELECT srs_id, srs_name FROM gpkg_spatial_ref_sys").fetchall()
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            database.execute(f"UPDATE {table} SET srs_id = ?", (srs,))
        database.commit()
    with pytest.raises(CrsFault, match="没有写明坐标系"):
        read_site(path, workspace=county)
    assert read_site(path, crs=system, workspace=county).crs == system


@pytest.mark.parametrize(
    ("stored", "declared", "said"),
    [
        ("EPSG:4526", "EPSG:4490", "写的是经纬度（EPSG:4490），坐标却是米.*像是 EPSG:4526"),
        ("EPSG:4490", "EPSG:4526", "写的是投影坐标（EPSG:4526，米），坐标却像经纬度"),
        ("EPSG:4526", "EPSG:4525", "带号 37），坐标的带号却是 38.*像是 EPSG:4526"),
        ("EPSG:4526", "EPSG:4547", "不带带号），坐标的带号却是 38.*像是 EPSG:4526"),
        ("EPSG:4547", "EPSG:4526", "坐标却不带带号.*请写 EPSG:4547"),
        ("EPSG:4547", "EPSG:4546", "不在示例县范围内.*像是 EPSG:4547"),
        ("EPSG:4547", "EPSG:4549", "不在示例县范围内.*像是 EPSG:4547"),
    ],
)
def test_a_system_that_its_coordinates_contradict_is_refused(
    tmp_path: Path, county: Workspace, stored: str, declared: str, said: str
) -> None:
    path = write(tmp_path, "东湖", frame(box(0, 0), system=stored), crs=declared)
    with pytest.raises(ToolError, match=said) as fault:
        read_site(path, workspace=county)
    assert str(fault.value).startswith("图层“东湖”")


@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4526", "EPSG:4547"])
def test_swapped_axes_are_refused(tmp_path: Path, county: Workspace, system: str) -> None:
    path = write(tmp_path, "东湖", turned(frame(box(0, 0), system=system)))
    with pytest.raises(CrsFault, match="“东湖”的坐标顺序反了"):
        read_site(path, workspace=county)


def test_a_manifest_and_a_file_that_say_different_systems_are_both_named(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("红线", "STBHHX", crs='"EPSG:4547"'))
    write(folder, "红线", frame(box(0, 0), system="EPSG:4526"))
    with pytest.raises(CrsFault, match=r"文件里写的坐标系是 EPSG:4526，另外声明的却是 EPSG:4547"):
        open_workspace(folder).layer("红线").features()


def test_the_same_system_under_another_name_is_no_contradiction(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("红线", "STBHHX", crs='"EPSG:4548"'))
    write(folder, "红线", frame(box(0, 0), system="EPSG:4509"))
    assert len(open_workspace(folder).layer("红线").features()) == 1


def test_a_declared_system_goes_before_what_a_format_takes_for_granted(tmp_path: Path, county: Workspace) -> None:
    geometry = json.loads(shapely.to_geojson(box(0, 0)))
    path = tmp_path / "东湖.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}), encoding="utf-8")
    by_default = read_site(path, workspace=county)
    assert by_default.uncertainty_m == 1.0
    (notice,) = by_default.notices
    assert "没有写坐标系，格式规定是 WGS84，按WGS84 零变换" in notice.text
    told = read_site(path, crs="EPSG:4490", workspace=county)
    assert (told.uncertainty_m, told.notices) == (0, ())


def test_a_drawing_needs_its_system_told(tmp_path: Path) -> None:
    path = drawing(tmp_path, parcels())
    with pytest.raises(CrsFault, match="没有写明坐标系"):
        read_site(path)
    assert len(read_site(path, crs="EPSG:4526").features()) == 4


def test_a_site_in_another_county_is_refused_with_where_it_lies(tmp_path: Path, county: Workspace) -> None:
    path = coordinate_text(tmp_path, parcels())
    with pytest.raises(LayerFault, match=r"“地块”不在示例县范围内（落在经度 114\.1"):
        read_site(path, workspace=county)
    assert len(read_site(path).features()) == 4


def test_a_site_across_the_border_is_let_in_with_a_notice(tmp_path: Path, county: Workspace) -> None:
    site = read_site(write(tmp_path, "东湖", frame(box(1_450, 0))), workspace=county)
    (notice,) = site.notices
    assert notice.kind == "范围"
    assert "5000.0 平方米在示例县范围以外" in notice.text


def test_a_layer_that_lies_elsewhere_is_unreadable_and_the_others_answer(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("红线", "STBHHX"), entry("永农", "YJJBNT"))
    write(folder, "红线", frame(box(0, 0), system="EPSG:4547"), crs="EPSG:4546")
    write(folder, "永农", frame(box(0, 0), system="EPSG:4547"))
    opened = open_workspace(folder)
    assert opened.standing("STBHHX").state == "unreadable"
    assert "像是 EPSG:4547" in (opened.standing("STBHHX").reason or "")
    assert opened.standing("YJJBNT").state == "held"
    with pytest.raises(LayerFault, match="不在示例县范围内"):
        opened.layer("红线").features((114.3, 31.6, 114.4, 31.7))


def test_a_layer_beside_the_county_is_no_mistake(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("医院", "GGSS"))
    write(folder, "医院", frame(shapely.Point(114.6, 31.8)))
    assert len(open_workspace(folder).layer("医院").features()) == 1


def test_a_site_drawn_on_a_web_map_is_found_by_the_survey(tmp_path: Path, county: Workspace) -> None:
    plot = shapely.union_all(survey()[[810, 811, 850, 851]])
    assert read_site(write(tmp_path, "原位", frame(plot)), workspace=county).notices == ()
    with pytest.raises(LayerFault, match=r"“加偏”的图形整体偏了几百米，去掉网络地图的偏移（GCJ-02）"):
        read_site(write(tmp_path, "加偏", frame(*on_a_web_map([plot]))), workspace=county)


def test_a_layer_taken_off_a_web_map_is_found_by_the_survey(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("永农", "YJJBNT"), entry("原位", "YJJBNT"))
    chosen = survey()[600:900:7]
    write(folder, "永农", frame(*on_a_web_map(chosen)))
    write(folder, "原位", frame(*chosen))
    with pytest.raises(LayerFault, match="“永农”的图形整体偏了几百米"):
        open_workspace(folder).layer("永农").features()
    assert len(open_workspace(folder).layer("原位").features()) == len(chosen)


def test_the_reference_layer_may_be_named(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("宗地", "ZD"), entry("永农", "YJJBNT"))
    manifest = (folder / "workspace.toml").read_text(encoding="utf-8")
    (folder / "workspace.toml").write_text(f'reference = "宗地"\n{manifest}', encoding="utf-8")
    apart = np.array([box(-300 + x * 90, 40, 70, 55) for x in range(8)])
    write(folder, "宗地", frame(*apart))
    write(folder, "永农", frame(*on_a_web_map(apart[:4])))
    with pytest.raises(LayerFault, match="GCJ-02"):
        open_workspace(folder).layer("永农").features()
    (folder / "workspace.toml").write_text(f'reference = "没有"\n{manifest}', encoding="utf-8")
    with pytest.raises(LayerFault, match="reference 写的图层“没有”不在清单里"):
        open_workspace(folder)


def test_a_broken_reference_layer_hinders_no_other(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("永农", "YJJBNT"))
    write(folder, "永农", frame(box(0, 0)))
    (folder / "地类图斑.gpkg").write_bytes(b"broken")
    assert len(open_workspace(folder).layer("永农").features()) == 1


def test_an_old_datum_is_read_only_with_the_parameters_of_the_node(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    shifts = tmp_path / "shifts.toml"
    shifts.write_text('["西安80"]\nuncertainty_m = 0.4\npipeline = "+proj=affine +xoff=0.0005 +yoff=-0.0002"\n')
    path = write(tmp_path, "旧图", frame(box(0, 0), system="EPSG:4526"), crs="EPSG:2362")
    with pytest.raises(CrsFault, match=r"“旧图”是西安80坐标.*转换参数文件"):
        read_site(path, workspace=open_workspace(folder))
    for site in (
        read_site(path, workspace=open_workspace(folder, datum_shifts=shifts)),
        read_site(path, workspace=open_workspace(folder), datum_shifts=shifts),
    ):
        assert (site.crs, site.uncertainty_m) == ("EPSG:2362", 0.4)
        (notice,) = site.notices
        assert "西安80转换参数换算，不确定度 0.4 米" in notice.text
        shown = repr(site) + repr(site.notices) + repr(open_workspace(folder, datum_shifts=shifts)) + site.sha256
        assert not any(secret in shown for secret in ("0.0005", "affine", "shifts.toml"))


def test_several_layers_and_none_named_are_asked_back(tmp_path: Path, county: Workspace) -> None:
    path = write(tmp_path, "东湖", frame(box(0, 0)))
    pyogrio.write_dataframe(frame(box(200, 0)), path, layer="备选", append=True)
    with pytest.raises(LayerFault, match="有 2 个图层：东湖、备选；请指明"):
        read_site(path, workspace=county)
    assert read_site(path, layer="备选", workspace=county).table == "备选"


@given(
    st.sampled_from(["EPSG:4490", "EPSG:4526", "EPSG:4547", "EPSG:4497", "EPSG:4525", "EPSG:4546"]),
    st.sampled_from(["EPSG:4490", "EPSG:4526", "EPSG:4547", "EPSG:4497", "EPSG:4525", "EPSG:4546", "EPSG:4549"]),
    st.booleans(),
    st.floats(-1_400, 1_300),
    st.floats(-1_400, 1_300),
)
@hypothesis_settings(max_examples=40)
def test_with_a_region_no_mix_up_ever_passes(
    county: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
    stored: str,
    declared: str,
    swap: bool,
    x: float,
    y: float,
) -> None:
    """The same coordinates under any other name, or turned, are refused; under their own they are the same place."""
    made = frame(box(x, y), system=stored)
    folder = tmp_path_factory.mktemp("site")
    path = write(folder, "东湖", turned(made) if swap else made, crs=declared)
    if stored == declared and not swap:
        found = read_site(path, workspace=county).features().geometry.iloc[0]
        assert found.equals_exact(box(x, y), 1e-9)
        assert area_of(found) == pytest.approx(area_of(box(x, y)), rel=1e-6)
    else:
        with pytest.raises(ToolError, match="“东湖”"):
            read_site(path, workspace=county)


def test_the_county_itself_is_where_it_says(county: Workspace) -> None:
    assert county.boundary is not None
    assert county.boundary.equals_exact(COUNTY, 1e-12)
