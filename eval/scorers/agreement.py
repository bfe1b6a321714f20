"""Whether a target says the same when asked the same again, or in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from ..runs.sample import Sample


def agreement(scorer: str, group: str) -> Callable[[Sequence[Sample]], float | None]:
    """Share of the answers of `group` to questions (documents) whose answers all agree; a failed one never does."""
    return _share(scorer, group, lambda said: float(None not in said and len(set(said)) == 1))


def commonest_share(scorer: str, group: str) -> Callable[[Sequence[Sample]], float | None]:
    """Share of the answers of `group` that agree with the commonest to their question."""
    return _share(scorer, group, lambda said: _commonest(said) / len(said))


def _share(
    scorer: str, group: str, of_question: Callable[[Sequence[str | None]], float]
) -> Callable[[Sequence[Sample]], float | None]:
    def share(samples: Sequence[Sample]) -> float | None:
        marks: dict[str, list[str | None]] = defaultdict(list)
        for sample in samples:
            if sample.group == group and scorer in sample.scores:
                marks[sample.document].append(sample.scores[scorer].mark)
        # Weighed by answers: a question that a bootstrap draws twice counts twice.
        weights = [(of_question(said), len(said)) for said in marks.values()]
        return sum(value * n for value, n in weights) / sum(n for _, n in weights) if weights else None

    return share


def _commonest(said: Sequence[str | None]) -> int:
    given = [mark for mark in said if mark is not None]
    return max((given.count(mark) for mark in given), default=0)
