"""A mean, its standard error clustered by document, and its 95 % interval.

Questions about one document go right or wrong together, so that n of them tell less than n independent ones. The
error is that of a ratio of cluster totals (as in Miller 2024, arXiv 2411.00640, with the factor G/(G-1)); where every
question stands alone it is the usual s/√n.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scipy import stats

_Z = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    n: int
    clusters: int
    mean: float
    error: float | None
    """Standard error; None with fewer than two clusters."""
    low: float | None
    high: float | None


def estimate(values: Sequence[float], clusters: Sequence[str]) -> Estimate | None:
    """`clusters` names the document of each value; an empty name is a cluster of its own. None without values."""
    if not values:
        return None
    mean = math.fsum(values) / len(values)
    excess: dict[object, float] = defaultdict(float)
    for n, (value, cluster) in enumerate(zip(values, clusters, strict=True)):
        excess[cluster or n] += value - mean
    count = len(excess)
    if count < 2:
        return Estimate(len(values), count, mean, None, None, None)
    spread = math.fsum(one * one for one in excess.values()) * count / (count - 1)
    error = math.sqrt(spread) / len(values)
    shares = all(value in (0, 1) for value in values)
    low, high = _wilson(mean, error, len(values), count) if shares else _student(mean, error, count, values)
    return Estimate(len(values), count, mean, error, low, high)


def _wilson(share: float, error: float, n: int, clusters: int) -> tuple[float, float]:
    """Wilson's interval with as many independent questions as the clustered error is worth: 0 and 1 keep a width."""
    size = min(n, share * (1 - share) / error**2) if error > 0 else clusters
    centre = (share + _Z**2 / (2 * size)) / (1 + _Z**2 / size)
    half = _Z / (1 + _Z**2 / size) * math.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def _student(mean: float, error: float, clusters: int, values: Sequence[float]) -> tuple[float, float]:
    half = _quantile(clusters - 1) * error
    bounded = all(0 <= value <= 1 for value in values)
    return (max(0.0, mean - half), min(1.0, mean + half)) if bounded else (mean - half, mean + half)


@cache
def _quantile(freedom: int) -> float:
    return float(stats.t.ppf(0.975, freedom))
