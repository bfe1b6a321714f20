"""Vectors in a Qdrant server, for nodes that outgrow one process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException

from knowledge.errors import StoreUnavailable
from knowledge.settings import ServerVectors

from .payload import INTEGERS, KEYWORDS, payload_of
from .store import Point, Vector, Where

_BATCH = 500
_PAGE = 10_000
_SECONDS = 30
_SEARCHED = 400
"""HNSW candidates looked at for one question."""


class ServerStore:
    """The server indexes by itself while points arrive. `:memory:` as the address keeps them in this process."""

    def __init__(self, settings: ServerVectors, dimensions: int) -> None:
        self._url = settings.url
        self._collection = settings.collection
        self._in_process = settings.url == ":memory:"
        with self._reaching():
            self._client = _client(settings)
            if not self._client.collection_exists(self._collection):
                self._create(dimensions)
            self._check(dimensions)

    def put(self, points: Sequence[Point]) -> None:
        with self._reaching():
            for start in range(0, len(points), _BATCH):
                batch = points[start : start + _BATCH]
                stored = [models.PointStruct(id=p.id, vector=p.vector.tolist(), payload=payload_of(p)) for p in batch]
                self._client.upsert(self._collection, stored, wait=True)

    def nearest(self, vector: Vector, *, where: Where, limit: int) -> list[tuple[int, float]]:
        with self._reaching():
            found = self._client.query_points(
                self._collection,
                query=vector.tolist(),
                query_filter=models.Filter(must=list(_conditions(where))),
                search_params=None if self._in_process else models.SearchParams(hnsw_ef=_SEARCHED),
                limit=limit,
                with_payload=False,
            )
        return [(int(hit.id), hit.score) for hit in found.points]

    def forget(self, ids: Collection[int]) -> None:
        if ids:
            with self._reaching():
                self._client.delete(self._collection, list(ids), wait=True)

    def ids(self) -> Iterable[int]:
        after = None
        while True:
            with self._reaching():
                page, after = self._client.scroll(
                    self._collection, limit=_PAGE, offset=after, with_payload=False, with_vectors=False
                )
            yield from (int(record.id) for record in page)
            if after is None:
                return

    def count(self) -> int:
        with self._reaching():
            return self._client.count(self._collection, exact=True).count

    def optimize(self) -> None:
        """Nothing to do: see the class."""

    def close(self) -> None:
        self._client.close()

    def _create(self, dimensions: int) -> None:
        self._client.create_collection(
            self._collection, models.VectorParams(size=dimensions, distance=models.Distance.COSINE)
        )
        if self._in_process:
            return
        for name in INTEGERS:
            self._client.create_payload_index(self._collection, name, models.PayloadSchemaType.INTEGER)
        for name in KEYWORDS:
            self._client.create_payload_index(self._collection, name, models.PayloadSchemaType.KEYWORD)

    def _check(self, dimensions: int) -> None:
        held = self._client.get_collection(self._collection).config.params.vectors
        if not isinstance(held, models.VectorParams) or held.size != dimensions:
            raise StoreUnavailable(
                f"Qdrant 服务器 {self._url} 的集合 {self._collection} 不是 {dimensions} 维的向量；"
                "请在设置中换一个集合名，或删除该集合后运行 ./guiyan kb rebuild"
            )

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (ApiException, QdrantException, OSError) as error:
            raise StoreUnavailable(
                f"Qdrant 服务器 {self._url} 不可用（{error}）；请检查它是否运行、地址和密钥是否正确"
            ) from error


def _client(settings: ServerVectors) -> QdrantClient:
    if settings.url == ":memory:":
        return QdrantClient(location=":memory:")
    key = settings.api_key.get_secret_value() if settings.api_key else None
    try:
        return QdrantClient(url=settings.url, api_key=key, timeout=_SECONDS, check_compatibility=False)
    except ValueError as error:
        raise StoreUnavailable(f"Qdrant 服务器的地址 {settings.url} 写错了（{error}）；请改正设置") from error


def _conditions(where: Where) -> Iterator[models.Condition]:
    yield models.FieldCondition(key="grade", range=models.Range(lte=where.grade))
    if where.on is not None:
        day = int(where.on.strftime("%Y%m%d"))
        yield models.FieldCondition(key="holds_from", range=models.Range(lte=day))
        yield models.FieldCondition(key="holds_to", range=models.Range(gt=day))
    if where.regions is not None:
        yield models.FieldCondition(key="region", match=models.MatchAny(any=list(where.regions)))
    if where.kinds is not None:
        yield models.FieldCondition(key="kind", match=models.MatchAny(any=list(where.kinds)))
    if where.versions is not None:
        yield models.FieldCondition(key="version", match=models.MatchAny(any=list(where.versions)))
