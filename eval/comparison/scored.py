"""The scores of a finished run as pairs are made of them: ours, or EvalScope's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic_core import to_json

from tools import ToolError

from ..catalog import task_named
from ..evalscope.reviews import Review, is_evalscope, read_reviews
from ..exchange import Question
from ..runs.folder import RUN, RunFolder
from ..runs.sample import Sample


@dataclass(frozen=True)
class ScoredCase:
    key: str
    """The same in both runs where the same was asked."""
    document: str
    asked: str
    values: dict[str, float]
    reasons: dict[str, str]


@dataclass(frozen=True)
class ScoredTask:
    name: str
    title: str
    version: int | None
    scores: dict[str, str]
    """Name → title; the first is the one the task is known by."""
    cases: dict[str, ScoredCase]
    """By id."""


def scored_tasks(path: Path) -> dict[str, ScoredTask]:
    """By name; ToolError when `path` holds no results."""
    if (path / RUN).exists():
        return _ours(RunFolder.open(path))
    if is_evalscope(path):
        return {name: _reviewed(name, reviews) for name, reviews in read_reviews(path) if reviews}
    raise ToolError(f"{path} 里没有评测结果：既没有 {RUN}，也没有 EvalScope 的 reviews 文件夹")


def _ours(folder: RunFolder) -> dict[str, ScoredTask]:
    made = {}
    for line in folder.run.tasks:
        samples = folder.samples(line.name)
        if samples:
            task = task_named(line.name)
            scores = {scorer.name: scorer.title for scorer in task.scorers}
            cases = {s.id: _case(s) for s in samples}
            made[line.name] = ScoredTask(line.name, task.title, line.version, scores, cases)
    return made


def _case(sample: Sample) -> ScoredCase:
    asked = sample.asked.text if isinstance(sample.asked, Question) else to_json(sample.asked).decode()
    return ScoredCase(
        sample.key,
        sample.document,
        asked,
        {name: line.value for name, line in sample.scores.items() if line.value is not None},
        {name: line.reason for name, line in sample.scores.items()},
    )


def _reviewed(name: str, reviews: list[Review]) -> ScoredTask:
    headline = reviews[0].headline
    names = sorted({n for r in reviews for n in r.sample_score.score.value}, key=lambda n: (n != headline, n))
    cases = {
        r.id: ScoredCase(
            r.asked,
            str((r.sample_score.sample_metadata or {}).get("document", "")),
            r.asked,
            r.sample_score.score.value,
            dict.fromkeys(names, r.sample_score.score.explanation or ""),
        )
        for r in reviews
    }
    return ScoredTask(name, name, None, {n: n for n in names}, cases)
