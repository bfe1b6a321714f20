"""Going through a run task by task, the figures written after each: a broken-off run has those of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.errors import StoreUnavailable
from knowledge.projections import Progress

from ..targets.target import Target
from .folder import SUMMARY, RunFolder, write_whole
from .plan import Planned
from .run import run_task
from .sample import Sample
from .summary import RunSummary, TaskSummary, task_summary


def execute(
    folder: RunFolder,
    planned: Sequence[Planned],
    target: Target,
    *,
    progress: Progress,
    earlier: Mapping[str, Sample],
    retry_failed: bool = False,
) -> RunSummary:
    made: list[TaskSummary] = []
    summary = _summary(folder, made, complete=False)
    for one in planned:
        journal = folder.journal(one.task.name, retry_failed=retry_failed)
        try:
            samples = run_task(
                one.task,
                one.cases,
                target,
                journal,
                at_once=folder.run.at_once,
                patience_s=folder.run.patience_s,
                progress=progress,
                earlier=earlier,
            )
        finally:
            journal.close()
        made.append(task_summary(one.task, samples, len(one.cases)))
        summary = _summary(folder, made, complete=len(made) == len(planned))
    return summary


def _summary(folder: RunFolder, made: Sequence[TaskSummary], *, complete: bool) -> RunSummary:
    """Without the settings: what is published says nothing of one machine's folders."""
    summary = RunSummary(run=folder.run.model_copy(update={"settings": None}), complete=complete, tasks=tuple(made))
    try:
        write_whole(folder.path / SUMMARY, summary.model_dump_json(indent=1))
    except OSError as error:
        raise StoreUnavailable(f"评测小结写不进 {folder.path / SUMMARY}：{error.strerror}") from error
    return summary
