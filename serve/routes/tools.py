"""The tools over REST: `POST /tools/{name}`, schema and description from the tool's own declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter

from tools import AnyTool

from ..own_node import OwnNode
from ..problems import documented
from ..wire import Tools


def tool_routes(node: OwnNode, tools: Iterable[AnyTool]) -> APIRouter:
    router = APIRouter(prefix="/tools", tags=["tools"])

    @router.get("", operation_id="list_tools", description="全部工具及其参数与结果的 JSON Schema")
    def list_tools() -> Tools:
        return node.tools()

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
