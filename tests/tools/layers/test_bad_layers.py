"""Layers of a workspace with something wrong in them: said by name, or left to the check that meets it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from region import FRAME, box, entry, frame, workspace, write

from tools import ToolError
from tools.layers import Layer, open_workspace, read_site, stored_features

BOW = FRAME.to_degrees(shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)]))


def layer_of(folder: Path, *shapes: Any, **more: Any) -> Layer:
    write(workspace(folder, entry("红线", "STBHHX", **more)), "红线", frame(*shapes))
    return open_workspace(folder).layer("红线")


def told(layer: Layer) -> list[str]:
    return [notice.text for notice in layer.notices]


def test_broken_features_stay_and_are_marked(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0), BOW)
    assert layer.features()["valid"].tolist() == [True, False]
    assert told(layer) == ["图层“红线”有 1 个图形自相交或无效；请修好"]


def test_broken_features_are_mended_where_the_manifest_says_so(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0), BOW, repair="true")
    assert layer.features()["valid"].tolist() == [True, True]
    assert "修复了 1 个自相交的图形" in told(layer)[0]


@pytest.mark.filterwarnings("ignore:.*features with Null geometries")
def test_rows_without_geometry_are_left_out_and_counted(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0), None, shapely.Polygon())
    assert len(layer.features()) == 1
    assert told(layer) == ["图层“红线”有 2 条记录没有图形，没有采用"]


def test_an_empty_layer_is_held_and_has_no_features(tmp_path: Path) -> None:
    layer = layer_of(tmp_path)
    assert len(layer.features()) == 0
    assert len(layer.features((114.3, 31.6, 114.4, 31.7))) == 0
    assert layer.notices == ()


def test_collections_give_what_encloses_and_the_rest_is_told(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, shapely.GeometryCollection([box(0, 0), shapely.Point(114.35, 31.62)]))
    assert layer.features().geom_type.tolist() == ["MultiPolygon"]
    assert told(layer) == ["图层“红线”有 1 个集合图形，其中的点、线没有采用"]


def test_lines_are_a_layer_too(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, shapely.LineString([(114.35, 31.62), (114.36, 31.62)]))
    assert layer.features().geom_type.tolist() == ["LineString"]


def test_one_coordinate_that_is_no_number_refuses_the_layer(tmp_path: Path) -> None:
    points = shapely.get_coordinates(box(0, 0))
    points[2, 0] = math.inf
    with np.errstate(invalid="ignore"):
        broken = shapely.polygons(points)
    layer = layer_of(tmp_path, box(0, 0), broken)
    with pytest.raises(ToolError, match=r"“红线”.*无穷大或空值"):
        layer.features()
    with pytest.raises(ToolError, match="“红线”"):
        layer.features((114.3, 31.6, 114.4, 31.7))


def test_one_feature_far_away_refuses_the_layer_with_where_it_is(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0), shapely.box(0, 0, 0.001, 0.001))
    for bounds in (None, (114.3, 31.6, 114.4, 31.7)):
        with pytest.raises(ToolError, match=r"“红线”换算后落在中国范围以外（经度 0\.0000"):
            layer.features(bounds)


def test_a_fault_is_told_again_and_again_in_the_same_words(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, shapely.box(0, 0, 0.001, 0.001))
    words = set()
    for _ in range(3):
        with pytest.raises(ToolError) as fault:
            layer.features()
        words.add(str(fault.value))
    assert len(words) == 1


def test_an_area_field_in_another_unit_is_told(tmp_path: Path) -> None:
    folder = workspace(tmp_path, entry("红线", "STBHHX"))
    write(folder, "红线", frame(box(0, 0), box(200, 0), MJ=[1.0, 1.0]))
    assert "像是以公顷为单位" in told(open_workspace(folder).layer("红线"))[0]


def test_a_broken_boundary_hinders_no_layer_but_a_site(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0))
    (tmp_path / "县域.gpkg").write_bytes(b"broken")
    assert len(layer.features()) == 1
    site = write(tmp_path, "东湖", frame(box(0, 0)))
    with pytest.raises(ToolError, match="“县域”"):
        read_site(site, workspace=open_workspace(tmp_path))


def test_stored_fields_called_like_ours_are_kept(tmp_path: Path) -> None:
    write(workspace(tmp_path, entry("红线", "STBHHX")), "红线", frame(box(0, 0), valid=["x"], feature_id=["7"]))
    features = open_workspace(tmp_path).layer("红线").features()
    assert features[["valid_field", "feature_id_field"]].to_numpy().tolist() == [["x", "7"]]
    assert features["valid"].tolist() == [True]


def test_a_box_on_the_other_side_of_the_world_holds_nothing(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, box(0, 0))
    assert len(layer.features((-80, -10, -79, -9))) == 0


def test_a_layer_too_large_to_be_read_whole_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = layer_of(tmp_path, box(0, 0), box(200, 0))
    monkeypatch.setattr(stored_features, "MOST_AT_ONCE", 1)
    with pytest.raises(ToolError, match="“红线”有 2 个图形，不能一次读入"):
        layer.features()
