"""Which vector store the settings choose; only the chosen engine is imported."""

from __future__ import annotations

from pathlib import Path

from knowledge.settings import EmbeddedVectors, ServerVectors

from .store import PassageStore


def open_vectors(settings: EmbeddedVectors | ServerVectors, folder: Path, dimensions: int) -> PassageStore:
    if isinstance(settings, ServerVectors):
        from .server_store import ServerStore

        return ServerStore(settings, dimensions)
    from .edge_store import EdgeStore

    return EdgeStore(folder, dimensions)
