"""`eval crosswalk`: what the standards ask, which task measures it, the latest result; Markdown and JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.errors import StoreUnavailable
from serve.commands.printing import complain, show
from serve.settings import Settings

from ..crosswalk.crosswalk import Evidence, crosswalk
from ..crosswalk.written import as_json, markdown
from ..report.published import RESULTS, ROOT, read_columns
from ..runs.earlier import run_folders
from ..runs.figures import figures_of
from ..runs.folder import SUMMARY, write_whole


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--published", action="store_true", help="只用 eval/results 里发布的结果，写进 eval/ 文件夹")
    parser.add_argument("--out", type=Path, metavar="文件夹", help="写 crosswalk.md 和 crosswalk.json 到这里")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    lines = crosswalk(published() if args.published else _local(settings.evaluation.folder / "runs"))
    folder = ROOT if args.published else args.out
    if folder is None:
        show(as_json(lines) if args.json else markdown(lines))
        return 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / "CROSSWALK.md", markdown(lines))
        write_whole(folder / "crosswalk.json", as_json(lines))
    except OSError as error:
        raise StoreUnavailable(f"对照表写不进 {folder}：{error.strerror}") from error
    complain(f"对照表在 {folder / 'CROSSWALK.md'} 和 {folder / 'crosswalk.json'}")
    return 0


def published() -> list[Evidence]:
    """Tuned before base before none: the first of a target tells."""
    columns = read_columns()
    return [
        Evidence(run=run, place=f"eval/{RESULTS.name}/{name}.json")
        for name in reversed(list(columns))
        for run in columns[name].runs
    ]


def _local(runs: Path) -> list[Evidence]:
    """Finished runs of all cases, newest first."""
    found = []
    for folder in run_folders(runs):
        if folder.run.limit is None and (folder.path / SUMMARY).exists():
            summary = figures_of(folder)
            if summary.complete:
                found.append(Evidence(run=summary, place=f"{folder.path.name}/{SUMMARY}"))
    return found
