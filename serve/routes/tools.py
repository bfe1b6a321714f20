"""The tools over REST: `POST /tools/{name}`, schema and description from the tool's own declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter

from tools import AnyTool

from ..problems import documented


def tool_routes(tools: Iterable[AnyTool]) -> APIRouter:
    router = APIRouter(prefix="/tools", tags=["tools"])
    for tool in tools:
        router.post(
            f"/{tool.name}",
            operation_id=tool.name,
            description=tool.description,
            response_model=tool.output_model,
            responses=documented(400, 404, 413, 422, 503),
        )(_endpoint(tool))
    return router


def _endpoint(tool: AnyTool) -> Callable[..., Any]:
    def call(arguments: Any) -> Any:
        return tool(**dict(arguments))

    call.__annotations__["arguments"] = tool.input_model  # FastAPI reads the body's shape from here
    return call
