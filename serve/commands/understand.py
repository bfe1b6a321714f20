"""`understand`: what a conversation asks for, by itself: intent, tool, arguments, what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel

from tools import ToolError

from ..node import Node
from ..requests import UnderstandRequest, understood
from ..settings import Settings
from .arguments import given
from .batch import run_batch
from .printing import show_json
from .progress import at_node

_FIELDS = ("messages", "as_of")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", metavar="一句话")
    parser.add_argument("--batch", metavar="文件", help="每行一个 JSON 对象：id、messages，可有 as_of；- 是标准输入")
    parser.add_argument("--as-of", metavar="日期", help="谈话的那一天，如 2026-08-15；缺省为今天")


def run(args: argparse.Namespace, settings: Settings) -> int:
    if (args.question is None) == (args.batch is None):
        raise ToolError("要么写一句话，要么写 --batch 文件；用法见 ./guiyan understand --help")
    typed = given(args, "as_of")
    if args.batch is not None:
        with at_node(settings) as node:
            return run_batch(args.batch, partial(_understood, node, typed))
    said = [{"role": "user", "content": args.question}]
    wanted = understood(UnderstandRequest, {**typed, "messages": said})
    with at_node(settings) as node:
        show_json(node.understand(wanted))
    return 0


def _understood(node: Node, typed: Mapping[str, object], line: Mapping[str, Any]) -> BaseModel:
    asked = {name: line[name] for name in _FIELDS if line.get(name) is not None}
    return node.understand(understood(UnderstandRequest, {**typed, **asked}))
