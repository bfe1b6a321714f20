"""Words, paragraphs and vectors, fused: which articles answer a question, best first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from knowledge.passages.store import PassageStore, Vector, Where
from knowledge.results import FoundBy

from .word_index import Found, WordIndex

DEPTH = 200
"""How far down each list is looked at, at least."""
_PAGE = 10


@dataclass(frozen=True)
class Weights:
    """Shares in the fused score, found on development questions as wholes (`./guiyan eval bench quality`)."""

    whole: float = 1.0
    paragraph: float = 1.0
    vector: float = 0.4
    further_vector: float = 3.0
    """In place of `vector` below the first page: who reads on has missed the words, and meaning reaches further."""
    named: float = 0.6
    """Added for an article of an instrument that the question names."""


@dataclass(frozen=True)
class Ranked:
    id: int
    score: float
    """Fused, 0 to 1; comparable within one question only."""
    cosine: float
    """Of an article that the vectors did not find, the last one's they found: no higher than that."""
    found_by: tuple[FoundBy, ...]


@dataclass(frozen=True)
class Asked:
    """A question ready for the indexes."""

    terms: Collection[str]
    vector: Callable[[], Vector]
    """Called once the word index has answered: it may still be in the making."""
    named: Collection[str] = ()
    """Version ids of the instruments it names: searched whatever their dates."""


def rank(
    asked: Asked,
    *,
    words: WordIndex,
    vectors: PassageStore,
    where: Where,
    named_where: Where,
    limit: int,
    weights: Weights | None = None,
) -> tuple[list[Ranked], float]:
    """Best first; and the highest cosine of all, which tells whether anything held speaks of the matter."""
    w = weights or Weights()
    depth = max(DEPTH, 4 * limit)
    wholes = words.best_articles(asked.terms, where=where, limit=depth)
    parts = words.best_paragraphs(asked.terms, where=where, limit=depth)
    named: list[int] = []
    if asked.named:
        within = words.best_articles(asked.terms, where=named_where, limit=depth, versions=asked.named)
        named = [id_ for id_, _ in within]
        wholes = _joined(wholes, within)
        parts = _joined(parts, words.best_paragraphs(asked.terms, where=named_where, limit=depth, versions=asked.named))
    near = vectors.nearest(asked.vector(), where=where, limit=depth)
    scores: dict[int, float] = {}
    found_by: dict[int, list[FoundBy]] = {}
    for name, weight, shares in (
        ("words", w.whole, _of_best(wholes)),
        ("words", w.paragraph, _of_best(parts)),
        ("vectors", w.vector, _between(near)),
        ("title", w.named, dict.fromkeys(named, 1.0)),
    ):
        for id_, share in shares.items():
            scores[id_] = scores.get(id_, 0.0) + weight * share
            found_by.setdefault(id_, []).append(name)  # type: ignore[arg-type]
    cosines = dict(near)
    most = w.whole + w.paragraph + w.vector + w.named
    best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:_PAGE]
    best += _further(scores, _between(near), best, w)[: max(limit - _PAGE, 0)]
    best = best[:limit]
    floor = near[-1][1] if near else 0.0
    ranked = [
        Ranked(id_, scores[id_] / most, cosines.get(id_, floor), tuple(dict.fromkeys(found_by[id_]))) for id_ in best
    ]
    return ranked, near[0][1] if near else 0.0


def _further(scores: dict[int, float], near: dict[int, float], first: Sequence[int], weights: Weights) -> list[int]:
    """What comes after the first page; lowers their `scores` to stay below it, in their order."""
    more = weights.further_vector - weights.vector
    broad = {id_: score + more * near.get(id_, 0.0) for id_, score in scores.items() if id_ not in first}
    order = sorted(broad, key=lambda id_: (-broad[id_], id_))
    if order:
        top, last = broad[order[0]], scores[first[-1]]
        scores.update({id_: last * broad[id_] / top if top > 0 else 0.0 for id_ in order})
    return order


def _of_best(found: Found) -> dict[int, float]:
    """BM25 as a share of the best one's."""
    top = max((score for _, score in found), default=0.0)
    return {id_: score / top for id_, score in found} if top > 0 else {}


def _between(found: Sequence[tuple[int, float]]) -> dict[int, float]:
    """Cosines stretched from the last one looked at (0) to the best (1): as they come, they hardly differ."""
    if not found:
        return {}
    low, high = found[-1][1], found[0][1]
    return {id_: (cosine - low) / (high - low) if high > low else 1.0 for id_, cosine in found}


def _joined(found: Found, more: Found) -> Found:
    return list({**dict(more), **dict(found)}.items())
