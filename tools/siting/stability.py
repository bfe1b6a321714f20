"""How firm a ranking is: under weights drawn around the given ones, under the move of one weight, by another method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .definitions import FactorKey, factor_rules
from .results import RankStability, Stability, WeightRange
from .units import Floats

RUNS, SPREAD, TOP = 1000, 0.3, 3
_SEED = 20261122
_EVEN = 1e-9


def stability_of(keys: Sequence[FactorKey], weights: Floats, scores: Floats) -> tuple[list[RankStability], Stability]:
    """Of candidates in the order of their rank; `scores` (candidates, factors), `weights` together 1."""
    drawn = weights * np.random.default_rng(_SEED).uniform(1 - SPREAD, 1 + SPREAD, (RUNS, len(weights)))
    totals = np.round(scores @ (drawn / drawn.sum(axis=1, keepdims=True)).T, 12)
    ranks = np.argsort(np.argsort(-totals, axis=0, kind="stable"), axis=0, kind="stable") + 1
    top = min(TOP, len(scores))
    each = [
        RankStability(
            first_share=float((rank == 1).mean()),
            top_share=float((rank <= top).mean()),
            rank_range=(int(rank.min()), int(rank.max())),
        )
        for rank in ranks
    ]
    order = sorted(range(len(keys)), key=lambda n: (-weights[n], n))
    ranges = tuple(_range(keys[n], n, weights, scores) for n in order)
    return each, Stability(runs=RUNS, spread=SPREAD, top=top, leading=keys[order[0]], ranges=ranges)


def _range(key: FactorKey, n: int, weights: Floats, scores: Floats) -> WeightRange:
    """Totals are linear in the one weight, so orders change where two lines cross."""
    weight = float(weights[n])
    rest = np.delete(weights, n)
    share = rest / rest.sum() if rest.sum() > 0 else rest
    alone, others = scores[:, n], np.delete(scores, n, axis=1) @ share
    first = _between(weight, alone[0] - alone[1:], others[0] - others[1:])
    order = _between(weight, alone[:-1] - alone[1:], others[:-1] - others[1:])
    return WeightRange(
        factor=key,
        name=factor_rules()[key].name,
        weight=round(weight, 6),
        first_from=round(first[0], 6),
        first_to=round(first[1], 6),
        order_from=round(order[0], 6),
        order_to=round(order[1], 6),
    )


def _between(weight: float, alone: Floats, others: Floats) -> tuple[float, float]:
    """Bounds of the weight w within which w · alone + (1 - w) · others stays at or over 0 for all pairs."""
    low, high = 0.0, 1.0
    for a, b in zip(alone, others, strict=True):
        if abs(a - b) <= _EVEN:
            continue
        crossing = float(b / (b - a))
        if a > b:
            low = max(low, min(crossing, weight))
        else:
            high = min(high, max(crossing, weight))
    return low, high


def topsis(weights: Floats, scores: Floats) -> tuple[list[int], float | None]:
    """(rank of each by TOPSIS, Spearman's correlation with the order given); none for a single candidate."""
    if len(scores) < 2:
        return [1] * len(scores), None
    from pymcdm.correlations import spearman  # it brings matplotlib: seconds, so only where it is asked for
    from pymcdm.methods import TOPSIS

    if (np.ptp(scores[:, weights > 0], axis=0) <= _EVEN).all():
        return [1] * len(scores), None
    by_distance = TOPSIS(normalization_function=lambda column, **_: column)  # scores are on one scale already
    counting = weights > 0
    kinds = np.ones(int(counting.sum()))
    preferred = np.round(by_distance(scores[:, counting], weights[counting], kinds, validation=False), 12)
    ranks = np.argsort(np.argsort(-preferred, kind="stable"), kind="stable") + 1
    return [int(rank) for rank in ranks], float(spearman(np.arange(1, len(scores) + 1), ranks))
