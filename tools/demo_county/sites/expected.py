"""What a site meets, counted from its cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..county import County
from ..land import FARMLAND, Codes
from ..layers.survey import bund_share, owners
from ..plan_use import LIMITS, OLD_TOWN
from ..shapes import in_degrees
from ..zones import CLASSES
from .site import Site
from .ways import Ways

OWNER = {"20": "国有", "30": "集体", "": "不明"}
GROUP = {
    "YJJBNT": 1, "STBHHX": 2, "CZKFBJ": 3, "GHYDYH": 4, "GHTJ": 4, "GD": 5, "NYDZY": 6, "TDZS": 6, "GJGY": 7,
    "ZRBHQ": 7, "FJMSQ": 7, "LD": 7, "SD": 7, "CYJB": 7, "WWBHFW": 8, "WWJKDD": 8, "LSJQHX": 8, "LSJQJK": 8,
    "CSLVX": 9, "CSLX": 9, "CSHX": 9, "CSZX": 9, "YYSSY": 10, "HDGLFW": 10, "XZHQ": 10, "CJAX": 10, "DZYFQ": 11,
    "DZWXQ": 11, "KCZY": 11, "KYQ": 11, "HY": 12, "WJMHD": 12, "GL": 13, "TL": 13, "DL": 13, "LSYD": 14,
}  # fmt: skip
"""Group of checks of what a site was made for."""
Table = dict[str, Any]


@dataclass(frozen=True)
class Counting:
    county: County
    ways: Ways

    @cached_property
    def _owner(self) -> Codes:
        return owners(self.county.country)[0][self.county.country.parcels.of_cell]

    @cached_property
    def _net(self) -> np.ndarray:
        """Share of each cell that is no 田坎."""
        return 1 - bund_share(self.county.country)[self.county.country.parcels.of_cell]

    def of(self, site: Site) -> Table:
        """m² rounded to a square centimetre; a kind that is not named is not met."""
        cells = np.array(sorted(site.parts), dtype=np.int64)
        area = np.array([site.parts[cell] for cell in cells.tolist()])
        country = self.county.country
        towns = np.unique(country.town[cells])
        return {
            "id": site.id,
            "about": site.about,
            "group": GROUP[site.about],
            "how": site.how,
            "towns": [country.settled.town_names[n] for n in towns],
            "area_m2": rounded(site.area),
            "enters": self._enters(cells, area),
            "touches": list(site.touches),
            "keeps_from": [
                {"kind": keep.kind, "class": keep.class_, "width_m": keep.width, "area_m2": rounded(keep.area),
                 "in_doubt": keep.in_doubt}
                for keep in site.keeps
            ],
            "nearest_m": {kind: round(far, 3) for kind, far in sorted(self.ways.nearest(site.shape).items())},
            "land": _by(country.code[cells], area),
            "farmland_net_m2": rounded(float((area * self._net[cells])[np.isin(country.code[cells], FARMLAND)].sum())),
            "owners": {OWNER[key]: one for key, one in _by(self._owner[cells], area).items()},
            "farmland_owners": self._farmland_owners(cells, area),
            "planned": _by(self.county.planned_of_cell[cells], area),
            "limits": self._limits(cells, area),
            "uncovered_m2": self._uncovered(site, cells, area),
        }  # fmt: skip

    def _enters(self, cells: np.ndarray, area: np.ndarray) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for kind, label in self.county.zones.label.items():
            inside = label[cells] > 0
            if inside.any():
                names = np.array(CLASSES[kind])[label[cells][inside] - 1]
                found[kind] = {"area_m2": rounded(float(area[inside].sum())), "classes": _by(names, area[inside])}
        return found

    def _farmland_owners(self, cells: np.ndarray, area: np.ndarray) -> dict[str, float]:
        """Farmland net of 田坎, by owner."""
        fields = np.isin(self.county.country.code[cells], FARMLAND)
        net = (area * self._net[cells])[fields]
        return {OWNER[key]: one for key, one in _by(self._owner[cells][fields], net).items()}

    def _limits(self, cells: np.ndarray, area: np.ndarray) -> list[Table]:
        row = self.county.limits[cells]
        found = []
        for number in np.unique(row[row > 0]).tolist():
            limits = (*LIMITS, OLD_TOWN)[number - 1]
            figures = {"RJLSX": limits.ratio, "JZMDSX": limits.density, "JZGDSX": limits.height, "LDLXX": limits.green}
            found.append({**figures, "area_m2": rounded(float(area[row == number].sum()))})
        return found

    def _uncovered(self, site: Site, cells: np.ndarray, area: np.ndarray) -> dict[str, float]:
        """Ground that no edition of the layer covers; `*` stands for every layer."""
        old = float(area[~self.county.country.surveyed_anew[cells]].sum())
        told = {"*": site.beyond, "DZWXQ": old}
        return {kind: rounded(one) for kind, one in told.items() if one}


def _by(names: np.ndarray, area: np.ndarray) -> dict[str, float]:
    keys, number = np.unique(names, return_inverse=True)
    return {str(key): rounded(one) for key, one in zip(keys, np.bincount(np.ravel(number), area), strict=True)}


def rounded(area: float) -> float:
    return round(float(area), 4)


def degrees(sites: list[Site]) -> np.ndarray:
    """Their shapes in EPSG:4490."""
    return in_degrees(np.array([site.shape for site in sites], dtype=object))
