"""A map of a few layers around a site: scale bar, north arrow, legend with areas; drawn in metres, true to scale."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from tools.crs import LocalFrame

from .fonts import font_file

Look = Literal["site", "overlap", "zone", "near", "line", "ground", "land"]
_STYLES: dict[Look, dict[str, Any]] = {
    "ground": {"facecolor": "#f2f0e9", "edgecolor": "#d8d4c8", "linewidth": 0.4},
    "land": {"facecolor": "#ffffff", "edgecolor": "#c9c4b8", "linewidth": 0.3},
    "near": {"facecolor": "none", "edgecolor": "#55606a", "linewidth": 0.9, "linestyle": (0, (5, 2))},
    "zone": {"facecolor": "#9fc79a", "edgecolor": "#4f8a52", "linewidth": 0.8, "alpha": 0.65},
    "line": {"facecolor": "none", "edgecolor": "#6b6f76", "linewidth": 1.4},
    "overlap": {"facecolor": "#d9544d", "edgecolor": "#a3221c", "linewidth": 0.8, "alpha": 0.75, "hatch": "////"},
    "site": {"facecolor": "none", "edgecolor": "#123a8c", "linewidth": 2.0},
}
_ZONES = ("#9fc79a", "#e3c88b", "#a9c6e0", "#cbb2d9", "#e0b1a6", "#b5d3cf")
_EDGES = ("#2e7d32", "#8e44ad", "#b9770e", "#00838f", "#ad1457", "#5d4037")
_ROUND = (1, 2, 5)


@dataclass(frozen=True)
class MapLayer:
    name: str
    """In the legend; empty leaves it out."""
    geometry: BaseGeometry
    """EPSG:4490"""
    look: Look = "zone"
    colour: str = ""
    """Of the ground, where not the look's own."""


def draw_map(
    layers: Sequence[MapLayer],
    around: BaseGeometry,
    *,
    note: str = "",
    numbers: Sequence[tuple[str, Point]] = (),
    reach_m: float = 40.0,
    width: float = 6.3,
    dpi: int = 160,
) -> bytes:
    """PNG of `layers`, first one lowest, over the box of `around` (EPSG:4490) and half of it on every side.

    `reach_m`: from the middle to the right and left side, at least.
    `numbers`: short words and where they stand, EPSG:4490.
    """
    frame = LocalFrame.around(around)
    minx, miny, maxx, maxy = frame.to_metres(around).bounds
    reach = max(maxx - minx, maxy - miny, reach_m)
    centre = (minx + maxx) / 2, (miny + maxy) / 2
    window = shapely.box(centre[0] - reach, centre[1] - 0.72 * reach, centre[0] + reach, centre[1] + 0.72 * reach)
    figure = Figure(figsize=(width, width * 0.72), dpi=dpi)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    left, bottom, right, top = window.bounds
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    handles, zones, edges = [], 0, 0
    for layer in layers:
        style = dict(_STYLES[layer.look])
        if layer.look == "zone":
            style["facecolor"] = _ZONES[zones % len(_ZONES)]
            style["edgecolor"] = "#55606a"
            zones += 1
        elif layer.look == "near":
            style["edgecolor"] = _EDGES[edges % len(_EDGES)]
            edges += 1
        if layer.colour:
            style["facecolor"] = layer.colour
        seen = shapely.intersection(shapely.make_valid(frame.to_metres(layer.geometry)), window)
        if not seen.is_empty:
            axes.add_patch(PathPatch(_path(seen), **style))
        if layer.name and not seen.is_empty:
            handles.append(Patch(label=layer.name, **style))
    for text, at in numbers:
        _number(axes, text, frame.to_metres(at))
    _scale_bar(axes, window)
    _north(axes)
    if handles:
        legend = axes.legend(handles=handles, loc="lower right", prop=_font(7.5), framealpha=0.92, borderpad=0.7)
        legend.set_zorder(10)
    if note:
        axes.text(0.012, 0.985, note, transform=axes.transAxes, va="top", fontproperties=_font(7.5), color="#333")
    written = io.BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _number(axes: Any, text: str, at: Point) -> None:
    box = {"boxstyle": "circle,pad=0.25", "facecolor": "#123a8c", "edgecolor": "white"}
    axes.text(at.x, at.y, text, ha="center", va="center", color="white", fontproperties=_font(8), bbox=box, zorder=8)


def _path(geometry: BaseGeometry) -> Path:
    """Rings, and lines of what is no polygon, as one compound path."""
    vertices, codes = [], []
    for part in shapely.get_parts(geometry):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for ring in rings:
            points = shapely.get_coordinates(ring)
            vertices.append(points)
            codes.append(np.r_[Path.MOVETO, np.full(len(points) - 1, Path.LINETO)])
    return Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else Path(np.empty((0, 2)))


def _scale_bar(axes: Any, window: BaseGeometry) -> None:
    left, bottom, right, top = window.bounds
    length = _round_length((right - left) / 4)
    x, y, height = left + 0.03 * (right - left), bottom + 0.045 * (top - bottom), 0.008 * (top - bottom)
    for half, colour in ((0, "#222"), (1, "white")):
        box = shapely.box(x + half * length / 2, y, x + (half + 1) * length / 2, y + height)
        axes.add_patch(PathPatch(_path(box), facecolor=colour, edgecolor="#222", linewidth=0.8, zorder=9))
    words = f"{length / 1000:g} 千米" if length >= 1000 else f"{length:g} 米"
    axes.text(x + length, y + 1.8 * height, words, ha="right", va="bottom", fontproperties=_font(7.5), zorder=9)


def _round_length(most: float) -> float:
    power = 10.0 ** np.floor(np.log10(most))
    return float(max(n * power for n in _ROUND if n * power <= most))


def _north(axes: Any) -> None:
    at = {"xycoords": "axes fraction", "textcoords": "axes fraction"}
    axes.annotate("", xy=(0.965, 0.965), xytext=(0.965, 0.885), arrowprops={"arrowstyle": "-|>", "color": "#222"}, **at)
    axes.text(0.965, 0.875, "北", transform=axes.transAxes, ha="center", va="top", fontproperties=_font(8))


@cache
def _font(size: float) -> FontProperties:
    return FontProperties(fname=font_file(), size=size)
