"""A workspace opened from its manifest, over real files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas
import pytest
import shapely

from tools import ToolError
from tools.layers import open_workspace

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


def test_a_manifest_cannot_reach_outside_its_folder(folder: Path) -> None:
    text = MANIFEST.replace("control.gpkg", "../control.gpkg")
    (folder / "workspace.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ToolError, match="工作区以外"):
        open_workspace(folder).layer("永久基本农田2024").features()
