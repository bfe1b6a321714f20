"""The crosswalk: what a standard asks, the task that measures it, the latest result and its evidence, or none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge import Wire

from ..runs.summary import FigureSummary, RunSummary, ScoreSummary, TaskSummary

_ROWS = Path(__file__).resolve().parent / "rows.toml"
NO_CLAUSE = "条文文本我们没有"

State = Literal["已测", "有任务，未评", "未测"]


class Bar(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: float | None = None
    at_most: float | None = None
    asked: int
    """Questions asked at least."""
    bank: int
    """Questions the bank must hold."""
    group: str
    """Beginning of the groups that count."""


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    standard: str
    part: str
    item: str
    known: str
    """Where we know it from, and what of it is not confirmed."""
    clause_text: bool
    measured_by: tuple[str, ...]
    """`task.score`."""
    ours: str = ""
    """Definition where the standard's own is not available to us."""
    note: str = ""
    bar: Bar | None = None


class Evidence(Wire):
    """Where a run's samples or published figures stand."""

    run: RunSummary
    place: str


class Result(Wire):
    measured_by: str
    task: str
    score: str
    """Titles."""
    value: float
    low: float | None
    high: float | None
    n: int
    target: str
    evidence: str


class Line(Wire):
    standard: str
    part: str
    item: str
    known: str
    clause_text: bool
    ours: str
    note: str
    state: State
    measured_by: tuple[str, ...]
    results: tuple[Result, ...]
    against_bar: str
    """How the results stand to the bar; empty without a bar or a result."""


@cache
def rows() -> tuple[Row, ...]:
    return tuple(Row.model_validate(row) for row in tomllib.loads(_ROWS.read_text(encoding="utf-8"))["row"])


def crosswalk(evidence: Sequence[Evidence]) -> list[Line]:
    """`evidence` newest first: of each target the first that has a task tells its result."""
    return [_line(row, evidence) for row in rows()]


def _line(row: Row, evidence: Sequence[Evidence]) -> Line:
    results = [result for name in row.measured_by for result in _results(name, evidence)]
    state: State = "已测" if results else "有任务，未评" if row.measured_by else "未测"
    return Line(
        **row.model_dump(exclude={"bar", "measured_by"}),
        state=state,
        measured_by=row.measured_by,
        results=tuple(results),
        against_bar=_all_against(row.bar, [r for r in results if r.measured_by == row.measured_by[0]], evidence),
    )


def _results(name: str, evidence: Sequence[Evidence]) -> Iterator[Result]:
    task_name, _, score_name = name.partition(".")
    told: set[str] = set()
    for one in evidence:
        target = one.run.run.target
        task = next((t for t in one.run.tasks if t.name == task_name), None)
        if task is None or target in told:
            continue
        listed: list[ScoreSummary | FigureSummary] = [*task.scores, *task.figures]
        found = next((score for score in listed if score.name == score_name), None)
        if found is not None:
            told.add(target)
            yield _result(name, task, found, one)


def _result(name: str, task: TaskSummary, found: ScoreSummary | FigureSummary, one: Evidence) -> Result:
    value, n = (found.mean, found.n) if isinstance(found, ScoreSummary) else (found.value, task.asked)
    return Result(
        measured_by=name,
        task=task.title,
        score=found.title,
        value=value,
        low=found.low,
        high=found.high,
        n=n,
        target=one.run.run.target,
        evidence=one.place,
    )


def _all_against(bar: Bar | None, results: Sequence[Result], evidence: Sequence[Evidence]) -> str:
    """By target where there are several."""
    if bar is None:
        return ""
    told = [(result.target, _against(bar, result, evidence)) for result in results]
    return "；".join(f"{target}：{said}" if len(told) > 1 else said for target, said in told)


def _against(bar: Bar, result: Result, evidence: Sequence[Evidence]) -> str:
    asked = _asked(bar, result, evidence)
    if asked < bar.asked or asked < bar.bank:
        return f"题量 {asked}，不足 {max(bar.asked, bar.bank)}：没有按标准的题量测"
    if bar.at_least is not None:
        met = result.value >= bar.at_least
        return f"{'达到' if met else '没有达到'} {bar.at_least:.0%}（{asked} 题）"
    met = bar.at_most is not None and result.value <= bar.at_most
    return f"{'达到' if met else '没有达到'}不高于 {bar.at_most:.0%}（{asked} 题）"


def _asked(bar: Bar, result: Result, evidence: Sequence[Evidence]) -> int:
    task_name = result.measured_by.partition(".")[0]
    runs = [e.run for e in evidence if e.place == result.evidence and e.run.run.target == result.target]
    task = next(task for run in runs for task in run.tasks if task.name == task_name)
    return sum(group.n for group in task.groups if group.group.startswith(bar.group))
