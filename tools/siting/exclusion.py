"""What the hard constraints leave of each parcel, and how much each of them takes, alone and together with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from ..overlay import Overlaps, overlap_areas
from .parcels import LEAST_M2, ROUNDING, Floats, Parcels
from .polygons import GRID_M, Ints, Polygons, parts, same_polygons, tiled, united

Mask = npt.NDArray[np.bool_]

CRUMB_M2 = 1.0
CRUMB_WIDTH_M = 2.0
"""Remnants narrower than this on average are where two editions of a border differ, not ground to build on."""


@dataclass(frozen=True, eq=False)
class Barrier:
    """One hard constraint: parcels it takes wholly, or zones that cut them."""

    whole: Mask | None = None
    zones: Polygons | None = None
    """in the plane"""


@dataclass(frozen=True, eq=False)
class Excluded:
    parcel: Ints
    """of each part that is left"""
    shapes: Polygons
    """what is left, single polygons in the plane"""
    area: Floats
    """m² of each"""
    taken: Floats
    """m² that each barrier takes"""
    alone: Floats
    """m² that each alone takes: what would be free without it"""
    crumbs_m2: float
    """left over, but too narrow to use"""


def exclude(parcels: Parcels, barriers: Sequence[Barrier]) -> Excluded:
    size = (len(barriers), parcels.count)
    full = np.zeros(size, dtype=bool)
    for n, barrier in enumerate(barriers):
        if barrier.whole is not None:
            full[n] = barrier.whole
    planar = shapely.area(parcels.shapes)
    cut = _cut(parcels.shapes, planar, barriers, full)
    worth = parcels.area / planar
    taken = full @ parcels.area + np.bincount(
        cut.barrier, shapely.area(cut.piece) * worth[cut.parcel], minlength=len(barriers)
    )
    alone = _alone(cut, full, parcels.area, worth)
    parcel, shapes = _left(parcels.shapes, cut, full)
    area = shapely.area(shapes) * worth[parcel]
    wide = (area >= CRUMB_M2) & (2 * shapely.area(shapes) >= CRUMB_WIDTH_M * shapely.length(shapes))
    return Excluded(parcel[wide], shapes[wide], area[wide], taken, alone, float(area[~wide].sum()))


@dataclass(frozen=True, eq=False)
class _Cut:
    """Pieces of parcels that a barrier takes, where it does not take the whole; one piece a pair."""

    barrier: Ints
    parcel: Ints
    piece: Polygons


def _cut(shapes: Polygons, planar: Floats, barriers: Sequence[Barrier], full: Mask) -> _Cut:
    """Marks in `full` what a barrier's zones cover wholly."""
    zoned = [(n, barrier.zones) for n, barrier in enumerate(barriers) if barrier.zones is not None]
    none = np.zeros(0, dtype=np.int64)
    if not zoned or not sum(len(zones) for _, zones in zoned):
        return _Cut(none, none, np.zeros(0, dtype=object))
    cut = [(n, *tiled(zones)) for n, zones in zoned if len(zones)]
    tiles = np.concatenate([tiles for _, tiles, _ in cut])
    of = np.concatenate([np.full(len(tiles), n) for n, tiles, _ in cut])
    owner = np.concatenate([owner for *_, owner in cut])
    same = same_polygons(shapes, tiles)
    full[of[same >= 0], same[same >= 0]] = True
    tiles, of, owner = tiles[same < 0], of[same < 0], owner[same < 0]
    near = np.zeros(len(shapes), dtype=bool)
    near[shapely.STRtree(shapes).query(tiles)[1]] = True
    found = overlap_areas(shapes[near], tiles, least=LEAST_M2)
    overlaps = Overlaps(np.flatnonzero(near)[found.left], found.right, found.area)
    key = of[overlaps.right] * len(shapes) + overlaps.left
    partial = ~_covered(key, owner[overlaps.right], overlaps.area, planar, full)
    left, right = overlaps.left[partial], overlaps.right[partial]
    pieces, owners = parts(shapely.intersection(shapes[left], tiles[right]))
    piece, keys = united(pieces, key[partial][owners])
    barrier, parcel = keys // len(shapes), keys % len(shapes)
    whole = shapely.area(piece) >= planar[parcel] - _rounding(planar[parcel])
    full[barrier[whole], parcel[whole]] = True
    return _Cut(barrier[~whole], parcel[~whole], piece[~whole])


def _covered(key: Ints, owner: Ints, area: Floats, planar: Floats, full: Mask) -> Mask:
    """Which overlaps are of a parcel that one zone of the barrier covers wholly."""
    if not len(key):
        return np.zeros(0, dtype=bool)
    order = np.lexsort((owner, key))
    first = np.concatenate([[True], (key[order][1:] != key[order][:-1]) | (owner[order][1:] != owner[order][:-1])])
    start = np.flatnonzero(first)
    sums = np.add.reduceat(area[order], start)
    keys = key[order][start]
    parcel = keys % len(planar)
    covering = sums >= planar[parcel] - _rounding(planar[parcel])
    full[keys[covering] // len(planar), parcel[covering]] = True
    return full[key // len(planar), key % len(planar)]


def _rounding(planar: Floats) -> Floats:
    return np.maximum(LEAST_M2, ROUNDING * planar)


def _alone(cut: _Cut, full: Mask, area: Floats, worth: Floats) -> Floats:
    """m² that only one barrier takes."""
    many = full.sum(axis=0)
    pieces = np.bincount(cut.parcel, minlength=full.shape[1])
    free = np.where(many == 1, area, 0.0)
    beside = many[cut.parcel] == 1
    together, parcel = united(cut.piece[beside], cut.parcel[beside])
    free[parcel] -= shapely.area(together) * worth[parcel]
    alone = np.asarray(full @ free, dtype=np.float64)
    left = np.flatnonzero(many[cut.parcel] == 0)
    shared = pieces[cut.parcel[left]] > 1
    own = cut.piece[left].copy()
    own[shared] = _own_parts(own[shared], cut.parcel[left][shared])
    alone += np.bincount(cut.barrier[left], shapely.area(own) * worth[cut.parcel[left]], minlength=len(full))
    return alone


def _own_parts(pieces: Polygons, parcel: Ints) -> Polygons:
    """What of each piece no other piece of the same parcel covers."""
    own = pieces.copy()
    order = np.argsort(parcel, kind="stable")
    starts = np.flatnonzero(np.diff(parcel[order], prepend=-1))
    for group in np.split(order, starts[1:]):
        for n in group:
            own[n] = shapely.difference(pieces[n], shapely.union_all(pieces[group[group != n]]))
    return own


def _left(shapes: Polygons, cut: _Cut, full: Mask) -> tuple[Ints, Polygons]:
    free = np.asarray(~full.any(axis=0))
    rest = shapes.copy()
    within = free[cut.parcel]
    together, parcel = united(cut.piece[within], cut.parcel[within])
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS leaves floating point flags behind
        rest[parcel] = shapely.difference(shapes[parcel], together, grid_size=GRID_M)
    kept = np.flatnonzero(free)
    single, owner = parts(rest[kept])
    return kept[owner], single
