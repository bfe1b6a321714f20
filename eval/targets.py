"""What is judged, seen from a case: plain arguments in, plain answer out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tools import AnyTool

ToolTarget = Callable[[Mapping[str, Any]], dict[str, Any]]


def tool_target(tool: AnyTool) -> ToolTarget:
    return tool.run
