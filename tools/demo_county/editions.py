"""Editions of layers that were drawn at another time: in named towns their borders lie a little aside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from .country import Country, Mask
from .ground import Floats, Noise
from .mesh import Ints, Mesh

LEAST, MOST = 0.1, 2.0
"""m by which such an edition disagrees with the survey."""
FADE = 90.0
"""m inside the town's border over which the disagreement grows from nothing, so that polygons still fit."""


@dataclass(frozen=True)
class Aside:
    towns: tuple[int, ...]
    number: int
    """its own chance"""


ASIDE = {"YJJBNT": Aside((1,), 1), "STBHHX": Aside((2,), 2), "GHYDYH": Aside((2,), 3)}
"""Kind of layer → where it lies aside."""


def moved(country: Country, kind: str) -> Floats:
    """(v, 2) m by which the edition of this kind moves each vertex of the mesh: smooth, and nothing elsewhere."""
    mesh = country.parcels.mesh
    shift = np.zeros_like(mesh.vertices)
    if kind not in ASIDE:
        return shift
    aside = ASIDE[kind]
    rng = np.random.default_rng([country.seed, 100 + aside.number])
    much_at, turn_at = Noise.of(rng, 900.0), Noise.of(rng, 1500.0)
    inside = np.isin(country.town, aside.towns)
    fixed = _fixed(mesh, inside)
    free = np.flatnonzero(~fixed)
    if not len(free):
        return shift
    at = mesh.vertices[free]
    fade = np.clip(cKDTree(mesh.vertices[fixed]).query(at)[0] / FADE, 0, 1)
    much = LEAST + (MOST - LEAST) / (1 + np.exp(-2 * much_at(at)))
    turn = np.pi * turn_at(at)
    shift[free] = (much * fade * fade * (3 - 2 * fade))[:, None] * np.c_[np.cos(turn), np.sin(turn)]
    return shift


def doubtful(country: Country, kind: str, label: Ints) -> Mask:
    """Cells in the named towns beside which the zone ends: a site there need not meet the layer as the cells say."""
    doubt = np.zeros(len(label), dtype=bool)
    if kind in ASIDE:
        left, right = country.parcels.mesh.edges[:, 0], country.parcels.mesh.edges[:, 1]
        pair = (left >= 0) & (right >= 0)
        left, right = left[pair], right[pair]
        inside = np.isin(country.town, ASIDE[kind].towns)
        ends = (label[left] != label[right]) & (inside[left] | inside[right])
        doubt[left[ends]] = doubt[right[ends]] = True
    return doubt


def _fixed(mesh: Mesh, inside: Mask) -> Mask:
    """Vertices of cells elsewhere, and of the county's border."""
    fixed = np.zeros(len(mesh.vertices), dtype=bool)
    fixed[mesh.ring[~inside[mesh.ring_cell]]] = True
    fixed[mesh.edges[(mesh.edges[:, :2] < 0).any(axis=1)][:, 2:]] = True
    return fixed
