"""The same search over any passages: for collections with relevance judgements that are no law base of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.document import Article
from knowledge.passages.centred import CentredEmbedder, centre_of
from knowledge.passages.edge_store import EdgeStore
from knowledge.passages.embedding import Embedder, Progress
from knowledge.passages.passage_text import passage_text
from knowledge.passages.store import Point, Where
from knowledge.provisions.measures import amounts_in_words

from .rank import Asked, rank
from .term_index import Entry
from .word_index import WordIndex

_EVERYWHERE = Where()
_BATCH = 1000
_SAMPLE = 6000
"""So many passages are enough for the centre."""


@dataclass(frozen=True)
class Passage:
    id: str
    title: str
    text: str


class PassageIndex:
    """In `folder`; what an interrupted `add` already indexed is not indexed again.

    `embedder` gives vectors as they come; they are centred on the collection itself, as word weights are its own too.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._centre = folder / "centre.npy"
        self._plain = embedder
        self._words = WordIndex(folder / "words")
        self._vectors = EdgeStore(folder / "vectors", embedder.dimensions)
        self._ids: list[str] = []
        self._titles: list[str] = []

    def add(self, passages: Sequence[Passage], progress: Progress | None = None) -> None:
        """The whole collection, in the same order each time: an id's place in it is its number."""
        self._ids = [passage.id for passage in passages]
        self._titles = [passage.title for passage in passages]
        self._centre_on(passages, progress)
        known = set(self._vectors.ids())
        new = [(n, passage) for n, passage in enumerate(passages) if n not in known]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            self._words.put([(_entry(n), p.title, Article(str(n), "", p.text)) for n, p in batch])
            vectors = self._embedder.embed_passages([passage_text(p.title, p.text) for _, p in batch])
            self._vectors.put(
                [Point(n, v, "", 0, 99999999, "", "", 0) for (n, _), v in zip(batch, vectors, strict=True)]
            )
            if progress:
                progress("嵌入并索引", start + len(batch), len(new))
        if new:
            self._vectors.optimize()

    def _centre_on(self, passages: Sequence[Passage], progress: Progress | None) -> None:
        if not self._centre.exists():
            sample = [passage_text(p.title, p.text) for p in passages[:: max(1, len(passages) // _SAMPLE)]]
            np.save(self._centre, centre_of(self._plain.embed_passages(sample, progress)))
        self._embedder = CentredEmbedder(self._plain, np.load(self._centre))

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """(passage id, score), best first."""
        spelt = amounts_in_words(question)
        words = spelt if spelt == question else f"{spelt} {question}"
        ranked, _ = rank(
            Asked(words, len(question), lambda: self._embedder.embed_queries([spelt])[0]),
            words=self._words,
            vectors=self._vectors,
            where=_EVERYWHERE,
            named_where=None,
            instrument_of=self._titles.__getitem__,
            limit=limit,
        )
        return [(self._ids[r.id], r.score) for r in ranked]

    def close(self) -> None:
        self._vectors.close()


def _entry(number: int) -> Entry:
    return Entry(number, "", "", 0, 99999999, "", "", 0)
