"""Whether a compliance verdict (审查结论) is the true one; one milder than the truth is told apart, for it misleads."""

from __future__ import annotations

from ..task import Score
from .classes import of_label

SEVERITY = ("不适用", "符合", "有条件符合", "无法判定", "不符合")
"""Mildest first."""


def verdict_accuracy(said: str | None, right: str) -> Score:
    """ValueError for a truth that is no verdict."""
    if right not in SEVERITY:
        raise ValueError(f"{right!r} is no verdict")
    tallies = of_label(said, right)
    if said == right:
        return Score(1.0, tallies=tallies, mark=said)
    return Score(0.0, f"应为{right}，说成{said or '没有结论'}", tallies, said)


def not_milder(said: str | None, right: str) -> Score:
    """0 when the verdict is milder than the truth, or none."""
    if said not in SEVERITY:
        return Score(0.0, "没有结论")
    milder = SEVERITY.index(said) < SEVERITY.index(right)
    return Score(0.0, f"应为{right}，轻判为{said}") if milder else Score(1.0)
