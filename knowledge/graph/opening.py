"""Which graph store the settings choose; only the chosen engine is imported."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import StoreUnavailable
from knowledge.settings import EmbeddedGraph, ServerGraph

from .store import GraphStore


def open_graph(settings: EmbeddedGraph | ServerGraph, folder: Path) -> GraphStore:
    if isinstance(settings, ServerGraph):
        try:
            from .neo4j_store import Neo4jStore
        except ModuleNotFoundError as error:
            raise StoreUnavailable("没有安装 Neo4j 的客户端；请运行 ./guiyan setup --servers") from error

        return Neo4jStore(
            settings.uri,
            user=settings.user,
            password=settings.password.get_secret_value(),
            database=settings.database,
        )
    from .ladybug_store import LadybugStore

    return LadybugStore(folder / "graph.lbug")
