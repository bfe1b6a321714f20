"""Where each project lies: rectangles, bands and joined cells that meet what each is to show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from ..country import Mask
from ..county import County
from ..ground import TOWARDS_HILLS, Floats
from ..land import FARMLAND, starting
from ..mesh import Ints
from ..sites.ground import Ground, Shape, turned
from ..sites.ways import Ways
from ..size import GEOGRAPHIC_CRS, ZONE_CRS, ZONE_CRS_PREFIXED

LANE = 11.0
"""m: half the width of the new road."""
SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
TRIES = 120
"""Places looked at for one that keeps clear of roads, railway and wires."""


@dataclass(frozen=True)
class Project:
    name: str
    facts: str
    """file of this folder"""
    shapes: tuple[Shape, ...]
    """features of the site"""
    file: str = "site.geojson"
    crs: str = GEOGRAPHIC_CRS


def draw_projects(county: County, ground: Ground, ways: Ways) -> list[Project]:
    here = _Places(county, ground, ways)
    first, second = here.road()
    return [
        Project("厂房", "factory.toml", (here.factory(),)),
        Project("公路", "road.toml", (first, second), "site.gpkg", ZONE_CRS_PREFIXED),
        Project("水库", "reservoir.toml", (here.reservoir(),)),
        Project("养老院", "nursing_home.toml", (here.nursing_home(),), "site.gpkg", ZONE_CRS),
        Project("临时料场", "temporary_yard.toml", (here.yard(),)),
        Project("采石场扩建", "quarry.toml", (here.quarry(),)),
        Project("老街民宿", "old_house.toml", (here.old_house(),)),
        Project("湖畔宾馆", "hotel.toml", (here.hotel(),)),
    ]


class _Places:
    def __init__(self, county: County, ground: Ground, ways: Ways) -> None:
        self._county, self._ground, self._ways, self._country = county, ground, ways, county.country
        self._zones = county.zones
        self._inner = self._country.surveyed_anew & (self._country.course < 0)
        other = [label > 0 for kind, label in self._zones.label.items() if kind not in ("CZKFBJ", "CQFW")]
        self._plain = ~np.logical_or.reduce(other) & self._inner

    def factory(self) -> Shape:
        planned = starting(self._county.planned_of_cell, ("100101",)) & self._zones.of_class("CZKFBJ", "城镇集中建设区")
        fields = planned & np.isin(self._country.code, FARMLAND)
        return self._rectangle(fields & self._plain, self._country.settled.seats[0], 140, 95, planned & self._plain)

    def road(self) -> tuple[Shape, Shape]:
        """From the edge of the county town out into the plain, in two sections."""
        settled = self._country.settled
        edge = settled.seats[0] - TOWARDS_HILLS * settled.radius[0] * 1.5
        path = self._way(edge, edge - TOWARDS_HILLS * min(2600.0, 0.42 * self._country.ground.size.radius))
        half = len(path) // 2
        return self._ground.ribbon(path[: half + 1], LANE), self._ground.ribbon(path[half + 1 :], LANE)

    def reservoir(self) -> Shape:
        wanted = self._zones.of_class("STBHHX", "其他区域") & (self._country.code != "1103") & self._inner
        return self._grown(wanted, TOWARDS_HILLS * self._country.ground.size.radius * 0.3, 12e4)

    def nursing_home(self) -> Shape:
        homes = [one.parcel for one in self._county.facilities if one.kind == "社区养老设施" and one.town == 0]
        cells = np.isin(self._country.parcels.of_cell, homes)
        dwellings = starting(self._county.planned_of_cell, ("0701",)) & (self._country.code == "0701")
        dwellings &= self._zones.of_class("CZKFBJ", "城镇集中建设区")
        return self._rectangle(cells & self._plain, self._country.settled.seats[0], 85, 60, dwellings & self._plain)

    def yard(self) -> Shape:
        basic = self._zones.inside("YJJBNT") & ~self._zones.inside("STBHHX") & ~self._zones.inside("LD") & self._inner
        return self._rectangle(basic, self._country.settled.seats[0] - TOWARDS_HILLS * 2000, 120, 80)

    def quarry(self) -> Shape:
        conflict = next(one for one in self._county.conflicts if one.kinds == ("KYQ", "ZRBHQ"))
        return self._grown(conflict.cells, TOWARDS_HILLS * self._country.ground.size.radius, 4e4)

    def old_house(self) -> Shape:
        old = self._zones.inside("LSJQHX") & (self._country.course < 0)
        houses = old & np.isin(self._country.code, ["0701", "05H1"])
        return self._ground.plot(
            self._by_distance(houses if houses.any() else old, self._country.settled.seats[0])[0], 0.4
        )

    def hotel(self) -> Shape:
        shore = self._zones.of_class("YYSSY", "二级") & self._inner & (self._country.code != "1103")
        return self._rectangle(shore, self._country.settled.seats[0], 130, 90)

    def _nearest(self, wanted: Mask, place: Floats) -> int:
        cells = np.flatnonzero(wanted)
        return int(cells[np.argmin(np.hypot(*(self._country.cell_at[cells] - place).T))])

    def _rectangle(
        self, wanted: Mask, place: Floats, width: float, depth: float, otherwise: Mask | None = None
    ) -> Shape:
        """Within wanted cells or the others, near a place and clear of ways; smaller where there is no room."""
        kept = wanted if otherwise is None else np.asarray(wanted | otherwise)
        starts = self._by_distance(wanted if wanted.any() else kept, place)
        if otherwise is not None:
            starts += self._by_distance(kept, place)
        for size in (1.0, 0.75, 0.5, 0.35):
            half = size / 2 * np.array([width, depth])
            for start in starts:
                for turn in np.linspace(0, np.pi, 6, endpoint=False):
                    corners = self._country.cell_at[start] + turned(SQUARE * half, float(turn))
                    if not kept[self._ground.under(corners)].all():
                        continue
                    shape = self._ground.convex(corners, self._ground.around(start, 3))
                    if shape is not None and kept[list(shape[1])].all() and self._ways.clear(shape[0]):
                        return shape
        return self._ground.plot(starts[0], 0.0)

    def _grown(self, wanted: Mask, place: Floats, area: float) -> Shape:
        """Wanted cells that touch, from the nearest to a place, until there are so many m² or no more."""
        return self._joined(wanted, self._by_distance(wanted, place)[0], area)

    def _by_distance(self, wanted: Mask, place: Floats) -> list[int]:
        """The wanted cells, or any but roads and rivers where a small county has none."""
        cells = np.flatnonzero(wanted if wanted.any() else self._inner)
        far = np.hypot(*(self._country.cell_at[cells] - place).T)
        return [int(cell) for cell in cells[np.argsort(far, kind="stable")][:TRIES]]

    def _joined(self, wanted: Mask, start: int, area: float) -> Shape:
        held, edge = [start], [start]
        taken = float(self._county.shapes.cell_area[start])
        while edge and taken < area:
            for one in self._ground.neighbours(edge.pop(0)).tolist():
                if one not in held and wanted[one] and taken < area:
                    held.append(one)
                    edge.append(one)
                    taken += float(self._county.shapes.cell_area[one])
        return self._ground.block(held)

    def _way(self, start: Floats, end: Floats) -> list[int]:
        """Cells from one place to another, across borders that are wide enough wherever there are such."""
        mesh, at = self._country.parcels.mesh, self._country.cell_at
        left, right = mesh.edges[:, 0], mesh.edges[:, 1]
        wide = np.hypot(*(mesh.vertices[mesh.edges[:, 2]] - mesh.vertices[mesh.edges[:, 3]]).T) > 2 * LANE
        pair = (left >= 0) & (right >= 0)
        far = np.hypot(*(at[left[pair]] - at[right[pair]]).T) * np.where(wide[pair], 1, 50)
        graph = coo_array((far, (left[pair], right[pair])), shape=(mesh.cells, mesh.cells)).tocsr()
        everywhere = np.ones(mesh.cells, dtype=bool)
        first, last = self._nearest(everywhere, start), self._nearest(everywhere, end)
        before: Ints = dijkstra(graph, directed=False, indices=first, return_predecessors=True)[1]
        path = [last]
        while path[-1] != first:
            path.append(int(before[path[-1]]))
        return path[::-1]
