"""One site grown piece by piece from a seed: always the piece that leaves it best and most compact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .neighbours import Links
from .polygons import Ints
from .units import Floats
from .wish import Wish

SQUARE = np.pi / 4
"""4π area / perimeter² of a square, which counts as fully compact."""
_ROUND = 0.4
"""While it grows, the share of compactness in what is sought; the site's own score weighs it as it was asked."""
_PULL = 0.1
"""How much a piece one side's length away from the seed loses."""
_WHOLE = 0.03
"""How much a piece gains whose parcel is begun already: a parcel is better taken whole."""


@dataclass(frozen=True, eq=False)
class Pieces:
    area: Floats
    planar: Floats
    perimeter: Floats
    score: Floats
    """0 to 1"""
    at: Floats
    """(n, 2)"""
    parcel: Ints
    links: Links


def grown(seed: int, pieces: Pieces, wish: Wish, compactness_weight: float) -> Ints | None:
    """Members of the best site within the allowed area, ascending; None where it cannot grow so far.

    Of sites that score the same to a thousandth the more compact, then the one nearer to the wanted area; of equal
    pieces the one that comes first in their order.
    """
    if pieces.area[seed] > wish.most:
        return None
    inside = np.zeros(len(pieces.area), dtype=bool)
    border = np.zeros(len(pieces.area))
    begun = np.zeros(int(pieces.parcel.max()) + 1, dtype=bool)
    area = planar = perimeter = worth = 0.0
    origin = pieces.at[seed]
    best: tuple[float, float, float, int] | None = None
    members: list[int] = []
    chosen = seed
    while True:
        planar += pieces.planar[chosen]
        perimeter += pieces.perimeter[chosen] - 2 * border[chosen]
        area += pieces.area[chosen]
        worth += pieces.area[chosen] * pieces.score[chosen]
        inside[chosen] = begun[pieces.parcel[chosen]] = True
        members.append(chosen)
        others, shared = pieces.links.of(chosen)
        border[others] += shared
        if area >= wish.least:
            compact = float(_compact(planar, perimeter))
            total = (1 - compactness_weight) * worth / area + compactness_weight * compact
            off = round(abs(area / wish.area_m2 - 1), 9)
            this = (round(total, 3), round(compact, 3), -off, len(members))
            best = this if best is None else max(best, this)
        front = np.flatnonzero((border > 0) & ~inside & (pieces.area <= wish.most - area))
        if not len(front):
            break
        after = area + pieces.area[front]
        mean = (worth + pieces.area[front] * pieces.score[front]) / after
        rounder = _compact(planar + pieces.planar[front], perimeter + pieces.perimeter[front] - 2 * border[front])
        away = np.hypot(*(pieces.at[front] - origin).T) / wish.side
        gain = (1 - _ROUND) * mean + _ROUND * rounder - _PULL * away**2 + _WHOLE * begun[pieces.parcel[front]]
        chosen = int(front[np.argmax(np.round(gain, 12))])
    return np.sort(np.array(members[: best[3]], dtype=np.int64)) if best else None


def _compact(planar: Floats, perimeter: Floats) -> Floats:
    return np.asarray(np.minimum(1.0, 4 * np.pi * planar / np.maximum(perimeter, 1e-9) ** 2 / SQUARE))
