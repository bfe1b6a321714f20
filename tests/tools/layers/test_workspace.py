"""A workspace opened from its manifest, over real files."""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from region import box, entry, frame, write
from region import workspace as small_workspace

from tools import ToolError
from tools.layers import LayerFault, open_workspace
from tools.layers.stored_features import SMALL

MANIFEST = """
region = "999901"
name = "示例县"
boundary = "行政区"

[[layer]]
name = "行政区"
kind = "XZQ"
file = "admin.geojson"

[[layer]]
name = "永久基本农田2024"
kind = "YJJBNT"
file = "control.gpkg"
table = "YJJBNT"
edition = 2024-12-31
source = "示例县自然资源局"
coverage = "boundary"

[[layer]]
name = "坏图层"
kind = "STBHHX"
file = "broken.gpkg"

[[absent]]
kind = "HY"
source = "内陆县，无海域"
date = 2024-12-31
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    county = geopandas.GeoDataFrame({"XZQDM": ["999901"]}, geometry=[shapely.box(108, 30, 108.2, 30.2)], crs=4490)
    county.to_file(tmp_path / "admin.geojson")
    plots = [shapely.box(108 + i / 100, 30.05, 108.008 + i / 100, 30.06) for i in range(10)]
    farmland = geopandas.GeoDataFrame({"BSM": [f"{i:018}" for i in range(10)]}, geometry=plots, crs=4490)
    farmland.to_crs(4524).to_file(tmp_path / "control.gpkg", layer="YJJBNT")
    farmland.to_crs(4524).to_file(tmp_path / "control.gpkg", layer="另一层")
    (tmp_path / "broken.gpkg").write_bytes(b"not a database")
    (tmp_path / "workspace.toml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def test_a_layer_says_what_the_manifest_and_its_file_say(folder: Path) -> None:
    layer = open_workspace(folder).layer("永久基本农田2024")
    assert (layer.kind, layer.edition, layer.source) == ("YJJBNT", date(2024, 12, 31), "示例县自然资源局")
    assert (layer.crs, layer.table, layer.uncertainty_m) == ("EPSG:4524", "YJJBNT", 0)
    assert layer.coverage is not None
    assert layer.coverage.equals(shapely.box(108, 30, 108.2, 30.2))
    assert layer.path == folder / "control.gpkg"
    assert layer.notices == ()


def test_features_come_in_cgcs2000_degrees_and_by_box(folder: Path) -> None:
    layer = open_workspace(folder).layer("永久基本农田2024")
    assert str(layer.features().crs) == "EPSG:4490"
    assert layer.features((108.021, 30.051, 108.035, 30.052))["feature_id"].tolist() == [f"{2:018}", f"{3:018}"]


def test_a_kind_stands_as_held_absent_unknown_or_unreadable(folder: Path) -> None:
    workspace = open_workspace(folder)
    states = {kind: workspace.standing(kind).state for kind in ("YJJBNT", "HY", "CZKFBJ", "STBHHX")}
    assert states == {"YJJBNT": "held", "HY": "absent", "CZKFBJ": "not_held", "STBHHX": "unreadable"}
    assert "broken.gpkg" in (workspace.standing("STBHHX").reason or "")


def test_a_misspelt_name_is_answered_with_near_ones(folder: Path) -> None:
    with pytest.raises(ToolError, match="永久基本农田2024"):
        open_workspace(folder).layer("永久基本农田")


def test_opening_reads_the_manifest_only(folder: Path) -> None:
    for file in folder.iterdir():
        if file.name != "workspace.toml":
            file.unlink()
    workspace = open_workspace(folder)
    assert [layer.name for layer in workspace.layers] == ["行政区", "永久基本农田2024", "坏图层"]
    with pytest.raises(LayerFault, match=r"“永久基本农田2024”：没有文件 control\.gpkg"):
        workspace.layer("永久基本农田2024").features()


@pytest.mark.parametrize(
    "file", ["../control.gpkg", "a/../../control.gpkg", "/etc/passwd", "link.gpkg", "linked/control.gpkg"]
)
def test_a_manifest_cannot_reach_outside_its_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, file: str
) -> None:
    away = tmp_path_factory.mktemp("away")
    (folder / "control.gpkg").rename(away / "control.gpkg")
    (folder / "link.gpkg").symlink_to(away / "control.gpkg")
    (folder / "linked").symlink_to(away)
    text = MANIFEST.replace('"control.gpkg"', f'"{file}"')
    (folder / "workspace.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ToolError, match=r"“永久基本农田2024”的文件写在工作区以外：.*；请放进工作区"):
        open_workspace(folder).layer("永久基本农田2024").features()


def test_a_coverage_cannot_reach_outside_either(folder: Path) -> None:
    text = MANIFEST.replace('coverage = "boundary"', 'coverage = "../cover.gpkg"')
    (folder / "workspace.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ToolError, match="写在工作区以外"):
        open_workspace(folder).layer("永久基本农田2024").coverage  # noqa: B018


def test_a_coverage_of_its_own_may_be_in_another_system(folder: Path) -> None:
    frame(shapely.box(108, 30, 108.1, 30.1)).to_file(folder / "cover.gpkg", layer="cover")
    text = MANIFEST.replace('coverage = "boundary"', 'coverage = "cover.gpkg"\ncrs = "EPSG:4524"')
    (folder / "workspace.toml").write_text(text, encoding="utf-8")
    coverage = open_workspace(folder).layer("永久基本农田2024").coverage
    assert coverage is not None
    assert coverage.bounds == (108, 30, 108.1, 30.1)


@pytest.mark.parametrize(
    ("former", "instead", "said"),
    [
        ('kind = "XZQ"', 'kindd = "XZQ"', "layer.0.kindd 没有这个键"),
        ('file = "admin.geojson"', "", "layer.0.file 缺少"),
        ('region = "999901"', 'region = "9999"', "region"),
        ('name = "坏图层"', 'name = "行政区"', "同名的图层：行政区"),
        ('boundary = "行政区"', 'boundary = "行政"', "boundary 写的图层“行政”不在清单里；相近的有：行政区"),
        ('[[layer]]\nname = "行政区"', '[[layer]\nname = "行政区"', "读不懂"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused_with_what_is_wrong(
    folder: Path, former: str, instead: str, said: str
) -> None:
    (folder / "workspace.toml").write_text(MANIFEST.replace(former, instead), encoding="utf-8")
    with pytest.raises(LayerFault, match=said):
        open_workspace(folder)


def test_a_manifest_in_gbk_or_none_at_all_is_refused(folder: Path) -> None:
    (folder / "workspace.toml").write_bytes(MANIFEST.encode("gbk"))
    with pytest.raises(LayerFault, match="请存成 UTF-8"):
        open_workspace(folder)
    with pytest.raises(LayerFault, match=r"不是工作区：里面没有 workspace\.toml"):
        open_workspace(folder / "nowhere")


def test_a_file_that_changes_during_the_run_is_refused(folder: Path) -> None:
    workspace = open_workspace(folder)
    layer = workspace.layer("永久基本农田2024")
    assert layer.sha256
    assert not workspace.changed
    pyogrio.write_dataframe(frame(box(0, 0)), folder / "control.gpkg", layer="第三层", append=True)
    assert workspace.changed
    with pytest.raises(LayerFault, match=r"“永久基本农田2024”的文件 control\.gpkg在读取期间被改动；请等写完后重新打开"):
        layer.features()


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_noticed(folder: Path) -> None:
    path = folder / "control.gpkg"
    layer = open_workspace(folder).layer("永久基本农田2024")
    assert layer.crs == "EPSG:4524"
    before = path.stat()
    other = folder / "other"
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    with pytest.raises(LayerFault, match="被改动"):
        layer.features()


def test_a_file_that_vanishes_during_the_run_is_refused(folder: Path) -> None:
    layer = open_workspace(folder).layer("永久基本农田2024")
    assert layer.crs == "EPSG:4524"
    (folder / "control.gpkg").rename(folder / "gone.gpkg")
    with pytest.raises(ToolError, match="“永久基本农田2024”"):
        layer.features()


def test_a_changed_manifest_is_noticed(folder: Path) -> None:
    workspace = open_workspace(folder)
    (folder / "workspace.toml").write_text(MANIFEST + "\n", encoding="utf-8")
    assert workspace.changed


def test_a_large_layer_gives_by_box_what_it_gives_whole(tmp_path: Path) -> None:
    corners = [(114.3 + x * 5e-4, 31.6 + y * 5e-4) for x in range(160) for y in range(160)]
    squares = [shapely.box(x, y, x + 4e-4, y + 4e-4) for x, y in corners]
    assert len(squares) > SMALL
    folder = small_workspace(tmp_path, entry("大", "DLTB"))
    write(folder, "大", frame(*squares, system="EPSG:4547"))
    large, whole = (open_workspace(folder).layer("大") for _ in range(2))
    bounds = (114.321, 31.611, 114.3223, 31.6133)
    found, expected = large.features(bounds), whole.features().cx[bounds[0] : bounds[2], bounds[1] : bounds[3]]
    assert found["feature_id"].tolist() == expected["feature_id"].tolist()
    assert shapely.equals_exact(found.geometry.to_numpy(), expected.geometry.to_numpy(), 1e-12).all()
    assert large.stored._whole is None, "nothing but the box was read"


def test_layers_serve_several_threads_at_once(folder: Path) -> None:
    workspace = open_workspace(folder)
    found: list[int] = []

    def ask(name: str) -> None:
        layer = workspace.layer(name)
        found.append(len(layer.features()) + len(layer.notices))

    threads = [threading.Thread(target=ask, args=(name,)) for name in ["行政区", "永久基本农田2024"] * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(found) == [1] * 8 + [10] * 8
