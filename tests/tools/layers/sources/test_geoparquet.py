"""GeoParquet: what its metadata say of the reference system, and native encodings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as parquet
import pyproj
import pytest
import shapely
from stored_layers import SYSTEM, geoparquet, parcels

from tools.layers import LayerFault
from tools.layers.sources import open_source
from tools.layers.stored_features import StoredFeatures


def told(path: Path, **changed: Any) -> Path:
    """The same file with other metadata of its geometry; None takes a key away."""
    table = parquet.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"]["geometry"]
    for key, value in changed.items():
        column[key] = value
        if value == "absent":
            del column[key]
    parquet.write_table(table.replace_schema_metadata({b"geo": json.dumps(geo).encode()}), path)
    return path


def test_a_missing_crs_is_wgs84_by_default_and_a_null_one_is_none(tmp_path: Path) -> None:
    path = geoparquet(tmp_path, parcels())
    missing = open_source(told(path, crs="absent"), "地块").header()
    assert (missing.crs, missing.default_crs) == (None, "OGC:CRS84")
    null = open_source(told(path, crs=None), "地块").header()
    assert (null.crs, null.default_crs) == (None, None)


def test_projjson_without_a_number_is_known(tmp_path: Path) -> None:
    written = json.loads(pyproj.CRS.from_user_input(SYSTEM).to_json())
    written.pop("id")
    stored = StoredFeatures("地块", lambda: open_source(told(geoparquet(tmp_path, parcels()), crs=written), "地块"))
    assert stored.conversion.system.name == SYSTEM


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_native_geometries_are_read_as_wkb_is(tmp_path: Path) -> None:
    frame = parcels().iloc[[0, 1, 3]]
    path = tmp_path / "native.parquet"
    frame.to_parquet(path, geometry_encoding="geoarrow")
    source = open_source(path, "地块")
    assert shapely.equals(source.read().geometry.to_numpy(), frame.geometry.to_numpy()).all()
    assert source.read()["BSM"].tolist() == frame["BSM"].tolist()
    assert len(source.read(limit=2)) == 2


def test_boxes_that_only_serve_a_filter_are_no_fields(tmp_path: Path) -> None:
    path = tmp_path / "covered.parquet"
    parcels().to_parquet(path, write_covering_bbox=True)
    source = open_source(path, "地块")
    assert source.header().fields == ("BSM", "名称", "DLBM", "TBMJ")
    assert "bbox" not in source.read().columns


def test_an_index_that_was_written_is_a_field(tmp_path: Path) -> None:
    path = tmp_path / "indexed.parquet"
    parcels().set_index("BSM").to_parquet(path)
    source = open_source(path, "地块")
    assert source.read()["BSM"].tolist() == parcels()["BSM"].tolist()
    assert "BSM" in source.header().fields


def test_a_table_without_geometry_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "plain.parquet"
    parquet.write_table(pyarrow.table({"a": [1]}), path)
    with pytest.raises(LayerFault, match="不是 GeoParquet"):
        open_source(path, "地块").header()


@pytest.mark.parametrize("geo", [b"{}", b"[1]", b"{", b'{"columns": {}, "primary_column": "g"}', b'"x"'])
def test_broken_metadata_are_refused(tmp_path: Path, geo: bytes) -> None:
    path = geoparquet(tmp_path, parcels())
    parquet.write_table(parquet.read_table(path).replace_schema_metadata({b"geo": geo}), path)
    with pytest.raises(LayerFault, match="“地块”"):
        open_source(path, "地块").read()


def test_bytes_that_are_no_geometry_are_named_by_row(tmp_path: Path) -> None:
    path = geoparquet(tmp_path, parcels())
    table = parquet.read_table(path)
    stored = [*table.column("geometry").to_pylist()[:3], b"\x01\x03\x00\x00\x00nonsense"]
    changed = table.set_column(4, "geometry", pyarrow.array(stored))
    parquet.write_table(changed.replace_schema_metadata(table.schema.metadata), path)
    with pytest.raises(LayerFault, match="第 3 号图形不成图形"):
        open_source(path, "地块").read()
