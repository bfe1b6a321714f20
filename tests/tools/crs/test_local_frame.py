"""A local frame in metres."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from tools.crs import LocalFrame


def test_lengths_in_the_frame_are_lengths_on_the_ground() -> None:
    line = shapely.LineString([(113.30, 34.10), (113.31, 34.12), (113.28, 34.13)])
    ground = Geod(a=6378137, rf=298.257222101).geometry_length(line)
    assert LocalFrame.around(line).to_metres(line).length == pytest.approx(ground, rel=1e-6)


def test_there_and_back_is_the_same_place() -> None:
    shapes = np.array([shapely.Point(113.3, 34.1), shapely.box(113.2, 34.0, 113.4, 34.2)])
    frame = LocalFrame.around(shapes)
    back = frame.to_degrees(frame.to_metres(shapes))
    assert shapely.equals_exact(back, shapes, tolerance=1e-11).all()


def test_nowhere_has_no_frame() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        LocalFrame.around(shapely.Polygon())
