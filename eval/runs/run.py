"""Asking the cases of a task that are still to be asked, each sample kept as it comes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from knowledge.projections import Progress

from ..targets.target import Target
from ..task import AnyCase, AnyTask
from .crew import Crew
from .journal import Journal
from .sample import Sample, judged, key_of


def run_task(
    task: AnyTask,
    cases: Sequence[AnyCase],
    target: Target,
    journal: Journal,
    *,
    at_once: int,
    patience_s: float,
    progress: Progress,
    earlier: Mapping[str, Sample],
) -> list[Sample]:
    """All samples in the order of the cases; `earlier` are samples of other runs whose replies may stand for new ones.

    StoreUnavailable when the target or the disk is gone; what was scored until then is kept.
    """
    taken = {sample.key: sample for sample in journal.kept}
    for sample in _new(task, [c for c in cases if key_of(c) not in taken], target, at_once, patience_s, earlier):
        journal.add(sample)
        taken[sample.key] = sample
        progress(task.title, len(taken), len(cases))
    return [taken[key_of(case)] for case in cases]


def drawn(cases: Sequence[AnyCase], limit: int | None, seed: int) -> list[AnyCase]:
    """So many of them by chance, in their order; the same seed draws the same."""
    if limit is None or limit >= len(cases):
        return list(cases)
    chosen = sorted(random.Random(seed).sample(range(len(cases)), limit))
    return [cases[n] for n in chosen]


def _new(
    task: AnyTask,
    cases: Sequence[AnyCase],
    target: Target,
    at_once: int,
    patience_s: float,
    earlier: Mapping[str, Sample],
) -> Iterator[Sample]:
    to_ask: dict[str, list[AnyCase]] = {}
    for case in cases:
        known = earlier.get(key_of(case))
        if known is not None and known.reply is not None:
            yield judged(task, case, known.reply, known.milliseconds, reused=True)
        else:
            to_ask.setdefault(case.group if task.callers else "", []).append(case)
    for group, own in to_ask.items():
        crew = Crew(task, target, at_once=task.callers.get(group, at_once), patience_s=patience_s)
        yield from crew.samples(own)
