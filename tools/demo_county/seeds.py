"""Seed points of the cells: rows of them along every river and road, a bent lattice of fields between.

Two seeds mirrored at an edge put a cell border exactly on it. So a road has one row in its middle and one on either
side at its full width, and what is cut out is as wide as the road; the side rows become the plots along it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .courses import Course, CourseKind
from .ground import Floats, Ground
from .mesh import Ints
from .settlements import Settlements

URBAN_SPACING, SEAT_SPACING, VILLAGE_SPACING = 62.0, 50.0, 48.0
"""m between plots in the county town, in the other seats, and in villages (never wider than the fields)."""
BLOCK_STATION = 26.0
"""m between seeds along a way through a town, where other streets are near."""


@dataclass(frozen=True)
class Seeds:
    at: Floats
    """(n, 2) m"""
    course: Ints
    """the river or road a seed belongs to, or -1"""


class _Corridors:
    """How near a seed may come to the rivers and roads laid so far."""

    def __init__(self) -> None:
        self.trees: dict[CourseKind, tuple[cKDTree, float]] = {}

    def add(self, kind: CourseKind, samples: Floats, clear: float) -> None:
        self.trees[kind] = (cKDTree(samples), clear)

    def free(self, at: Floats, share: float, further: float = 0.0) -> npt.NDArray[np.bool_]:
        """Of `at`, those at least `share` of every corridor's clear width, and `further` metres, away from it."""
        free = np.ones(len(at), dtype=bool)
        for tree, clear in self.trees.values():
            bound = clear * share + further
            left = np.flatnonzero(free)
            free[left] = np.isinf(tree.query(at[left], distance_upper_bound=bound)[0])
        return free

    def beside(self, at: Floats, reach: float) -> npt.NDArray[np.bool_]:
        """Of `at`, those just outside a corridor."""
        found = np.zeros(len(at), dtype=bool)
        for tree, clear in self.trees.values():
            distance = tree.query(at, distance_upper_bound=clear + reach)[0]
            found |= (distance >= clear) & np.isfinite(distance)
        return found


def clear_width(course: Course) -> float:
    """m from the middle line within which only the course's own seeds lie."""
    return course.width / 2 + _bank(course) if course.kind == "river" else course.width


def sow(ground: Ground, settled: Settlements, courses: list[Course], spacing: float, rng: np.random.Generator) -> Seeds:
    corridors = _Corridors()
    middles: list[tuple[Floats, Ints]] = []
    sides: list[Floats] = []
    station = 0.62 * spacing
    reach = 2.4 * ground.size.radius
    for kind in dict.fromkeys(course.kind for course in courses):
        own = [(n, course) for n, course in enumerate(courses) if course.kind == kind]
        rows = [_rows(course, corridors, _stations(settled, course, station)) for _, course in own]
        samples = np.concatenate([course.points for _, course in own])
        middles += [(middle, np.full(len(middle), n)) for (n, _), (middle, _) in zip(own, rows, strict=True)]
        sides += [side for _, side in rows]
        corridors.add(kind, samples, clear_width(own[0][1]))
    side = np.concatenate(sides)
    side = side[corridors.free(side, 0.9)]
    fields = np.concatenate([_fields(ground, settled, spacing, rng), _built(settled, spacing, rng)])
    fields = fields[corridors.free(fields, 1.0, 0.42 * station)]
    middle, course = np.concatenate([m for m, _ in middles]), np.concatenate([c for _, c in middles])
    at = np.concatenate([middle, side, fields])
    course = np.concatenate([course, np.full(len(side) + len(fields), -1)])
    near = np.hypot(*at.T) < reach
    at, course = at[near], course[near]
    _, first = np.unique(np.round(at / 0.5).astype(np.int64), axis=0, return_index=True)
    first.sort()
    return Seeds(at[first], course[first])


def _stations(settled: Settlements, course: Course, station: float) -> npt.NDArray[np.bool_]:
    """Which points of a course get seeds: close together in towns, where other streets are near."""
    distance, seat = cKDTree(settled.seats).query(course.points)
    built = distance < settled.radius[seat] * 1.1
    gap = np.median(np.hypot(*np.diff(course.points, axis=0).T))
    every = np.where(built, max(1, round(min(station, BLOCK_STATION) / gap)), max(1, round(station / gap)))
    count = np.arange(len(course.points))
    return np.asarray(count % every == every // 2)


def _bank(course: Course) -> float:
    return min(course.width / 4, 14.0)


def _rows(course: Course, corridors: _Corridors, chosen: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """(seeds inside the course, seeds on both sides of it)."""
    points = course.points
    along = np.gradient(points, axis=0)
    across = np.c_[-along[:, 1], along[:, 0]] / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    if corridors.trees:
        chosen = chosen | corridors.beside(points, 8.0)
    at, out = points[chosen], across[chosen]
    if course.kind == "river":
        half, bank = course.width / 2, _bank(course)
        inside = np.concatenate([at, at + out * (half - bank), at - out * (half - bank)])
        return inside, np.concatenate([at + out * (half + bank), at - out * (half + bank)])
    inside = at[corridors.free(at, 1.0)] if corridors.trees else at
    return inside, np.concatenate([at + out * course.width, at - out * course.width])


def _fields(ground: Ground, settled: Settlements, spacing: float, rng: np.random.Generator) -> Floats:
    """Long plots in the plain, large irregular ones in the hills."""
    reach = 1.45 * ground.size.radius + 4 * spacing
    plain = _lattice(reach, spacing * 0.66, spacing * 1.18, 0.24, 0.35, rng)
    hills = _lattice(reach, spacing * 1.22, spacing * 1.12, 0.42, 0.9, rng)
    plain, hills = ground.bent(plain), ground.bent(hills)
    at = np.concatenate([plain[ground.hilliness(plain) < 0.45], hills[ground.hilliness(hills) >= 0.45]])
    distance, nearest = cKDTree(settled.places).query(at)
    return np.asarray(at[distance > settled.radius[nearest]])


def _built(settled: Settlements, spacing: float, rng: np.random.Generator) -> Floats:
    """Small plots within the built-up reach of each settlement."""
    found = []
    for number, (middle, radius) in enumerate(zip(settled.places, settled.radius, strict=True)):
        seat = number < len(settled.town_names)
        fine = URBAN_SPACING if number == 0 else SEAT_SPACING if seat else min(VILLAGE_SPACING, spacing * 0.75)
        plots = _lattice(radius + fine, fine, fine * 1.15, 0.3, rng.uniform(0, 1.5), rng)
        found.append(middle + plots[np.hypot(*plots.T) <= radius])
    return np.concatenate(found)


def _lattice(reach: float, dx: float, dy: float, jitter: float, turn: float, rng: np.random.Generator) -> Floats:
    x, y = np.meshgrid(np.arange(-reach, reach, dx), np.arange(-reach, reach, dy), indexing="ij")
    x = x + (np.arange(x.shape[1]) % 2)[None, :] * dx / 2
    at = np.stack([x, y], -1).reshape(-1, 2) + rng.uniform(-jitter, jitter, (x.size, 2)) * (dx, dy)
    return np.asarray(at @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]))
