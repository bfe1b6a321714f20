"""The tools over MCP, for both eras of the protocol: the handshake of 2024 and 2025, and 2026's single requests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import mcp_types as types
from mcp.server.lowlevel.server import Server

from knowledge.errors import StoreUnavailable
from tools import ToolError

if TYPE_CHECKING:
    from .node import Node

PATH = "/mcp"
_ABOUT = (
    "规言：国土空间规划的法条、指标与空间分析。答案带日期、版本与依据；判定由几何与规则得出，"
    "请原样转述判定（符合、有条件符合、不符合、无法判定）及其依据，不要自行改判。"
)


def mcp_server(node: Node, version: str) -> Server[Any]:
    described = [
        types.Tool(
            name=tool.name,
            description=tool.description,
            input_schema=tool.input_schema,
            output_schema=tool.output_schema,
            annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
        for tool in node.tools().tools
    ]

    async def list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=described)

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        work = partial(node.call, params.name, params.arguments or {})
        try:
            answer = await anyio.to_thread.run_sync(work)
        except (ToolError, StoreUnavailable) as error:
            # said to the model that called, which can mend its arguments or tell its user
            return types.CallToolResult(content=_text(str(error)), is_error=True)
        return types.CallToolResult(
            content=_text(json.dumps(answer, ensure_ascii=False)), structured_content=answer, is_error=False
        )

    return Server("guiyan", version=version, instructions=_ABOUT, on_list_tools=list_tools, on_call_tool=call_tool)


def _text(said: str) -> Sequence[types.ContentBlock]:
    return [types.TextContent(type="text", text=said)]
