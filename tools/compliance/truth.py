"""Three-valued truth: yes, no, and not known because these facts are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    value: bool | None
    """None: unknown"""
    missing: frozenset[str] = frozenset()
    """Facts that would decide it; empty where it is known, or where no fact can (a field without a value)."""

    def __invert__(self) -> Truth:
        return Truth(None if self.value is None else not self.value, self.missing)


YES, NO = Truth(True), Truth(False)


def all_of(truths: Iterable[Truth]) -> Truth:
    """No as soon as one is no, however little is known of the others."""
    unknown: list[Truth] = []
    for truth in truths:
        if truth.value is False:
            return NO
        if truth.value is None:
            unknown.append(truth)
    return Truth(None, frozenset().union(*(truth.missing for truth in unknown))) if unknown else YES


def any_of(truths: Iterable[Truth]) -> Truth:
    return ~all_of(~truth for truth in truths)
