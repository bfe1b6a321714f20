"""Formats in which a layer of the county may lie: each keeps its words, its system, and its bytes."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from tools.demo_county.sheet import features
from tools.demo_county.store import frozen_time, write_features

SQUARE = shapely.box(533_000, 3_500_000, 533_100, 3_500_100)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".parquet", ".geojson"])
@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4526", "EPSG:4547"])
def test_a_layer_is_what_was_written_in_every_format(tmp_path: Path, suffix: str, crs: str) -> None:
    paths = [tmp_path / name / f"layer{suffix}" for name in ("one", "other")]
    with frozen_time():
        for path in paths:
            write_features(features([SQUARE], JB=["一级保护区"], MJ=[10_000.0]), path, crs, None)
    read = geopandas.read_parquet(paths[0]) if suffix == ".parquet" else geopandas.read_file(paths[0])
    assert (read.JB[0], read.MJ[0]) == ("一级保护区", 10_000.0)
    assert read.crs.to_epsg() == int(crs[5:])
    assert shapely.hausdorff_distance(read.to_crs(4547).geometry[0], SQUARE) < 1e-5
    assert [path.read_bytes() for path in sorted(paths[0].parent.iterdir())] == [
        path.read_bytes() for path in sorted(paths[1].parent.iterdir())
    ]


def test_a_shapefile_is_in_gbk_as_surveyors_send_it(tmp_path: Path) -> None:
    path = tmp_path / "layer.shp"
    with frozen_time():
        write_features(features([SQUARE], JB=["一级保护区"]), path, "EPSG:4526", None)
    assert path.with_suffix(".cpg").read_text() == "GBK"
    assert "一级保护区".encode("gbk") in path.with_suffix(".dbf").read_bytes()
