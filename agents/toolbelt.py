"""Our tools as LangChain tools, for any graph or agent that takes those."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from langchain_core.tools import StructuredTool, ToolException

from tools import AnyTool, ToolError


def toolbelt(tools: Iterable[AnyTool]) -> list[StructuredTool]:
    return [_structured(tool) for tool in tools]


def _structured(tool: AnyTool) -> StructuredTool:
    def call(**arguments: Any) -> dict[str, Any]:
        try:
            return tool.run(arguments)
        except ToolError as error:
            raise ToolException(str(error)) from error

    return StructuredTool.from_function(
        call,
        name=tool.name,
        description=tool.description,
        args_schema=tool.input_model,
        handle_tool_error=True,
        handle_validation_error=str,  # True would hide from the model what was wrong
    )
