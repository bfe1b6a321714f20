"""The port in the Cypher that Ladybug and Neo4j share; an engine adds only how to run it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from .store import Edge, EdgeKind, Node, Subgraph

# A node's own source says that it exists; a bare one (source '') stands for what is cited and not held.
ADD_NODES = """
UNWIND $rows AS row
MERGE (e:Entity {id: row.id})
SET e.kind = row.kind, e.name = row.name, e.source = row.source
"""
ADD_BARE_NODES = """
UNWIND $rows AS row
MERGE (e:Entity {id: row.id})
ON CREATE SET e.kind = row.kind, e.name = row.name, e.source = ''
"""
ADD_EDGES = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.subject}), (b:Entity {id: row.object})
MERGE (a)-[r:Relation {kind: row.kind, source: row.source, detail: row.detail}]->(b)
"""
NODES = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e.id AS id, e.kind AS kind, e.name AS name, e.source AS source
"""
KNOWN = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id"
_EDGE = "RETURN a.id AS subject, r.kind AS kind, b.id AS object, r.source AS source, r.detail AS detail"
EDGES_TO = f"MATCH (a:Entity)-[r:Relation]->(b:Entity) WHERE b.id IN $ids AND r.kind IN $kinds {_EDGE}"
EDGES_FROM = f"MATCH (a:Entity)-[r:Relation]->(b:Entity) WHERE a.id IN $ids AND r.kind IN $kinds {_EDGE}"
FORGET_EDGES = "MATCH (:Entity)-[r:Relation {source: $source}]->(:Entity) DELETE r"
# A node that others still point at stays, as a bare one.
BARE_POINTED_AT = """
MATCH (:Entity)-[:Relation]->(e:Entity {source: $source}) SET e.source = ''
"""
FORGET_NODES = "MATCH (e:Entity {source: $source}) DETACH DELETE e"
FORGET_BARE = "MATCH (e:Entity {source: ''}) WHERE NOT EXISTS { MATCH (:Entity)-[:Relation]->(e) } DETACH DELETE e"
SOURCES = "MATCH (e:Entity) WHERE e.source <> '' RETURN DISTINCT e.source AS source"
EDGE_SOURCES = "MATCH (:Entity)-[r:Relation]->(:Entity) RETURN DISTINCT r.source AS source"
COUNT_NODES = "MATCH (e:Entity) RETURN count(e) AS n"
COUNT_EDGES = "MATCH (:Entity)-[r:Relation]->(:Entity) RETURN count(r) AS n"
ALL_KINDS: tuple[EdgeKind, ...] = ("contains", "cites", "repeals", "amends")
_BATCH = 5000


class CypherStore(ABC):
    @abstractmethod
    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]: ...

    def add(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        own = list({node.id: node for node in nodes}.values())
        links = list(dict.fromkeys(edges))
        ends = {end for edge in links for end in (edge.subject, edge.object)} - {node.id for node in own}
        for rows in _batches([asdict(node) for node in own]):
            self.run(ADD_NODES, rows=rows)
        for rows in _batches([asdict(bare_node(end)) for end in sorted(ends)]):
            self.run(ADD_BARE_NODES, rows=rows)
        for rows in _batches([asdict(edge) for edge in links]):
            self.run(ADD_EDGES, rows=rows)

    def around(
        self, ids: Collection[str], *, hops: int = 1, kinds: Sequence[EdgeKind] | None = None, limit: int = 200
    ) -> Subgraph:
        # Hop by hop: the engines disagree on filters inside variable-length paths.
        wanted = list(kinds or ALL_KINDS)
        known, edges = set(ids), dict[Edge, None]()
        for _ in range(hops):
            found = [*self.pointing_from(known, kinds=wanted), *self.pointing_at(known, kinds=wanted)]
            edges |= dict.fromkeys(found)
            known |= {end for edge in found for end in (edge.subject, edge.object)}
            if len(edges) >= limit:
                break
        kept = list(edges)[:limit]
        ends = set(ids) | {end for edge in kept for end in (edge.subject, edge.object)}
        return Subgraph(frozenset(Node(**row) for row in self.run(NODES, ids=sorted(ends))), frozenset(kept))

    def pointing_at(self, ids: Collection[str], *, kinds: Sequence[EdgeKind] = ("cites",)) -> list[Edge]:
        return [Edge(**row) for row in self.run(EDGES_TO, ids=sorted(ids), kinds=list(kinds))]

    def pointing_from(self, ids: Collection[str], *, kinds: Sequence[EdgeKind] = ("cites",)) -> list[Edge]:
        return [Edge(**row) for row in self.run(EDGES_FROM, ids=sorted(ids), kinds=list(kinds))]

    def forget(self, source: str) -> None:
        for query in (FORGET_EDGES, BARE_POINTED_AT, FORGET_NODES):
            self.run(query, source=source)
        self.run(FORGET_BARE)

    def sources(self) -> set[str]:
        return {row["source"] for query in (SOURCES, EDGE_SOURCES) for row in self.run(query)}

    def count(self) -> tuple[int, int]:
        return self.run(COUNT_NODES)[0]["n"], self.run(COUNT_EDGES)[0]["n"]


def bare_node(id_: str) -> Node:
    """What stands for a cited instrument or provision that is not held."""
    return Node(id_, "provision" if "/" in id_ else "version" if "@" in id_ else "instrument", "", "")


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
