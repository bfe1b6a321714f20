"""The graph port. `ladybug_store` embeds it in this process; `neo4j_store` reaches a server over Bolt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

NodeKind = Literal["instrument", "version", "provision"]
EdgeKind = Literal["contains", "cites", "repeals", "amends"]


@dataclass(frozen=True)
class Node:
    id: str
    """Address text: `土地管理法`, `土地管理法@2019-08-26`, `土地管理法@2019-08-26/35`."""
    kind: NodeKind
    name: str
    source: str
    """Version id whose text says so; forgetting that version drops the node unless others point to it."""


@dataclass(frozen=True)
class Edge:
    subject: str
    kind: EdgeKind
    object: str
    """A cited instrument or provision that is not held is still named here: 城乡规划法/37 (no version)."""
    source: str
    detail: str = ""
    """Part cited or citing: `1/2` for 款/项; empty for the whole."""


@dataclass(frozen=True)
class Subgraph:
    nodes: frozenset[Node]
    edges: frozenset[Edge]


class GraphStore(Protocol):
    def add(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """Insert, or update by node id and by the whole edge. An end that is no node yet is made a bare one."""

    def around(
        self, ids: Collection[str], *, hops: int = 1, kinds: Sequence[EdgeKind] | None = None, limit: int = 200
    ) -> Subgraph:
        """Everything within `hops` edges of `ids`, in either direction."""

    def pointing_at(self, ids: Collection[str], *, kinds: Sequence[EdgeKind] = ("cites",)) -> list[Edge]:
        """Edges that end at `ids`: who cites this."""

    def pointing_from(self, ids: Collection[str], *, kinds: Sequence[EdgeKind] = ("cites",)) -> list[Edge]: ...

    def forget(self, source: str) -> None:
        """Drop what `source` (a version id) said: its edges, and nodes of its own that no other source points at."""

    def sources(self) -> set[str]:
        """Every version id that something here rests on, for the checker."""

    def count(self) -> tuple[int, int]:
        """Nodes, edges."""

    def close(self) -> None: ...
