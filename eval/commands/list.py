"""`eval list`: every task, how many cases it has, and what a good score lets us say."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from serve.commands.printing import show, show_json
from serve.settings import Settings
from tools import ToolError

from ..catalog import TASKS
from ..targets.opening import NAMES
from ..task import AnyTask, Making


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, _: Settings) -> int:
    listed = [(task, *_cases(task)) for task in TASKS]
    if args.json:
        plain = [
            {"name": t.name, "title": t.title, "version": t.version, "claim": t.claim, "cases": n, "missing": why}
            for t, n, why in listed
        ]
        show_json({"tasks": plain, "targets": NAMES})
        return 0
    for task, count, why in listed:
        show(f"{task.name}  {task.title}，第 {task.version} 版，{why or f'{count} 例'}\n    {task.claim}")
    show("\n评测对象（--against）：")
    for name, what in NAMES.items():
        show(f"  {name}  {what}")
    return 0


def _cases(task: AnyTask) -> tuple[int, str | None]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return len(task.cases(Making(0, Path(folder), only_counted=True))), None
        except ToolError as error:
            return 0, str(error)
