"""Parcels (图斑): cells put together to roads, town plots and fields, exactly as many as wanted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .courses import Course, CourseKind
from .ground import Floats, Ground
from .land import COUNTY_TOWN_HAS, COURSE_CODE, TOWN_HAS, Codes, rural_codes, town_codes, village_codes
from .mesh import Ints, Mesh
from .settlements import Settlements

PLOT_SPACING = {"town": 112.0, "seat": 92.0, "village": 84.0}
"""m between the middles of built plots; a plot ends at a street."""


@dataclass(frozen=True)
class Parcels:
    mesh: Mesh
    of_cell: Ints
    """parcel of each cell"""
    at: Floats
    """(n, 2) a point of each (the seed of its first cell)"""
    code: Codes
    """三调"""
    village: Ints
    kind: npt.NDArray[np.object_]
    """`CourseKind` of rivers and roads, else None"""
    built: Ints
    """settlement within whose built-up reach it lies, or -1"""
    pairs: Ints
    """(m, 2) neighbours"""

    @property
    def count(self) -> int:
        return len(self.at)


def parcels_of(
    ground: Ground, settled: Settlements, courses: list[Course], mesh: Mesh, at: Floats, course: Ints, wanted: int,
    rng: np.random.Generator,
) -> Parcels | None:  # fmt: skip
    """`wanted` parcels of the cells with seeds `at`; None when the cells do not suffice."""
    village = settled.village_at(ground, at)
    kinds = np.array([c.kind for c in courses] + [None], dtype=object)[course]
    built = np.where(course < 0, settled.built_at(at), -1)
    plot, codes = _plots(ground, settled, courses, at, course, built, rng)
    group = mesh.joined(_keys(kinds, village, plot, len(at)))
    surplus = int(group.max()) + 1 - wanted
    if surplus < 0:
        return None
    if surplus:
        group = _merged(mesh, group, codes, village, (course < 0) & (built < 0), surplus, rng)
    first = np.unique(group, return_index=True)[1]
    edges = mesh.edges[(mesh.edges[:, 0] >= 0) & (mesh.edges[:, 1] >= 0)]
    pairs = np.unique(np.sort(group[edges[:, :2]], axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return Parcels(mesh, group, at[first], codes[first], village[first], kinds[first], built[first], pairs)


def _plots(
    ground: Ground, settled: Settlements, courses: list[Course], at: Floats, course: Ints, built: Ints,
    rng: np.random.Generator,
) -> tuple[Ints, Codes]:  # fmt: skip
    """(built plot of each cell or -1, land code of each cell)."""
    river = np.concatenate([c.points for c in courses if c.kind == "river"])
    codes = rural_codes(ground, at, river, rng)
    plot, total = np.full(len(at), -1), 0
    for n in range(len(settled.places)):
        here = np.flatnonzero(built == n)
        if not len(here):
            continue
        seat = n < len(settled.town_names)
        gap = PLOT_SPACING["town" if n == 0 else "seat" if seat else "village"]
        middles, radius = _plot_middles(settled.places[n], settled.radius[n], gap, rng), settled.radius[n]
        nearest = np.asarray(cKDTree(middles).query(at[here])[1], dtype=np.int64)
        if seat:
            has = TOWN_HAS if n else COUNTY_TOWN_HAS
            uses = town_codes(middles, settled.places[n], radius, has, rng)
        else:
            uses = village_codes(middles, np.hypot(*(middles - settled.places[n]).T) / radius, rng)
        plot[here], codes[here] = nearest + total, uses[nearest]
        total += len(middles)
    on_course = course >= 0
    code_of: dict[CourseKind, str] = COURSE_CODE
    codes[on_course] = np.array([code_of[c.kind] for c in courses])[course[on_course]]
    return plot, codes


def _plot_middles(middle: Floats, radius: float, gap: float, rng: np.random.Generator) -> Floats:
    x, y = np.meshgrid(np.arange(-radius, radius + gap, gap), np.arange(-radius, radius + gap, gap))
    found = np.c_[x.ravel(), y.ravel()] + rng.uniform(-0.3, 0.3, (x.size, 2)) * gap
    return np.asarray(middle + found[np.hypot(*found.T) < radius * 1.15])


def _keys(kinds: npt.NDArray[np.object_], village: Ints, plot: Ints, cells: int) -> Ints:
    """Cells with the same key that touch are one parcel: a road within a village, a built plot within a block."""
    order = {kind: n for n, kind in enumerate(CourseKind.__args__)}  # type: ignore[attr-defined]
    rank = np.array([order.get(kind, -1) for kind in kinds])
    far = 1 << 40
    return np.where(rank >= 0, far + rank * (1 << 24) + village, np.where(plot >= 0, 2 * far + plot, np.arange(cells)))


def _merged(
    mesh: Mesh, group: Ints, codes: Codes, village: Ints, free: npt.NDArray[np.bool_], surplus: int,
    rng: np.random.Generator,
) -> Ints:  # fmt: skip
    """Join `surplus` pairs of neighbouring fields of one use and one village; then of one village."""
    left, right = mesh.edges[:, 0], mesh.edges[:, 1]
    inside = np.flatnonzero((left >= 0) & (right >= 0))
    inside = inside[free[left[inside]] & free[right[inside]] & (village[left[inside]] == village[right[inside]])]
    alike = codes[left[inside]] == codes[right[inside]]
    order = np.concatenate([rng.permutation(inside[alike]), rng.permutation(inside[~alike])])
    parent = np.arange(int(group.max()) + 1)
    size = np.bincount(group)

    def top(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for largest in (2, 3, 8, len(group)):
        for edge in order:
            if not surplus:
                break
            a, b = top(group[left[edge]]), top(group[right[edge]])
            if a != b and size[a] + size[b] <= largest:
                parent[max(a, b)], size[min(a, b)] = min(a, b), size[a] + size[b]
                surplus -= 1
    roots = np.array([top(n) for n in range(len(parent))])
    return np.asarray(np.unique(roots[group], return_inverse=True)[1], dtype=np.int64)
