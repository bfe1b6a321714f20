"""Geometries taken apart, mended, and told what is wrong with them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from tools.layers.shapes import flattened, repaired, why_broken

SQUARE = shapely.box(0, 0, 1, 1)


def one(shape: shapely.Geometry) -> np.ndarray:
    return np.array([shape], dtype=object)


def test_nested_collections_become_multi_geometries_of_their_largest_dimension() -> None:
    nested = shapely.GeometryCollection(
        [shapely.GeometryCollection([SQUARE, shapely.MultiPolygon([shapely.box(2, 0, 3, 1)])]), shapely.Point(5, 5)]
    )
    (shape,), mixed = flattened(one(nested))
    assert (shape.geom_type, shape.area, mixed) == ("MultiPolygon", 2, 1)
    (points,), mixed = flattened(one(shapely.GeometryCollection([shapely.Point(0, 0), shapely.Point(1, 1)])))
    assert (points.geom_type, mixed) == ("MultiPoint", 0)
    (nothing,), mixed = flattened(one(shapely.GeometryCollection()))
    assert (nothing.is_empty, mixed) == (True, 0)


def test_what_is_no_collection_is_left_as_it_is() -> None:
    shapes = one(SQUARE)
    found, _ = flattened(shapes)
    assert found is shapes


def test_only_broken_polygons_are_mended() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    line = shapely.LineString([(0, 0), (0, 0)])
    shapes = np.array([SQUARE, bow, line], dtype=object)
    found = repaired(shapes, shapely.is_valid(shapes))
    assert found[0] is SQUARE
    assert found[1].area == 0.5
    assert found[2] is line
    assert shapes[1] is bow, "what was given is not changed"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "自相交（0.500000, 0.500000）"),
        (shapely.Polygon([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 1), (0, 0)]), "环自相交"),
        (shapely.Polygon([(0, 0), (1, 0), (0, 0)]), "点太少，围不成面"),
        (shapely.Polygon(SQUARE.exterior, [shapely.box(3, 3, 4, 4).exterior]), "洞在外环以外"),
        (shapely.MultiPolygon([SQUARE, shapely.box(0.2, 0.2, 0.4, 0.4)]), "外环里有外环"),
        (
            shapely.Polygon(
                [(0, 0), (4, 0), (4, 4), (0, 4)],
                [shapely.box(1, 1, 3, 3).exterior, shapely.box(1.5, 1.5, 2, 2).exterior],
            ),
            "洞里有洞",
        ),
    ],
)
def test_what_is_broken_is_said_in_chinese_with_its_place(shape: shapely.Geometry, said: str) -> None:
    assert why_broken(shape).startswith(said)
