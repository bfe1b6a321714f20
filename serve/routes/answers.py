"""Asking: the whole answer as JSON, or its making as server-sent events."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from agents.answer import Answer
from agents.understanding.understanding import Understanding

from ..event_stream import MEDIA_TYPE, NO_BUFFER, events, relayed, started
from ..node import Node
from ..problems import documented
from ..requests import AskRequest, UnderstandRequest
from ..wire import Piece

_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; with `Accept: text/event-stream` events `step` and `text` ({kind, text}) while it "
        "is made, then `answer` with the whole Answer, or `problem` with a Problem.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


def answer_routes(node: Node) -> APIRouter:
    router = APIRouter(tags=["answers"])

    @router.post(
        "/ask",
        operation_id="ask",
        response_model=Answer,
        responses=_STREAMED | documented(400, 404, 413, 422, 503),
    )
    def ask(wanted: AskRequest, accept: Annotated[str, Header(include_in_schema=False)] = "") -> Any:
        """An answer with checked citations as of a date, or an honest refusal (提问)."""
        if MEDIA_TYPE not in accept:
            return node.ask(wanted)
        pieces = started(relayed(node.stream(wanted)))
        return StreamingResponse(events(map(_named, pieces)), media_type=MEDIA_TYPE, headers=NO_BUFFER)

    @router.post("/understand", operation_id="understand", responses=documented(400, 413, 422, 503))
    def understand(wanted: UnderstandRequest) -> Understanding:
        """What a conversation asks for: intent, tool, arguments, and what is missing (判断意图)."""
        return node.understand(wanted)

    return router


def _named(piece: Piece) -> tuple[str, BaseModel]:
    return piece.kind, piece if piece.answer is None else piece.answer
