"""Vectors in this process: Qdrant's own engine over one folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import qdrant_edge as edge

from knowledge.errors import StoreUnavailable
from knowledge.folder_lock import FolderLock
from knowledge.room import require_room

from .edge_shard import open_shard, refusing
from .payload import payload_of
from .store import Point, Vector, Where

_BATCH = 1000
_PAGE = 10_000
_ROOM = 128
"""MiB. The engine maps its log and its files in pieces of 32: opening it was seen to take 60, a batch 64."""
_SEARCHED = 400
"""HNSW candidates looked at for one question."""


class EdgeStore:
    """Held by one process at a time. `optimize` builds HNSW; until then `nearest` reads every vector."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._folder = folder
        self._lock = FolderLock(folder)
        try:
            require_room(folder, _ROOM, whose=f"向量库 {folder}")
            self._shard = open_shard(folder / "shard", dimensions)
        except StoreUnavailable:
            self._lock.release()
            raise

    def put(self, points: Sequence[Point]) -> None:
        require_room(self._folder, _ROOM, whose=f"向量库 {self._folder}")
        with self._writing():
            for start in range(0, len(points), _BATCH):
                batch = points[start : start + _BATCH]
                stored = [edge.Point(p.id, p.vector.tolist(), payload_of(p)) for p in batch]
                self._shard.update(edge.UpdateOperation.upsert_points(stored))

    def nearest(self, vector: Vector, *, where: Where, limit: int) -> list[tuple[int, float]]:
        request = edge.QueryRequest(
            limit=limit,
            query=edge.Query.Nearest(vector.tolist()),
            filter=edge.Filter(must=list(_conditions(where))),
            params=edge.SearchParams(hnsw_ef=_SEARCHED),
            with_payload=False,
            with_vector=False,
        )
        with self._reading():
            return [(int(str(hit.id)), hit.score) for hit in self._shard.query(request)]

    def forget(self, ids: Collection[int]) -> None:
        with self._writing():
            self._shard.update(edge.UpdateOperation.delete_points(list(ids)))

    def ids(self) -> Iterable[int]:
        after: edge.PointId | None = None
        while True:
            request = edge.ScrollRequest(offset=after, limit=_PAGE, with_payload=False, with_vector=False)
            with self._reading():
                page, after = self._shard.scroll(request)
            yield from (int(str(record.id)) for record in page)
            if after is None:
                return

    def count(self) -> int:
        with self._reading():
            return self._shard.count(edge.CountRequest())

    def optimize(self) -> None:
        with self._writing():
            self._shard.optimize()

    def close(self) -> None:
        self._shard.close()
        self._lock.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What was written is on the disk when the block ends, not only in the log of this process."""
        with refusing(f"向量库 {self._folder} 写不进去", "请检查磁盘空间后重试，正文库未变"):
            yield
            self._shard.flush()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with refusing(f"向量库 {self._folder} 读不了", "它可由库中文本重建：./guiyan kb rebuild"):
            yield


def _conditions(where: Where) -> Iterator[edge.ConditionType]:
    yield edge.FieldCondition(key="grade", range=edge.RangeFloat(lte=where.grade))
    if where.on is not None:
        day = int(where.on.strftime("%Y%m%d"))
        yield edge.FieldCondition(key="holds_from", range=edge.RangeFloat(lte=day))
        yield edge.FieldCondition(key="holds_to", range=edge.RangeFloat(gt=day))
    if where.regions is not None:
        yield edge.FieldCondition(key="region", match=edge.MatchAny(list(where.regions)))
    if where.kinds is not None:
        yield edge.FieldCondition(key="kind", match=edge.MatchAny(list(where.kinds)))
    if where.versions is not None:
        yield edge.FieldCondition(key="version", match=edge.MatchAny(list(where.versions)))
