"""Where the candidates lie: numbered, among the three control lines that the workspace holds."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import shapely

from ..layers import Workspace
from ..report.map_figure import MapLayer, draw_map
from .result_file import LAYER

_LINES = {"YJJBNT": "永久基本农田", "STBHHX": "生态保护红线", "CZKFBJ": "城镇开发边界"}


def candidate_map(file: Path, workspace: Workspace | None) -> bytes:
    """PNG of the candidates in a file that `select_site` wrote."""
    found = pyogrio.read_dataframe(file, layer=LAYER).sort_values("rank")
    sites = shapely.geometrycollections(found.geometry.to_numpy())
    numbers = [(str(row.rank), row.geometry.representative_point()) for row in found.itertuples()]
    layers = [*_around(workspace, sites.bounds), MapLayer("候选地块", sites, "site")]
    return draw_map(layers, sites, note="CGCS2000　数字为名次", numbers=numbers)


def _around(workspace: Workspace | None, bounds: tuple[float, float, float, float]) -> list[MapLayer]:
    if workspace is None:
        return []
    west, south, east, north = bounds
    far = max(east - west, north - south, 0.001)
    box = (west - far, south - far, east + far, north + far)
    layers = []
    for kind, name in _LINES.items():
        shapes = [shape for layer in workspace.of_kind(kind) for shape in layer.features(box).geometry]
        if shapes:
            layers.append(MapLayer(name, shapely.geometrycollections(shapes)))
    return layers
