"""The county is whole or not there, the same each time, and never takes another folder's place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas
import pytest
import shapely

from tools import ToolError
from tools.demo_county import build_demo


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_parcels_are_as_many_as_wanted_and_cover_the_county_once(demo_county: Path) -> None:
    parcels = geopandas.read_file(demo_county / "survey.gpkg", layer="DLTB")
    county = geopandas.read_file(demo_county / "admin.gpkg", layer="XZQ_X")
    assert len(parcels) == 2_000
    assert shapely.coverage_is_valid(parcels.geometry.to_numpy())
    assert parcels.TBMJ.sum() == pytest.approx(county.DCMJ.sum(), abs=11)


def test_the_same_county_is_the_same_bytes_and_takes_the_place_of_a_former_one(
    demo_county: Path, tmp_path: Path
) -> None:
    place = tmp_path / "county"
    place.mkdir()
    (place / "stale.gpkg").write_text("of another version")
    (place / "contents.json").write_text('["contents.json", "stale.gpkg"]')
    assert hashes(build_demo(place, 2_000)) == hashes(demo_county)
    assert [path.name for path in tmp_path.iterdir()] == ["county"]


@pytest.mark.long
@pytest.mark.parametrize(("parcels", "seed"), [(1_500, 1), (5_000, 7)])
def test_a_county_of_any_size_and_seed_is_the_same_bytes(tmp_path: Path, parcels: int, seed: int) -> None:
    one, other = (build_demo(tmp_path / name, parcels, seed) for name in ("one", "other"))
    assert hashes(one) == hashes(other)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(ToolError, match="已有别的文件"):
        build_demo(tmp_path, 2_000)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_former_county_with_a_file_of_somebody_s_own_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "my site.geojson").write_text("keep me")
    (tmp_path / "contents.json").write_text('["contents.json"]')
    with pytest.raises(ToolError, match=r"projects/my site\.geojson"):
        build_demo(tmp_path, 2_000)
    assert (tmp_path / "projects" / "my site.geojson").read_text() == "keep me"


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "county").write_text("keep me")
    with pytest.raises(ToolError, match="是一个文件"):
        build_demo(tmp_path / "county", 2_000)


def test_a_folder_in_no_folder_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="没有文件夹"):
        build_demo(tmp_path / "missing" / "county", 2_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("parcels", "seed", "said"), [(10, 1, "1500"), (2_000_000, 1, "1000000"), (2_000, -1, "种子")])
def test_a_size_or_a_seed_that_cannot_be_is_refused(tmp_path: Path, parcels: int, seed: int, said: str) -> None:
    with pytest.raises(ToolError, match=said):
        build_demo(tmp_path / "county", parcels, seed)


def test_a_county_that_fails_midway_leaves_nothing(tmp_path: Path) -> None:
    def stop(what: str, *_: int) -> None:
        if what == "写入图层":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path / "county", 1_500, progress=stop)
    assert list(tmp_path.iterdir()) == []
