"""A tool's schema as OpenAI's `strict` mode wants it, so that a model can only write arguments that parse."""

from __future__ import annotations

from typing import Any

from .tool import AnyTool

_NOT_IN_STRICT = ("default", "title", "minLength", "maxLength", "format")
"""Constraint words that strict mode refuses; the tool itself still checks them."""


def openai_tool(tool: AnyTool) -> dict[str, Any]:
    """As an entry of `tools` in a chat completion request."""
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "strict": True,
            "parameters": _strict(tool.input_model.model_json_schema()),
        },
    }


def _strict(schema: Any) -> Any:
    """Every property required, one that may be left out nullable; nothing beyond the properties."""
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items() if key not in _NOT_IN_STRICT and key != "properties"}
    if "properties" in schema:
        needed = schema.get("required", [])
        strict["properties"] = {
            name: _strict(part) if name in needed else _nullable(_strict(part))
            for name, part in schema["properties"].items()
        }
        strict["required"] = list(schema["properties"])
        strict["additionalProperties"] = False
    return strict


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in schema.get("anyOf", []):
        return schema
    description = {"description": schema.pop("description")} if "description" in schema else {}
    return {"anyOf": [schema, {"type": "null"}], **description}
