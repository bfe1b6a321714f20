"""From settings to an open knowledge base: stores chosen, national laws built in when missing, the outbox replayed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from .corpus.national_laws import corpus_fingerprint, read_national_laws
from .errors import StoreUnavailable
from .folder_lock import FolderLock
from .graph.opening import open_graph
from .instruments.register import load_register
from .knowledge_base import KnowledgeBase
from .passages.e5_conversion import convert
from .passages.embedding import Embedder
from .passages.onnx_embedder import OnnxEmbedder
from .passages.opening import open_vectors
from .passages.packaged_vectors import load_packaged
from .passages.vectors import Vectors
from .projections import Progress, Projections, settle
from .retrieve.word_index import WordIndex
from .settings import KnowledgeSettings
from .truth.store import TruthStore

FINGERPRINT = "national_laws"


def open_knowledge_base(settings: KnowledgeSettings, *, progress: Progress | None = None) -> KnowledgeBase:
    """StoreUnavailable when another process holds it, or a store cannot be opened."""
    lock = FolderLock(settings.folder)
    opened: list[Callable[[], None]] = [lock.release]
    try:
        embedder = _embedder(settings.folder / "embedding", progress)
        truth = TruthStore(settings.folder / "truth.sqlite")
        opened.append(truth.close)
        projections = _projections(settings, embedder)
        opened.append(projections.close)
        settle(truth, projections, progress)
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
    base.add_documents(_counted(progress), load_register(), progress=progress)
    with truth.writing():
        truth.set_meta(FINGERPRINT, fingerprint)


def rebuild_projections(settings: KnowledgeSettings, *, progress: Progress | None = None) -> None:
    """Make words, vectors and graph anew from the truth store, however broken they are."""
    raise StoreUnavailable("not yet")


def _counted(progress: Progress | None):  # type: ignore[no-untyped-def]
    for n, document in enumerate(read_national_laws(), start=1):
        if progress:
            progress("读取国家法律", n, 378)
        yield document


def _embedder(folder: Path, progress: Progress | None) -> Embedder:
    return OnnxEmbedder(convert(folder, progress=progress))


def _projections(settings: KnowledgeSettings, embedder: Embedder) -> Projections:
    return Projections(
        words=WordIndex(settings.folder / "words"),
        vectors=open_vectors(settings.vectors, settings.folder / "vectors", embedder.dimensions),
        graph=open_graph(settings.graph, settings.folder / "graph"),
        embed=Vectors(embedder, cache(lambda: load_packaged(embedder.model_id))),
    )
