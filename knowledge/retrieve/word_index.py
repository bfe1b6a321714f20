"""The lexical index: BM25 over character pairs in a Tantivy index on disk.

Tantivy rather than SQLite's FTS5: the same ranking at a fiftieth of the time, with deletes (knowledge/README.md).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from knowledge.errors import StoreUnavailable
from knowledge.passages.store import Where

from .bigrams import terms

_MOST = 2_000_000


@dataclass(frozen=True)
class Entry:
    """One article's words and what it is filtered by; see passages.store.Point for the fields."""

    id: int
    title: str
    headings: str
    text: str
    version_id: str
    holds_from: int
    holds_to: int
    region: str
    kind: str
    grade: int


FIELDS = ("title", "headings", "body")
DEFAULT_BOOSTS: Mapping[str, float] = {"title": 0.6, "headings": 0.5, "body": 1.0}


class WordIndex:
    """One writer at a time; the folder's owner keeps others out."""

    def __init__(self, folder: Path) -> None:
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

    def put(self, entries: Sequence[Entry]) -> None:
        """Insert or replace by id; durable when it returns."""
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        if entries and self.count():
            writer.delete_documents_by_query(self._ids_query([entry.id for entry in entries]))
        for entry in entries:
            writer.add_document(
                tantivy.Document(
                    id=entry.id,
                    title=" ".join(terms(entry.title)),
                    headings=" ".join(terms(entry.headings)),
                    body=" ".join(terms(entry.text)),
                    version=entry.version_id,
                    holds_from=entry.holds_from,
                    holds_to=entry.holds_to,
                    region=entry.region,
                    kind=entry.kind,
                    grade=entry.grade,
                )
            )
        self._commit(writer)

    def forget(self, ids: Collection[int]) -> None:
        if not ids:
            return
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        writer.delete_documents_by_query(self._ids_query(ids))
        self._commit(writer)

    def best(
        self,
        question_terms: Mapping[str, float],
        *,
        where: Where,
        limit: int,
        versions: Collection[str] | None = None,
        boosts: Mapping[str, float] = DEFAULT_BOOSTS,
    ) -> list[tuple[int, float]]:
        """(article id, BM25 summed over the fields), best first; `versions` restricts to those version ids."""
        if not question_terms:
            return []
        any_term = [
            (tantivy.Occur.Should, self._weighted(field, term, weight * boosts[field]))
            for term, weight in question_terms.items()
            for field in FIELDS
            if boosts[field] > 0
        ]
        clauses = [(tantivy.Occur.Must, tantivy.Query.boolean_query(any_term)), *self._filters(where, versions)]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        return [(_id_of(searcher, address), score) for score, address in hits]

    def count(self) -> int:
        return self._index.searcher().num_docs

    def ids(self) -> Iterable[int]:
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), _MOST, count=False).hits
        return [_id_of(searcher, address) for _, address in hits]

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        try:
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise StoreUnavailable(f"词语索引写不进去（{error}）；请检查磁盘空间后重试，已有内容未变") from error
        self._index.reload()

    def _weighted(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term, "freq")
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)

    def _ids_query(self, ids: Collection[int]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, "id", list(ids))

    def _filters(self, where: Where, versions: Collection[str] | None) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        queries = [self._range("grade", 0, where.grade)]
        if where.on is not None:
            day = int(where.on.strftime("%Y%m%d"))
            queries += [self._range("holds_from", 0, day), self._range("holds_to", day + 1, 99999999)]
        if where.regions is not None:
            queries.append(tantivy.Query.term_set_query(self._schema, "region", list(where.regions)))
        if where.kinds is not None:
            queries.append(tantivy.Query.term_set_query(self._schema, "kind", list(where.kinds)))
        if versions is not None:
            queries.append(tantivy.Query.term_set_query(self._schema, "version", list(versions)))
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in queries]

    def _range(self, field: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._schema, field, tantivy.FieldType.Integer, lower_bound=low, upper_bound=high
        )


def erase(folder: Path) -> None:
    """Remove the index, so that it is rebuilt from the truth store."""
    shutil.rmtree(folder, ignore_errors=True)


def _id_of(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> int:
    return int(searcher.doc(address)["id"][0])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="terms", stored=False, index_option="freq")
    for field in ("holds_from", "holds_to", "grade"):
        builder.add_integer_field(field, indexed=True, fast=True)
    for field in ("version", "region", "kind"):
        builder.add_text_field(field, tokenizer_name="raw", stored=False, index_option="basic")
    return builder.build()
