"""Picking parcels: those wholly in a zone, those beside others, a few spread over the county."""

from __future__ import annotations

import numpy as np

from .country import Country, Mask
from .ground import TOWARDS_HILLS
from .mesh import Ints


def whole_parcels(country: Country, cells: Mask) -> Mask:
    """Parcels all of whose cells are marked."""
    number = country.parcels.of_cell
    return np.asarray(np.bincount(number, ~cells, country.parcels.count) == 0)


def touched_parcels(country: Country, cells: Mask) -> Mask:
    """Parcels some of whose cells are marked."""
    return np.asarray(np.bincount(country.parcels.of_cell, cells, country.parcels.count) > 0)


def touching(country: Country, parcels: Mask) -> Mask:
    """Parcels with a marked neighbour."""
    pairs = country.parcels.pairs
    found = np.zeros(country.parcels.count, dtype=bool)
    found[pairs[parcels[pairs[:, 0]], 1]] = True
    found[pairs[parcels[pairs[:, 1]], 0]] = True
    return found


def spread(country: Country, wanted: Mask, count: int) -> Ints:
    """`count` of the wanted parcels or as many as there are, from the plain to the hills; always the same."""
    chosen = np.flatnonzero(wanted)
    chosen = chosen[np.argsort(country.parcels.at[chosen] @ TOWARDS_HILLS, kind="stable")]
    share = (np.arange(count) + 0.5) / count
    return np.unique(chosen[(share * len(chosen)).astype(np.int64)]) if len(chosen) else chosen
