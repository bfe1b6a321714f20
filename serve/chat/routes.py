"""`/v1/models` and `/v1/chat/completions`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from ..event_stream import MEDIA_TYPE, NO_BUFFER, relayed, started
from ..node import Node
from .completion import asked, chunks, completion, refuse_other_models
from .wire import ChatError, ChatRequest, Completion, Model, Models

_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ChatError, "description": "OpenAI's error shape"} for status in (400, 404, 413, 503)
}
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The completion; with `stream: true` chunks as `data:` lines, the one that ends the answer "
        "carries `guiyan`, then `[DONE]`.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


def chat_routes(node: Node) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])
    listed = Model(created=int(node.health().started.timestamp()))

    @router.get("/models", operation_id="list_models")
    def list_models() -> Models:
        return Models(data=(listed,))

    @router.get("/models/{model}", operation_id="retrieve_model", responses={404: _ERRORS[404]})
    def retrieve_model(model: str) -> Model:
        refuse_other_models(model)
        return listed

    @router.post(
        "/chat/completions",
        operation_id="create_chat_completion",
        response_model=Completion,
        responses=_STREAMED | _ERRORS,
    )
    def create_chat_completion(request: ChatRequest) -> Any:
        """An answer with checked citations in the extension field `guiyan` of the message."""
        refuse_other_models(request.model)
        wanted = asked(request, node.hand_in)
        if not request.stream:
            return completion(request, node.ask(wanted))
        pieces = started(relayed(node.stream(wanted)))
        return StreamingResponse(chunks(request, pieces), media_type=MEDIA_TYPE, headers=NO_BUFFER)

    return router
