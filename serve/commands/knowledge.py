"""`kb`: what the knowledge base holds, and bringing it up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.errors import StoreUnavailable

from ..requests import AddRequest, AddTargetsRequest, ForgetRequest, understood
from ..run_file import alive
from ..settings import Settings
from .arguments import given
from .plain_text import check_text, forgotten_text, ingest_text, instruments_text, targets_text
from .printing import show, show_json
from .progress import Bar, at_node

FAULTS_FOUND = 1
"""Exit code."""


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="做什么", required=True, dest="action")
    add = actions.add_parser("add", help="收入一个文件夹里的法律文本（.md、.txt）")
    add.add_argument("folder", metavar="文件夹")
    add.add_argument("--region", metavar="区划", help="六位行政区划代码，缺省为全国 000000")
    add.add_argument("--kind", metavar="种类", help="地方性法规、规范性文件等；缺省由文本判断")
    targets = actions.add_parser("add-targets", help="收入一张规划指标表（.csv、.xlsx）；有一行不合格就整张不收")
    targets.add_argument("file", metavar="文件")
    forget = actions.add_parser("forget", help="从各库移除一部文件的正文，或一部规划的指标")
    forget.add_argument("instrument", metavar="名称")
    check = actions.add_parser("check", help="核对各库是否一致；有不一致时退出码为 1")
    listed = actions.add_parser("list", help="列出已收入和已登记的文件")
    listed.add_argument("text", nargs="?", default="", metavar="名称里的字")
    actions.add_parser("rebuild", help="由库中文本重建词语、向量和图谱索引；先停服务")
    for action in (add, targets, forget, check, listed):
        action.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    actions = {
        "add": _add,
        "add-targets": _add_targets,
        "forget": _forget,
        "check": _check,
        "list": _list,
        "rebuild": _rebuild,
    }
    return actions[args.action](args, settings)


def _add(args: argparse.Namespace, settings: Settings) -> int:
    folder = Path(args.folder).expanduser().absolute()
    wanted = understood(AddRequest, {**given(args, "region", "kind"), "folder": folder})
    with at_node(settings) as node:
        bar = Bar()
        report = node.add(wanted, bar)
        bar.close()
    show_json(report) if args.json else show(ingest_text(report))
    return 0


def _add_targets(args: argparse.Namespace, settings: Settings) -> int:
    wanted = understood(AddTargetsRequest, {"file": Path(args.file).expanduser().absolute()})
    with at_node(settings) as node:
        report = node.add_targets(wanted)
    show_json(report) if args.json else show(targets_text(report))
    return FAULTS_FOUND if report.outcome == "refused" else 0


def _forget(args: argparse.Namespace, settings: Settings) -> int:
    wanted = understood(ForgetRequest, given(args, "instrument"))
    with at_node(settings) as node:
        gone = node.forget(wanted)
    show_json(gone) if args.json else show(forgotten_text(gone))
    return 0


def _check(args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        report = node.check()
    show_json(report) if args.json else show(check_text(report))
    return 0 if report.sound else FAULTS_FOUND


def _list(args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        held = node.instruments(args.text)
    show_json(held) if args.json else show(instruments_text(held))
    return 0


def _rebuild(_args: argparse.Namespace, settings: Settings) -> int:
    if alive(settings.state_folder):
        raise StoreUnavailable("服务正在运行，索引由它使用；请先 ./guiyan stop，再 ./guiyan kb rebuild")
    from knowledge.opening import rebuild_projections  # only here: it brings every store with it

    bar = Bar()
    rebuild_projections(settings.knowledge, progress=bar)
    bar.close()
    show("已由库中文本重建词语、向量和图谱索引")
    return 0
