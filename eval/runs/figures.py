"""The figures of a run's folder: those written when it ended, or reckoned from its samples where it did not."""

from __future__ import annotations

from pydantic import ValidationError

from tools import ToolError

from ..catalog import task_named
from .folder import SUMMARY, RunFolder
from .summary import RunSummary, task_summary


def figures_of(folder: RunFolder) -> RunSummary:
    """ToolError when nothing was asked yet."""
    path = folder.path / SUMMARY
    if path.exists():
        try:
            written = RunSummary.model_validate_json(path.read_bytes())
        except ValidationError as error:
            raise ToolError(f"{path} 读不懂，可能是别的版本写的：{error.errors()[0]['msg']}") from None
        if written.complete:
            return written
    made = []
    for line in folder.run.tasks:
        samples = folder.samples(line.name)
        if samples:
            made.append(task_summary(task_named(line.name), samples, line.cases))
    if not made:
        raise ToolError(f"{folder.path} 里还没有评过的样本")
    return RunSummary(run=folder.run.model_copy(update={"settings": None}), complete=False, tasks=tuple(made))
