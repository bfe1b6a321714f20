"""Geometries out of stored WKB; one that is no geometry is named by its row."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from ..faults import LayerFault


class CurvesFault(LayerFault):
    """Arcs where only straight edges can be read."""


def from_wkb(stored: Any, rows: Any, name: str) -> Any:
    """An array of geometries, None where none is stored; CurvesFault where one has arcs.

    LayerFault that names the first row whose bytes are no geometry (a ring of two points, one that does not close).
    """
    try:
        with np.errstate(invalid="ignore"):  # NaN coordinates are found later, where they are refused by name
            shapes = shapely.from_wkb(stored, on_invalid="ignore")
    except NotImplementedError:
        raise CurvesFault(f"图层“{name}”里有圆弧等曲线图形，这里读不了；请转成折线再提交") from None
    lost = np.flatnonzero(shapely.is_missing(shapes) & np.array([one is not None for one in stored], dtype=bool))
    if len(lost):
        raise LayerFault(
            f"图层“{name}”的第 {rows[lost[0]]} 号图形不成图形（环没有闭合或点数不够），这样的共 {len(lost)} 个；"
            "请修好再提交"
        )
    return shapes
