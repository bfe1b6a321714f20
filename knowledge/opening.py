"""From settings to an open knowledge base: stores chosen, national laws built in when missing, the outbox replayed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .corpus.national_laws import corpus_fingerprint, read_national_laws
from .derive import CORPUS_END
from .folder_lock import FolderLock
from .graph.opening import open_graph
from .knowledge_base import KnowledgeBase
from .passages.embedding import Embedder
from .passages.opening import open_vectors
from .passages.packaged_embedder import packaged_embedder
from .passages.packaged_vectors import load_packaged
from .passages.vectors import Vectors
from .projections import RECIPE, Progress, Projections, settle
from .retrieve.word_index import WordIndex
from .settings import KnowledgeSettings
from .truth.store import TruthStore

FINGERPRINT = "national_laws"
INDEXED_WITH = "indexed_with"
EMBEDDED = ("words", "vectors", "graph")


def open_knowledge_base(settings: KnowledgeSettings, *, progress: Progress | None = None) -> KnowledgeBase:
    """StoreUnavailable when another process holds it, or a store cannot be opened."""
    lock = FolderLock(settings.folder)
    opened: list[Callable[[], None]] = [lock.release]
    try:
        embedder = _embedder(settings.folder / "embedding", progress)
        truth = TruthStore(settings.folder / "truth.sqlite")
        opened.append(truth.close)
        how = f"{embedder.model_id}/{RECIPE}"
        if truth.meta(INDEXED_WITH) != how:
            _start_over(settings, truth, ("words", "vectors"))
        projections = _projections(settings, embedder)
        opened.append(projections.close)
        settle(truth, projections, progress)
        with truth.writing():
            truth.set_meta(INDEXED_WITH, how)
        base = KnowledgeBase(truth, projections, lock, support_threshold=settings.support_threshold)
        build_national_laws(base, truth, progress)
    except BaseException:
        for close in reversed(opened):
            close()
        raise
    return base


def build_national_laws(base: KnowledgeBase, truth: TruthStore, progress: Progress | None) -> None:
    """Take the packaged national laws and the register in, unless exactly these are in already."""
    fingerprint = corpus_fingerprint()
    if truth.meta(FINGERPRINT) == fingerprint:
        return
    documents = list(read_national_laws())
    with truth.writing():
        truth.set_meta(CORPUS_END, max(d.version.version_date for d in documents).isoformat())
    base.add_documents(documents, progress=progress)
    with truth.writing():
        truth.set_meta(FINGERPRINT, fingerprint)


def rebuild_projections(settings: KnowledgeSettings, *, progress: Progress | None = None) -> None:
    """Make words, vectors and graph anew from the truth store, however broken they are."""
    lock = FolderLock(settings.folder)
    try:
        truth = TruthStore(settings.folder / "truth.sqlite")
        _start_over(settings, truth, EMBEDDED)
        embedder = _embedder(settings.folder / "embedding", progress)
        projections = _projections(settings, embedder)
        projections.vectors.forget(list(projections.vectors.ids()))
        for source in projections.graph.sources():
            projections.graph.forget(source)
        settle(truth, projections, progress)
        with truth.writing():
            truth.set_meta(INDEXED_WITH, f"{embedder.model_id}/{RECIPE}")
        projections.close()
        truth.close()
    finally:
        lock.release()


def _start_over(settings: KnowledgeSettings, truth: TruthStore, folders: tuple[str, ...]) -> None:
    """Away with the embedded indexes; every held text waits in the outbox to be indexed anew."""
    for name in folders:
        shutil.rmtree(settings.folder / name, ignore_errors=True)
    with truth.writing():
        truth.clear_outbox([p.seq for p in truth.outbox() if p.action != "forget"])
        for row in truth.versions(int(truth.meta("building") or truth.generation)):
            truth.enqueue("put", row.row, row.version.id)


def _embedder(folder: Path, progress: Progress | None) -> Embedder:
    if progress:
        progress("准备嵌入模型", 0, 1)
    return packaged_embedder(folder)


def _projections(settings: KnowledgeSettings, embedder: Embedder) -> Projections:
    return Projections(
        words=WordIndex(settings.folder / "words"),
        vectors=open_vectors(settings.vectors, settings.folder / "vectors", embedder.dimensions),
        graph=open_graph(settings.graph, settings.folder / "graph"),
        embed=Vectors(embedder, cache(lambda: load_packaged(embedder.model_id))),
    )
