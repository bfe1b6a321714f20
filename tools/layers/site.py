"""The site somebody asks about (项目用地): one or several polygons, let in only when their place is beyond doubt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from ..crs.ellipsoid import ellipsoidal_area
from .faults import LayerFault
from .layer import Layer
from .sources import open_source
from .stored_features import StoredFeatures
from .workspace import Workspace

LARGEST_SITE_M2 = 1e10
"""10,000 km²: larger than most counties, so a mistake and not a site."""


def read_site(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    repair: bool = False,
    workspace: Workspace | None = None,
) -> Layer:
    """One or several polygons as a layer in EPSG:4490; ToolError, never a guess, where something is in doubt.

    `layer` names the one meant where a file holds several; `crs` says what the file does not.
    """
    name = path.stem
    stored = StoredFeatures(name, lambda: open_source(path, name, layer), crs, repair=repair)
    site = Layer(name, None, None, "", 0, None, path, stored)
    features = site.features()
    shapes = features.geometry.to_numpy()
    polygons = np.isin(shapely.get_type_id(shapes), [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON])
    if not len(shapes) or not polygons.all():
        raise LayerFault(f"“{name}”里要的是面，却有空图形或点、线；请只留下用地范围的面")
    if not features["valid"].all():
        raise LayerFault(f"“{name}”的图形自相交；请修好，或允许修复（repair）")
    area = float(ellipsoidal_area(shapes).sum())
    if area == 0 or area > LARGEST_SITE_M2:
        raise LayerFault(f"“{name}”的面积是 {area:.0f} 平方米，不像一块用地；请检查坐标")
    boundary = workspace.boundary if workspace else None
    if boundary is not None and not shapely.intersects(boundary, shapes).any():
        raise LayerFault(f"“{name}”不在{workspace.name if workspace else ''}范围内；请检查坐标系和带号")
    return site
