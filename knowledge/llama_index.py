"""The same search for LlamaIndex users: a retriever whose nodes are provisions."""

from __future__ import annotations

from datetime import date

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from .knowledge_base import KnowledgeBase
from .results import SearchHit


class ProvisionRetriever(BaseRetriever):
    """Retrieves articles as of a date; a node's id is the provision's address."""

    def __init__(
        self, base: KnowledgeBase, *, as_of: date | None = None, region: str | None = None, limit: int = 10
    ) -> None:
        super().__init__()
        self._base = base
        self._as_of = as_of
        self._region = region
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._base.search(query_bundle.query_str, as_of=self._as_of, region=self._region, limit=self._limit)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in found.results]


def _node(hit: SearchHit) -> TextNode:
    return TextNode(id_=hit.address, text=hit.text, metadata=hit.model_dump(mode="json", exclude={"text", "score"}))
