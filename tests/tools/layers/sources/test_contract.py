"""The promises that every format keeps: the same parcels come back the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from stored_layers import SYSTEM, WITHOUT_FIELDS, WITHOUT_SYSTEM, WRITERS, parcels

from tools import ToolError
from tools.crs.systems import reference_system
from tools.layers import LayerFault
from tools.layers.sources import open_source
from tools.layers.stored_features import StoredFeatures

FORMATS = list(WRITERS)
WITH_FIELDS = [name for name in FORMATS if name not in WITHOUT_FIELDS]


@pytest.fixture
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return WRITERS[request.param](tmp_path, parcels())


def features_of(path: Path, system: str | None = None) -> StoredFeatures:
    return StoredFeatures("地块", lambda: open_source(path, "地块"), system)


def in_order(frame: Any) -> Any:
    return frame.iloc[np.argsort(shapely.get_x(shapely.centroid(frame.geometry.to_numpy())))]


def of_parts(shapes: Any) -> Any:
    """Some formats know polygons of several parts only."""
    return shapely.normalize(np.array([shapely.MultiPolygon(shapely.get_parts([shape])) for shape in shapes]))


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_the_same_parcels_come_back_the_same(stored: Path) -> None:
    found = in_order(features_of(stored, SYSTEM).features())
    expected = parcels("EPSG:4490").geometry.to_numpy()
    assert len(found) == len(expected)
    same = shapely.equals_exact(of_parts(found.geometry.to_numpy()), of_parts(expected), 1e-9)
    assert same.all()
    assert found["valid"].all()
    assert found["feature_id"].is_unique


@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4326"])
@pytest.mark.parametrize("name", WITH_FIELDS)
def test_degrees_come_back_longitude_first(tmp_path: Path, name: str, system: str) -> None:
    """Whatever order of axes the definition of the system has."""
    stored = WRITERS[name](tmp_path, parcels("EPSG:4490").set_crs(system, allow_override=True))
    found = features_of(stored)
    assert found.conversion.system.name == system
    expected = parcels("EPSG:4490").geometry.to_numpy()
    assert shapely.equals_exact(
        of_parts(in_order(found.features()).geometry.to_numpy()), of_parts(expected), 1e-9
    ).all()


@pytest.mark.parametrize("stored", WITH_FIELDS, indirect=True)
def test_the_same_attributes_come_back_the_same(stored: Path) -> None:
    found, written = in_order(features_of(stored).features()), parcels()
    for field in ("BSM", "名称", "DLBM"):
        assert found[field].tolist() == written[field].tolist()
    assert found["TBMJ"].tolist() == pytest.approx(written["TBMJ"].tolist())
    assert found["feature_id"].tolist() == written["BSM"].tolist()


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_the_header_says_what_reading_finds(stored: Path, request: pytest.FixtureRequest) -> None:
    source = open_source(stored, "地块")
    header, frame = source.header(), source.read()
    assert header.count == len(frame) == 4
    assert list(header.fields) == [field for field in frame.columns if field != "geometry"]
    assert frame.crs is None
    assert header.notices == ()
    if request.node.callspec.params["stored"] in WITHOUT_SYSTEM:
        assert header.crs is None
        assert header.default_crs is None
    else:
        assert reference_system(header.crs or "", "地块").name == SYSTEM
    if header.bounds is not None:
        assert header.bounds == pytest.approx(tuple(frame.total_bounds), abs=8), "float32 in an R-tree"


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_a_box_and_the_first_rows_are_rows_of_the_whole(stored: Path) -> None:
    source = open_source(stored, "地块")
    whole = source.read()
    west, south, east, north = whole.geometry.iloc[1].bounds
    box = source.read((west + 1, south + 1, east - 1, north - 1))
    assert whole.index[1] in box.index
    assert len(box) < 4
    for some in (box, source.read(limit=2), source.read((west, south, east, north), 1)):
        assert set(some.columns) == set(whole.columns)
        assert shapely.equals(some.geometry.to_numpy(), whole.loc[some.index].geometry.to_numpy()).all()
    assert source.read(limit=2).index.tolist() == whole.index[:2].tolist()


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_a_column_is_the_column_of_the_whole(stored: Path) -> None:
    source = open_source(stored, "地块")
    whole = source.read()
    for field in source.header().fields:
        assert source.column(field).tolist() == whole[field].tolist()


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_the_hash_is_of_the_content_and_the_stamp_of_its_state(stored: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(stored.parent, elsewhere, ignore=shutil.ignore_patterns("elsewhere"))
    source, copy = open_source(stored, "地块"), open_source(elsewhere / stored.name, "地块")
    stamp, digest = source.stamp(), source.sha256()
    assert copy.sha256() == digest
    changed = next(stored.glob("*.gdbtable")) if stored.is_dir() else stored
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert source.stamp() != stamp
    assert source.sha256() != digest


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_a_damaged_file_is_refused_in_one_sentence_that_names_layer_and_file(stored: Path) -> None:
    for file in stored.glob("*.gdbtable") if stored.is_dir() else [stored]:
        file.write_bytes(b"\x00\x01 no such format \xff" * 50)
    with pytest.raises(LayerFault, match="“地块”") as fault:
        features_of(stored, SYSTEM).features()
    assert stored.name in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_a_file_cut_short_is_refused_or_whole(stored: Path) -> None:
    """Never fewer parcels than were written."""
    files = sorted(stored.glob("*.gdbtable")) if stored.is_dir() else [stored]
    contents = [file.read_bytes() for file in files]
    for share in (0.3, 0.6, 0.9, 0.97):
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content[: int(len(content) * share)])
        try:
            found = features_of(stored, SYSTEM).features()
        except ToolError as fault:
            assert "“地块”" in str(fault)  # noqa: PT017 - either is right
        else:
            assert len(found) == 4


@pytest.mark.parametrize("stored", FORMATS, indirect=True)
def test_an_empty_file_is_refused(stored: Path) -> None:
    if stored.is_dir():
        for file in stored.iterdir():
            file.unlink()
    else:
        stored.write_bytes(b"")
    with pytest.raises(LayerFault, match="“地块”"):
        features_of(stored, SYSTEM).features()
