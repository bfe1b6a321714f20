"""Figures that are published: kept in `eval/results`, a file a column, and from there alone into the README."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tools import ToolError

from ..runs.folder import write_whole
from ..runs.printed import figure_text, interval_text
from ..runs.summary import FigureSummary, RunSummary, ScoreSummary, TaskSummary

ROOT = Path(__file__).resolve().parents[1]
RESULTS, README = ROOT / "results", ROOT / "README.md"
COLUMNS = {"none": "不用模型", "base": "内置基座模型", "tuned": "调优后的模型"}
FEWEST = 20
"""Cases drawn of a task below which a figure says too little to be published."""
BEGIN, END = "<!-- results: written by ./guiyan eval report --publish -->", "<!-- /results -->"


class Column(BaseModel):
    """What is said of one target, or of several that belong together (the agent and a tool of its)."""

    model_config = ConfigDict(frozen=True)

    runs: tuple[RunSummary, ...]

    def task(self, name: str) -> tuple[RunSummary, TaskSummary] | None:
        """From the first run that has it."""
        return next(((run, task) for run in self.runs for task in run.tasks if task.name == name), None)


def read_columns(folder: Path = RESULTS) -> dict[str, Column]:
    paths = {name: folder / f"{name}.json" for name in COLUMNS}
    return {
        name: Column.model_validate_json(path.read_text(encoding="utf-8"))
        for name, path in paths.items()
        if path.exists()
    }


def publish(name: str, runs: Sequence[RunSummary], folder: Path = RESULTS, readme: Path = README) -> None:
    """ToolError for a run that is not over, was not of committed code, or drew too few cases."""
    if name not in COLUMNS:
        raise ToolError(f"没有“{name}”这一栏；有：{'、'.join(COLUMNS)}")
    for run in runs:
        _refuse_unfit(run)
    folder.mkdir(exist_ok=True)
    write_whole(folder / f"{name}.json", Column(runs=tuple(runs)).model_dump_json(indent=1) + "\n")
    write_whole(readme, with_table(readme.read_text(encoding="utf-8"), table(read_columns(folder))))


def with_table(text: str, made: str) -> str:
    """`text` with the table between its marks."""
    before, found, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise ToolError(f"README 里没有放结果的地方：{BEGIN} …… {END}")
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def table(columns: dict[str, Column]) -> str:
    """Markdown: a row a task, by the score it is known by."""
    names = list(dict.fromkeys(t.name for column in columns.values() for run in column.runs for t in run.tasks))
    head = ["任务", "得分", *(COLUMNS[name] for name in columns)]
    rows = [head, ["---"] * len(head)]
    for name in names:
        found = [column.task(name) for column in columns.values()]
        task = next(pair[1] for pair in found if pair)
        rows.append([f"{task.title} `{name}`", "<br>".join(_titles(task)), *(_cell(pair) for pair in found)])
    for name, column in columns.items():
        rows.append([f"{COLUMNS[name]}的来历", "", *(_origin(column) if n == name else "" for n in columns)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _titles(task: TaskSummary) -> list[str]:
    listed: list[ScoreSummary | FigureSummary] = [*task.scores, *task.figures]
    listed += [figure for group in task.groups for figure in group.figures]
    titles = {one.name: one.title for one in listed}
    return [titles[name] for name in task.published if name in titles]


def _cell(pair: tuple[RunSummary, TaskSummary] | None) -> str:
    if pair is None:
        return "未测"
    run, task = pair
    told = "<br>".join(filter(None, (_told(task, name) for name in task.published)))
    return f"{told}<br>n {task.asked}{'（抽样）' if run.run.limit is not None else ''}"


def _told(task: TaskSummary, name: str) -> str:
    score = next((one for one in task.scores if one.name == name), None)
    if score is not None:
        return f"{score.mean:.3f}{interval_text(score.low, score.high)}"
    figure = next((one for one in task.figures if one.name == name), None)
    if figure is not None:
        return figure_text(figure)
    own = [(group.group, one) for group in task.groups for one in group.figures if one.name == name]
    return "；".join(f"{group} {figure_text(one)}" for group, one in own)


def _origin(column: Column) -> str:
    return "；".join(
        f"{run.run.target} {(run.run.provenance.commit or '')[:10]} {run.run.started:%Y-%m-%d}" for run in column.runs
    )


def _refuse_unfit(run: RunSummary) -> None:
    if not run.complete:
        raise ToolError(f"{run.run.name} 没有评完，不能发布；接着跑用 --resume")
    if run.run.limit is not None and run.run.limit < FEWEST:
        raise ToolError(f"{run.run.name} 只抽了 {run.run.limit} 题，不足 {FEWEST}，不能发布")
    if run.run.provenance.commit is None or run.run.provenance.changed:
        raise ToolError(f"{run.run.name} 用的代码不是一次提交，不能发布；请提交后重评")
