"""A site as an answer tells it: what it scores, what ground it takes, what the compliance pre-check says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import LocalFrame, area_of
from .definitions import FactorKey, factor_rules
from .factors import Opened
from .growth import SQUARE
from .parcels import Parcels
from .plane import Plane
from .polygons import Ints, parts
from .precheck import PrecheckOf, prechecked
from .results import Candidate, FactorScore, LandShare, OpenCheckShown, PrecheckShown, RankStability
from .search import Site
from .shape import Form, form_of
from .units import Floats

MOST_IDS = 50
_LONGEST_REASON = 100
_OVERLAP_M2 = 0.5


@dataclass(frozen=True, eq=False)
class Drawn:
    """A site with its final outline."""

    site: Site
    shape: BaseGeometry
    """EPSG:4490"""
    area_m2: float
    form: Form
    scores: Floats
    """of the factors and, last, of compactness"""


def drawn(site: Site, plane: Plane, zones: shapely.STRtree) -> Drawn:
    """Freed of what slivers of zones still lie in it, which are thinner than the rounding of their overlay."""
    near = zones.geometries[zones.query(site.shape, predicate="intersects")]
    overlaps = parts(shapely.intersection(near, site.shape))[0]
    shape = site.shape
    if shapely.area(overlaps).sum() > _OVERLAP_M2:
        single = parts([shapely.difference(shape, shapely.union_all(overlaps))])[0]
        shape = single[int(np.argmax(shapely.area(single)))]
    outline = plane.to_degrees(shape)
    form = form_of(LocalFrame.around(outline).to_metres(outline))
    return Drawn(site, outline, area_of(outline), form, np.append(site.scores, min(1.0, form.compactness / SQUARE)))


@dataclass(frozen=True, eq=False)
class Told:
    """What all candidates are told with."""

    parcels: Parcels
    keys: Sequence[FactorKey]
    """of the scores, compactness last"""
    opened: Opened
    undecided: tuple[str, ...]
    use: str
    day: date
    precheck: PrecheckOf | None


def candidate(
    rank: int, found: Drawn, score: float, told: Told, stability: RankStability | None, topsis: int | None
) -> Candidate:
    members = found.site.members
    parcel, of = np.unique(members.parcel, return_inverse=True)
    taken = np.asarray(np.bincount(of, members.area), dtype=np.float64)
    order = np.lexsort((parcel, -np.round(taken, 6)))
    inside = shapely.point_on_surface(found.shape)
    return Candidate(
        id=f"S{rank}",
        rank=rank,
        score=round(score, 6),
        area_m2=round(found.area_m2, 2),
        place=_place(told.parcels, parcel, taken),
        center=(round(inside.x, 7), round(inside.y, 7)),
        bounds=tuple(round(float(edge), 7) for edge in found.shape.bounds),
        factors=_scores(found, told),
        land=_land(told.parcels, parcel, taken),
        parcels=len(parcel),
        parcels_cut=int((taken < told.parcels.area[parcel] - 1).sum()),
        parcel_ids=tuple(str(one) for one in told.parcels.ids[parcel[order][:MOST_IDS]]),
        compactness=round(found.form.compactness, 4),
        width_m=round(found.form.width_m, 1),
        undecided=told.undecided,
        precheck=_prechecked(found, told),
        stability=stability,
        rank_by_topsis=topsis,
    )


def _scores(found: Drawn, told: Told) -> tuple[FactorScore, ...]:
    members = found.site.members
    shown = []
    for key, score in zip(told.keys, found.scores, strict=True):
        rule, value = factor_rules()[key], None
        if key in told.opened.factors:
            values = told.opened.factors[key].measure(members).values
            known = np.isfinite(values) if values is not None else np.zeros(members.count, dtype=bool)
            if values is not None and known.any():
                value = round(float(np.average(values[known], weights=members.area[known])), 2)
        elif key == "compactness":
            value = round(found.form.compactness, 4)
        shown.append(FactorScore(factor=key, name=rule.name, score=round(float(score), 6), value=value, unit=rule.unit))
    return tuple(shown)


def _land(parcels: Parcels, parcel: Ints, taken: Floats) -> tuple[LandShare, ...]:
    codes, of = np.unique(parcels.code[parcel], return_inverse=True)
    area = np.bincount(of, taken)
    names = {str(code): str(name) for code, name in zip(parcels.code[parcel], parcels.name[parcel], strict=True)}
    return tuple(
        LandShare(
            code=str(codes[n]),
            name=names[str(codes[n])],
            area_m2=round(float(area[n]), 2),
            share=round(float(area[n] / area.sum()), 6),
        )
        for n in np.lexsort((codes, -area))
    )


def _place(parcels: Parcels, parcel: Ints, taken: Floats) -> str:
    places, of = np.unique(parcels.place[parcel], return_inverse=True)
    return str(places[int(np.argmax(np.bincount(of, taken)))])


def _prechecked(found: Drawn, told: Told) -> PrecheckShown | None:
    if told.precheck is None:
        return None
    said = prechecked(found.shape, told.use, told.day, told.precheck)
    checks = tuple(
        OpenCheckShown(key=one.key, name=one.name, verdict=one.verdict, reason=_shortened(one.reason))
        for one in said.checks
    )
    return PrecheckShown(verdict=said.verdict, checks=checks)


def _shortened(reason: str) -> str:
    """The compliance check of the candidate itself tells the rest."""
    return reason if len(reason) <= _LONGEST_REASON else reason[: _LONGEST_REASON - 1] + "…"
