"""`search`: provisions that bear on a question, one question or a file of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel

from tools import ToolError

from ..node import Node
from ..requests import SearchRequest, understood
from ..settings import Settings
from .arguments import add_time_and_form, given
from .batch import run_batch
from .plain_text import search_text
from .printing import show, show_json
from .progress import at_node


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", metavar="问题", help="要查的问题或关键词")
    parser.add_argument("--batch", metavar="文件", help="每行一个 JSON 对象：id、question，可有 as_of；- 是标准输入")
    parser.add_argument("--region", metavar="区划", help="六位行政区划代码")
    parser.add_argument(
        "--kind", metavar="种类", help="法律、行政法规、部门规章、地方性法规、规范性文件、标准、规划、其他"
    )
    parser.add_argument("--limit", metavar="条数", help="最多几条，缺省 10")
    add_time_and_form(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    if (args.question is None) == (args.batch is None):
        raise ToolError("要么写一个问题，要么写 --batch 文件；用法见 ./guiyan search --help")
    typed = given(args, "as_of", "region", "kind", "limit")
    if args.batch is not None:
        understood(SearchRequest, {**typed, "question": args.batch})
        with at_node(settings) as node:
            return run_batch(args.batch, partial(_answer, node, typed))
    wanted = understood(SearchRequest, {**typed, "question": args.question})
    with at_node(settings) as node:
        found = node.search(wanted)
    show_json(found) if args.json else show(search_text(found))
    return 0


def _answer(node: Node, typed: Mapping[str, object], line: Mapping[str, Any]) -> BaseModel:
    asked = {name: line[name] for name in ("question", "as_of") if line.get(name) is not None}
    return node.search(understood(SearchRequest, {**typed, **asked}))
