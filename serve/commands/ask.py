"""`ask`: an answer with checked citations, as it is made; or a file of questions."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tools import ToolError
from tools.layers.handed_in import LARGEST

from ..node import Node
from ..requests import AskRequest, understood
from ..settings import Settings
from .arguments import add_time_and_form, given
from .batch import run_batch
from .plain_text import answer_foot
from .printing import show, show_json, show_piece
from .progress import at_node

_FIELDS = ("question", "messages", "as_of", "region", "conversation", "attachments", "site", "facts")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", metavar="问题")
    parser.add_argument(
        "--batch", metavar="文件", help="每行一个 JSON 对象：id、question 或 messages，可有 as_of；- 是标准输入"
    )
    parser.add_argument("--region", metavar="区划", help="六位行政区划代码")
    parser.add_argument("--attach", type=Path, metavar="文件", help="附上用地范围文件，如 地块.geojson")
    parser.add_argument("--conversation", metavar="编号", help="自取的编号；用同一编号接着问")
    add_time_and_form(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    if (args.question is None) == (args.batch is None):
        raise ToolError("要么写一个问题，要么写 --batch 文件；用法见 ./guiyan ask --help")
    typed = given(args, "as_of", "region", "conversation")
    if args.batch is not None:
        understood(AskRequest, {**typed, "question": args.batch})
        with at_node(settings) as node:
            return run_batch(args.batch, partial(_answer, node, typed))
    wanted = understood(AskRequest, {**typed, "question": args.question})
    with at_node(settings) as node:
        if args.attach is not None:
            kept = node.hand_in(args.attach.name, _content(args.attach))
            wanted = wanted.model_copy(update={"attachments": (kept.number,)})
        if args.json:
            show_json(node.ask(wanted))
        else:
            _stream(node, wanted)
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ToolError(f"附件 {path} 超过 {LARGEST >> 20} MB 的上限；请只留用地范围")
        return path.read_bytes()
    except OSError as error:
        raise ToolError(f"附件 {path} 打不开：{error.strerror}") from error


def _answer(node: Node, typed: Mapping[str, object], line: Mapping[str, Any]) -> BaseModel:
    asked = {name: line[name] for name in _FIELDS if line.get(name) is not None}
    return node.ask(understood(AskRequest, {**typed, **asked}))


def _stream(node: Node, wanted: AskRequest) -> None:
    spoken = False
    for piece in node.stream(wanted):
        if piece.kind == "text":
            show_piece(piece.text)
            spoken = True
        elif piece.answer is not None:
            show(("\n\n" if spoken else "") + answer_foot(piece.answer))
