"""Layers of a kind, read as far as a region reaches; geometry that is broken is told, never used silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..indicators.amount import Lack
from ..indicators.holdings import Held, Holdings
from ..indicators.region import Region
from ..indicators.results import Data
from ..layers import Layer, Workspace
from ..tool import ToolError

METRES_PER_DEGREE = 111_000.0


@dataclass(frozen=True, eq=False)
class Sheet:
    """One layer's features in the region (GeoDataFrame, EPSG:4490)."""

    layer: Layer
    features: Any


@dataclass(frozen=True)
class Scope:
    """The region asked about, and whether it is the whole of the workspace."""

    region: Region
    whole: bool

    @classmethod
    def of(cls, workspace: Workspace, region: Region) -> Scope:
        return cls(region, region.code == workspace.region)


def sheets_of(layers: Sequence[Layer], scope: Scope, margin_m: float = 0.0) -> list[Sheet]:
    """Raises Lack for a layer that cannot be read."""
    found = []
    for layer in layers:
        try:
            features = layer.features() if scope.whole and not margin_m else layer.features(_bounds(scope, margin_m))
        except ToolError as fault:
            raise Lack(str(fault)) from fault
        found.append(Sheet(layer, features))
    return found


def held_sheets(kind: str, holdings: Holdings, scope: Scope) -> tuple[Held, list[Sheet]]:
    """The newest edition of a kind; broken geometry mended, since a score does not hang on its corners."""
    held = holdings.held(kind)
    sheets = sheets_of(held.layers, scope)
    return held, [Sheet(sheet.layer, _mended(sheet.features)) for sheet in sheets]


def speaking_layers(workspace: Workspace, kind: str, day: date | None) -> list[Layer]:
    """The newest edition not later than the day of every layer of a kind; editions of one layer differ by a year.

    Where all editions of one are later, the earliest: a zone drawn later is a warning still.
    """
    named: dict[str, list[Layer]] = {}
    for layer in workspace.of_kind(kind):
        named.setdefault(re.sub(r"[\d\W_]|年|版|月|日", "", layer.name), []).append(layer)
    return [layer for series in named.values() for layer in _speaking(series, day)]


def _speaking(series: list[Layer], day: date | None) -> list[Layer]:
    known = [layer for layer in series if day is None or layer.edition is None or layer.edition <= day]
    if not known:
        first = min(layer.edition for layer in series if layer.edition)
        return [layer for layer in series if layer.edition == first]
    newest = max((layer.edition for layer in known if layer.edition), default=None)
    return [layer for layer in known if layer.edition == newest]


def data_of(layers: Sequence[Layer]) -> tuple[Data, ...]:
    return Held("", tuple(layers)).data()


def texts(features: Any, field: str) -> npt.NDArray[np.str_]:
    """Values of a field as text, empty where there is none."""
    return np.asarray(features[field].astype("string").str.strip().fillna("").to_numpy(dtype=np.str_))


def _bounds(scope: Scope, margin_m: float) -> tuple[float, float, float, float]:
    west, south, east, north = scope.region.shape.bounds
    up = margin_m / METRES_PER_DEGREE
    aside = up / max(0.05, float(np.cos(np.radians(max(abs(south), abs(north))))))
    return west - aside, south - up, east + aside, north + up


def _mended(features: Any) -> Any:
    valid = features["valid"].to_numpy(dtype=bool)
    if valid.all():
        return features
    shapes = features.geometry.to_numpy()
    return features.set_geometry(np.where(valid, shapes, shapely.make_valid(shapes)), crs=features.crs)
