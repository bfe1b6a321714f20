"""The cases: for every kind of layer sites inside, across its border, beside it, in its holes; then the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from ..country import Mask
from ..editions import doubtful
from ..land import FARMLAND, starting
from ..layers.survey import owners
from ..mesh import Ints
from ..plan_use import LIMITS
from .ground import Ground, Shape
from .site import How, Keep, Site
from .strips import BESIDE, Strips
from .ways import Way, Ways

EVERYWHERE = ("CZKFBJ", "CQFW", "LD", "DZYFQ")
"""Kinds that say where one is rather than what one may not; a site may lie in them and still be clear."""
BORDER = 260.0
"""m from where a layer's coverage ends, within which sites would need both editions."""
ABSENT = ("HY", "WJMHD", "CJAX", "GJGY", "LSYD")
"""Checks without a layer here."""


class Cases:
    def __init__(self, ground: Ground, ways: Ways, rng: np.random.Generator) -> None:
        self._ground, self._ways, self._rng = ground, ways, rng
        self._county, self._country = ground.county, ground.country
        self._label = self._county.zones.label
        barring = [label > 0 for kind, label in self._label.items() if kind not in EVERYWHERE]
        self._met: Ints = np.asarray(np.sum(barring, axis=0, dtype=np.int64))
        settled = ~self._doubtful() & ~self._at_border() & ~self._near_end_of_coverage()
        self._new = settled & self._county.country.surveyed_anew
        self._old = settled & ~self._county.country.surveyed_anew

    def all(self) -> list[Iterator[Site]]:
        return [*self._of_zones(), *self._of_land(), *self._of_ways(), *self._elsewhere()]

    def _of_zones(self) -> Iterator[Iterator[Site]]:
        for kind, label in self._label.items():
            if kind == "CQFW":
                continue
            for number, _ in self._county.zones.classes(kind):
                yield self._plots(kind, "inside", self._new & (label == number))
            yield self._across(kind, "crossing", label > 0)
            yield self._across(kind, "crossing_whole_cells", label > 0)
            yield self._touching(kind, label > 0)
            yield self._plots(kind, "in_hole", self._new & self._holes(label))
        for conflict in self._county.conflicts:
            about = next(kind for kind in conflict.kinds if kind in self._label)
            yield self._plots(about, "conflict", self._new & conflict.cells)

    def _of_land(self) -> Iterator[Iterator[Site]]:
        planned, code = self._county.planned_of_cell, self._country.code
        clear = self._new & (self._met == 0)
        for use in sorted({one[:2] for one in np.unique(planned[clear]).tolist()}):
            yield self._plots("GHYDYH", "one_use", clear & starting(planned, (use,)))
        yield self._across("GHYDYH", "two_uses", starting(planned, ("07",)))
        for row in range(1, len(LIMITS) + 2):
            yield self._plots("GHTJ", "one_use", self._new & (self._county.limits == row))
        fields = np.isin(code, FARMLAND)
        owner = owners(self._country)[0][self._country.parcels.of_cell]
        for held in ("20", "30", ""):
            yield self._plots("TDZS", "ownership", self._new & (owner == held) & ~fields)
            yield self._plots("GD", "ownership", self._new & (owner == held) & fields)
        yield self._across("TDZS", "two_uses", owner == "30")
        yield self._across("GD", "two_uses", fields)
        yield self._large("TDZS", self._new & fields & (owner == "30"), 36e4, 60e4)
        yield self._large("TDZS", self._new & (owner == "30"), 71e4, 110e4)
        yield self._large("NYDZY", self._new & fields, 2e4, 6e4)

    def _of_ways(self) -> Iterator[Iterator[Site]]:
        strips = Strips(self._ground, self._ways, self._new, self._rng)
        by_class: dict[tuple[str, str], list[Way]] = {}
        for way in self._ways.all:
            if not way.doubt and way.width:
                by_class.setdefault((way.kind, way.class_), []).append(way)
        for (_, class_), ways in sorted(by_class.items()):
            if class_ != "电缆":
                yield from (_beside(strips, ways, *where) for where in BESIDE)
        for how in ("within", "in_doubt", "just_outside"):
            yield self._beside_middle_lines(how)

    def _elsewhere(self) -> Iterator[Iterator[Site]]:
        clear = self._met == 0
        in_town = self._label["CZKFBJ"] > 0
        yield self._plots("CZKFBJ", "clear", self._new & clear & in_town)
        yield self._plots("CZKFBJ", "clear", self._new & clear & ~in_town)
        for kind in ABSENT:
            yield self._plots(kind, "clear", self._new & clear)
        yield self._plots("DZWXQ", "uncovered", self._old & clear)
        yield self._over_border()

    def _plots(self, about: str, how: How, cells: Mask) -> Iterator[Site]:
        """Rectangles in single cells, where the fewest other zones are first."""
        for cell in self._order(np.flatnonzero(cells)):
            yield from self._if_clear(about, how, partial(self._ground.plot, cell, self._rng.uniform(0, 1.5)))

    def _across(self, about: str, how: How, inside: Mask) -> Iterator[Site]:
        """Across an edge between marked and unmarked cells."""
        left, right = self._country.parcels.mesh.edges[:, 0], self._country.parcels.mesh.edges[:, 1]
        pair = (left >= 0) & (right >= 0)
        pair &= (inside[left] != inside[right]) & self._new[left] & self._new[right]
        for edge in self._order(np.flatnonzero(pair), left, right):
            make: Callable[[], Shape | None] = partial(self._ground.kite, edge)
            if how == "crossing_whole_cells":
                make = partial(self._ground.block, [int(left[edge]), int(right[edge])])
            yield from self._if_clear(about, how, make, whole=how == "crossing_whole_cells")

    def _touching(self, about: str, inside: Mask) -> Iterator[Site]:
        left, right = self._country.parcels.mesh.edges[:, 0], self._country.parcels.mesh.edges[:, 1]
        pair = (left >= 0) & (right >= 0)
        pair &= inside[left] != inside[right]
        beside = np.where(inside[left], right, left)[pair]
        for cell in self._order(np.unique(beside[self._new[beside]])):
            yield from self._if_clear(about, "touching", partial(self._ground.block, [cell]), whole=True)

    def _large(self, about: str, cells: Mask, least: float, most: float) -> Iterator[Site]:
        """Joined cells of so many m²."""
        for start in self._order(np.flatnonzero(cells))[::40]:
            held, edge, area = {start}, [start], float(self._county.shapes.cell_area[start])
            while edge and area < least:
                for one in self._ground.neighbours(edge.pop(0)).tolist():
                    if one not in held and cells[one] and area < least:
                        held.add(one)
                        edge.append(one)
                        area += float(self._county.shapes.cell_area[one])
            if least <= area < most:
                yield from self._if_clear(about, "large", partial(self._ground.block, held), whole=True)

    def _over_border(self) -> Iterator[Site]:
        left, right = self._country.parcels.mesh.edges[:, 0], self._country.parcels.mesh.edges[:, 1]
        edges = np.flatnonzero((left < 0) | (right < 0))
        cell = np.maximum(left, right)
        edges = edges[self._county.country.surveyed_anew[cell[edges]] & ~self._doubtful()[cell[edges]]]
        for edge in self._order(edges, cell, cell):
            made = self._ground.kite_outwards(edge)
            if made is not None and self._ways.clear(made[0][0]):
                yield Site("", "CZKFBJ", "over_border", *made[0], beyond=made[1])

    def _beside_middle_lines(self, how: How) -> Iterator[Site]:
        """Plots where only the middle line of a road is known: within the width surely, perhaps, or not at all."""
        for cell in self._order(np.flatnonzero(self._old)):
            shape, parts = self._ground.plot(cell, self._rng.uniform(0, 1.5))
            near = self._ways.near(shape, 100.0)
            roads = [(way, distance) for way, distance in near if way.kind == "GL" and way.doubt]
            others = [way for way, distance in near if way.kind != "GL" and distance < way.width + 1]
            if len(roads) != 1 or others:
                continue
            way, distance = roads[0]
            farthest = float(_farthest(shape, way))
            found: How | None = None
            if farthest < way.width - 0.5:
                found = "within"
            elif distance > way.width + 0.5 and farthest < way.width + way.doubt - 0.5:
                found = "in_doubt"
            elif way.width + way.doubt + 0.5 < distance < way.width + way.doubt + 40:
                found = "just_outside"
            if found == how:
                area = sum(parts.values())
                keep = Keep("GL", way.class_, way.width, area, in_doubt=how == "in_doubt")
                yield Site("", "GL", how, shape, parts, keeps=() if how == "just_outside" else (keep,))

    def _if_clear(
        self, about: str, how: How, make: Callable[[], Shape | None], *, whole: bool = False
    ) -> Iterator[Site]:
        made = make()
        if made is not None and self._ways.clear(made[0]):
            yield Site("", about, how, *made, touches=self._touched(made[1]) if whole else ())

    def _touched(self, parts: dict[int, float]) -> tuple[str, ...]:
        """Kinds of which neighbours have a share and the site has none."""
        cells = np.array(sorted(parts))
        beside = np.setdiff1d([one for cell in parts for one in self._ground.neighbours(cell).tolist()], cells)
        return tuple(
            kind for kind, label in self._label.items() if (label[beside] > 0).any() and not (label[cells] > 0).any()
        )

    def _order(self, found: Ints, *cells: Ints) -> list[int]:
        """By chance, but those with the fewest zones first."""
        shuffled = self._rng.permutation(found)
        met = np.zeros(len(shuffled), dtype=np.int64)
        for one in cells or (np.arange(len(self._met)),):
            met += self._met[one[shuffled]]
        return [int(n) for n in shuffled[np.argsort(met, kind="stable")]]

    def _holes(self, label: Ints) -> Mask:
        """Cells outside the zone that one patch of it surrounds."""
        mesh = self._country.parcels.mesh
        patch = mesh.joined(label)
        left, right = mesh.edges[:, 0], mesh.edges[:, 1]
        at_border = np.zeros(int(patch.max()) + 1, dtype=bool)
        at_border[patch[np.maximum(left, right)[(left < 0) | (right < 0)]]] = True
        pair = (left >= 0) & (right >= 0)
        ends = pair & ((label[left] == 0) != (label[right] == 0))
        zero = np.where(label[left] == 0, left, right)[ends]
        zone = np.where(label[left] == 0, right, left)[ends]
        around = np.unique(np.c_[patch[zero], patch[zone]], axis=0)
        gaps, count = np.unique(around[:, 0], return_counts=True)
        surrounded = gaps[(count == 1) & ~at_border[gaps]]
        return np.asarray((label == 0) & np.isin(patch, surrounded))

    def _doubtful(self) -> Mask:
        planned = np.unique(self._county.planned_of_cell, return_inverse=True)[1]
        label = {**self._label, "GHYDYH": np.ravel(planned)}
        return np.asarray(np.logical_or.reduce([doubtful(self._country, kind, one) for kind, one in label.items()]))

    def _at_border(self) -> Mask:
        edges = self._country.parcels.mesh.edges[:, :2]
        found = np.zeros(len(self._country.course), dtype=bool)
        found[edges[(edges < 0).any(axis=1)].max(axis=1)] = True
        return found

    def _near_end_of_coverage(self) -> Mask:
        new = self._county.country.surveyed_anew
        at = self._country.cell_at
        near = np.zeros(len(at), dtype=bool)
        for one, other in ((new, ~new), (~new, new)):
            near[one] = cKDTree(at[other]).query(at[one], distance_upper_bound=BORDER)[0] < BORDER
        return near


def _beside(strips: Strips, ways: list[Way], how: How, start: float, end: float) -> Iterator[Site]:
    for way in ways:
        yield from strips.along(way, how, start, end)


def _farthest(shape: BaseGeometry, way: Way) -> float:
    """m from the way to the corner that is farthest from it."""
    return float(shapely.distance(shapely.points(shapely.get_coordinates(shape)), way.shape).max())
