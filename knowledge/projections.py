"""Words, vectors and graph, kept in step with the truth store through its outbox."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from .catalogue import Catalogue
from .document import Article
from .graph.store import GraphStore
from .passages.passage_text import passage_text
from .passages.store import PassageStore, Point
from .passages.vectors import Vectors
from .provision_graph import edges_of, nodes_of
from .retrieve.term_index import Entry
from .retrieve.word_index import WordIndex
from .truth.rows import VersionRow
from .truth.store import Pending, StoredArticle, TruthStore

Progress = Callable[[str, int, int], None]
OPEN_END = 99999999
RECIPE = "4"
"""Raised whenever what is indexed or embedded of an article changes: held texts are then indexed anew."""
_BATCH = 2000


@dataclass(frozen=True)
class Projections:
    words: WordIndex
    vectors: PassageStore
    graph: GraphStore
    embed: Vectors

    def close(self) -> None:
        self.embed.close()
        self.vectors.close()
        self.graph.close()

    def put(self, batch: Sequence[tuple[VersionRow, Sequence[StoredArticle]]], catalogue: Catalogue) -> None:
        """Insert or replace these versions; doing it twice changes nothing."""
        indexed: list[tuple[Entry, str, Article]] = []
        texts: list[str] = []
        for row, articles in batch:
            instrument = catalogue.instruments[row.version.instrument]
            version = catalogue.version(row.row)
            ends = version.effective_to
            for stored in articles:
                entry = Entry(
                    id=stored.id,
                    text="",
                    version_id=version.id,
                    holds_from=int(f"{version.effective_from:%Y%m%d}"),
                    holds_to=OPEN_END if ends is None else int(f"{ends:%Y%m%d}"),
                    region=instrument.region,
                    kind=instrument.kind,
                    grade=instrument.grade,
                )
                article = stored.article
                indexed.append((entry, instrument.id, article))
                texts.append(passage_text(instrument.title, article.text))
        self.words.put(indexed)
        self.vectors.put(
            [
                Point(e.id, vector, e.version_id, e.holds_from, e.holds_to, e.region, e.kind, e.grade)
                for (e, _, _), vector in zip(indexed, self.embed(texts), strict=True)
            ]
        )
        told = self.graph.sources()
        for row, _ in batch:
            if row.version.id in told:
                self.graph.forget(row.version.id)
        self.graph.add(
            [node for row, articles in batch for node in nodes_of(row.version, articles, catalogue)],
            [edge for row, articles in batch for edge in edges_of(row.version, articles, catalogue)],
        )

    def forget(self, ids: Collection[int], version_id: str, *, still_held: bool) -> None:
        """Remove articles; the graph keeps the version when a newer text of the same id took its place."""
        self.words.forget(ids)
        self.vectors.forget(ids)
        if not still_held:
            self.graph.forget(version_id)


def settle(truth: TruthStore, projections: Projections, progress: Progress | None = None) -> None:
    """Carry the outbox to the projections, then finish the generation, then drop what it replaced.

    Every step can be repeated: after a kill the next opening goes on from what is still in the outbox.
    """
    pending = truth.outbox()
    target = int(truth.meta("building") or truth.generation)
    if not pending and target == truth.generation:
        return
    catalogue = Catalogue.read(truth, generation=target)
    _put_all(truth, projections, catalogue, [p for p in pending if p.action != "forget"], progress)
    with truth.writing():
        truth.set_meta("generation", str(target))
    for p in pending:
        if p.action == "forget":
            held = {row.version.id for row in catalogue.rows.values()}
            ids = [stored.id for stored in truth.articles_of(p.version_row)]
            projections.forget(ids, p.version_id, still_held=p.version_id in held)
            with truth.writing():
                truth.drop_version(p.version_row)
                truth.clear_outbox([p.seq])


def _put_all(
    truth: TruthStore,
    projections: Projections,
    catalogue: Catalogue,
    pending: Sequence[Pending],
    progress: Progress | None,
) -> None:
    batch: list[tuple[VersionRow, Sequence[StoredArticle]]] = []
    seqs: list[int] = []
    size = 0
    for n, p in enumerate(pending, start=1):
        row = catalogue.rows.get(p.version_row)
        if row is not None:
            articles = truth.articles_of(p.version_row)
            batch.append((row, articles))
            size += len(articles)
        seqs.append(p.seq)
        if size >= _BATCH or n == len(pending):
            projections.put(batch, catalogue)
            if n == len(pending):  # while the outbox still holds the batch: what fails here is done again
                projections.vectors.optimize()
            with truth.writing():
                truth.clear_outbox(seqs)
            batch, seqs, size = [], [], 0
            if progress:
                progress("建立索引（词语、向量、图谱）", n, len(pending))
