"""Measuring what is stored with pyproj and GEOS, by none of the county's own code."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyproj
import shapely

from tools.layers import Workspace, open_workspace

GEOD = pyproj.Geod(a=6378137.0, rf=298.257222101)
TOLERANCE_M2, TOLERANCE_SHARE = 1.0, 0.005


def area(shape: Any) -> float:
    """m² on the CGCS2000 ellipsoid of a shape in degrees, by geodesics."""
    if shape.is_empty or shapely.get_dimensions(shape) < 2:
        return 0.0
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    return sum(abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(part))[0]) for part in parts)


def areas(shapes: Any) -> np.ndarray:
    return np.array([area(shape) for shape in shapes])


def near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= max(TOLERANCE_M2, TOLERANCE_SHARE * wanted)


class Stored:
    """The county's folder, read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trees: dict[str, tuple[Any, shapely.STRtree]] = {}

    @cached_property
    def workspace(self) -> Workspace:
        return open_workspace(self.folder)

    def newest(self, kind: str) -> Any:
        """Features of the newest edition of a kind."""
        layers = sorted(self.workspace.of_kind(kind), key=lambda layer: str(layer.edition))
        return layers[-1].features()

    def overlaps(self, kind: str, shape: Any) -> tuple[Any, Any]:
        """(features of the kind that meet a shape, the pieces they have in common)."""
        if kind not in self._trees:
            features = self.newest(kind)
            self._trees[kind] = features, shapely.STRtree(features.geometry.to_numpy())
        features, tree = self._trees[kind]
        met = np.sort(tree.query(shape, predicate="intersects"))
        return features.iloc[met], shapely.intersection(features.geometry.to_numpy()[met], shape)

    def entered(self, kind: str, shape: Any) -> float:
        """m² of a shape that features of a kind take together."""
        _, pieces = self.overlaps(kind, shape)
        return area(shapely.union_all(pieces)) if len(pieces) else 0.0

    def metres(self, name: str) -> geopandas.GeoDataFrame:
        """A layer by name in EPSG:4547."""
        return self.workspace.layer(name).features().to_crs(4547)
