"""`status`: whether the service runs, where, and what it holds."""

from __future__ import annotations

import argparse

from ..run_file import find
from ..running_node import running_node
from ..settings import Settings
from .plain_text import health_text
from .printing import show, show_json

NOT_RUNNING = 1
"""Exit code."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    running = find(settings.state_folder)
    if running is None:
        show_json({"running": False}) if args.json else show("服务没有运行；./guiyan up 启动")
        return NOT_RUNNING
    with running_node(running) as node:
        health = node.health()
    if args.json:
        show_json({"running": True, "address": running.address, **health.model_dump(mode="json")})
    else:
        show(health_text(health, running.address))
    return 0
