"""Places where layers contradict each other against the law, put there on purpose and written down."""

from __future__ import annotations

import numpy as np

from .ground import TOWARDS_HILLS
from .mesh import Ints
from .zones import Country, Mask, Zones


def sow_conflicts(country: Country, zones: Zones) -> dict[str, Mask]:
    """Changes `zones`; returns the cells of each conflict. Zones are otherwise free of one another."""
    forest = _whole(country, country.code() == "0301") & ~_any(country, zones.redline)
    field = _whole(country, zones.farmland)
    redline = _whole(country, zones.redline & (zones.reserve == 0))
    found: dict[str, Ints] = {}

    def take(name: str, wanted: Mask, near: Mask | None, count: int) -> None:
        free = wanted & ~np.isin(np.arange(len(wanted)), np.concatenate([np.array([-1]), *found.values()]))
        found[name] = _take(country, free, near, count)

    take("永久基本农田压林地", forest, field, 3)
    take("永久基本农田压生态保护红线", field, redline, 3)
    take("城镇开发边界压永久基本农田", field, _any(country, zones.development == 1), 2)
    take("城镇开发边界压生态保护红线", redline, None, 2)
    take("矿业权压自然保护区", _whole(country, zones.reserve == 2), None, 2)
    cells = {name: np.isin(country.parcels.of_cell, parcels) for name, parcels in found.items()}
    zones.farmland |= cells["永久基本农田压林地"]
    zones.redline |= cells["永久基本农田压生态保护红线"]
    zones.development[cells["城镇开发边界压永久基本农田"] | cells["城镇开发边界压生态保护红线"]] = 1
    zones.mining |= cells["矿业权压自然保护区"]
    return cells


def _whole(country: Country, cells: Mask) -> Mask:
    """Parcels all of whose cells are marked."""
    number = country.parcels.of_cell
    return np.asarray(np.bincount(number, ~cells, country.parcels.count) == 0)


def _any(country: Country, cells: Mask) -> Mask:
    return np.asarray(np.bincount(country.parcels.of_cell, cells, country.parcels.count) > 0)


def _take(country: Country, wanted: Mask, near: Mask | None, count: int) -> Ints:
    """Some wanted parcels, beside `near` ones where that is asked; spread over the county, always the same."""
    chosen = np.flatnonzero(wanted & np.array([kind is None for kind in country.parcels.kind]))
    if near is not None:
        pairs = country.parcels.pairs
        touching = np.concatenate([pairs[near[pairs[:, 0]], 1], pairs[near[pairs[:, 1]], 0]])
        beside = np.intersect1d(chosen, touching)
        chosen = beside if len(beside) >= count else chosen
    along = country.parcels.at[chosen] @ TOWARDS_HILLS
    chosen = chosen[np.argsort(along, kind="stable")]
    share = (np.arange(count) + 0.5) / count
    picked = chosen[(share * len(chosen)).astype(int)] if len(chosen) else chosen
    return np.asarray(np.unique(picked), dtype=np.int64)
