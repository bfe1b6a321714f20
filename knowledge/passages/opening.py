"""Which vector store the settings choose; only the chosen engine is imported."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import StoreUnavailable
from knowledge.settings import EmbeddedVectors, ServerVectors

from .store import PassageStore


def open_vectors(settings: EmbeddedVectors | ServerVectors, folder: Path, dimensions: int) -> PassageStore:
    if isinstance(settings, ServerVectors):
        try:
            from .server_store import ServerStore
        except ModuleNotFoundError as error:
            raise StoreUnavailable("没有安装 Qdrant 的客户端；请运行 ./guiyan setup --servers") from error

        return ServerStore(settings, dimensions)
    from .edge_store import EdgeStore

    return EdgeStore(folder, dimensions)
