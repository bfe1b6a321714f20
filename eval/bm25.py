"""The peer that every search figure is printed beside: BM25 over character pairs, k1 1.2, b 0.75, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from knowledge.retrieve.bigrams import terms


class Bm25:
    """Robertson and Zaragoza 2009, the whole collection in memory."""

    def __init__(self, texts: Sequence[str], *, k1: float = 1.2, b: float = 0.75) -> None:
        counts = [Counter(terms(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float64)
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for n, count in enumerate(counts):
            for term, times in count.items():
                places, often = postings.setdefault(term, ([], []))
                places.append(n)
                often.append(times)
        norm = k1 * (1 - b + b * lengths / max(lengths.mean(), 1e-9))
        self._size = len(texts)
        self._impacts = {}
        for term, (places, often) in postings.items():
            idf = np.log(1 + (self._size - len(places) + 0.5) / (len(places) + 0.5))
            tf = np.array(often, dtype=np.float64)
            at = np.array(places, dtype=np.int64)
            self._impacts[term] = (at, (idf * tf * (k1 + 1) / (tf + norm[at])).astype(np.float32))

    def best(self, question: str, limit: int) -> list[int]:
        scores = np.zeros(self._size, dtype=np.float32)
        for term in dict.fromkeys(terms(question)):
            if term in self._impacts:
                places, impact = self._impacts[term]
                scores[places] += impact
        top = np.argpartition(-scores, min(limit, self._size - 1))[:limit]
        return [int(n) for n in top[np.lexsort((top, -scores[top]))] if scores[n] > 0]
