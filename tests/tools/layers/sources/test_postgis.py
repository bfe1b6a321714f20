"""PostGIS keeps what the other formats keep, over a private server; its password is nowhere to be seen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from private_postgis import PASSWORD, Server, programs, running, store
from stored_layers import SYSTEM, parcels

from tools.layers import LayerFault, open_workspace
from tools.layers.sources import is_database, open_database
from tools.layers.stored_features import SMALL, StoredFeatures

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL with PostGIS here: apt-get install postgresql-postgis")
    with running(folder) as started:
        yield started


@pytest.fixture(autouse=True)
def password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", str(server.password_file))


def features_of(server: Server, table: str | None, system: str | None = None) -> StoredFeatures:
    return StoredFeatures("地块", lambda: open_database(server.address, "地块", table), system)


def test_the_same_parcels_and_attributes_come_back_the_same(server: Server) -> None:
    store(server, "地块", parcels(), 4526)
    found, written = features_of(server, "地块").features(), parcels("EPSG:4490")
    assert shapely.equals_exact(found.geometry.to_numpy(), written.geometry.to_numpy(), 1e-9).all()
    for field in ("BSM", "名称", "DLBM", "TBMJ"):
        assert found[field].tolist() == written[field].tolist()
    assert found["feature_id"].tolist() == written["BSM"].tolist()


def test_the_header_box_head_and_column_are_those_of_the_whole(server: Server) -> None:
    store(server, "地块", parcels(), 4526)
    source = open_database(server.address, "地块", "public.地块")
    header, whole = source.header(), source.read()
    assert (header.table, header.crs, header.count, header.indexed) == ("public.地块", SYSTEM, 4, True)
    assert header.fields == ("gid", "BSM", "名称", "DLBM", "TBMJ")
    assert header.bounds == pytest.approx(tuple(whole.total_bounds))
    box = source.read(whole.geometry.iloc[1].bounds)
    assert box.index.tolist() == whole.index[[1]].tolist()
    assert source.read(limit=2).index.tolist() == whole.index[:2].tolist()
    assert source.column("DLBM").tolist() == whole["DLBM"].tolist()


@pytest.mark.parametrize("key", [True, False])
def test_the_hash_is_of_the_rows_and_the_stamp_of_their_writing(server: Server, key: bool) -> None:
    store(server, "地块", parcels(), 4526, key=key)
    source = open_database(server.address, "地块", "地块")
    stamp, digest = source.stamp(), source.sha256()
    assert (source.stamp(), source.sha256()) == (stamp, digest)
    with server.connect() as database:
        database.execute("""UPDATE "地块" SET "TBMJ" = 1 WHERE "BSM" LIKE '%4'""")
        database.execute("SELECT pg_stat_force_next_flush()")
    assert source.sha256() != digest
    assert _soon(lambda: source.stamp() != stamp)


def _soon(happens: Any) -> bool:
    ends = time.monotonic() + 15
    while not happens():
        if time.monotonic() > ends:
            return False
        time.sleep(0.2)
    return True


def test_a_table_that_changes_while_it_is_read_is_refused(server: Server) -> None:
    store(server, "地块", parcels(), 4526)
    stored = features_of(server, "地块")
    assert len(stored.features()) == 4
    assert not stored.changed
    with server.connect() as database:
        database.execute("""DELETE FROM "地块" WHERE "BSM" LIKE '%4'""")
        database.execute("SELECT pg_stat_force_next_flush()")
    assert _soon(lambda: stored.changed)
    with pytest.raises(LayerFault, match="在读取期间被改动"):
        stored.column("BSM")


def test_a_box_is_found_by_the_index(server: Server) -> None:
    store(server, "grid", squares(SMALL + 5_000), 4526)
    with server.connect() as database:
        database.execute("SET enable_seqscan = on")
        plan = database.execute(
            "EXPLAIN SELECT ST_AsBinary(geom) FROM grid WHERE geom && ST_MakeEnvelope(%s, %s, %s, %s, 4526)",
            (38_500_000, 3_300_000, 38_500_100, 3_300_100),
        ).fetchall()
    assert "Index" in str(plan)
    stored = features_of(server, "grid")
    box = stored.conversion.place_bounds((38_500_000, 3_300_000, 38_500_300, 3_300_300))
    assert 25 <= len(stored.features(box)) <= 36
    assert len(stored.features()) == SMALL + 5_000


def squares(count: int) -> Any:
    side = int(np.ceil(count**0.5))
    x, y = np.divmod(np.arange(count), side)
    shapes = shapely.box(38_500_000 + x * 60, 3_300_000 + y * 60, 38_500_050 + x * 60, 3_300_050 + y * 60)
    return geopandas.GeoDataFrame({"BSM": [f"{n:018}" for n in range(count)]}, geometry=shapes, crs=SYSTEM)


def test_several_tables_and_none_named_are_asked_back(server: Server) -> None:
    for table in ("地块", "另一张"):
        store(server, table, parcels(), 4526)
    with pytest.raises(LayerFault, match=r"个图层：.*public\.地块.*请指明"):
        features_of(server, None).features()
    with pytest.raises(LayerFault, match=r"没有“地快”；相近的有：.*地块"):
        features_of(server, "地快").features()


def test_the_name_of_a_table_is_never_part_of_the_query(server: Server) -> None:
    hostile = 'x"; DROP TABLE "地块"; --'
    store(server, "地块", parcels(), 4526)
    store(server, hostile, parcels().rename(columns={"名称": "na'me\"; --"}), 4526)
    assert features_of(server, hostile).features()["na'me\"; --"].tolist() == parcels()["名称"].tolist()
    with pytest.raises(LayerFault, match="没有"):
        features_of(server, "地块; SELECT 1").features()
    assert len(features_of(server, "地块").features()) == 4


def test_nothing_can_be_written_through_a_layer(server: Server) -> None:
    store(server, "地块", parcels(), 4526)
    with server.connect("owner") as database:
        database.execute("""CREATE OR REPLACE FUNCTION writes() RETURNS text LANGUAGE plpgsql AS
            $$ BEGIN DELETE FROM "地块"; RETURN 'x'; END $$""")
        database.execute("""CREATE OR REPLACE VIEW trap AS SELECT writes() AS field, geom FROM "地块" """)
        database.execute("GRANT SELECT ON trap TO steward")
    with pytest.raises(LayerFault, match="25006"):
        features_of(server, "trap").features()
    assert len(features_of(server, "地块").features()) == 4


def test_a_geometry_without_system_must_be_declared(server: Server) -> None:
    store(server, "local", parcels().set_crs(None, allow_override=True), 0)
    with pytest.raises(Exception, match="没有写明坐标系"):
        features_of(server, "local").features()
    assert len(features_of(server, "local", SYSTEM).features()) == 4


def test_arcs_come_as_lines(server: Server) -> None:
    with server.connect() as database:
        database.execute("DROP TABLE IF EXISTS round")
        database.execute("CREATE TABLE round (gid serial PRIMARY KEY, geom geometry(CurvePolygon, 4526))")
        database.execute(
            "INSERT INTO round (geom) VALUES (ST_GeomFromText('CURVEPOLYGON(CIRCULARSTRING(38500000 3300100,"
            "38500100 3300000,38500000 3299900,38499900 3300000,38500000 3300100))', 4526))"
        )
    shape = open_database(server.address, "圆", "round").read().geometry.iloc[0]
    assert shape.area == pytest.approx(np.pi * 100**2, rel=1e-4)


def test_a_database_out_of_reach_is_said_within_seconds(server: Server) -> None:
    address = server.address.replace(str(server.port), "1")
    started = time.perf_counter()
    with pytest.raises(LayerFault, match=r"连不上数据库 127\.0\.0\.1/county"):
        open_database(address, "地块", "地块").header()
    assert time.perf_counter() - started < 10


def test_a_database_that_comes_back_is_read(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store(server, "地块", parcels(), 4526)
    stored = features_of(server, "地块")
    with monkeypatch.context() as away:
        away.setenv("PGPASSFILE", str(tmp_path / "none"))
        with pytest.raises(LayerFault, match="连不上"):
            stored.features()
    assert len(stored.features()) == 4


def test_the_password_is_in_no_manifest_message_or_repr(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(server, "地块", parcels(), 4526)
    written = server.address.replace("steward@", f"steward:{PASSWORD}@")
    assert is_database(written)
    with pytest.raises(LayerFault, match="不能写数据库口令") as fault:
        open_database(written, "地块", "地块")
    told = [str(fault.value)]
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with pytest.raises(LayerFault, match="连不上") as fault:
        features_of(server, "地块").features()
    told += [str(fault.value), repr(fault.value.__cause__), repr(fault.value.__context__)]
    assert not any(PASSWORD in text for text in told)


def test_a_workspace_reads_a_table_beside_files(server: Server, tmp_path: Path) -> None:
    store(server, "地块", parcels(), 4526)
    manifest = (
        f'region = "999901"\nname = "示例县"\n[[layer]]\nname = "库里的"\nkind = "DLTB"\nfile = "{server.address}"\n'
        'table = "地块"\n[[layer]]\nname = "没权限"\nfile = "postgresql://nobody@127.0.0.1:1/x"\n'
    )
    (tmp_path / "workspace.toml").write_text(manifest, encoding="utf-8")
    workspace = open_workspace(tmp_path)
    layer = workspace.layer("库里的")
    assert (layer.crs, layer.code_scheme, len(layer.features())) == (SYSTEM, "三调", 4)
    assert layer.path == tmp_path / "workspace.toml"
    assert PASSWORD not in repr(layer)
    assert workspace.standing("DLTB").state == "held"
    with pytest.raises(LayerFault, match="连不上"):
        workspace.layer("没权限").features()
