"""Looking the law up: search, one provision, the instruments held."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from knowledge.results import ProvisionView, SearchResults

from ..node import Node
from ..problems import documented
from ..requests import ProvisionRequest, SearchRequest
from ..wire import Instruments


def law_routes(node: Node) -> APIRouter:
    router = APIRouter(tags=["law"])

    @router.post("/search", operation_id="search", responses=documented(400, 413, 422, 503))
    def search(wanted: SearchRequest) -> SearchResults:
        """Provisions that bear on a question on a date, best first (检索法条)."""
        return node.search(wanted)

    @router.get("/provision", operation_id="provision", responses=documented(404, 422, 503))
    def provision(wanted: Annotated[ProvisionRequest, Query()]) -> ProvisionView:
        """One provision as of a date: text, standing, what it cites and what cites it (看一条)."""
        return node.provision(wanted)

    @router.get("/instruments", operation_id="instruments", responses=documented(422, 503))
    def instruments(
        text: Annotated[str, Query(max_length=200, description="文件名称里的字；缺省为全部")] = "",
    ) -> Instruments:
        """Instruments held or registered, with the standing of their versions today (文件目录)."""
        return node.instruments(text)

    return router
