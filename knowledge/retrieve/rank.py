"""Words and vectors, fused: which articles answer a question, best first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.passages.store import PassageStore, Vector, Where
from knowledge.results import FoundBy

from .word_index import WordIndex

_DEPTH = 100
_NAMED_DEPTH = 50


@dataclass(frozen=True)
class Ranked:
    id: int
    score: float
    """Fused, only comparable within one question."""
    words: float
    """BM25; 0 when the words did not find it."""
    cosine: float
    """0 when the vectors did not find it."""
    found_by: tuple[FoundBy, ...]


@dataclass(frozen=True)
class Weights:
    words: float = 1.0
    vectors: float = 1.0
    named: float = 1.0
    """Added for an article of an instrument that the question names."""
    depth: int = 60
    """RRF's constant: how fast a place down the list loses weight."""


def rank(
    question_terms: Mapping[str, float],
    vector: Vector | None,
    *,
    words: WordIndex,
    vectors: PassageStore,
    where: Where,
    named: Collection[str] = (),
    named_where: Where | None = None,
    weights: Weights | None = None,
    limit: int = _DEPTH,
) -> list[Ranked]:
    """`named`: version ids of the instruments named, searched whatever their dates by `named_where`."""
    w = weights or Weights()
    lists: list[tuple[FoundBy, float, Sequence[tuple[int, float]]]] = [
        ("words", w.words, words.best(question_terms, where=where, limit=max(limit, _DEPTH)))
    ]
    if vector is not None:
        lists.append(("vectors", w.vectors, vectors.nearest(vector, where=where, limit=max(limit, _DEPTH))))
    if named:
        within = words.best(question_terms, where=named_where or where, limit=_NAMED_DEPTH, versions=named)
        lists.append(("title", w.named, within))
    return fuse(lists, w.depth)[:limit]


def fuse(lists: Sequence[tuple[FoundBy, float, Sequence[tuple[int, float]]]], depth: int) -> list[Ranked]:
    """Weighted reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""
    scores: dict[int, float] = {}
    seen: dict[int, dict[FoundBy, float]] = {}
    for name, weight, hits in lists:
        for place, (id_, raw) in enumerate(hits):
            scores[id_] = scores.get(id_, 0.0) + weight / (depth + place)
            seen.setdefault(id_, {})[name] = raw
    order: Callable[[int], tuple[float, int]] = lambda id_: (-scores[id_], id_)  # noqa: E731
    return [
        Ranked(
            id_,
            scores[id_],
            max(seen[id_].get("words", 0.0), seen[id_].get("title", 0.0)),
            seen[id_].get("vectors", 0.0),
            tuple(seen[id_]),
        )
        for id_ in sorted(scores, key=order)
    ]
