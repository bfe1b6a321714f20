"""Lengths of lines, numbers and sums of features, people of the grid, figures of the statistics."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..crs import area_of
from .amount import Amount, Lack, exact
from .expressions import Features, LineLength, People, Statistic
from .holdings import Held, Holdings, kind_name
from .inside import lengths_inside
from .land import zones_named
from .results import Data
from .statistics import FILE
from .units import unit

PEOPLE_FIELD = "RKSL"


def statistic(wanted: Statistic, holdings: Holdings) -> Amount:
    found = holdings.statistic(wanted.stat)
    data = (Data(name=FILE, edition=str(found.year), source=found.source),)
    return exact(found.item, float(found.value), found.unit, data)


def region_area(holdings: Holdings) -> Amount:
    region = holdings.region
    return exact(f"{region.name}面积", area_of(region.shape), "m²", (Data(name=f"{region.name}边界", kind="XZQ"),))


def line_length(wanted: LineLength, holdings: Holdings) -> Amount:
    mask = holdings.zone(wanted.within)
    length, missing, held = 0.0, 0.0, [holdings.held(kind) for kind in wanted.lines]
    for one in held:
        missing += one.missing(mask)
        for layer, features in one.features():
            chosen = features[chosen_where(features, wanted.where, layer.name)]
            _refuse_areas(chosen, layer.name)
            length += float(lengths_inside(chosen.geometry.to_numpy(), mask).sum()) if len(chosen) else 0.0
    classes = "、".join(value for values in wanted.where.values() for value in values)
    return Amount(
        name=f"{_inside(wanted.within)}{classes or zones_named(wanted.lines)}长度",
        low=length,
        high=math.inf if missing else length,
        unit=unit("m"),
        data=tuple(d for one in held for d in one.data()),
        notices=tuple(notice for one in held for notice in one.notices),
    )


def _refuse_areas(features: Any, layer: str) -> None:
    """The outline of a road's ground is twice the road and more."""
    if (shapely.get_dimensions(features.geometry.to_numpy()) == 2).any():
        raise Lack(f"图层“{layer}”是面，量不出中心线的长度")


def features_counted(wanted: Features, holdings: Holdings) -> Amount:
    mask, held = holdings.zone(wanted.within), holdings.held(wanted.features)
    total = 0.0
    shapely.prepare(mask)
    for layer, features in held.features():
        chosen = features[chosen_where(features, wanted.where, layer.name) & _above(features, wanted.above, layer.name)]
        places = shapely.point_on_surface(chosen.geometry.to_numpy())
        inside = chosen[shapely.intersects(mask, places)] if len(chosen) else chosen
        total += float(len(inside)) if wanted.sum is None else _summed(inside, wanted.sum, layer.name)
    what = "、".join(value for values in wanted.where.values() for value in values) or kind_name(wanted.features)
    return Amount(
        name=f"{_inside(wanted.within)}{what}{'数量' if wanted.sum is None else '合计'}",
        low=total,
        high=math.inf if held.missing(mask) else total,
        unit=unit(wanted.unit),
        data=held.data(),
        notices=held.notices,
    )


def people(wanted: People, holdings: Holdings) -> Amount:
    mask, held = holdings.zone(wanted.within), holdings.held("RK")
    total = sum(float(weights.sum()) for _, weights in grid_people(holdings, held, wanted.within))
    return Amount(
        name=f"{_inside(wanted.within)}人口",
        low=total,
        high=math.inf if held.missing(mask) else total,
        unit=unit("人"),
        data=held.data(),
        notices=(*held.notices, "人口按格网中心归属"),
    )


def grid_people(
    holdings: Holdings, held: Held, within: tuple[str, ...]
) -> list[tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]]:
    """Middles of the cells inside, and the people of each."""
    mask = holdings.zone(within)
    shapely.prepare(mask)
    cells = []
    for layer, features in held.features():
        if PEOPLE_FIELD not in features.columns:
            raise Lack(f"图层“{layer.name}”没有字段 {PEOPLE_FIELD}（人口数量）")
        middles = shapely.centroid(features.geometry.to_numpy())
        inside = shapely.intersects(mask, middles)
        cells.append((middles[inside], _numbers(features, PEOPLE_FIELD, layer.name)[inside]))
    return cells


def _inside(kinds: tuple[str, ...]) -> str:
    return f"{zones_named(kinds)}内" if kinds else ""


def chosen_where(features: Any, where: dict[str, tuple[str, ...]], layer: str) -> npt.NDArray[np.bool_]:
    """Features with one of the values in each field; Lack where a value never occurs, which may mean not collected."""
    chosen = np.ones(len(features), dtype=bool)
    for field, values in where.items():
        if field not in features.columns:
            raise Lack(f"图层“{layer}”没有字段 {field}")
        chosen &= features[field].astype("string").isin(values).fillna(False).to_numpy(dtype=bool)
    if where and not chosen.any():
        told = "、".join(value for values in where.values() for value in values)
        raise Lack(f"图层“{layer}”里没有一个“{told}”：是没有，还是没有收集，无从判断")
    return chosen


def _above(features: Any, above: dict[str, float], layer: str) -> npt.NDArray[np.bool_]:
    chosen = np.ones(len(features), dtype=bool)
    for field, least in above.items():
        chosen &= _numbers(features, field, layer) > least
    return chosen


def _summed(features: Any, field: str, layer: str) -> float:
    values = _numbers(features, field, layer)
    if np.isnan(values).any():
        raise Lack(f"图层“{layer}”的字段 {field} 有空值，合计不全")
    return float(values.sum())


def _numbers(features: Any, field: str, layer: str) -> npt.NDArray[np.float64]:
    if field not in features.columns:
        raise Lack(f"图层“{layer}”没有字段 {field}")
    try:
        return np.asarray(features[field].astype("float64"), dtype=np.float64)
    except (TypeError, ValueError):
        raise Lack(f"图层“{layer}”的字段 {field} 不是数字") from None
