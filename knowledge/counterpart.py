"""Where an article went: the article of another text that says the same, whatever its number there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from .document import Article
from .provisions.structure import split_article
from .retrieve.bigrams import terms

_LEAST = 0.25
"""Of the weight of the two together, shared: a rewritten article has this much in common, two strangers have not."""


def counterpart(article: Article, others: Sequence[Article]) -> Article | None:
    """None when none of `others` says the same. Character pairs weigh by how few articles have them."""
    units = [(other, frozenset(terms(text))) for other in others for text in _units(other.text)]
    texts = [text for _, text in units]
    wanted = frozenset(terms(article.text))
    having = Counter(term for text in texts for term in text)
    weight = {term: log(1 + len(units) / (1 + having[term])) for term in wanted.union(*texts)}
    shares = [
        sum(weight[term] for term in wanted & text) / (sum(weight[term] for term in wanted | text) or 1.0)
        for text in texts
    ]
    best = max(range(len(units)), key=shares.__getitem__, default=None)
    return None if best is None or shares[best] < _LEAST else units[best][0]


def _units(text: str) -> list[str]:
    """The whole and, of several, each paragraph: articles are merged and parted when a law is revised."""
    paragraphs = [text[part.start : part.end] for part in split_article(text) if part.kind == "paragraph"]
    return [text, *(paragraphs if len(paragraphs) > 1 else ())]
