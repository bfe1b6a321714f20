"""Cells of polygons are those that GDAL burns, whatever the polygons."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import rasterio
import rasterio.features
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio import Affine

from tools.siting.scanline import runs_of

SIZE = 40
corner = st.integers(-5 * 64, 45 * 64).map(lambda n: n / 64)
ring = st.lists(st.tuples(corner, corner), min_size=3, max_size=9)
polygons = ring.map(shapely.Polygon).filter(lambda one: one.is_valid and one.area > 0)


def burnt(shape: shapely.Polygon) -> np.ndarray:
    runs = runs_of(np.array([shape], dtype=object), lambda points: points)
    cells = np.zeros((SIZE, SIZE), dtype=bool)
    for row, first, last in zip(runs.row, runs.first, runs.last, strict=True):
        if 0 <= row < SIZE:
            cells[row, max(first, 0) : max(last, 0)] = True
    return cells


@settings(deadline=None, max_examples=80)
@given(polygons)
def test_the_cells_are_those_whose_middle_lies_inside(shape: shapely.Polygon) -> None:
    x, y = np.meshgrid(np.arange(SIZE) + 0.5, np.arange(SIZE) + 0.5)
    clear = shapely.distance(shape.boundary, shapely.points(x, y)) > 1e-9
    assert (burnt(shape) == shapely.contains_xy(shape, x, y))[clear].all()


def test_they_are_those_that_gdal_burns() -> None:
    shape = shapely.Point(20.2, 19.7).buffer(13).difference(shapely.box(15, 15, 22, 24))
    by_gdal = rasterio.features.rasterize([shape], out_shape=(SIZE, SIZE), transform=Affine(1, 0, 0, 0, 1, 0))
    assert (burnt(shape) == by_gdal.astype(bool)).all()


def test_polygons_that_fit_share_no_cell_and_leave_none_out() -> None:
    edges = [0, 3.5, 10, 10.5, 20]
    tiles = [shapely.box(a, c, b, d) for a, b in pairwise(edges) for c, d in pairwise(edges)]
    runs = runs_of(np.array(tiles, dtype=object), lambda points: points)
    cells = np.zeros((20, 20), dtype=int)
    for row, first, last in zip(runs.row, runs.first, runs.last, strict=True):
        cells[row, first:last] += 1
    assert (cells == 1).all()
    assert runs.cells == 400


def test_no_polygons_have_no_cells() -> None:
    assert runs_of(np.zeros(0, dtype=object), lambda points: points).cells == 0
    assert runs_of(np.array([shapely.box(0.6, 0.6, 1.4, 1.4)], dtype=object), lambda p: p).cells == pytest.approx(0)
