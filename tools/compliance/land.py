"""What a plot takes of farmland, agricultural and collective land, by the parcels of the land survey (地类图斑)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from ..crs import ellipsoidal_area
from ..crs.ellipsoid import Floats
from .amount import Amount
from .conditions import Value
from .hits import Found, Hit, united, united_area
from .land_codes import UNKNOWN_LAND, LandKind, Owner, land_kind, owner_of
from .presence import Presence
from .reading import Reading
from .rules.pack import LandClass
from .truth import NO, YES, Truth

MOST_BUND = 0.3
"""Largest 田坎系数 thought possible where a parcel does not tell its own; from general knowledge."""
_CODES = ("DLBM", "YDYHFLDM")


@dataclass(frozen=True, eq=False)
class Parcel:
    """One parcel, as far as it lies in the plot."""

    hit: Hit
    kind: LandKind
    owner: Owner | None
    net: tuple[float, float]
    """share of the parcel left when 田坎 is taken off, between bounds"""
    basic_m2: tuple[float, float] = (0.0, 0.0)
    """m² of it that are permanent basic farmland (永久基本农田)"""

    def is_of(self, wanted: LandClass) -> bool | None:
        if wanted == "集体土地":
            return None if self.owner is None else self.owner == "集体"
        return self.kind.farmland if wanted == "耕地" else self.kind.agricultural


@dataclass(frozen=True, eq=False)
class Land:
    """Amounts in m², ellipsoidal; farmland net of 田坎, as the survey counts it."""

    parcels: tuple[Parcel, ...]
    unsurveyed_m2: float
    """of the plot in no parcel: it may be land of any kind"""
    tolerance_m2: float
    ownership_said: bool = False
    """The project says whose land it is."""

    @cached_property
    def farmland(self) -> Amount:
        return self._sum(lambda parcel: parcel.kind.farmland, net=True)

    @cached_property
    def farmland_gross(self) -> Amount:
        return self._sum(lambda parcel: parcel.kind.farmland)

    @cached_property
    def agricultural(self) -> Amount:
        return self._sum(lambda parcel: parcel.kind.agricultural)

    @cached_property
    def collective(self) -> Amount:
        return self._sum(lambda parcel: parcel.is_of("集体土地"))

    @cached_property
    def collective_basic_farmland(self) -> Amount:
        low = sum(parcel.basic_m2[0] for parcel in self.parcels if parcel.owner == "集体")
        high = sum(parcel.basic_m2[1] for parcel in self.parcels if parcel.owner != "国有")
        return Amount(low, high + self.unsurveyed_m2, self.tolerance_m2)

    @cached_property
    def collective_farmland(self) -> Amount:
        """Beside the permanent basic farmland (永久基本农田以外的耕地)."""
        low = high = 0.0
        for parcel in self.parcels:
            if parcel.owner == "国有" or parcel.kind.farmland is False:
                continue
            most = parcel.hit.area_m2 - parcel.basic_m2[0]
            high += max(0.0, most) * parcel.net[1]
            if parcel.owner == "集体" and parcel.kind.farmland:
                low += max(0.0, parcel.hit.area_m2 - parcel.basic_m2[1]) * parcel.net[0]
        return Amount(low, high + self.unsurveyed_m2, self.tolerance_m2)

    @cached_property
    def collective_other(self) -> Amount:
        """Neither farmland nor permanent basic farmland."""
        low = high = 0.0
        for parcel in self.parcels:
            if parcel.owner == "国有" or parcel.kind.farmland:
                continue
            high += max(0.0, parcel.hit.area_m2 - parcel.basic_m2[0])
            if parcel.owner == "集体" and parcel.kind.farmland is False:
                low += max(0.0, parcel.hit.area_m2 - parcel.basic_m2[1])
        return Amount(low, high + self.unsurveyed_m2, self.tolerance_m2)

    def presence(self, wanted: LandClass) -> Presence:
        """Where the plot takes land of a class."""
        certain = [parcel.hit for parcel in self.parcels if parcel.is_of(wanted)]
        unknown = [parcel.hit for parcel in self.parcels if parcel.is_of(wanted) is None]
        area = sum(hit.area_m2 for hit in certain)
        most = area + sum(hit.area_m2 for hit in unknown) + self.unsurveyed_m2
        asked = wanted == "集体土地" and bool(unknown) and not self.ownership_said
        missing = frozenset({"ownership"}) if asked else frozenset[str]()
        entered = YES if area > self.tolerance_m2 else Truth(None, missing) if most > self.tolerance_m2 else NO
        return Presence(entered, area, most, (*certain, *unknown), self._doubts(wanted, unknown))

    def _doubts(self, wanted: LandClass, unknown: Sequence[Hit]) -> tuple[str, ...]:
        doubts = []
        if unknown:
            ids = "、".join(hit.feature_id for hit in unknown[:5]) + ("等" if len(unknown) > 5 else "")
            field = "权属性质" if wanted == "集体土地" else "地类"
            doubts.append(f"图斑 {ids} 的{field}不明，共 {sum(hit.area_m2 for hit in unknown):.2f} 平方米")
        if self.unsurveyed_m2 > self.tolerance_m2:
            doubts.append(f"有 {self.unsurveyed_m2:.2f} 平方米不在任何图斑里")
        return tuple(doubts)

    def _sum(self, holds: Callable[[Parcel], bool | None], *, net: bool = False) -> Amount:
        low = high = 0.0
        for parcel in self.parcels:
            truth, share = holds(parcel), parcel.net if net else (1.0, 1.0)
            high += 0.0 if truth is False else parcel.hit.area_m2 * share[1]
            low += parcel.hit.area_m2 * share[0] if truth else 0.0
        return Amount(low, high + self.unsurveyed_m2, self.tolerance_m2)


def land_of(survey: Reading, basic: Reading, found: Found, tolerance_m2: float, ownership: Value) -> Land:
    """`basic`: permanent basic farmland (YJJBNT); where it is not held, any farmland may be.

    `ownership`, as the project says it, stands for parcels that do not tell their own.
    """
    plot = found.plot
    sure = [hit for hit in found.of(survey) if not hit.broken]
    said: Owner | None = "国有" if ownership == "国有" else "集体" if ownership == "集体" else None
    kept, most = _basic_farmland(sure, basic, found)
    parcels = tuple(_parcel(hit, said, low, high) for hit, low, high in zip(sure, kept, most, strict=True))
    rest = plot.area_m2 - united_area(sure, plot)
    unsurveyed = rest if rest > max(tolerance_m2, 1e-9 * plot.area_m2) else 0.0
    return Land(parcels, unsurveyed, tolerance_m2, not isinstance(ownership, Truth))


def _parcel(hit: Hit, said: Owner | None, basic_low: float, basic_high: float) -> Parcel:
    look = hit.look
    code = next((str(value) for name in _CODES if not isinstance(value := look(name), Truth)), "")
    kind = land_kind(code, hit.layer.code_scheme) if code else UNKNOWN_LAND
    net = _net_share(hit) if kind.farmland is not False else (1.0, 1.0)
    high = basic_high if kind.farmland is not False else basic_low
    return Parcel(hit, kind, owner_of(look("QSXZ")) or said, net, (basic_low, high))


def _net_share(hit: Hit) -> tuple[float, float]:
    """By 田坎系数 (KCXS), else by the parcel's own gross and net areas."""
    share = hit.look("KCXS")
    if isinstance(share, int | float) and 0 <= share <= MOST_BUND:
        return 1 - share, 1 - share
    gross, net = hit.look("TBMJ"), hit.look("TBDLMJ")
    if isinstance(gross, int | float) and isinstance(net, int | float) and 0 < net <= gross:
        return net / gross, net / gross
    return 1 - MOST_BUND, 1.0


def _basic_farmland(parcels: Sequence[Hit], basic: Reading, found: Found) -> tuple[Floats, Floats]:
    """(at least, at most) m² of each parcel that are permanent basic farmland."""
    areas = np.array([hit.area_m2 for hit in parcels])
    if basic.state == "absent" or not parcels:
        return np.zeros(len(parcels)), np.zeros(len(parcels))
    if basic.state != "held":
        return np.zeros(len(parcels)), areas
    pieces = np.array([hit.piece for hit in parcels], dtype=object)
    fields = found.of(basic)
    known = united([hit for hit in fields if not hit.broken]) if fields else shapely.Polygon()
    low = ellipsoidal_area(shapely.intersection(pieces, known))
    covered = basic.uncovered(found.plot) == 0.0
    return low, low if covered and not any(hit.broken for hit in fields) else areas
