"""What a run comes to: per task and group the mean of each score with its interval, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from knowledge import Wire

from ..metrics import percentile
from ..statistics.bootstrap import interval
from ..statistics.clustered import estimate
from ..task import AnyTask, Figure
from .folder import RunFile
from .sample import Sample


class ScoreSummary(Wire):
    name: str
    title: str
    n: int
    clusters: int
    mean: float
    error: float | None
    """Standard error clustered by document."""
    low: float | None
    high: float | None


class FigureSummary(Wire):
    name: str
    title: str
    unit: str
    better: Literal["higher", "lower"]
    value: float
    low: float | None
    high: float | None


class GroupSummary(Wire):
    group: str
    n: int
    failed: int
    unparsed: int
    scores: tuple[ScoreSummary, ...]
    figures: tuple[FigureSummary, ...] = ()


class TaskSummary(Wire):
    name: str
    title: str
    claim: str
    version: int
    asked: int
    """Of how many cases; fewer than all while a run is under way."""
    cases: int
    failed: int
    unparsed: int
    reused: int
    scores: tuple[ScoreSummary, ...]
    """The first is the one the task is known by."""
    figures: tuple[FigureSummary, ...]
    groups: tuple[GroupSummary, ...]
    published: tuple[str, ...]
    """Names of the scores and figures that stand in published tables."""
    milliseconds_p50: float | None
    milliseconds_p95: float | None


class RunSummary(Wire):
    run: RunFile
    complete: bool
    tasks: tuple[TaskSummary, ...]


def task_summary(task: AnyTask, samples: Sequence[Sample], cases: int) -> TaskSummary:
    took = [s.milliseconds for s in samples if s.state == "answered" and not s.reused]
    names = list(dict.fromkeys(s.group for s in samples if s.group))
    return TaskSummary(
        name=task.name,
        title=task.title,
        claim=task.claim,
        version=task.version,
        asked=len(samples),
        cases=cases,
        failed=_in_state(samples, "failed"),
        unparsed=_in_state(samples, "unparsed"),
        reused=sum(s.reused for s in samples),
        scores=_scores(task, samples),
        # Of groups asked by different numbers of callers together no figure says anything.
        figures=() if task.callers else _figures(task, samples),
        groups=tuple(_group(task, name, [s for s in samples if s.group == name]) for name in names),
        published=task.published or tuple(scorer.name for scorer in task.scorers[:1]),
        milliseconds_p50=percentile(took, 0.5) if took else None,
        milliseconds_p95=percentile(took, 0.95) if took else None,
    )


def _group(task: AnyTask, name: str, samples: Sequence[Sample]) -> GroupSummary:
    return GroupSummary(
        group=name,
        n=len(samples),
        failed=_in_state(samples, "failed"),
        unparsed=_in_state(samples, "unparsed"),
        scores=_scores(task, samples),
        figures=_figures(task, samples),
    )


def _in_state(samples: Sequence[Sample], state: str) -> int:
    return sum(s.state == state for s in samples)


def _scores(task: AnyTask, samples: Sequence[Sample]) -> tuple[ScoreSummary, ...]:
    made = []
    for scorer in task.scorers:
        lines = [(s, s.scores[scorer.name].value) for s in samples if scorer.name in s.scores]
        judged = [(s.document, value) for s, value in lines if value is not None]
        one = estimate([value for _, value in judged], [document for document, _ in judged])
        if one is not None:
            made.append(
                ScoreSummary(
                    name=scorer.name,
                    title=scorer.title,
                    n=one.n,
                    clusters=one.clusters,
                    mean=one.mean,
                    error=one.error,
                    low=one.low,
                    high=one.high,
                )
            )
    return tuple(made)


def _figures(task: AnyTask, samples: Sequence[Sample]) -> tuple[FigureSummary, ...]:
    return tuple(made for figure in task.figures if (made := _figure(figure, samples)) is not None)


def _figure(figure: Figure, samples: Sequence[Sample]) -> FigureSummary | None:
    value = figure.of(samples)
    if value is None:
        return None
    low, high = _reach(figure, value, samples)
    return FigureSummary(
        name=figure.name,
        title=figure.title,
        unit=figure.unit,
        better=figure.better,
        value=value,
        low=low,
        high=high,
    )


def _reach(figure: Figure, value: float, samples: Sequence[Sample]) -> tuple[float | None, float | None]:
    """By bootstrap; a share of all or none, of which every draw says the same, keeps the width its documents allow."""
    documents = [s.document for s in samples]
    if not figure.unit and value in (0, 1):
        count = len({document or n for n, document in enumerate(documents)})
        one = estimate([value] * count, [""] * count)
        return (one.low, one.high) if one else (None, None)
    return interval(samples, documents, figure.of) or (None, None)
