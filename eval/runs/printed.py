"""A run's figures as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from .summary import FigureSummary, RunSummary, ScoreSummary, TaskSummary


def summary_lines(summary: RunSummary) -> Iterator[str]:
    run = summary.run
    commit = (run.provenance.commit or "无 git")[:10] + ("（有改动）" if run.provenance.changed else "")
    yield f"对象 {run.target}，种子 {run.seed}，提交 {commit}"
    for task in summary.tasks:
        yield ""
        yield from task_lines(task)


def task_lines(task: TaskSummary) -> Iterator[str]:
    asked = f"{task.asked} 例" if task.asked == task.cases else f"{task.asked}/{task.cases} 例（没有评完）"
    troubles = f"，失败 {task.failed}，读不出 {task.unparsed}（都算错）" if task.failed or task.unparsed else ""
    reused = f"，{task.reused} 例用的是以前的应答" if task.reused else ""
    took = "" if task.milliseconds_p50 is None else f"，p50 {task.milliseconds_p50:.0f} 毫秒"
    yield f"{task.title}（{task.name} 第 {task.version} 版）：{asked}{troubles}{reused}{took}"
    for score in task.scores:
        yield f"  {_wide(score.title, 20)} {score_text(score)}"
    for figure in task.figures:
        yield f"  {_wide(figure.title, 20)} {figure_text(figure)}"
    if len(task.groups) > 1:
        for group in task.groups:
            scores = [f"{s.title} {s.mean:.3f}" for s in group.scores]
            own = [f"{f.title} {figure_text(f)}" for f in group.figures] if not task.figures else []
            yield f"    {_wide(group.group, 18)} {group.n:>4} 例  {'；'.join([*scores, *own])}"


def score_text(score: ScoreSummary) -> str:
    return f"{score.mean:.3f}{interval_text(score.low, score.high)}" + (
        "" if score.error is None else f" 标准误 {score.error:.3f}"
    )


def figure_text(figure: FigureSummary) -> str:
    digits = 3 if not figure.unit else 1
    shown = f"{figure.value:.{digits}f}{figure.unit and ' ' + figure.unit}"
    return shown + interval_text(figure.low, figure.high, digits)


def interval_text(low: float | None, high: float | None, digits: int = 3) -> str:
    return "" if low is None or high is None else f" [{low:.{digits}f}, {high:.{digits}f}]"


def _wide(text: str, width: int) -> str:
    """Padded to `width` columns, a Chinese character being two."""
    return text + " " * max(0, width - sum(2 if ord(c) > 0x2E7F else 1 for c in text))
