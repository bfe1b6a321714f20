"""`tool`: any tool by name; its arguments are those of its declaration."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import ToolError

from ..settings import Settings
from ..unknown_tool import unknown_tool
from ..wire import ToolDescription
from .arguments import Parser
from .printing import show
from .progress import at_node


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="名称", help="工具名；不写则列出全部")
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="--参数 值", help="各工具的参数：tool 名称 --help"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        known = {tool.name: tool for tool in node.tools().tools}
        if args.name is None:
            show("\n".join(f"{tool.name:<20} {tool.description.splitlines()[0]}" for tool in known.values()))
            return 0
        if args.name not in known:
            raise unknown_tool(args.name, known)
        typed = _typed(known[args.name], args.arguments)
        show(json.dumps(node.call(args.name, typed), ensure_ascii=False, indent=2))
    return 0


def _typed(tool: ToolDescription, arguments: Sequence[str]) -> dict[str, Any]:
    parser = Parser(prog=f"./guiyan tool {tool.name}", description=tool.description)
    parser.add_argument("--json", action="store_true", help="结果总是一个 JSON 对象")
    definitions = tool.input_schema.get("$defs", {})
    kinds = {name: _kind(schema, definitions) for name, schema in tool.input_schema.get("properties", {}).items()}
    needed = tool.input_schema.get("required", [])
    for name, schema in tool.input_schema.get("properties", {}).items():
        parser.add_argument(
            _flag(name),
            dest=f"given_{name}",
            nargs="?" if kinds[name] == "boolean" else None,
            const="true" if kinds[name] == "boolean" else None,
            required=name in needed,
            metavar=kinds[name],
            help=str(schema.get("description", "")).replace("%", "%%"),
        )
    given = vars(parser.parse_args(list(arguments)))
    return {
        name: _value(_flag(name), kind, given[f"given_{name}"])
        for name, kind in kinds.items()
        if given[f"given_{name}"] is not None
    }


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _kind(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """JSON type of what is written after the flag; `string` where the tool itself reads text (dates too)."""
    if "$ref" in schema:
        schema = definitions[str(schema["$ref"]).rsplit("/", 1)[-1]]
    options = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    kinds = {"json" if "$ref" in part else str(part.get("type", "string")) for part in options}
    for kind in ("object", "array", "json"):
        if kind in kinds:
            return "json"
    return next((kind for kind in ("number", "integer", "boolean") if kinds == {kind}), "string")


def _value(flag: str, kind: str, text: str) -> Any:
    """`@file` is a file's content where JSON is wanted."""
    if kind == "string":
        return text
    try:
        return json.loads(Path(text[1:]).read_text(encoding="utf-8") if kind == "json" and text[:1] == "@" else text)
    except OSError as error:
        raise ToolError(f"{flag} 的文件 {text[1:]} 读不出来：{error.strerror}") from error
    except ValueError as error:
        if kind == "json" and text[:1] not in "[{@":
            return text  # a choice of text or object: the tool says which it takes
        words = {"integer": "整数", "number": "数", "boolean": "true 或 false", "json": "JSON"}
        raise ToolError(f"{flag}“{text[:80]}”应为{words[kind]}") from error
