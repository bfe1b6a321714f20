"""`eval compare A B`: what got better and worse between two runs, case by case; its exit code can gate a release."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from serve.commands.printing import show, show_json
from serve.settings import Settings
from tools import ToolError

from ..comparison.compare import Changed, Comparison, ScoreChange, compare
from ..runs.printed import interval_text

WORSE = 4
"""Exit code: the second is significantly worse."""
_SHOWN = 10


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", type=Path, metavar="甲", help="先前一次评测的文件夹，或 EvalScope 的结果文件夹")
    parser.add_argument("second", type=Path, metavar="乙", help="要与它相比的一次")
    parser.add_argument(
        "--test", choices=("bootstrap", "mcnemar"), default="bootstrap", help="检验：按文件的自助法（缺省）或 McNemar"
    )
    parser.add_argument("--allow", type=float, default=0.0, metavar="差", help="变差不超过这么多（如 0.02）也算过")
    parser.add_argument("--shown", type=int, default=_SHOWN, metavar="例数", help="变好、变差各列几例，缺省 10")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called alike
    if args.allow < 0:
        raise ToolError("--allow 不得小于 0")
    made = compare(args.first, args.second, test=args.test)
    worse = [change for change in made.changes if change.significantly_worse(args.allow)]
    show_json(made) if args.json else show("\n".join(_lines(made, worse, args.shown)))
    return WORSE if worse else 0


def _lines(made: Comparison, worse: list[ScoreChange], shown: int) -> Iterator[str]:
    yield f"甲 {made.first}\n乙 {made.second}"
    for change in made.changes:
        if change.headline:
            yield f"\n{change.task_title}（{change.task}）"
        p = f"，p {_p(change.p)}" if change.headline else ""
        mcnemar = "" if change.mcnemar_p is None else f"，McNemar p {_p(change.mcnemar_p)}"
        yield (
            f"  {change.title}：{change.before:.3f} → {change.after:.3f}，差 {change.mean:+.3f}"
            f"{interval_text(change.low, change.high)}，{change.n} 例，变好 {len(change.better)}，"
            f"变差 {len(change.worse)}{p}{mcnemar}"
        )
        if change.headline:
            yield from _cases("变差", change.worse, shown)
            yield from _cases("变好", change.better, shown)
    for line in made.left_out:
        yield f"未比：{line}"
    tasks = "、".join(change.task_title for change in worse)
    yield f"\n结论：{tasks}变差，超出偶然" if worse else "\n结论：没有哪一项变差到超出偶然"


def _cases(what: str, changed: tuple[Changed, ...], shown: int) -> Iterator[str]:
    for one in changed[:shown]:
        yield f"    {what} {one.id}：{one.asked[:50]}　{one.before:g} → {one.after:g}　{one.why[:60]}"
    if len(changed) > shown:
        yield f"    {what}还有 {len(changed) - shown} 例"


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}"
