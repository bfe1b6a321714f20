"""GeoJSON: what its `crs` member says, and what is no GeoJSON though it looks like some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.layers import LayerFault
from tools.layers.sources import open_source
from tools.layers.sources.geojson import RFC_7946, named_system

SQUARE = [[[114.0, 30.0], [114.1, 30.0], [114.1, 30.1], [114.0, 30.0]]]


def collection(**members: Any) -> dict[str, Any]:
    feature = {
        "type": "Feature",
        "properties": {"名称": "东湖"},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    return {"type": "FeatureCollection", **members, "features": [feature]}


def written(folder: Path, content: object, name: str = "地块.geojson", **options: Any) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, **options)
    path.write_text(text, encoding="utf-8")
    return path


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize(
    ("member", "crs"),
    [
        (named("urn:ogc:def:crs:EPSG::4526"), "urn:ogc:def:crs:EPSG::4526"),
        (named("EPSG:4490"), "EPSG:4490"),
        ({"type": "EPSG", "properties": {"code": 4490}}, "EPSG:4490"),
        (named("urn:ogc:def:crs:EPSG::999999"), None),
        (named(""), None),
        ({"type": "link", "properties": {"href": "http://127.0.0.1/x.prj", "type": "esriwkt"}}, None),
        ({"type": "name", "properties": {"name": ["EPSG:4490"]}}, None),
        ("EPSG:4490", None),
        ([], None),
        (None, None),
    ],
)
def test_a_crs_member_is_honoured_and_a_null_or_unknown_one_is_no_crs(
    tmp_path: Path, member: object, crs: str | None
) -> None:
    header = open_source(written(tmp_path, collection(crs=member)), "地块").header()
    assert (header.crs, header.default_crs) == (crs, None)


def test_without_a_crs_member_it_is_wgs84_by_default(tmp_path: Path) -> None:
    header = open_source(written(tmp_path, collection(name="x")), "地块").header()
    assert (header.crs, header.default_crs) == (None, RFC_7946)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_crs_member_behind_the_features_counts(tmp_path: Path, indent: int | None) -> None:
    content = {**collection(), "crs": named("EPSG:4526")}
    assert open_source(written(tmp_path, content, indent=indent), "地块").header().crs == "EPSG:4526"


def test_a_crs_member_with_a_letter_escaped_counts(tmp_path: Path) -> None:
    text = json.dumps({**collection(), "crs": None}).replace('"crs"', '"\\u0063rs"')
    header = open_source(written(tmp_path, text), "地块").header()
    assert (header.crs, header.default_crs) == (None, None)


def test_a_property_called_crs_is_no_member(tmp_path: Path) -> None:
    content = collection()
    content["features"][0]["properties"] = {"crs": None, "features": "EPSG:4526"}
    assert open_source(written(tmp_path, content), "地块").header().default_crs == RFC_7946


def test_a_byte_order_mark_and_a_single_feature_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(collection()["features"][0]).encode())
    assert len(open_source(path, "地块").read()) == 1


@pytest.mark.parametrize(
    "content",
    ["{}", "[]", "null", '{"type": "FeatureCollection", "features": [', '{"type": "Topology", "objects": {}}',
     "{" * 5000,
     '{"geometryType": "esriGeometryPolygon", "features": []}', '{"type": 5, "features": []}'],
)  # fmt: skip
def test_what_is_no_geojson_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(LayerFault, match=r"“地块”：文件 地块\.geojson"):
        open_source(written(tmp_path, content), "地块").read()


def test_a_file_that_names_steps_over_other_files_is_not_run(tmp_path: Path) -> None:
    other = written(tmp_path, collection(), "secret.geojson")
    steps = f"gdal vector pipeline ! read {other} ! write --of=stream streamed_dataset"
    for extra in ({}, {"features": []}):
        hostile = written(tmp_path, {"type": "gdal_streamed_alg", "command_line": steps, **extra})
        with pytest.raises(LayerFault):
            open_source(hostile, "地块").read()
    mixed = written(tmp_path, {"command_line": steps, "x": "gdal_streamed_alg", **collection()})
    assert open_source(mixed, "地块").read()["名称"].tolist() == ["东湖"]


def test_text_that_is_not_utf8_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "地块.geojson"
    path.write_bytes(json.dumps(collection(), ensure_ascii=False).encode("gbk"))
    with pytest.raises(LayerFault, match=r"不是 UTF-8 编码.*请存成 UTF-8"):
        open_source(path, "地块").header()


KEYS = st.sampled_from(["type", "properties", "name", "code"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(JSON)
def test_no_crs_member_breaks_the_reader(member: object) -> None:
    found = named_system(member)
    assert found is None or isinstance(found, str)
