"""`eval run`: ask a target the cases of some tasks, or of all that it can be asked; a folder keeps everything."""

from __future__ import annotations

import argparse
import re
import shutil
from datetime import datetime
from pathlib import Path

from pydantic_core import to_jsonable_python

from serve.commands.printing import complain, show, show_json
from serve.commands.progress import Bar
from serve.settings import Settings
from tools import ToolError

from ..catalog import tasks_named
from ..runs.earlier import earlier_samples
from ..runs.execute import execute
from ..runs.folder import RunFile, RunFolder
from ..runs.plan import LeftOut, Planned, plan, refuse_changed
from ..runs.printed import summary_lines
from ..runs.provenance import provenance
from ..targets.opening import Options, open_target
from ..targets.target import Target

_PATIENCE_S = 120.0
_MAX_TOKENS = 512


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tasks", nargs="*", metavar="任务", help="任务名；不写则评对象能答的全部")
    declare_options(parser)


def declare_options(parser: argparse.ArgumentParser) -> None:
    """Those of any command that asks a target."""
    parser.add_argument("--against", metavar="对象", help="评谁；./guiyan eval list 列出可写的")
    parser.add_argument("--resume", type=Path, metavar="文件夹", help="接着跑一次中断的评测")
    parser.add_argument("--retry-failed", action="store_true", help="与 --resume 同用：没有应答的也重问")
    parser.add_argument("--out", type=Path, metavar="文件夹", help="结果放哪里；缺省在设置的评测文件夹下")
    parser.add_argument("--limit", type=int, metavar="例数", help="每个任务只随机抽这么多例")
    parser.add_argument("--seed", type=int, default=0, metavar="种子", help="抽样、出题和模型采样的种子，缺省 0")
    parser.add_argument("--at-once", type=int, metavar="个数", help="同时问几例；缺省看对象")
    parser.add_argument("--patience", type=float, default=_PATIENCE_S, metavar="秒", help="一例最多等多久，缺省 120")
    parser.add_argument(
        "--max-tokens", type=int, default=_MAX_TOKENS, metavar="个数", help="模型一次最多写多少，缺省 512"
    )
    parser.add_argument("--cache", action="store_true", help="同一对象以前答过的题不再问，只重新评分")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    _refuse_nonsense(args)
    folder = RunFolder.open(args.resume) if args.resume else None
    spec = folder.run.target if folder else args.against
    seed = folder.run.seed if folder else args.seed
    options = Options(
        seed=seed,
        max_tokens=folder.run.max_tokens if folder else args.max_tokens,
        patience_s=folder.run.patience_s if folder else args.patience,
    )
    bar = Bar()
    with open_target(spec, settings, options, bar) as target:
        bar.close()
        folder, planned = _resumed(folder, target) if folder else _begun(args, settings, target)
        known = earlier_samples(settings.evaluation.folder / "runs", target.identity) if args.cache else {}
        try:
            summary = execute(folder, planned, target, progress=bar, earlier=known, retry_failed=args.retry_failed)
        except BaseException:
            bar.close()
            complain(f"没有评完；已评的都在 {folder.path}，接着跑：./guiyan eval run --resume {folder.path}")
            raise
    bar.close()
    show_json(summary) if args.json else show("\n".join(summary_lines(summary)))
    complain(f"结果在 {folder.path}")
    return 0


def _refuse_nonsense(args: argparse.Namespace) -> None:
    if (args.resume is None) == (args.against is None):
        raise ToolError("要么写 --against 对象，要么写 --resume 文件夹；用法见 ./guiyan eval run --help")
    if args.resume and (args.tasks or args.out or args.limit):
        raise ToolError("--resume 用原来的任务和设置，不能再写任务、--out 或 --limit")
    for name, least in (("limit", 1), ("at_once", 1), ("patience", 0.1), ("max_tokens", 1)):
        value = getattr(args, name)
        if value is not None and value < least:
            raise ToolError(f"--{name.replace('_', '-')} 不得小于 {least}")


def _begun(args: argparse.Namespace, settings: Settings, target: Target) -> tuple[RunFolder, list[Planned]]:
    started = datetime.now().astimezone()
    moment = f"{started:%Y%m%dT%H%M%S}.{started.microsecond // 1000:03d}"
    path = args.out or settings.evaluation.folder / "runs" / f"{moment}-{_slug(args.against)}"
    folder = RunFolder.reserve(path)
    try:
        planned, left_out = plan(tasks_named(args.tasks), target, seed=args.seed, limit=args.limit, files=folder.files)
        _say_left_out(left_out, named=bool(args.tasks))
        if not planned:
            raise ToolError(f"{args.against} 没有可评的任务")
        folder.begin(
            RunFile(
                name=path.name,
                started=started,
                target=args.against,
                identity=target.identity,
                tasks=tuple(one.line for one in planned),
                seed=args.seed,
                limit=args.limit,
                at_once=args.at_once or target.at_once,
                patience_s=args.patience,
                max_tokens=args.max_tokens,
                provenance=provenance(),
                settings=to_jsonable_python(settings.model_dump(mode="json")),
            )
        )
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return folder, planned


def _resumed(folder: RunFolder, target: Target) -> tuple[RunFolder, list[Planned]]:
    run = folder.run
    tasks = tasks_named([line.name for line in run.tasks])
    planned, left_out = plan(tasks, target, seed=run.seed, limit=run.limit, files=folder.files)
    _say_left_out(left_out, named=True)
    refuse_changed(run, planned, target)
    return folder, planned


def _say_left_out(left_out: list[LeftOut], *, named: bool) -> None:
    if named and left_out:
        raise ToolError(f"任务 {left_out[0].task.name} 不能评：{left_out[0].why}")
    for one in left_out:
        complain(f"跳过 {one.task.name}：{one.why}")


def _slug(spec: str) -> str:
    return re.sub(r"[^\w.-]+", "-", spec).strip("-")[:60]
