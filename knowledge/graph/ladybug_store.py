"""Embedded property graph: one file, one process at a time."""

from __future__ import annotations

import csv
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import ladybug

from knowledge.errors import StoreUnavailable

from .cypher_store import EDGE_SOURCES, KNOWN, CypherStore, bare_node
from .store import Edge, Node

# Ladybug opens its engine with its symbols visible to the whole process, where they take the place of those of
# llama.cpp, which then aborts it. Imported before that, they stay its own.
with suppress(ImportError):
    import_module("ladybug._lbug")

SCHEMA = (
    "CREATE NODE TABLE IF NOT EXISTS Entity(id STRING PRIMARY KEY, kind STRING, name STRING, source STRING)",
    "CREATE REL TABLE IF NOT EXISTS Relation(FROM Entity TO Entity, kind STRING, source STRING, detail STRING)",
)

_NODE = ("id", "kind", "name", "source")
_EDGE = ("subject", "object", "kind", "source", "detail")
_FEW = 200


class LadybugStore(CypherStore):
    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = ladybug.Database(str(path))
            self._connection = ladybug.Connection(self._database)
            for statement in SCHEMA:
                self._connection.execute(statement)
        except (RuntimeError, OSError) as error:
            raise StoreUnavailable(
                f"图谱文件 {path} 打不开（{_first_line(error)}）；若另一个进程正在使用请先停止它，"
                "若已损坏可由库中文本重建：./guiyan kb rebuild"
            ) from error
        self._lock = threading.Lock()

    def add(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """MERGE takes over a minute for the national laws; what is new is copied in, in seconds."""
        own = {node.id: node for node in nodes}
        links = list(dict.fromkeys(edges))
        if len(links) < _FEW:
            super().add(own.values(), links)
            return
        for edge in links:
            for end in (edge.subject, edge.object):
                own.setdefault(end, bare_node(end))
        known = {row["id"] for row in self.run(KNOWN, ids=list(own))}
        told = {row["source"] for row in self.run(EDGE_SOURCES)}
        self._copy("Entity", _NODE, [asdict(node) for id_, node in own.items() if id_ not in known])
        self._copy("Relation", _EDGE, [asdict(edge) for edge in links if edge.source not in told])
        super().add(
            [node for id_, node in own.items() if id_ in known and node.source],
            [edge for edge in links if edge.source in told],
        )

    def _copy(self, table: str, columns: Sequence[str], rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        try:
            with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerows([row[column] for column in columns] for row in rows)
                file.flush()
                self.run(f"COPY {table} FROM '{file.name}' (HEADER=false, QUOTE='\"', ESCAPE='\"', PARALLEL=false)")
        except OSError as error:
            raise StoreUnavailable(
                f"临时文件夹 {tempfile.gettempdir()} 写不进去（{error.strerror}）；请检查磁盘空间后重试，正文库未变"
            ) from error

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        with self._lock:
            try:
                answer = self._connection.execute(query, parameters)
            except RuntimeError as error:
                raise StoreUnavailable(
                    f"图谱 {self._path} 读写失败（{_first_line(error)}）；请检查磁盘空间，"
                    "若已损坏可由库中文本重建：./guiyan kb rebuild"
                ) from error
            one = answer[-1] if isinstance(answer, list) else answer
            return [dict(row) for row in one.rows_as_dict() if isinstance(row, dict)]

    def close(self) -> None:
        self._connection.close()
        self._database.close()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]
