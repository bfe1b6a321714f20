"""Retrieval figures with their uncertainty."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean


def hit_at(found: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 when any relevant one is among the first `k`."""
    return float(any(id_ in gold for id_ in found[:k]))


def recall_at(found: Sequence[str], gold: Collection[str], k: int) -> float:
    """Share of the relevant ones among the first `k`."""
    return len(set(found[:k]) & set(gold)) / len(gold)


def reciprocal_rank(found: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    return next((1 / place for place, id_ in enumerate(found[:k], 1) if id_ in gold), 0.0)


def ndcg_at(found: Sequence[str], gold: Collection[str] | Mapping[str, float], k: int = 10) -> float:
    """Normalised discounted cumulative gain; `gold` maps to gains, 1 each where it does not say."""
    gains = gold if isinstance(gold, Mapping) else dict.fromkeys(gold, 1.0)
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(id_, 0.0) for id_ in found[:k]]) / ideal if ideal else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


@dataclass(frozen=True)
class Estimate:
    mean: float
    low: float
    high: float
    """95 % bootstrap interval over questions."""

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def estimate(values: Sequence[float], *, draws: int = 2000, seed: int = 0) -> Estimate:
    """Percentile bootstrap; the same seed gives the same interval."""
    if not values:
        raise ValueError("no values to estimate from")
    chance = random.Random(seed)
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(draws))
    return Estimate(fmean(values), means[int(0.025 * draws)], means[int(0.975 * draws) - 1])


def paired_difference(ours: Sequence[float], theirs: Sequence[float]) -> Estimate:
    """Ours less theirs, question by question."""
    return estimate([a - b for a, b in zip(ours, theirs, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


Runs = Mapping[str, Sequence[str]]
"""Question id → ids found, best first."""
