"""Two systems on the same cases: how much better the second is, and whether that could be chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from .clustered import estimate

_DRAWS, _AT_ONCE = 10_000, 1_000


@dataclass(frozen=True)
class Difference:
    n: int
    mean: float
    """Second less first."""
    error: float | None
    low: float | None
    high: float | None
    """95 % bootstrap interval over documents."""
    p: float
    """Two-sided, of the bootstrap over documents; 1 with fewer than two."""
    mcnemar_p: float | None
    """Exact; None where scores are not all 0 or 1."""
    better: int
    worse: int


def difference(
    first: Sequence[float], second: Sequence[float], clusters: Sequence[str], *, seed: int = 0
) -> Difference:
    """Case by case, in the same order."""
    gains = [b - a for a, b in zip(first, second, strict=True)]
    made = estimate(gains, clusters)
    if made is None:
        raise ValueError("no cases in common")
    better, worse = sum(g > 0 for g in gains), sum(g < 0 for g in gains)
    low, high, p = _bootstrap(gains, clusters, seed)
    shares = all(value in (0, 1) for value in (*first, *second))
    return Difference(
        n=made.n,
        mean=made.mean,
        error=made.error,
        low=low,
        high=high,
        p=p,
        mcnemar_p=mcnemar(better, worse) if shares else None,
        better=better,
        worse=worse,
    )


def mcnemar(better: int, worse: int) -> float:
    """Exact two-sided p of so many turned right against so many turned wrong."""
    return 1.0 if better + worse == 0 else float(stats.binomtest(better, better + worse, 0.5).pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted for so many comparisons made at once (Holm 1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda n: p_values[n])
    adjusted, least = list(p_values), 0.0
    for rank, n in enumerate(order):
        least = max(least, min(1.0, p_values[n] * (len(order) - rank)))
        adjusted[n] = least
    return adjusted


def _bootstrap(gains: Sequence[float], clusters: Sequence[str], seed: int) -> tuple[float | None, float | None, float]:
    totals: dict[object, list[float]] = defaultdict(list)
    for n, (gain, cluster) in enumerate(zip(gains, clusters, strict=True)):
        totals[cluster or n].append(gain)
    if len(totals) < 2:
        return None, None, 1.0
    sums = np.array([sum(values) for values in totals.values()])
    sizes = np.array([len(values) for values in totals.values()], dtype=np.float64)
    chance, even = np.random.default_rng(seed), np.full(len(sums), 1 / len(sums))
    drawn = (chance.multinomial(len(sums), even, size=_AT_ONCE) for _ in range(_DRAWS // _AT_ONCE))
    means = np.concatenate([times @ sums / (times @ sizes) for times in drawn])
    low, high = np.quantile(means, [0.025, 0.975])
    # One more draw than were made, so that no p is 0.
    tail = min(int((means <= 0).sum()), int((means >= 0).sum())) + 1
    return float(low), float(high), min(1.0, 2 * tail / (_DRAWS + 1))
