"""What a run is to ask: tasks with their cases, drawn and checked against the target before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import ToolError

from ..targets.target import Target
from ..task import AnyCase, AnyTask, Making
from .folder import RunFile, TaskLine, task_line
from .run import drawn


@dataclass(frozen=True)
class Planned:
    task: AnyTask
    cases: tuple[AnyCase, ...]

    @property
    def line(self) -> TaskLine:
        return task_line(self.task, self.cases)


@dataclass(frozen=True)
class LeftOut:
    task: AnyTask
    why: str


def plan(
    tasks: Sequence[AnyTask], target: Target, *, seed: int, limit: int | None, files: Path
) -> tuple[list[Planned], list[LeftOut]]:
    """Tasks whose bank is missing or that the target cannot be asked are left out, each with the reason."""
    planned: list[Planned] = []
    left_out: list[LeftOut] = []
    for task in tasks:
        if target.identity.kind not in task.kinds:
            left_out.append(LeftOut(task, f"这类对象（{target.identity.kind}）不在它要评的范围"))
            continue
        try:
            cases = drawn(task.cases(Making(seed, files / task.name.partition(":")[0])), limit, seed)
        except ToolError as error:
            left_out.append(LeftOut(task, str(error)))
            continue
        twice = len(cases) - len({case.id for case in cases})
        why = f"有 {twice} 例编号重复" if twice else _cannot(target, cases)
        if why:
            left_out.append(LeftOut(task, why))
        else:
            planned.append(Planned(task, tuple(cases)))
    return planned, left_out


def refuse_changed(run: RunFile, planned: Sequence[Planned], target: Target) -> None:
    """ToolError when a broken-off run would not go on as it began."""
    if target.identity != run.identity:
        before, now = run.identity.model_dump(), target.identity.model_dump()
        changed = "、".join(f"{name}：{before[name]} → {now[name]}" for name in now if before[name] != now[name])
        raise ToolError(f"评测对象和开始时不同了（{changed}），结果不能接在一起；请另起一次")
    lines = {one.task.name: one.line for one in planned}
    for line in run.tasks:
        if lines.get(line.name) != line:
            raise ToolError(f"任务 {line.name} 的版本或题目和开始时不同了，结果不能接在一起；请另起一次")


def _cannot(target: Target, cases: Sequence[AnyCase]) -> str | None:
    if not cases:
        return "没有题目"
    return next((why for case in cases if (why := target.cannot(case.asked))), None)
