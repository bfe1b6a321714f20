"""Archives: what offices send is read, what attackers send is refused, and nothing is written but in our own folder."""

from __future__ import annotations

import gc
import io
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_layers import GbkInfo, coordinate_text, geojson, geopackage, parcels, shapefile, zipped, zipped_shapefile

from tools.layers import LayerFault
from tools.layers.sources import archive, open_source


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where archives are unpacked; everything else must stay as it is."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    gc.collect()
    assert list(folder.iterdir()) == [], "unpacked files are gone with the layer"


def members(folder: Path, name: str = "地块") -> list[tuple[str, bytes]]:
    inner = folder / f"inner-{name}"
    inner.mkdir()
    shapefile(inner, parcels())
    return [(f"{name}{file.suffix}", file.read_bytes()) for file in sorted(inner.iterdir())]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("folder", ["", "红线成果/", "一级\\二级\\"])
def test_names_in_gbk_and_folders_of_windows_are_read(tmp_path: Path, encoding: str, folder: str) -> None:
    files = [(folder + name, content) for name, content in members(tmp_path)]
    source = open_source(zipped(tmp_path / "x.zip", files, encoding), "地块")
    assert source.read()["名称"].tolist() == parcels()["名称"].tolist()


def test_several_layers_and_none_named_are_asked_back_with_their_real_names(tmp_path: Path) -> None:
    files = [(f"成果/{name}", content) for name, content in [*members(tmp_path), *members(tmp_path, "另一块")]]
    path = zipped(tmp_path / "x.zip", files)
    with pytest.raises(LayerFault, match=r"压缩包 x\.zip有 2 个图层：成果/另一块\.shp、成果/地块\.shp|里有 2 个图层"):
        open_source(path, "地块").header()
    for named in ("另一块", "成果/另一块.shp"):
        assert len(open_source(path, "地块", named).read()) == 4
    with pytest.raises(LayerFault, match="没有“不在”"):
        open_source(path, "地块", "不在").header()


def test_other_formats_and_other_files_in_an_archive_are_no_hindrance(tmp_path: Path) -> None:
    for write in (geopackage, geojson):
        stored = write(tmp_path, parcels())
        files = [(stored.name, stored.read_bytes()), ("说明.docx", b"x"), ("__MACOSX/._地块.shp", b"x")]
        assert len(open_source(zipped(tmp_path / "x.zip", files), "地块").read()) == 4


def test_a_readme_beside_a_layer_is_no_layer_but_alone_may_be_one(tmp_path: Path) -> None:
    notes = ("说明.txt", "图斑说明".encode("gbk"))
    assert len(open_source(zipped(tmp_path / "x.zip", [*members(tmp_path), notes]), "地块").read()) == 4
    stored = coordinate_text(tmp_path, parcels())
    alone = zipped(tmp_path / "y.zip", [("界址点.txt", stored.read_bytes())])
    assert len(open_source(alone, "地块").read()) == 4


def test_an_archive_without_a_layer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayerFault, match=r"压缩包 x\.zip里没有图层"):
        open_source(zipped(tmp_path / "x.zip", [("说明.docx", b"x")]), "地块").header()


@pytest.mark.parametrize(
    "hostile",
    [
        "../地块.shp",
        "a/../../地块.shp",
        "/etc/地块.shp",
        "..\\地块.shp",
        "C:\\地块.shp",
        "C:/地块.shp",
        "地块.gdb/../../x",
    ],
)
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, hostile: str) -> None:
    path = zipped(tmp_path / "x.zip", [*members(tmp_path), (hostile, b"x")])
    before = sorted(tmp_path.parent.rglob("*"))
    with pytest.raises(LayerFault, match="指向文件夹以外的路径"):
        open_source(path, "地块").read()
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as packed:
        link = GbkInfo(b"a.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(LayerFault, match="里有链接"):
        open_source(path, "地块").read()


def test_an_archive_that_swells_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "SWELLING_FROM", 50 << 20)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.shp", bytes(60 << 20))
    with pytest.raises(LayerFault, match=r"解开后有 0\.1 GB、1 个文件，超过限度"):
        open_source(path, "地块").read()


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members(tmp_path):
            packed.writestr(name, content)
    content = bytearray(stored.getvalue())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (5).to_bytes(4, "little")
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(LayerFault, match="“地块”：压缩包 x"):
        open_source(path, "地块").read()


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(LayerFault, match="超过限度"):
        open_source(zipped_shapefile(tmp_path, parcels()), "地块").read()


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped_shapefile(tmp_path, parcels())
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + at] |= 1
            start += 1
    path.write_bytes(content)
    with pytest.raises(LayerFault, match="加了密码"):
        open_source(path, "地块").read()


def test_the_hash_is_of_the_archive(tmp_path: Path) -> None:
    path = zipped_shapefile(tmp_path, parcels())
    source = open_source(path, "地块")
    digest = source.sha256()
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("readme", b"x")
    assert source.sha256() != digest
