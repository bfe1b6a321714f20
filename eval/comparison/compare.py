"""Pairing the samples of two runs, case by case, and judging the difference of each score."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from knowledge import Wire
from tools import ToolError

from ..statistics.paired import Difference, difference, holm
from .scored import ScoredCase, ScoredTask, scored_tasks

Test = Literal["bootstrap", "mcnemar"]
SIGNIFICANT = 0.05


class Changed(Wire):
    id: str
    asked: str
    before: float
    after: float
    why: str
    """What the scorer said of the worse of the two."""


class ScoreChange(Wire):
    task: str
    task_title: str
    score: str
    title: str
    headline: bool
    """The score the task is known by: these decide, and their p is over all tasks compared (Holm)."""
    n: int
    before: float
    after: float
    mean: float
    """After less before."""
    low: float | None
    high: float | None
    p: float
    mcnemar_p: float | None
    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]

    def significantly_worse(self, allowed: float) -> bool:
        """Worse by more than is allowed, and not by chance."""
        return self.headline and self.p < SIGNIFICANT and self.mean < -allowed


class Comparison(Wire):
    first: str
    second: str
    test: Test
    changes: tuple[ScoreChange, ...]
    left_out: tuple[str, ...]
    """What only one of the two has, or asks otherwise."""


def compare(first: Path, second: Path, *, test: Test) -> Comparison:
    """ToolError when nothing can be paired, or a task was asked in another version."""
    one, other = scored_tasks(first), scored_tasks(second)
    left_out = [f"任务 {name} 只在一次评测里有" for name in sorted(one.keys() ^ other.keys())]
    headlines: list[ScoreChange] = []
    others: list[ScoreChange] = []
    for name in [name for name in one if name in other]:
        _refuse_other_version(one[name], other[name])
        shared = _shared(one[name], other[name], left_out)
        scores = [s for s in one[name].scores if s in other[name].scores] if shared else []
        for place, score in enumerate(scores):
            change = _change(one[name], other[name], shared, score, test, headline=place == 0)
            if change is not None:
                (headlines if place == 0 else others).append(change)
    if not headlines:
        raise ToolError(f"{first} 和 {second} 没有共同的题目，无从比较")
    adjusted = _holm(headlines)
    names = [change.task for change in adjusted]
    changes = sorted([*adjusted, *others], key=lambda change: (names.index(change.task), not change.headline))
    return Comparison(first=str(first), second=str(second), test=test, changes=tuple(changes), left_out=tuple(left_out))


def _refuse_other_version(one: ScoredTask, other: ScoredTask) -> None:
    if None not in (one.version, other.version) and one.version != other.version:
        raise ToolError(
            f"任务 {one.name} 一次是第 {one.version} 版，一次是第 {other.version} 版，分数不能相比；"
            "请用同一版重评（评测对象没变的可加 --cache，不必重问）"
        )


def _shared(one: ScoredTask, other: ScoredTask, left_out: list[str]) -> list[str]:
    """Ids of the cases in which both were asked the same."""
    both = [id_ for id_ in one.cases if id_ in other.cases]
    same = [id_ for id_ in both if one.cases[id_].key == other.cases[id_].key]
    alone = len(one.cases) + len(other.cases) - 2 * len(both)
    if alone:
        left_out.append(f"任务 {one.name} 有 {alone} 例只在一次评测里有")
    if len(same) < len(both):
        left_out.append(f"任务 {one.name} 有 {len(both) - len(same)} 例两次问的不同")
    return same


def _change(
    one: ScoredTask, other: ScoredTask, ids: list[str], score: str, test: Test, *, headline: bool
) -> ScoreChange | None:
    """None where no case has this score in both."""
    judged = [id_ for id_ in ids if score in one.cases[id_].values and score in other.cases[id_].values]
    if not judged:
        return None
    before = [one.cases[id_].values[score] for id_ in judged]
    after = [other.cases[id_].values[score] for id_ in judged]
    made = difference(before, after, [one.cases[id_].document for id_ in judged])
    moved = [_moved(id_, one.cases[id_], other.cases[id_], score) for id_ in judged]
    return ScoreChange(
        task=one.name,
        task_title=one.title,
        score=score,
        title=one.scores[score],
        headline=headline,
        n=made.n,
        before=sum(before) / len(before),
        after=sum(after) / len(after),
        mean=made.mean,
        low=made.low,
        high=made.high,
        p=_p(made, test),
        mcnemar_p=made.mcnemar_p,
        better=tuple(m for m in moved if m.after > m.before),
        worse=tuple(m for m in moved if m.after < m.before),
    )


def _p(made: Difference, test: Test) -> float:
    """McNemar's where it is wished and the scores allow it."""
    return made.mcnemar_p if test == "mcnemar" and made.mcnemar_p is not None else made.p


def _moved(id_: str, one: ScoredCase, other: ScoredCase, score: str) -> Changed:
    before, after = one.values[score], other.values[score]
    worse = other if after < before else one
    return Changed(id=id_, asked=one.asked, before=before, after=after, why=worse.reasons.get(score, ""))


def _holm(changes: list[ScoreChange]) -> list[ScoreChange]:
    adjusted = holm([change.p for change in changes])
    return [change.model_copy(update={"p": p}) for change, p in zip(changes, adjusted, strict=True)]
