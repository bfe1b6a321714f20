"""The lexical index, twice: articles as wholes, and their paragraphs.

A long article that answers in one paragraph is found by that paragraph, a short one by the whole. Wholes are cut into
single characters too: 矿 of a question meets 矿产, 矿山 and 采矿.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.document import Article
from knowledge.passages.store import Where
from knowledge.provisions.structure import split_article

from .bigrams import characters_and_pairs, terms
from .term_index import Entry, TermIndex

Found = list[tuple[int, float]]


class WordIndex:
    def __init__(self, folder: Path) -> None:
        self._wholes = TermIndex(folder / "articles", characters_and_pairs)
        self._parts = TermIndex(folder / "paragraphs", terms)

    def put(self, articles: Sequence[tuple[Entry, str, Article]]) -> None:
        """Insert or replace: what each is filtered by (its text is filled in here), the title, the article."""
        ids = [entry.id for entry, _, _ in articles]
        self._wholes.replace(ids, (replace(e, text=whole_text(title, a)) for e, title, a in articles))
        self._parts.replace(
            ids, (replace(e, text=text) for e, title, a in articles for text in paragraph_texts(title, a))
        )

    def forget(self, ids: Collection[int]) -> None:
        if ids:
            self._wholes.replace(ids, ())
            self._parts.replace(ids, ())

    def best_articles(self, question: str, *, where: Where, limit: int) -> Found:
        return self._wholes.best(question, where=where, limit=limit)

    def best_paragraphs(self, question: str, *, where: Where, limit: int) -> Found:
        """Articles by their best paragraph."""
        return self._parts.best(question, where=where, limit=limit)

    def ids(self) -> tuple[set[int], set[int]]:
        """Of articles, and of the articles that have paragraphs here: for the checker."""
        return self._wholes.ids(), self._parts.ids()


def whole_text(title: str, article: Article) -> str:
    return f"{title} {' '.join(article.headings)} {article.text}"


def paragraph_texts(title: str, article: Article) -> list[str]:
    """Each paragraph under its title and nearest heading."""
    last = article.headings[-1] if article.headings else ""
    return [f"{title} {last} {article.text[part.start : part.end]}" for part in split_article(article.text)]
