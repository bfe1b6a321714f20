"""The figures of a run's folder: those written when it ended, or reckoned from its samples where there are none."""

from __future__ import annotations

from pydantic import ValidationError

from tools import ToolError

from ..catalog import task_named
from .folder import SUMMARY, RunFolder
from .summary import RunSummary, task_summary


def figures_of(folder: RunFolder) -> RunSummary:
    """ToolError when nothing was asked yet."""
    written = _written(folder)
    return written if written is not None and written.complete else reckoned(folder)


def reckoned(folder: RunFolder) -> RunSummary:
    """From the samples as they were scored."""
    made = []
    for line in folder.run.tasks:
        samples = folder.samples(line.name)
        if samples:
            made.append(task_summary(task_named(line.name), samples, line.cases))
    if not made:
        raise ToolError(f"{folder.path} 里还没有评过的样本")
    complete = len(made) == len(folder.run.tasks) and all(task.asked == task.cases for task in made)
    run = folder.run.model_copy(update={"settings": None})
    return RunSummary(run=run, complete=complete, tasks=tuple(made))


def _written(folder: RunFolder) -> RunSummary | None:
    """None when there are none, or they are of another form."""
    path = folder.path / SUMMARY
    try:
        return RunSummary.model_validate_json(path.read_bytes()) if path.exists() else None
    except ValidationError:
        return None
