"""Bootstrap over documents, for figures that are no mean: whole documents are drawn, with all their questions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def interval(
    items: Sequence[T],
    clusters: Sequence[str],
    figure: Callable[[Sequence[T]], float | None],
    *,
    draws: int = 400,
    seed: int = 0,
) -> tuple[float, float] | None:
    """95 % percentile interval of `figure`; None with fewer than two documents. The same seed, the same interval."""
    grouped: dict[object, list[T]] = defaultdict(list)
    for n, (item, cluster) in enumerate(zip(items, clusters, strict=True)):
        grouped[cluster or n].append(item)
    documents = list(grouped.values())
    if len(documents) < 2:
        return None
    chance = random.Random(seed)
    drawn = (figure([i for d in chance.choices(documents, k=len(documents)) for i in d]) for _ in range(draws))
    values = sorted(value for value in drawn if value is not None)
    if len(values) < draws // 2:
        return None
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
