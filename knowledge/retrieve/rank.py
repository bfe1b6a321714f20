"""Words, paragraphs and vectors, fused: which articles answer a question, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.passages.store import PassageStore, Vector, Where
from knowledge.results import FoundBy

from .word_index import Found, WordIndex

DEPTH = 200
"""How far down each list is looked at, at least."""
_CLEAR = 30
"""Characters: a longer question has its meaning blurred in one vector, and its words count for more."""
_TOGETHER = 6
"""So many of an instrument's articles speak for it."""


@dataclass(frozen=True)
class Weights:
    """What each kind of evidence counts for, found on development questions as wholes (`./guiyan eval bench quality`).

    Every kind is on a scale of its own that no question changes: a pasted sentence is decided by its words, a lay
    question, whose words the law does not use, by its meaning.
    """

    words: float = 1.0
    """Mean of the shares of the whole article and of its best paragraph."""
    vector: float = 0.5
    """Cosine."""
    named: float = 0.1
    """Added for an article of an instrument that the question names."""
    together: float = 0.3
    """An instrument of which several articles fit is more likely the right one."""


@dataclass(frozen=True)
class Ranked:
    id: int
    score: float
    """Fused, 0 to 1."""
    cosine: float
    """Of an article that the vectors did not find, the last one's they found: no higher than that."""
    found_by: tuple[FoundBy, ...]


@dataclass(frozen=True)
class Asked:
    """A question ready for the indexes."""

    text: str
    """For the word index."""
    length: int
    """Characters of the question."""
    vector: Callable[[], Vector]
    """Called once the word index has answered: it may still be in the making."""


def rank(
    asked: Asked,
    *,
    words: WordIndex,
    vectors: PassageStore,
    where: Where,
    named_where: Where | None,
    instrument_of: Callable[[int], Hashable],
    limit: int,
    weights: Weights | None = None,
) -> tuple[list[Ranked], float]:
    """Best first; and the highest cosine of all, which tells whether anything held speaks of the matter.

    `named_where`: the versions of the instruments that the question names, searched besides, whatever their dates.
    """
    w = weights or Weights()
    by_meaning = w.vector * min(1.0, _CLEAR / max(asked.length, 1))
    depth = max(DEPTH, 4 * limit)
    searched = [where] if named_where is None else [where, named_where]
    wholes = [words.best_articles(asked.text, where=each, limit=depth) for each in searched]
    parts = [words.best_paragraphs(asked.text, where=each, limit=depth) for each in searched]
    near = [vectors.nearest(asked.vector(), where=each, limit=depth) for each in searched]
    named = {id_ for found in (wholes, parts, near) for id_, _ in found[1]} if named_where else set()
    lists = [(_joined(found), _floor(found[0], depth)) for found in (wholes, parts, near)]
    (whole, no_whole), (part, no_part), (cosine, no_cosine) = lists
    scores = {
        id_: w.words * (whole.get(id_, no_whole) + part.get(id_, no_part)) / 2
        + by_meaning * cosine.get(id_, no_cosine)
        + (w.named if id_ in named else 0.0)
        for id_ in {**whole, **part, **cosine}
    }
    fitting = _fitting(scores, instrument_of)
    most = w.words + by_meaning + w.named + w.together
    for id_ in scores:
        scores[id_] = (scores[id_] + w.together * fitting[instrument_of(id_)]) / most
    ranked = [
        Ranked(id_, max(scores[id_], 0.0), cosine.get(id_, no_cosine), _found_by(id_, whole, part, cosine, named))
        for id_ in sorted(scores, key=lambda id_: (-scores[id_], id_))[:limit]
    ]
    return ranked, max(cosine.values(), default=0.0)


def _floor(found: Found, depth: int) -> float:
    """What an article that a full list left out can have at most; nothing is left out of a list that is not full."""
    return found[-1][1] if len(found) >= depth else 0.0


def _fitting(scores: Mapping[int, float], instrument_of: Callable[[int], Hashable]) -> dict[Hashable, float]:
    """How well an instrument as a whole fits: its best articles' scores, as many as `_TOGETHER`, on average."""
    best: defaultdict[Hashable, list[float]] = defaultdict(list)
    for id_ in sorted(scores, key=lambda id_: -scores[id_]):
        held = best[instrument_of(id_)]
        if len(held) < _TOGETHER:
            held.append(scores[id_])
    return {instrument: sum(held) / _TOGETHER for instrument, held in best.items()}


def _found_by(
    id_: int,
    whole: Mapping[int, float],
    part: Mapping[int, float],
    near: Mapping[int, float],
    named: Collection[int],
) -> tuple[FoundBy, ...]:
    ways: Iterable[tuple[FoundBy, bool]] = (
        ("words", id_ in whole or id_ in part),
        ("vectors", id_ in near),
        ("title", id_ in named),
    )
    return tuple(way for way, found in ways if found)


def _joined(lists: Sequence[Found]) -> dict[int, float]:
    return {id_: score for found in lists for id_, score in found}
