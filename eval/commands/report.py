"""`eval report`: a page to read, Markdown, EvalScope's files; `--publish` keeps figures where the README takes them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import StoreUnavailable
from serve.commands.printing import complain, show
from serve.settings import Settings
from tools import ToolError

from ..evalscope.datasets import write_cases
from ..evalscope.reviews import write_results
from ..report.page import page
from ..report.published import COLUMNS, Column, publish, table
from ..runs.earlier import run_folders
from ..runs.figures import figures_of
from ..runs.folder import RunFolder, write_whole


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", nargs="*", type=Path, metavar="文件夹", help="一次或几次评测；不写则取最近一次")
    parser.add_argument("--out", type=Path, metavar="文件", help="网页写到哪里；缺省在第一个评测文件夹里")
    parser.add_argument("--markdown", action="store_true", help="只打印 Markdown 表格")
    parser.add_argument("--evalscope", type=Path, metavar="文件夹", help="另写成 EvalScope 的题目、应答和评分")
    parser.add_argument(
        "--publish", metavar="栏", help=f"记入 eval/results 并更新 eval/README.md：{'、'.join(COLUMNS)}"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    folders = _folders(args.runs, settings)
    summaries = [figures_of(folder) for folder in folders]
    if args.publish:
        publish(args.publish, summaries)
        complain(f"已记入 eval/results/{args.publish}.json，eval/README.md 已更新")
    if args.evalscope:
        _write_evalscope(args.evalscope, folders)
        complain(f"EvalScope 的文件写在 {args.evalscope}")
    if args.markdown:
        show(table({"none": Column(runs=tuple(summaries))}).replace(COLUMNS["none"], "结果"))
        return 0
    path = args.out or folders[0].path / "report.html"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page(folders, summaries))
    except OSError as error:
        raise StoreUnavailable(f"报告写不进 {path}：{error.strerror}") from error
    complain(f"报告在 {path}")
    return 0


def _write_evalscope(folder: Path, runs: Sequence[RunFolder]) -> None:
    for one in runs:
        for line in one.run.tasks:
            name, samples = line.name.partition(":")[0], one.samples(line.name)
            write_results(folder, one.run.target, name, samples)
            try:
                write_cases(folder / "datasets" / f"{name}.jsonl", samples)
            except OSError as error:
                raise StoreUnavailable(f"{folder} 写不进去：{error.strerror}") from error


def _folders(paths: Sequence[Path], settings: Settings) -> list[RunFolder]:
    if paths:
        return [RunFolder.open(path) for path in paths]
    found = run_folders(settings.evaluation.folder / "runs")
    if not found:
        raise ToolError("还没有评过；先运行 ./guiyan eval run --against 对象")
    return found[:1]
