"""What is said of a tool that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from tools import ToolError


def unknown_tool(name: str, known: Iterable[str]) -> ToolError:
    near = difflib.get_close_matches(name, list(known))
    hint = f"；相近的有：{'、'.join(near)}" if near else f"；有：{'、'.join(sorted(known))}"
    return ToolError(f"没有工具 {name}{hint}")
