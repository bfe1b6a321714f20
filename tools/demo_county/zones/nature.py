"""Nature reserve, scenic area, forest land, wetlands, basic grassland."""

from __future__ import annotations

import numpy as np

from ..country import Mask
from ..land import FOREST
from ..mesh import Ints
from .surroundings import Surroundings


def reserve(here: Surroundings, protected: Mask) -> Ints:
    """自然保护区: 1 核心保护区, 2 一般控制区; the innermost of the red line."""
    wilds = here.away_from(here.towards_hills(0.8), wander=0.12)
    return np.where(protected & ~here.lake, np.where(wilds < 0.17, 1, np.where(wilds < 0.34, 2, 0)), 0)


def scenic(here: Surroundings, reserved: Mask) -> Ints:
    """风景名胜区 around the reservoir: 1 核心景区, 2 其他."""
    return np.where(here.shore < 0.5, 1, np.where(here.shore < 1.3, 2, 0)) * ~reserved


def forest_land(here: Surroundings, protected: Mask) -> Ints:
    """林地: 1 公益林地, 2 商品林地."""
    return np.where(np.isin(here.country.code, FOREST), np.where(protected, 1, 2), 0)


def wetland(here: Surroundings) -> Ints:
    """湿地: of the patches of the survey the largest is of national, the second of provincial importance."""
    country = here.country
    wet = country.code == "1106"
    patch = country.parcels.mesh.joined(wet.astype(np.int64))
    size = np.bincount(patch[wet], minlength=int(patch.max()) + 1)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.argsort(-size, kind="stable")] = np.arange(len(size))
    return np.where(wet, np.minimum(rank[patch] + 1, 3), 0)


def grassland(here: Surroundings) -> Ints:
    """基本草原: the patches of grass that are more than one plot."""
    country = here.country
    grass = country.code == "0404"
    patch = country.parcels.mesh.joined(grass.astype(np.int64))
    size = np.bincount(patch[grass], minlength=int(patch.max()) + 1)
    return np.where(grass & (size[patch] >= min(3, size.max(initial=0))), 1, 0)
