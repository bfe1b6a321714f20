"""Precision, recall and F1 from counts: micro over all, macro as the mean over classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean

from ..runs.sample import Sample
from ..task import Tally

Counts = Mapping[str, Tally]


def precision(tally: Tally) -> float:
    """1 where nothing was said: nothing wrong was said either."""
    return tally.right / tally.said if tally.said else 1.0


def recall(tally: Tally) -> float:
    """1 where nothing was wanted."""
    return tally.right / tally.wanted if tally.wanted else 1.0


def f1(tally: Tally) -> float:
    """Harmonic mean of precision and recall; 1 where nothing was said and nothing wanted."""
    return 2 * tally.right / (tally.said + tally.wanted) if tally.said + tally.wanted else 1.0


def added(counts: Iterable[Counts]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for one in counts:
        for name, tally in one.items():
            before = total.get(name, Tally(0, 0, 0))
            total[name] = Tally(before.right + tally.right, before.said + tally.said, before.wanted + tally.wanted)
    return total


def micro(counts: Counts) -> Tally:
    return Tally(
        sum(t.right for t in counts.values()),
        sum(t.said for t in counts.values()),
        sum(t.wanted for t in counts.values()),
    )


def macro_f1(counts: Counts) -> float:
    """Over the classes that were said or wanted at all."""
    return fmean([f1(tally) for tally in counts.values()]) if counts else 0.0


def of_label(said: str | None, right: str) -> dict[str, Tally]:
    """Counts of one answer that names one class."""
    if said == right:
        return {right: Tally(1, 1, 1)}
    wrong = {} if said is None else {said: Tally(0, 1, 0)}
    return {right: Tally(0, 0, 1), **wrong}


def counted(samples: Iterable[Sample], scorer: str) -> dict[str, Tally]:
    """Counts of `scorer` over all samples it applies to."""
    return added(s.scores[scorer].tally() for s in samples if scorer in s.scores)
