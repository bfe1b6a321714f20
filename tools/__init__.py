"""What can be computed: typed functions from which every surface derives its own form."""

from .tool import AnyTool, Tool, ToolError, tool

__all__ = ["AnyTool", "Tool", "ToolError", "tool"]
