"""Slopes that may fail, ore that may not be covered, and the mine."""

from __future__ import annotations

import numpy as np

from ..choice import spread, touching, whole_parcels
from ..country import Mask
from ..mesh import Ints
from .surroundings import Surroundings


def prone(here: Surroundings) -> Ints:
    """地质灾害易发区: 1 高, 2 中, 3 低, 0 非易发区."""
    steep = here.hilly + 0.012 * here.slope + 0.1 * here.noise["protected"]
    return np.where(steep > 1.12, 1, np.where(steep > 0.75, 2, np.where(steep > 0.4, 3, 0)))


def danger(here: Surroundings, proneness: Ints, core: Mask) -> Mask:
    """地质灾害危险区: a few steep parcels beside roads and villages, outside the reserve's core,
    in the towns where they were looked for."""
    country = here.country
    parcels = country.parcels
    steep = whole_parcels(country, (proneness == 1) & ~core & (country.course < 0) & (country.built < 0))
    lived_by = touching(country, (parcels.built >= 0) | np.array([kind is not None for kind in parcels.kind]))
    wanted = steep & lived_by
    limit = np.quantile(country.parcel_slope[wanted], 0.7) if wanted.any() else 0.0
    chosen = spread(country, wanted & (country.parcel_slope >= limit), 2 + 2 * len(country.settled.seats))
    return np.isin(parcels.of_cell, chosen) & country.surveyed_anew


def minerals(here: Surroundings) -> Ints:
    """矿产资源: 1 战略性矿产, 2 非战略性矿产."""
    ore = here.away_from((-0.55, 0.05), wander=0.1)
    return np.where(ore < 0.07, 1, np.where(quarry(here) < 0.11, 2, 0))


def mining(here: Surroundings, reserved: Mask) -> Mask:
    """矿业权 around the quarry."""
    return np.asarray((quarry(here) < 0.05) & ~reserved & (here.country.course < 0))


def quarry(here: Surroundings) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Distance to its middle as a share of the county's radius."""
    return here.away_from(here.towards_hills(0.42))
