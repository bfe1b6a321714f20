"""The five verdicts and which of them is worse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Verdict = Literal["不符合", "无法判定", "有条件符合", "符合", "不适用"]
"""不适用: the layer kind does not exist in the region, or the check is not set off."""

WORST_FIRST: tuple[Verdict, ...] = ("不符合", "无法判定", "有条件符合", "符合", "不适用")


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The whole is the worst of its parts."""
    return min(verdicts, key=WORST_FIRST.index, default="不适用")


def best(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=WORST_FIRST.index, default="不适用")
