"""Area two polygons share, summed edge by edge, without building the shared polygon.

Take a point (x, y) in a box around polygon A. Whether B covers it equals whether B covers the box's upper left corner,
plus a signed count of B's edges crossed on the way along the top of the box to x and then down to y. So

    area(A ∩ B) = corner · area(A) + Σ over B's edges f in the box, Σ over A's edges e, of ± ∫ min(y_e, y_f) dx

over the x that e and f have in common; an edge of B that leaves through the top goes on along it to the right end.
Nothing is classified as inside or outside but one corner, so shared edges and touching vertices, of which planning
layers are full, are not special cases. The terms are those of Green's theorem; thanks to the corner only edges near A
count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .edges import Floats, Ints

_CHUNK = 1 << 16
"""Terms at a time: some twenty arrays of this length stay in a core's cache."""


@dataclass(frozen=True)
class Chains:
    """B's edges as seen from a box: clipped at its top; `sign` is +1 where B lies below."""

    x0: Floats
    x1: Floats
    y0: Floats
    y1: Floats
    """x0 ≤ x1, y at each"""
    sign: Floats
    pair: Ints
    """which A each belongs to"""


def clipped(start: Floats, end: Floats, left: Floats, right: Floats, top: Floats, pair: Ints) -> tuple[Chains, Ints]:
    """Edges (n, 2) relative to their boxes, as chains; and the pairs whose corner is too near an edge to be trusted."""
    flipped = start[:, 0] > end[:, 0]
    a = np.where(flipped[:, None], end, start)
    b = np.where(flipped[:, None], start, end)
    sign = np.where(flipped, 1.0, -1.0)
    over_a, over_b = a[:, 1] > top, b[:, 1] > top
    crosses = over_a != over_b
    rise = np.where(crosses, b[:, 1] - a[:, 1], 1.0)
    at = np.where(crosses, a[:, 0] + (top - a[:, 1]) / rise * (b[:, 0] - a[:, 0]), 0.0)
    under = ~(over_a & over_b)
    below = Chains(
        np.where(over_a, at, a[:, 0])[under],
        np.where(over_b, at, b[:, 0])[under],
        np.where(over_a, top, a[:, 1])[under],
        np.where(over_b, top, b[:, 1])[under],
        sign[under],
        pair[under],
    )
    upward = np.where(flipped, over_a, over_b)  # the stored direction, not the sorted one
    along = crosses & (at > left) & (at <= right)
    top_run = Chains(at[along], right[along], top[along], top[along], np.where(upward[along], -1.0, 1.0), pair[along])
    doubtful = pair[crosses & (np.abs(at - left) <= 1e-9 * (right - left))]
    return joined(below, top_run), doubtful


def joined(one: Chains, other: Chains) -> Chains:
    return Chains(
        *(
            np.concatenate([getattr(one, name), getattr(other, name)])
            for name in ("x0", "x1", "y0", "y1", "sign", "pair")
        )
    )


def shared(chains: Chains, first: Ints, length: Ints, start: Floats, end: Floats, count: int) -> Floats:
    """Σ ± ∫ min(y_e, y_f) dx for each of `count` pairs.

    `first`, `length`: the run of A's edges (rows of `start` and `end`, relative to A's box) of each pair.
    """
    total = np.zeros(count)
    terms = np.cumsum(length[chains.pair])
    at = 0
    while at < len(terms):
        done = terms[at - 1] if at else 0
        stop = max(int(np.searchsorted(terms, done + _CHUNK, side="right")), at + 1)
        some = slice(at, stop)
        pair = chains.pair[some]
        many = length[pair]
        f = np.repeat(np.arange(at, stop), many)
        e = np.arange(len(f)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first[pair], many)
        total += np.bincount(chains.pair[f], _integral(chains, f, start[e], end[e]), minlength=count)
        at = stop
    return total


def _integral(chains: Chains, f: Ints, start: Floats, end: Floats) -> Floats:
    """Signed ∫ min(y_e, y_f) dx over the x that the edge e and the chain f share; 0 where they share none."""
    ex0, ex1 = start[:, 0], end[:, 0]
    sign = np.where(ex0 > ex1, 1.0, -1.0) * chains.sign[f]
    left = np.maximum(np.minimum(ex0, ex1), chains.x0[f])
    right = np.minimum(np.maximum(ex0, ex1), chains.x1[f])
    width = right - left
    meet = np.flatnonzero(width > 0)
    out = np.zeros(len(f))
    if len(meet) == 0:
        return out
    f, left, right, width, ex0 = f[meet], left[meet], right[meet], width[meet], ex0[meet]
    slope_e = (end[meet, 1] - start[meet, 1]) / (ex1[meet] - ex0)
    fx0, fy0 = chains.x0[f], chains.y0[f]
    slope_f = (chains.y1[f] - fy0) / (chains.x1[f] - fx0)
    e_left, e_right = start[meet, 1] + slope_e * (left - ex0), start[meet, 1] + slope_e * (right - ex0)
    gap_left = fy0 + slope_f * (left - fx0) - e_left
    gap_right = fy0 + slope_f * (right - fx0) - e_right
    low, high = np.minimum(gap_left, gap_right), np.maximum(gap_left, gap_right)
    # the mean over the width of min(gap, 0), gap being linear
    apart = np.where(high > low, high - low, 1.0)
    below = np.where(high <= 0, (low + high) / 2, np.where(low >= 0, 0.0, -low * low / (2 * apart)))
    out[meet] = sign[meet] * width * ((e_left + e_right) / 2 + below)
    return out
