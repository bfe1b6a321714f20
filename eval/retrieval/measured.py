"""Search quality over a collection: R@k, MRR@10, nDCG@10, each with its interval over the queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from knowledge import Wire

from ..metrics import ndcg_at, recall_at, reciprocal_rank
from ..statistics.clustered import estimate
from .collection import Judgements


class Measure(Wire):
    name: str
    n: int
    mean: float
    low: float | None
    high: float | None


def measured(found: Mapping[str, Sequence[str]], judgements: Judgements) -> tuple[Measure, ...]:
    """`found`: query id → passage ids, best first. Every query asked counts, one with no hit as 0."""
    figures: dict[str, Callable[[Sequence[str], dict[str, float]], float]] = {
        **{f"R@{k}": _recall(k) for k in (1, 5, 10, 100)},
        "MRR@10": lambda ids, gains: reciprocal_rank(ids, gains),
        "nDCG@10": lambda ids, gains: ndcg_at(ids, gains),
    }
    relevant = {query: {id_: gain for id_, gain in judgements[query].items() if gain > 0} for query in found}
    made = []
    for name, figure in figures.items():
        values = [figure(ids, relevant[query]) for query, ids in found.items()]
        one = estimate(values, [""] * len(values))
        if one is not None:
            made.append(Measure(name=name, n=one.n, mean=one.mean, low=one.low, high=one.high))
    return tuple(made)


def _recall(k: int) -> Callable[[Sequence[str], dict[str, float]], float]:
    return lambda ids, gains: recall_at(ids, gains, k)
