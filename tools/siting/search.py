"""Sites of the wanted area and shape, the best first, none overlapping another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .growth import SQUARE, Pieces, grown
from .lattice import divided
from .neighbours import links_of
from .polygons import GRID_M, Ints
from .seeds import seeds_of
from .shape import fits
from .units import Floats, Units
from .wish import Wish

SEEDS_A_ROUND = 48
_REACH = 1.6
"""Sides of the square: how far from its seed a site may spread."""

Matrix = Floats
MeasureOf = Callable[[Units], Matrix]
"""(units, factors) scores of 0 to 1, NaN where nobody can tell"""


@dataclass(frozen=True, eq=False)
class Ground:
    units: Units
    scores: Matrix
    """(units, factors)"""
    measure: MeasureOf


@dataclass(frozen=True, eq=False)
class Site:
    shape: BaseGeometry
    """a polygon in the plane"""
    area_m2: float
    members: Units
    scores: Floats
    """area-weighted mean of each factor"""
    total: float
    """with compactness, by the weights"""


def sites_of(
    ground: Ground, weights: Floats, compactness_weight: float, wish: Wish, count: int, apart_m: float = 0.0
) -> list[Site]:
    """The best `count` that do not overlap; fewer, or none, once no seed is left.

    `weights` of the factors and `compactness_weight` together are 1. Sites begin at places at least `apart_m` apart.
    """
    search = _Search(ground, weights, compactness_weight, wish)
    found: list[Site] = []
    seeds = seeds_of(ground.units, search.worth(ground.scores), wish.side, apart_m)
    while places := list(islice(seeds, max(SEEDS_A_ROUND, 4 * count))):
        found = _apart([*found, *search.around(np.array(places), [site.shape for site in found])])
        if len(found) >= count:
            break
    return found[:count]


@dataclass(frozen=True, eq=False)
class _Search:
    ground: Ground
    weights: Floats
    compactness_weight: float
    wish: Wish

    def worth(self, scores: Matrix) -> Floats:
        """Without compactness."""
        weight = self.weights.sum()
        return np.asarray(scores @ self.weights / weight) if weight > 0 else np.ones(len(scores))

    def around(self, places: Floats, taken: list[BaseGeometry]) -> list[Site]:
        units, scores = self._near(places, taken)
        if not units.count:
            return []
        pieces = Pieces(
            units.area,
            shapely.area(units.shapes),
            shapely.length(units.shapes),
            self.worth(scores),
            units.points,
            np.unique(units.parcel, return_inverse=True)[1],
            links_of(units.shapes, max(2.0, 0.02 * self.wish.side)),
        )
        starts = np.unique(shapely.STRtree(units.shapes).nearest(shapely.points(places)))
        found: dict[bytes, Site] = {}
        for seed in starts:
            members = grown(int(seed), pieces, self.wish, self.compactness_weight)
            if members is not None and members.tobytes() not in found:
                site = self._site(units.chosen(members), scores[members])
                if site is not None:
                    found[members.tobytes()] = site
        return list(found.values())

    def _near(self, places: Floats, taken: list[BaseGeometry]) -> tuple[Units, Matrix]:
        """Ground within reach of the places and not taken, large pieces divided; with its scores."""
        reach = _REACH * self.wish.side
        boxes = shapely.STRtree(shapely.box(*(places - reach).T, *(places + reach).T))
        units = self.ground.units
        near = np.unique(boxes.query(units.shapes)[0])
        large = units.area[near] > self.wish.largest_step
        whole, parted = near[~large], near[large]
        blocks, owner = divided(units.chosen(parted), float(np.sqrt(0.4 * self.wish.largest_step)), boxes)
        scores = self._of_blocks(blocks, parted[owner])
        joined, scores = _joined(units.chosen(whole), blocks), np.concatenate([self.ground.scores[whole], scores])
        free = np.ones(joined.count, dtype=bool)
        free[shapely.STRtree(np.array(taken, dtype=object)).query(shapely.points(joined.points), "intersects")[0]] = (
            False
        )
        return joined.chosen(free), scores[free]

    def _of_blocks(self, blocks: Units, unit: Ints) -> Matrix:
        """Measured anew; where that fails, what was measured of the whole."""
        if not blocks.count:
            return np.zeros((0, len(self.weights)))
        scores = self.ground.measure(blocks)
        return np.where(np.isnan(scores), self.ground.scores[unit], scores)

    def _site(self, members: Units, scores: Matrix) -> Site | None:
        with np.errstate(divide="ignore", invalid="ignore"):  # GEOS leaves floating point flags behind
            shape = shapely.union_all(members.shapes, grid_size=GRID_M)
        if not fits(shape, self.wish):
            return None
        area = float(members.area.sum())
        means = members.area @ scores / area
        compact = min(1.0, 4 * np.pi * shape.area / shape.length**2 / SQUARE)
        return Site(shape, area, members, means, float(means @ self.weights + self.compactness_weight * compact))


def _joined(one: Units, other: Units) -> Units:
    return Units(
        np.concatenate([one.shapes, other.shapes]),
        np.concatenate([one.area, other.area]),
        np.concatenate([one.parcel, other.parcel]),
    )


def _apart(sites: list[Site]) -> list[Site]:
    """The best of those that overlap; ordered by score, then by place."""
    ordered = sorted(sites, key=lambda site: (-round(site.total, 9), site.shape.bounds))
    kept: list[Site] = []
    for site in ordered:
        if not any(_overlap(site.shape, other.shape) for other in kept):
            kept.append(site)
    return kept


def _overlap(one: BaseGeometry, other: BaseGeometry) -> bool:
    a, b = one.bounds, other.bounds
    if a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]:
        return False
    return bool(shapely.intersection(one, other).area > 0.5)
