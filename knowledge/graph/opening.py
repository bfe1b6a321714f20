"""Which graph store the settings choose; only the chosen engine is imported."""

from __future__ import annotations

from pathlib import Path

from knowledge.settings import EmbeddedGraph, ServerGraph

from .store import GraphStore


def open_graph(settings: EmbeddedGraph | ServerGraph, folder: Path) -> GraphStore:
    if isinstance(settings, ServerGraph):
        from .neo4j_store import Neo4jStore

        return Neo4jStore(
            settings.uri,
            user=settings.user,
            password=settings.password.get_secret_value(),
            database=settings.database,
        )
    from .ladybug_store import LadybugStore

    return LadybugStore(folder / "graph.lbug")
