"""How one gets there: on foot along walkable streets, or by car along roads with assumed speeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..crs import LocalFrame
from .amount import Lack
from .expressions import Means
from .holdings import Holdings, kind_name
from .streets import Streets, streets_of

WALKING_M_PER_MIN = 60.0
"""GB 50180—2018 as commonly cited: 15, 10, 5 minutes on foot are planned as about 1 km, 500 m, 300 m."""
SNAP_M = 150.0
"""How far a place may lie from the nearest street and still be on the network."""
SPEEDS_KM_H = {
    "高速公路": 80.0, "国道": 60.0, "省道": 60.0, "县道": 40.0, "乡道": 30.0, "村道": 20.0,
    "快速路": 60.0, "主干路": 40.0, "次干路": 30.0, "支路": 20.0,
}  # fmt: skip
"""Assumed, by class of road; no standard behind them."""
CLASS_FIELD = "DLDJ"
STREETS: dict[Means, str] = {"步行": "BXWL", "车行": "LWDL"}


@dataclass(frozen=True)
class Pace:
    walking: float = WALKING_M_PER_MIN
    snap: float = SNAP_M

    def parameters(self, means: Means) -> dict[str, float]:
        """What the result says it assumed."""
        if means == "直线":
            return {}
        speeds = {f"车速_{name}_km每小时": speed for name, speed in SPEEDS_KM_H.items()}
        return {"最远离路_m": self.snap, **({"步行速度_m每分钟": self.walking} if means == "步行" else speeds)}


def network(means: Means, holdings: Holdings, frame: LocalFrame, pace: Pace) -> Streets:
    kind = STREETS[means]
    lines: list[Any] = []
    rates: list[npt.NDArray[np.float64]] = []
    for layer, features in holdings.held(kind).features():
        shapes = frame.to_metres(features.geometry.to_numpy())
        rate = np.full(len(shapes), 1 / pace.walking) if means == "步行" else _driving(features, layer.name)
        lines.append(shapes[np.isfinite(rate)])
        rates.append(rate[np.isfinite(rate)])
    if not sum(map(len, lines)):
        raise Lack(f"图层：{kind_name(kind)}里没有路")
    return streets_of(np.concatenate(lines), np.concatenate(rates))


def _driving(features: Any, layer: str) -> npt.NDArray[np.float64]:
    """Minutes for a metre by class; infinite for what cars do not use."""
    if CLASS_FIELD not in features.columns:
        raise Lack(f"图层“{layer}”没有字段 {CLASS_FIELD}（道路等级），不知道车速")
    speed = features[CLASS_FIELD].astype("string").map(SPEEDS_KM_H).astype("float64").to_numpy()
    usable = np.nan_to_num(speed) > 0
    return np.where(usable, 60 / np.where(usable, speed * 1000, 1), np.inf)
