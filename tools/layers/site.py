"""The site somebody asks about (项目用地): one or several polygons, let in only when their place is beyond doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..crs.ellipsoid import Floats, ellipsoidal_area
from ..crs.faults import one_line
from .faults import LayerFault
from .layer import Layer
from .notices import Notice
from .shapes import Shapes, are_polygons, why_broken
from .sources import open_source
from .stored_features import StoredFeatures
from .workspace import Workspace

LARGEST_SITE_M2 = 1e10
"""10,000 km²: larger than most counties, so a mistake and not a site."""
SMALLEST_PART_M2 = 1e-4
_OVERLAP_TOLD_M2 = 1.0
_MOST_UNITED = 2_000


def read_site(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    repair: bool = False,
    workspace: Workspace | None = None,
    datum_shifts: Path | None = None,
) -> Layer:
    """One or several polygons as a layer in EPSG:4490; ToolError, never a guess, where something is in doubt.

    `layer` names the one meant where a file holds several; `crs` says what the file does not; `datum_shifts` is this
    node's file for older datums, that of the workspace where none is given.
    """
    name = one_line(path.stem)
    shifts = datum_shifts or (workspace.datum_shifts if workspace else None)
    stored = StoredFeatures(name, lambda: open_source(path, name, layer), crs, repair=repair, datum_shifts=shifts)
    features = stored.features()
    shapes = features.geometry.to_numpy()
    _refuse_what_is_no_polygon(stored, features)
    areas = ellipsoidal_area(shapes)
    _refuse_sizes(name, features, areas)
    told = _overlaps(name, shapes, areas)
    if workspace is not None:
        workspace.surroundings().check_site(name, shapes, stored.conversion)
        told += _outside(name, shapes, workspace)
    return Layer(name, None, None, "", 0, None, path, stored, told=told)


def _refuse_what_is_no_polygon(stored: StoredFeatures, features: Any) -> None:
    name, treatment, shapes = stored.name, stored.treatment, features.geometry.to_numpy()
    if not len(shapes):
        raise LayerFault(f"“{name}”里没有图形；请给出用地范围的面")
    other = int((~are_polygons(shapes)).sum()) + treatment.mixed
    if treatment.without_geometry or other:
        found = [f"{treatment.without_geometry} 条记录没有图形"] if treatment.without_geometry else []
        found += [f"{other} 个图形是点、线或混合的"] if other else []
        raise LayerFault(f"“{name}”里要的是面，却有 {'、'.join(found)}；请只留下用地范围的面")
    broken = np.flatnonzero(~features["valid"].to_numpy(dtype=bool))
    if len(broken):
        first = broken[0]
        raise LayerFault(
            f"“{name}”有 {len(broken)} 个图形无效：{features['feature_id'].iloc[first]} {why_broken(shapes[first])}；"
            "请修好，或允许修复（repair），修复会写明面积变化"
        )


def _refuse_sizes(name: str, features: Any, areas: Floats) -> None:
    total = float(areas.sum())
    if total > LARGEST_SITE_M2:
        raise LayerFault(f"“{name}”有 {total / 1e6:.0f} 平方公里，不像一块用地；请检查坐标，或分块提交")
    nothing = np.flatnonzero(areas < SMALLEST_PART_M2)
    if len(nothing):
        raise LayerFault(
            f"“{name}”的 {features['feature_id'].iloc[nothing[0]]} 面积是 0 平方米，不是一块用地；请检查坐标"
        )


def _overlaps(name: str, shapes: Shapes, areas: Floats) -> tuple[Notice, ...]:
    if not 1 < len(shapes) <= _MOST_UNITED:
        return ()
    twice = float(areas.sum() - ellipsoidal_area([shapely.union_all(shapes)])[0])
    if twice < _OVERLAP_TOLD_M2:
        return ()
    return (Notice("范围", f"“{name}”的各块用地互相重叠 {twice:.1f} 平方米，重叠处只算一次"),)


def _outside(name: str, shapes: Shapes, workspace: Workspace) -> tuple[Notice, ...]:
    boundary = workspace.boundary
    if boundary is None or shapely.covers(boundary, shapes).all():
        return ()
    outside = float(ellipsoidal_area(shapely.difference(shapes, boundary)).sum())
    if outside < _OVERLAP_TOLD_M2:
        return ()
    return (Notice("范围", f"“{name}”有 {outside:.1f} 平方米在{workspace.name}范围以外，那里没有图层可查"),)
