"""Areas of land classes (地类), of zones, and of extents, from the layers of a workspace."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import area_of
from .amount import Amount, Lack
from .expressions import Extent, LandArea, ZoneArea
from .holdings import Held, Holdings, kind_name
from .inside import areas_inside
from .land_classes import LandClass, land_classes
from .results import Beside
from .units import unit

SURVEY = "DLTB"
SCHEME = "三调"
BORDER_M2 = 1.0
MOST_BUND = 0.6
"""A 田坎系数 beyond this is no share of a field."""


def zones_named(kinds: tuple[str, ...]) -> str:
    return "、".join(kind_name(kind) for kind in kinds)


def land_area(wanted: LandArea, holdings: Holdings) -> Amount:
    survey = holdings.held(SURVEY)
    class_ = land_classes()[wanted.land]
    mask = holdings.zone(wanted.within)
    sure, notices, beside = _area_of_class(class_, survey, mask)
    perhaps = 0.0
    if wanted.perhaps:
        perhaps = _area_of_class(land_classes()[wanted.perhaps], survey, mask)[0]
        notices += (f"上限把“{wanted.perhaps}”{perhaps / 1e6:.4f}平方公里全部计入",) if perhaps else ()
    if wanted.within and 0 < sure < BORDER_M2:
        notices += (f"不到{BORDER_M2:g}平方米，可能只是两套界线画得不完全重合",)
    if wanted.at_most and sure:
        notices += (f"“{wanted.land}”的地类比指标所指的宽，只是上限",)
    return Amount(
        name=f"{zones_named(wanted.within)}内{class_.name}面积" if wanted.within else f"{class_.name}面积",
        low=0.0 if wanted.at_most else sure,
        high=sure + perhaps + survey.missing(mask) + _missing_zones(wanted.within, holdings),
        unit=unit("m²"),
        data=(*survey.data(), *(d for kind in wanted.within for d in holdings.held(kind).data())),
        notices=(*survey.notices, *notices, *_zone_notices(wanted.within, holdings)),
        beside=beside,
    )


def parcels_of_class(class_: LandClass, layer_features: Any, layer: Any) -> npt.NDArray[np.bool_]:
    """Which features belong to the class; Lack where their codes are of another scheme or not there."""
    if layer.code_scheme != SCHEME:
        told = layer.code_scheme or "不明"
        raise Lack(f"图层“{layer.name}”的地类编码体系是{told}，要{SCHEME}编码；请在清单里写 code_scheme")
    needed = ["DLBM", *(["CZCSXM"] if class_.town else [])]
    missing = [field for field in needed if field not in layer_features.columns]
    if missing:
        raise Lack(f"图层“{layer.name}”没有字段 {'、'.join(missing)}，分不出{class_.name}")
    chosen = class_.among(layer_features["DLBM"])
    return chosen & class_.in_town(layer_features["CZCSXM"]) if class_.town else chosen


def _area_of_class(
    class_: LandClass, survey: Held, mask: BaseGeometry
) -> tuple[float, tuple[str, ...], tuple[Beside, ...]]:
    gross = net = 0.0
    notices: list[str] = []
    for layer, features in survey.features():
        held = features[parcels_of_class(class_, features, layer)]
        areas = areas_inside(held.geometry.to_numpy(), mask)
        gross += float(areas.sum())
        net += float((areas * (1 - _bunds(held, layer.name))).sum()) if class_.net else 0.0
        if class_.net and "KCXS" not in held.columns:
            notices.append(f"图层“{layer.name}”没有田坎系数（KCXS），没有扣除田坎")
    if not class_.net:
        return gross, (), ()
    bunds = Beside(name="其中田坎", value=gross - net, unit="m²")
    return net, tuple(notices), (Beside(name=f"{class_.name}毛面积（含田坎）", value=gross, unit="m²"), bunds)


def _bunds(parcels: Any, layer: str) -> npt.NDArray[np.float64]:
    """田坎系数 of each parcel."""
    if "KCXS" not in parcels.columns:
        return np.zeros(len(parcels))
    shares = np.nan_to_num(parcels["KCXS"].astype("float64").to_numpy())
    if ((shares < 0) | (shares > MOST_BUND)).any():
        raise Lack(f"图层“{layer}”的田坎系数（KCXS）有负数或大于{MOST_BUND}的值，扣不出净面积；请检查")
    return np.asarray(shares, dtype=np.float64)


def zone_area(wanted: ZoneArea, holdings: Holdings) -> Amount:
    mask = holdings.zone(wanted.within)
    held = [holdings.held(kind) for kind in wanted.zone]
    whole = shapely.intersection(holdings.zone(wanted.zone), mask) if wanted.within else holdings.zone(wanted.zone)
    area = area_of(whole)
    whole_county = mask is holdings.workspace.boundary
    sums = [_attribute(one, wanted.attribute) for one in held] if wanted.attribute and whole_county else []
    return Amount(
        name=f"{zones_named(wanted.zone)}面积",
        low=area,
        high=area + sum(one.missing(mask) for one in held),
        unit=unit("m²"),
        data=tuple(d for one in held for d in one.data()),
        notices=tuple(notice for one in held for notice in one.notices),
        beside=tuple(Beside(name=f"属性{wanted.attribute}合计", value=s, unit="m²") for s in sums if s is not None),
    )


def extent_area(wanted: Extent, holdings: Holdings) -> Amount:
    whole = holdings.zone(wanted.extent)
    kinds = (*wanted.extent, *wanted.less)
    if wanted.less:
        whole = shapely.difference(whole, holdings.zone(wanted.less))
    area = area_of(whole)
    if area == 0:
        raise Lack(f"{holdings.region.name}范围内没有{zones_named(wanted.extent)}")
    unknown = sum(holdings.held(kind).missing(holdings.region.shape) for kind in wanted.extent)
    doubtful = sum(holdings.held(kind).missing(whole) for kind in wanted.less)
    name = zones_named(wanted.extent) + (f"扣除{zones_named(wanted.less)}" if wanted.less else "")
    return Amount(
        name=f"{name}面积",
        low=max(0.0, area - doubtful) if math.isfinite(doubtful) else 0.0,
        high=area + unknown,
        unit=unit("m²"),
        data=tuple(d for kind in kinds for d in holdings.held(kind).data()),
        notices=_zone_notices(kinds, holdings),
    )


def _attribute(held: Held, field: str | None) -> float | None:
    columns = [features[field] for _, features in held.features() if field in features.columns]
    return float(sum(column.astype("float64").sum() for column in columns)) if columns else None


def _missing_zones(kinds: tuple[str, ...], holdings: Holdings) -> float:
    """m² of the region of which it is not known whether the zones reach there."""
    return sum(holdings.held(kind).missing(holdings.region.shape) for kind in kinds)


def _zone_notices(kinds: tuple[str, ...], holdings: Holdings) -> tuple[str, ...]:
    return tuple(notice for kind in kinds for notice in holdings.held(kind).notices)
