"""Whatever polygons, wherever in China, in whichever zone and format they are kept: they are the same polygons."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from stored_layers import WITHOUT_SYSTEM, WRITERS, parcel_text

from tools.crs import LocalFrame, ellipsoidal_area
from tools.crs.conversion import Conversion
from tools.crs.zones import zone_system
from tools.layers import read_site


def drawn(lon: float, lat: float, seed: int) -> np.ndarray:
    """Three crooked plots side by side, one with a hole, one of two parts; EPSG:4490."""
    chance = np.random.default_rng(seed)
    shapes = []
    for place in range(4):
        corners = int(chance.integers(3, 12))
        turn = (np.arange(corners) + chance.uniform(0, 0.8, corners)) / corners * 2 * np.pi
        away = chance.uniform(40, 100, corners)
        middle = np.array([place * 250.0, 0.0])
        ring = np.c_[away * np.cos(turn), away * np.sin(turn)]
        inner = [ring * 0.3 + middle] if place == 1 and corners > 4 else []
        shapes.append(shapely.Polygon(ring + middle, [hole for hole in inner if shapely.Polygon(hole).is_valid]))
    plots = np.array([*shapes[:2], shapely.MultiPolygon(shapes[2:])], dtype=object)
    return LocalFrame(lon, lat).to_degrees(plots[shapely.is_valid(plots)])


@given(
    st.floats(73.8, 134.7), st.floats(4, 53), st.sampled_from([3, 6]), st.booleans(), st.integers(0, 1 << 30), st.data()
)
@hypothesis_settings(max_examples=12)
def test_the_same_polygons_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    lon: float,
    lat: float,
    width: int,
    prefixed: bool,
    seed: int,
    data: st.DataObject,
) -> None:
    zone = min(max(round(lon / 3), 25), 45) if width == 3 else int(lon // 6) + 1
    system = zone_system(zone, width, prefixed=prefixed)
    assert system is not None
    plots = drawn(lon, lat, seed)
    frame = geopandas.GeoDataFrame(
        {"名称": [f"地块{n}" for n in range(len(plots))], "DLBM": ["0101"] * len(plots)}, geometry=plots, crs=4490
    ).to_crs(system)
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 0.001, mode="pointwise")
    expected = ellipsoidal_area(Conversion.of(system, "").to_cgcs2000(frame.geometry.to_numpy()))
    folder = tmp_path_factory.mktemp("formats")
    for name in data.draw(st.lists(st.sampled_from(sorted(WRITERS)), min_size=3, max_size=4, unique=True)):
        found = kept_as(name, folder, frame, system, width, zone)
        areas = ellipsoidal_area(found)
        assert sorted(areas) == pytest.approx(sorted(expected), rel=1e-6), name
        assert shapely.total_bounds(found) == pytest.approx(frame.to_crs(4490).total_bounds, abs=1e-9), name
    shutil.rmtree(folder)


def kept_as(name: str, folder: Path, frame: geopandas.GeoDataFrame, system: str, width: int, zone: int) -> np.ndarray:
    place = folder / name
    place.mkdir()
    if name == "报批坐标":
        path = place / "地块.txt"
        path.write_text(parcel_text(frame, 几度分带=str(width), 带号=str(zone)), encoding="utf-8")
    else:
        path = WRITERS[name](place, frame)
    shapes: np.ndarray = read_site(path, crs=system if name in WITHOUT_SYSTEM else None).features().geometry.to_numpy()
    return shapes
