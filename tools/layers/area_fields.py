"""Area attributes (面积属性) against the geometry: whether they agree, and in which unit they would."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas
import shapely

from ..crs.ellipsoid import Floats, ellipsoidal_area
from .notices import Notice

UNITS_M2 = {"平方米": 1.0, "亩": 10_000 / 15, "公顷": 1e4, "平方公里": 1e6, "万亩": 1e8 / 15}
SQUARE_DEGREES = "平方度"
_GROSS = re.compile(
    r"(TBMJ|MJ|YJJBNTTBMJ|DKMJ|QYMJ|YDMJ|JSMJ|SHAPE_AREA|(图斑|地块|用地|区域|图形|总)?面积)"
    r"([_（(]?(平方米|M2|㎡|亩|MU|公顷|HA|平方公里|KM2|万亩)[)）]?)?",
    re.IGNORECASE,
)
"""Fields of the whole area of a feature; net ones (TBDLMJ, YJJBNTMJ) rightly differ from the geometry."""
_WRITTEN = {"M2": "平方米", "㎡": "平方米", "MU": "亩", "HA": "公顷", "KM2": "平方公里"}
TOLERANCE = 0.01
"""Planes of 6-degree zones stretch areas by up to half of it."""
_SMALLEST_M2 = 1.0
_MOST = 0.9
"""Share of the features that must agree with a unit before it is named."""


def area_notices(layer: str, features: Any, of: str = "") -> tuple[Notice, ...]:
    """What the area fields of `features` (EPSG:4490) say other than their geometry; `of` says of which part."""
    fields = [(field, match) for field in features.columns if (match := _GROSS.fullmatch(str(field)))]
    if not fields:
        return ()
    areas = ellipsoidal_area(features.geometry.to_numpy())
    found = []
    for field, match in fields:
        values = pandas.to_numeric(features[field], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
        notice = _compared(layer, str(field), match[4], values, areas, features, of)
        found += [notice] if notice else []
    return tuple(found)


def _compared(
    layer: str, field: str, unit: str | None, values: Floats, areas: Floats, features: Any, of: str
) -> Notice | None:
    there = (values > 0) & (areas > _SMALLEST_M2)
    if not there.any():
        return None
    declared = _WRITTEN.get((unit or "").upper(), unit or "平方米")
    ratios = areas[there] / values[there]
    off = ~_agree(ratios, UNITS_M2[declared], areas[there])
    if not off.any():
        return None
    told = f"图层“{layer}”{of}有 {int(off.sum())} 个图斑的 {field} 与图形面积相差 1% 以上"
    likely = next((name for name, size in UNITS_M2.items() if _agree(ratios, size, areas[there]).mean() >= _MOST), None)
    if likely is not None and likely != declared:
        return Notice("面积属性", f"{told}，数值像是以{likely}为单位，不是{declared}；面积按图形计算")
    if _square_degrees(features[there], values[there]):
        return Notice("面积属性", f"{told}，数值像是{SQUARE_DEGREES}，不能当面积用；面积按图形计算")
    worst = int(np.argmax(np.where(off, np.abs(np.log(ratios / UNITS_M2[declared])), -1)))
    row = np.flatnonzero(there)[worst]
    return Notice(
        "面积属性",
        f"{told}，最甚的 {features['feature_id'].iloc[row]} 写 {values[row]:g}{declared}，"
        f"图形是 {areas[row] / UNITS_M2[declared]:.6g}{declared}；面积按图形计算",
    )


def _agree(ratios: Floats, size: float, areas: Floats) -> Any:
    """Within 1 %, or within what rounding to a ten-thousandth of a hectare does to small plots."""
    return np.abs(ratios / size - 1) <= np.maximum(TOLERANCE, 1.0 / areas)


def _square_degrees(features: Any, values: Floats) -> bool:
    return bool((np.abs(shapely.area(features.geometry.to_numpy()) / values - 1) <= TOLERANCE).mean() >= _MOST)
