"""The county is whole or not there, and never takes another folder's place."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from tools import ToolError
from tools.demo_county import build_demo


def test_the_parcels_are_as_many_as_wanted_and_cover_the_county_once(demo_county: Path) -> None:
    parcels = geopandas.read_file(demo_county / "survey.gpkg", layer="DLTB")
    county = geopandas.read_file(demo_county / "admin.gpkg", layer="XZQ_X")
    assert len(parcels) == 2_000
    assert shapely.coverage_is_valid(parcels.geometry.to_numpy())
    assert parcels.TBMJ.sum() == pytest.approx(county.DCMJ.sum(), abs=11)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(ToolError, match="已有别的文件"):
        build_demo(tmp_path, 2_000)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
