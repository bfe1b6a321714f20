"""What is to be served: dwellings, people, ground or villages, as points with a weight each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..crs import LocalFrame, area_of, ellipsoidal_area
from .amount import Lack
from .counted import grid_people
from .expressions import Over
from .holdings import Holdings
from .inside import areas_inside
from .land import SURVEY, parcels_of_class
from .land_classes import land_classes
from .region import KIND
from .results import Data

Floats = npt.NDArray[np.float64]

DWELLINGS = "居住用地"
FINEST_M, COARSEST_M = 20.0, 200.0
MOST_POINTS = 60_000
UNITS: dict[Over, str] = {"居住用地": "m²", "人口": "人", "面积": "m²", "行政村": "个"}


@dataclass(frozen=True)
class Demand:
    points: npt.NDArray[np.object_]
    """in the metric frame"""
    weights: Floats
    unit: str
    data: tuple[Data, ...]
    spacing_m: float | None = None
    missing: float = 0.0
    """m² of the extent of which nobody says what stands there"""

    def sum(self, chosen: npt.NDArray[np.bool_] | None = None) -> float:
        return float((self.weights if chosen is None else self.weights[chosen]).sum())


def demand_of(over: Over, within: tuple[str, ...], holdings: Holdings, frame: LocalFrame) -> Demand:
    found = {"居住用地": _dwellings, "人口": _people, "面积": _ground, "行政村": _villages}[over](
        within, holdings, frame
    )
    if not len(found.points) or not found.weights.sum() > 0:
        raise Lack(f"{holdings.region.name}范围内没有要服务的{over}")
    return found


def _dwellings(within: tuple[str, ...], holdings: Holdings, frame: LocalFrame) -> Demand:
    mask, survey = holdings.zone(within), holdings.held(SURVEY)
    shapes, areas = [], []
    for layer, features in survey.features():
        held = features[parcels_of_class(land_classes()[DWELLINGS], features, layer)].geometry.to_numpy()
        inside = areas_inside(held, mask)
        shapes.append(held[inside > 0])
        areas.append(inside[inside > 0])
    parcels = frame.to_metres(shapely.intersection(np.concatenate(shapes), mask))
    weights = np.concatenate(areas)
    spacing = _spacing(float(weights.sum()))
    points, of = lattice(parcels, spacing)
    bare = np.setdiff1d(np.arange(len(parcels)), of)
    points = np.concatenate([points, shapely.point_on_surface(parcels[bare])])
    of = np.concatenate([of, bare])
    each = weights[of] / np.bincount(of, minlength=len(parcels))[of]
    return Demand(points, each, "m²", survey.data(), spacing, survey.missing(mask))


def _people(within: tuple[str, ...], holdings: Holdings, frame: LocalFrame) -> Demand:
    held = holdings.held("RK")
    cells = grid_people(holdings, held, within)
    points = frame.to_metres(np.concatenate([middles for middles, _ in cells]))
    weights = np.concatenate([people for _, people in cells])
    return Demand(points, weights, "人", held.data(), missing=held.missing(holdings.zone(within)))


def _ground(within: tuple[str, ...], holdings: Holdings, frame: LocalFrame) -> Demand:
    mask = holdings.zone(within)
    area = area_of(mask)
    spacing = _spacing(area)
    points, _ = lattice(np.array([frame.to_metres(mask)]), spacing)
    data = tuple(d for kind in within for d in holdings.held(kind).data())
    weights = np.full(len(points), area / max(len(points), 1))
    missing = sum(holdings.held(kind).missing(holdings.region.shape) for kind in within)
    return Demand(points, weights, "m²", data, spacing, missing)


def _villages(within: tuple[str, ...], holdings: Holdings, frame: LocalFrame) -> Demand:
    mask = holdings.zone(within)
    shapely.prepare(mask)
    for layer in holdings.workspace.of_kind(KIND):
        features = layer.features()
        if "XZQDM" not in features.columns:
            continue
        village = (features["XZQDM"].astype("string").str.len() == 12).fillna(False).to_numpy(dtype=bool)
        if village.any():
            places = _homes(features.geometry.to_numpy()[village], holdings)
            places = places[shapely.intersects(mask, places)]
            edition = layer.edition.isoformat() if layer.edition else None
            own = Data(name=layer.name, kind=KIND, edition=edition, source=layer.source)
            data = (own, *holdings.held(SURVEY).data())
            return Demand(frame.to_metres(places), np.ones(len(places)), "个", data)
    raise Lack("图层：行政村（XZQ，12位代码 XZQDM）")


def _homes(villages: npt.NDArray[np.object_], holdings: Holdings) -> npt.NDArray[np.object_]:
    """A point of the largest dwelling parcel of each village; of one without dwellings, a point of its area."""
    found = []
    for layer, features in holdings.held(SURVEY).features():
        found.append(features.geometry.to_numpy()[parcels_of_class(land_classes()[DWELLINGS], features, layer)])
    parcels = np.concatenate(found)
    homes = shapely.point_on_surface(parcels)
    places = shapely.point_on_surface(villages)
    village, home = shapely.STRtree(homes).query(villages, predicate="intersects")
    by_size = np.argsort(ellipsoidal_area(parcels[home]), kind="stable")
    places[village[by_size]] = homes[home[by_size]]
    return np.asarray(places, dtype=object)


def _spacing(area: float) -> float:
    """m between lattice points: 20, or coarser where there would be too many."""
    return float(np.clip(np.sqrt(area / MOST_POINTS), FINEST_M, COARSEST_M))


def lattice(polygons: Any, spacing: float) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """Points of one lattice of `spacing` m that lie in each polygon, and the polygon of each point."""
    boxes = shapely.bounds(polygons)
    low = np.ceil(boxes[:, :2] / spacing).astype(np.int64)
    count = np.maximum(np.floor(boxes[:, 2:] / spacing).astype(np.int64) - low + 1, 0)
    each = count.prod(axis=1)
    of = np.repeat(np.arange(len(each)), each)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(each) - each, each)
    columns = np.maximum(count[of, 0], 1)
    at = (low[of] + np.column_stack([nth % columns, nth // columns])) * spacing
    shapely.prepare(polygons)
    inside = shapely.contains_xy(polygons[of], at[:, 0], at[:, 1]) if len(of) else np.zeros(0, dtype=bool)
    return np.asarray(shapely.points(at[inside]), dtype=object), of[inside]
