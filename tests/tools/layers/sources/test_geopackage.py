"""GeoPackages that software wrote past their triggers: nothing that is stored is missed."""

from __future__ import annotations

import math
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from stored_layers import EAST, NORTH, SYSTEM, geopackage, parcels

from tools.layers import LayerFault
from tools.layers.sources import ogr, open_source
from tools.layers.stored_features import StoredFeatures

FAR = shapely.box(EAST + 5_000, NORTH, EAST + 5_100, NORTH + 100)


def past_the_triggers(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(path)) as database:
        triggers = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for trigger in triggers:
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement, values in statements:
            database.execute(statement, values)
        database.commit()


def blob(shape: shapely.Geometry | bytes) -> bytes:
    stored = shape if isinstance(shape, bytes) else shapely.to_wkb(shape)
    return b"GP\x00\x01" + struct.pack("<i", 4526) + stored


INSERT = 'INSERT INTO "地块" (geom, BSM) VALUES (?, ?)'


def features_of(path: Path) -> StoredFeatures:
    return StoredFeatures("地块", lambda: open_source(path, "地块"))


def test_a_row_missing_from_index_and_count_is_found(tmp_path: Path) -> None:
    path = geopackage(tmp_path, parcels())
    past_the_triggers(path, (INSERT, (blob(FAR), "x")))
    header = open_source(path, "地块").header()
    assert (header.count, header.indexed) == (5, False)
    stored = features_of(path)
    assert len(stored.features()) == 5
    box = stored.conversion.place_bounds(FAR.bounds)
    assert stored.features(box)["feature_id"].tolist() == ["x"]


def test_a_row_without_geometry_leaves_the_index_whole(tmp_path: Path) -> None:
    frame = parcels()
    frame.loc[2, "geometry"] = None
    header = open_source(geopackage(tmp_path, frame), "地块").header()
    assert (header.count, header.indexed) == (4, True)


def test_the_extent_is_that_of_the_features_not_of_the_contents_table(tmp_path: Path) -> None:
    path = geopackage(tmp_path, parcels())
    past_the_triggers(path, ("UPDATE gpkg_contents SET min_x = 0, min_y = 0, max_x = 1, max_y = 1", ()))
    header = open_source(path, "地块").header()
    assert header.bounds == pytest.approx(tuple(parcels().total_bounds), abs=8)
    assert len(features_of(path).features()) == 4


def test_an_extent_of_many_pages_is_that_of_all(tmp_path: Path) -> None:
    shapes = [shapely.box(EAST + i * 10, NORTH + i % 7, EAST + i * 10 + 5, NORTH + 9) for i in range(3_000)]
    frame = geopandas.GeoDataFrame({"BSM": [str(i) for i in range(3_000)]}, geometry=shapes, crs=SYSTEM)
    path = tmp_path / "many.gpkg"
    pyogrio.write_dataframe(frame, path)
    assert open_source(path, "地块").header().bounds == pytest.approx(tuple(frame.total_bounds), abs=8)


@pytest.mark.parametrize("few", [0, 20_000], ids=["Arrow", "plainly"])
def test_arcs_come_as_lines_that_lose_no_area_worth_naming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(ogr, "_FEW", few)
    radius = 100.0
    around = [(EAST - radius, NORTH), (EAST, NORTH + radius), (EAST + radius, NORTH), (EAST, NORTH - radius)]
    ring = b"".join(struct.pack("<dd", *point) for point in [*around, around[0]])
    curved = struct.pack("<BII", 1, 10, 1) + struct.pack("<BII", 1, 8, 5) + ring
    path = geopackage(tmp_path, parcels().iloc[:1])
    past_the_triggers(
        path,
        ('DELETE FROM "地块"', ()),
        (INSERT, (blob(curved), "圆")),
        ("UPDATE gpkg_ogr_contents SET feature_count = 1", ()),
    )
    shape = open_source(path, "地块").read().geometry.iloc[0]
    assert shape.area == pytest.approx(math.pi * radius**2, rel=1e-5)


@pytest.mark.parametrize(
    "ring",
    [
        [(EAST, NORTH), (EAST + 9, NORTH), (EAST + 9, NORTH + 9)],
        [(EAST, NORTH), (EAST, NORTH)],
    ],
    ids=["不闭合", "两个点"],
)
def test_a_ring_that_is_none_is_named_by_its_row(tmp_path: Path, ring: list[tuple[float, float]]) -> None:
    stored = struct.pack("<BIII", 1, 3, 1, len(ring)) + b"".join(struct.pack("<dd", *point) for point in ring)
    path = geopackage(tmp_path, parcels())
    past_the_triggers(path, (INSERT, (blob(stored), "x")))
    with pytest.raises(LayerFault, match="“地块”的第 5 号图形不成图形"):
        features_of(path).features()


def test_a_table_with_quotes_in_its_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    pyogrio.write_dataframe(parcels(), path, layer="地块\"; DROP TABLE x; --'")
    source = open_source(path, "地块")
    assert source.header().indexed
    assert len(source.read()) == 4


def test_several_tables_and_none_named_are_asked_back_with_their_names(tmp_path: Path) -> None:
    path = geopackage(tmp_path, parcels())
    pyogrio.write_dataframe(parcels(), path, layer="另一层", append=True)
    with pytest.raises(LayerFault, match=r"有 2 个图层：地块、另一层；请指明"):
        open_source(path, "地块").header()
    assert open_source(path, "地块", "另一层").header().count == 4
    with pytest.raises(LayerFault, match="没有“另一曾”；相近的有：另一层"):
        open_source(path, "地块", "另一曾").header()


def test_a_field_called_geometry_is_kept(tmp_path: Path) -> None:
    path = geopackage(tmp_path, parcels().rename_geometry("geom").rename(columns={"名称": "geometry"}))
    assert open_source(path, "地块").read()["geometry_field"].tolist() == parcels()["名称"].tolist()
