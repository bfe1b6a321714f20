"""Where each project lies: joined cells that make it meet what it is to show."""

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
from ..sites.ground import Ground, Shape
from ..size import GEOGRAPHIC_CRS, ZONE_CRS, ZONE_CRS_PREFIXED

LANE = 11.0
"""m: half the width of the new road."""


@dataclass(frozen=True)
class Project:
    name: str
    facts: str
    """file of this folder"""
    shapes: tuple[Shape, ...]
    """features of the site"""
    file: str = "site.geojson"
    crs: str = GEOGRAPHIC_CRS


def draw_projects(county: County, ground: Ground) -> list[Project]:
    here = _Places(county, ground)
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
    def __init__(self, county: County, ground: Ground) -> None:
        self._county, self._ground, self._country = county, ground, county.country
        self._zones = county.zones
        self._inner = self._county.country.surveyed_anew & (self._country.course < 0)

    def factory(self) -> Shape:
        planned = starting(self._county.planned_of_cell, ("1001",)) & self._zones.inside("CZKFBJ")
        fields = planned & np.isin(self._country.code, FARMLAND)
        return self._grown(fields if fields.any() else planned, self._country.settled.seats[0], 1.6e4)

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
        cells = np.isin(self._country.parcels.of_cell, homes[:1])
        return self._grown(cells, self._country.settled.seats[0], 0.7e4)

    def yard(self) -> Shape:
        basic = self._zones.inside("YJJBNT") & ~self._zones.inside("STBHHX") & ~self._zones.inside("LD") & self._inner
        return self._grown(basic, self._country.settled.seats[0] - TOWARDS_HILLS * 2000, 0.9e4)

    def quarry(self) -> Shape:
        conflict = next(one for one in self._county.conflicts if one.kinds == ("KYQ", "ZRBHQ"))
        return self._grown(conflict.cells, self._country.parcels.at[conflict.parcels[0]], 4e4)

    def old_house(self) -> Shape:
        old = self._zones.inside("LSJQHX") & np.isin(self._country.code, ["0701", "05H1"]) & (self._country.course < 0)
        cell = int(self._nearest(old if old.any() else self._zones.inside("LSJQHX"), self._country.settled.seats[0]))
        return self._ground.plot(cell, 0.4)

    def hotel(self) -> Shape:
        shore = self._zones.of_class("YYSSY", "二级") & self._inner & (self._country.code != "1103")
        return self._grown(shore, self._country.settled.seats[0], 1.1e4)

    def _nearest(self, wanted: Mask, place: Floats) -> int:
        cells = np.flatnonzero(wanted)
        return int(cells[np.argmin(np.hypot(*(self._country.cell_at[cells] - place).T))])

    def _grown(self, wanted: Mask, place: Floats, area: float) -> Shape:
        """Wanted cells that touch, from the one nearest to a place, until there are so many m² or no more."""
        start = self._nearest(wanted, place)
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
        """Cells from one place to another, across borders that are wide enough."""
        mesh, at = self._country.parcels.mesh, self._country.cell_at
        left, right = mesh.edges[:, 0], mesh.edges[:, 1]
        wide = np.hypot(*(mesh.vertices[mesh.edges[:, 2]] - mesh.vertices[mesh.edges[:, 3]]).T) > 2 * LANE
        pair = (left >= 0) & (right >= 0) & wide
        far = np.hypot(*(at[left[pair]] - at[right[pair]]).T)
        graph = coo_array((far, (left[pair], right[pair])), shape=(mesh.cells, mesh.cells)).tocsr()
        everywhere = np.ones(mesh.cells, dtype=bool)
        first, last = self._nearest(everywhere, start), self._nearest(everywhere, end)
        before: Ints = dijkstra(graph, directed=False, indices=first, return_predecessors=True)[1]
        path = [last]
        while path[-1] != first:
            path.append(int(before[path[-1]]))
        return path[::-1]
