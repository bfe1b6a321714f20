"""BM25 over the terms of texts, in a Tantivy index on disk.

Tantivy rather than SQLite's FTS5: the same ranking at a fiftieth of the time, with deletes (knowledge/README.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import tantivy

from knowledge.errors import StoreUnavailable
from knowledge.passages.store import Where

_MOST = 5_000_000
_SATURATED = 2.2
"""k1 + 1: what a term that a text repeats without end scores, in its idf."""


@dataclass(frozen=True)
class Entry:
    """One article's words and what it is filtered by; see passages.store.Point for the fields."""

    id: int
    text: str
    version_id: str
    holds_from: int
    holds_to: int
    region: str
    kind: str
    grade: int


class TermIndex:
    """Several texts may share an article's id. One writer at a time; the folder's owner keeps others out."""

    def __init__(self, folder: Path, split: Callable[[str], list[str]]) -> None:
        """`split` cuts a text, or a question, into terms."""
        self._split = split
        self._schema = _schema()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
            self._index.reload()
        except (ValueError, OSError) as error:
            raise StoreUnavailable(
                f"词语索引 {folder} 打不开（{error}）；它可由库中文本重建：./guiyan kb rebuild"
            ) from error

    def replace(self, gone: Collection[int], entries: Iterable[Entry]) -> None:
        """Drop every text of the ids `gone`, insert `entries`; durable when it returns."""
        try:
            writer = self._index.writer(heap_size=100_000_000, num_threads=1)
            if gone and self._index.searcher().num_docs:
                writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "id", list(gone)))
            for entry in entries:
                writer.add_document(_document(entry, self._split(entry.text)))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise StoreUnavailable(f"词语索引写不进去（{error}）；请检查磁盘空间后重试，已有内容未变") from error
        self._index.reload()

    def best(self, question: str, *, where: Where, limit: int) -> list[tuple[int, float]]:
        """(article id, share), best first.

        The share is the best text's BM25 out of the most that these terms can score: comparable between questions.
        """
        wanted = dict.fromkeys(self._split(question))
        if not wanted:
            return []
        any_term = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term, "freq")) for term in wanted
        ]
        clauses = [(tantivy.Occur.Must, tantivy.Query.boolean_query(any_term)), *self._filters(where)]
        searcher = self._index.searcher()
        found: dict[int, float] = {}
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        most = _SATURATED * sum(_idf(searcher, term) for term in wanted)
        for id_, (score, _) in zip(_ids_of(searcher, hits), hits, strict=True):
            found.setdefault(id_, score / most)
        return list(found.items())

    def ids(self) -> set[int]:
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), _MOST, count=False).hits
        return set(_ids_of(searcher, hits))

    def _filters(self, where: Where) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        queries = [self._range("grade", 0, where.grade)]
        if where.on is not None:
            day = int(where.on.strftime("%Y%m%d"))
            queries += [self._range("holds_from", 0, day), self._range("holds_to", day + 1, 99999999)]
        for field, allowed in (("region", where.regions), ("kind", where.kinds), ("version", where.versions)):
            if allowed is not None:
                queries.append(tantivy.Query.term_set_query(self._schema, field, list(allowed)))
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in queries]

    def _range(self, field: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._schema, field, tantivy.FieldType.Integer, lower_bound=low, upper_bound=high
        )


def _idf(searcher: tantivy.Searcher, term: str) -> float:
    """As Tantivy's BM25 has it."""
    having = searcher.doc_freq("text", term)
    return log(1 + (searcher.num_docs - having + 0.5) / (having + 0.5))


def _document(entry: Entry, terms: Sequence[str]) -> tantivy.Document:
    return tantivy.Document(
        id=entry.id,
        text=" ".join(terms),
        version=entry.version_id,
        holds_from=entry.holds_from,
        holds_to=entry.holds_to,
        region=entry.region,
        kind=entry.kind,
        grade=entry.grade,
    )


def _ids_of(searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[int]:
    values = searcher.fast_field_values("id", [address for _, address in hits])
    return [value for value in values if isinstance(value, int)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="terms", stored=False, index_option="freq")
    for field in ("holds_from", "holds_to", "grade"):
        builder.add_integer_field(field, indexed=True, fast=True)
    for field in ("version", "region", "kind"):
        builder.add_text_field(field, tokenizer_name="raw", stored=False, index_option="basic")
    return builder.build()
