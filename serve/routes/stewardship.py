"""Bringing the knowledge base up to date: add, forget, check. What changes it needs the run token."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from knowledge.results import CheckReport, IngestReport
from knowledge.targets.report import TargetsReport

from ..event_stream import MEDIA_TYPE, NO_BUFFER, events, started, told
from ..node import Node
from ..problems import Refused, documented, problem
from ..requests import AddRequest, AddTargetsRequest, ForgetRequest
from ..wire import Advance, Forgotten

TOKEN_HEADER = "X-Guiyan-Token"

_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What became of each file; with `Accept: text/event-stream` events `advance` ({what, done, "
        "total}) while it goes on, then `report` with the whole IngestReport, or `problem` with a Problem.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


def stewardship_routes(node: Node, token: str) -> APIRouter:
    router = APIRouter(prefix="/kb", tags=["knowledge base"])
    ours = Depends(only_with(token, "改动知识库"))

    @router.get("/check", operation_id="check_knowledge", responses=documented(503))
    def check_knowledge() -> CheckReport:
        """Counts, and every orphan, gap or stale entry between the stores (核对知识库)."""
        return node.check()

    @router.post(
        "/add",
        operation_id="add_knowledge",
        response_model=IngestReport,
        responses=_STREAMED | documented(400, 403, 413, 422, 503),
        dependencies=[ours],
    )
    def add_knowledge(wanted: AddRequest, accept: Annotated[str, Header(include_in_schema=False)] = "") -> Any:
        """Take in every law text under a folder of this machine (收入文件夹)."""
        if MEDIA_TYPE not in accept:
            return node.add(wanted, _unheard)
        return StreamingResponse(
            events(started(told(lambda tell: _add(node, wanted, tell)))), media_type=MEDIA_TYPE, headers=NO_BUFFER
        )

    @router.post(
        "/add-targets",
        operation_id="add_targets",
        responses=documented(400, 403, 413, 422, 503),
        dependencies=[ours],
    )
    def add_targets(wanted: AddTargetsRequest) -> TargetsReport:
        """Take in a table of plan targets on this machine, whole or not at all (收入规划指标表)."""
        return node.add_targets(wanted)

    @router.post(
        "/forget",
        operation_id="forget_instrument",
        responses=documented(400, 403, 404, 413, 422, 503),
        dependencies=[ours],
    )
    def forget_instrument(wanted: ForgetRequest) -> Forgotten:
        """Remove an instrument's texts from every store (移除文件)."""
        return node.forget(wanted)

    return router


def _add(node: Node, wanted: AddRequest, tell: Callable[[tuple[str, BaseModel]], None]) -> None:
    report = node.add(wanted, lambda what, done, total: tell(("advance", Advance(what=what, done=done, total=total))))
    tell(("report", report))


def _unheard(_what: str, _done: int, _total: int) -> None:
    """Nobody waits for a bar on a plain JSON request."""


def only_with(token: str, what: str) -> Callable[..., None]:
    """Whoever shows the run token, which only this machine's user can read."""

    def refuse_others(
        request: Request,
        x_guiyan_token: Annotated[str, Header(description="运行时令牌，在状态文件夹的 service.json 里")] = "",
    ) -> None:
        near = request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
        if not (near and secrets.compare_digest(x_guiyan_token.encode(), token.encode())):
            raise Refused(problem(403, f"{what}要在本机进行，并带上 {TOKEN_HEADER}；请用 ./guiyan 的命令"))

    return refuse_others
