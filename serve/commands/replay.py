"""`replay`: a verdict reached again from its evidence bundle (重放证据包)."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..requests import ReplayRequest, understood
from ..settings import Settings
from .check_text import replay_text
from .printing import show, show_json
from .progress import at_node

DIFFERS = 1


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bundle", type=Path, metavar="证据包", help="check --bundle 写出的文件夹")
    parser.add_argument("--workspace", type=Path, metavar="文件夹", help="另与现在的图层比较")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Exit code 1 where the recorded verdict is not reached again."""
    paths = {"bundle": args.bundle.absolute(), "workspace": args.workspace.absolute() if args.workspace else None}
    with at_node(settings) as node:
        found = node.replay(understood(ReplayRequest, {name: path for name, path in paths.items() if path is not None}))
    show_json(found) if args.json else show(replay_text(found))
    return 0 if found.same else DIFFERS
