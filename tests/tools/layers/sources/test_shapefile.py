"""Shapefiles of Chinese offices: declared in one encoding, written in another, with names cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stored_layers import parcels, shapefile

from tools.crs.systems import reference_system
from tools.layers import LayerFault
from tools.layers.sources import open_source


def written(folder: Path, encoding: str, *, cpg: str | None, language: int = 0, frame: Any = None) -> Path:
    path = shapefile(folder, parcels() if frame is None else frame, encoding)
    path.with_suffix(".cpg").unlink()
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = language
    path.with_suffix(".dbf").write_bytes(table)
    return path


@pytest.mark.parametrize(
    ("encoding", "cpg", "language"),
    [("GBK", "GBK", 0), ("GBK", "936", 0), ("GBK", None, 0x4D), ("GBK", None, 0), ("GBK", None, 0x57),
     ("UTF-8", "UTF-8", 0), ("UTF-8", None, 0), ("UTF-8", "65001", 0), ("UTF-8", None, 0x57)],
)  # fmt: skip
def test_names_and_values_are_read_in_their_encoding(
    tmp_path: Path, encoding: str, cpg: str | None, language: int
) -> None:
    source = open_source(written(tmp_path, encoding, cpg=cpg, language=language), "地块")
    assert source.read()["名称"].tolist() == parcels()["名称"].tolist()
    assert source.column("名称").tolist() == parcels()["名称"].tolist()
    assert source.header().fields == ("BSM", "名称", "DLBM", "TBMJ")
    assert source.header().notices == ()


@pytest.mark.parametrize(
    ("encoding", "cpg", "language", "told"),
    [
        ("GBK", "UTF-8", 0, "声明文字是 UTF-8，实际是 GBK"),
        ("UTF-8", "GBK", 0, "声明文字是 GBK，实际是 UTF-8"),
        ("UTF-8", None, 0x4D, "声明文字是 GBK，实际是 UTF-8"),
    ],
)
def test_a_wrong_declaration_is_noticed_and_the_text_is_right(
    tmp_path: Path, encoding: str, cpg: str | None, language: int, told: str
) -> None:
    source = open_source(written(tmp_path, encoding, cpg=cpg, language=language), "地块")
    assert source.read()["名称"].tolist() == parcels()["名称"].tolist()
    (notice,) = source.header().notices
    assert notice.kind == "编码"
    assert told in notice.text
    assert "“地块”" in notice.text


@pytest.mark.filterwarnings("ignore:Normalized")
@pytest.mark.filterwarnings("ignore:Could not decode")
def test_a_field_name_cut_within_a_character_is_read(tmp_path: Path) -> None:
    frame = parcels().rename(columns={"名称": "土地利用现状"})
    source = open_source(written(tmp_path, "UTF-8", cpg="UTF-8", frame=frame), "地块")
    assert source.read()["土地利"].tolist() == frame["土地利用现状"].tolist()


def test_text_of_no_known_encoding_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path, "GBK", cpg=None)
    table = path.with_suffix(".dbf").read_bytes()
    path.with_suffix(".dbf").write_bytes(table.replace("东湖".encode("gbk"), b"\xff\xfe\xff\xff"))
    source = open_source(path, "地块")
    assert "既不是 GBK 也不是 UTF-8" in source.header().notices[0].text
    assert "�" in source.read()["名称"].iloc[0]


def test_missing_values_stay_missing(tmp_path: Path) -> None:
    frame = parcels()
    frame.loc[1, "名称"] = None
    found = open_source(written(tmp_path, "GBK", cpg=None, frame=frame), "地块").read()["名称"]
    assert found.isna().tolist() == [False, True, False, False]


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_a_missing_sidecar_is_named(tmp_path: Path, suffix: str) -> None:
    path = shapefile(tmp_path, parcels())
    path.with_suffix(suffix).unlink()
    with pytest.raises(LayerFault, match=f"缺少 {suffix}"):
        open_source(path, "地块").header()


@pytest.mark.parametrize("suffix", [".shp", ".shx", ".dbf"])
def test_a_file_copied_in_part_is_refused(tmp_path: Path, suffix: str) -> None:
    path = shapefile(tmp_path, parcels())
    content = path.with_suffix(suffix).read_bytes()
    path.with_suffix(suffix).write_bytes(content[: len(content) - 40])
    with pytest.raises(LayerFault, match="被截断"):
        open_source(path, "地块").header()


def test_sidecars_in_capitals_are_found(tmp_path: Path) -> None:
    path = shapefile(tmp_path, parcels())
    for file in list(tmp_path.iterdir()):
        file.rename(file.with_suffix(file.suffix.upper()))
    source = open_source(path.with_suffix(".SHP"), "地块")
    assert source.read()["名称"].tolist() == parcels()["名称"].tolist()
    assert source.header().crs is not None


def test_a_sidecar_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path, parcels())
    (tmp_path / "away").mkdir()
    table = path.with_suffix(".dbf")
    table.rename(tmp_path / "away" / "x.dbf")
    table.symlink_to(tmp_path / "away" / "x.dbf")
    with pytest.raises(LayerFault, match="指向别处"):
        open_source(path, "地块").header()


def test_a_changed_sidecar_changes_stamp_and_hash(tmp_path: Path) -> None:
    path = shapefile(tmp_path, parcels())
    source = open_source(path, "地块")
    stamp, digest = source.stamp(), source.sha256()
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"0601", b"0602"))
    assert source.stamp() != stamp
    assert source.sha256() != digest


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_projection_with_a_chinese_name_is_read(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, parcels())
    told = path.with_suffix(".prj").read_text().replace("CGCS2000_3_Degree_GK_Zone_38", "2000坐标系三度带38带")
    path.with_suffix(".prj").write_bytes(told.encode(encoding))
    source = open_source(path, "地块")
    assert reference_system(source.header().crs or "", "地块").name == "EPSG:4526"
    assert source.read()["名称"].tolist() == parcels()["名称"].tolist()


def test_an_empty_or_missing_projection_is_none(tmp_path: Path) -> None:
    path = shapefile(tmp_path, parcels())
    path.with_suffix(".prj").write_bytes(b" \n")
    assert open_source(path, "地块").header().crs is None
    path.with_suffix(".prj").unlink()
    assert open_source(path, "地块").header().crs is None


def test_fields_of_one_name_are_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path, parcels())
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"DLBM\0", b"TBMJ\0"))
    with pytest.raises(LayerFault, match="重名或没有名字的字段"):
        open_source(path, "地块").header()
