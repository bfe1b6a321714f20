"""Verdicts: the true one, and not a milder one."""

from __future__ import annotations

import pytest

from eval.scorers.verdicts import not_milder, verdict_accuracy


@pytest.mark.parametrize(
    ("said", "right", "accurate", "safe"),
    [
        ("不符合", "不符合", 1, 1),
        ("符合", "不符合", 0, 0),
        ("有条件符合", "无法判定", 0, 0),
        ("不符合", "符合", 0, 1),
        (None, "符合", 0, 0),
        ("大概可以", "符合", 0, 0),
    ],
)
def test_a_verdict_is_right_or_milder_or_stricter(said: str | None, right: str, accurate: int, safe: int) -> None:
    assert verdict_accuracy(said, right).value == accurate
    assert not_milder(said, right).value == safe


def test_a_truth_that_is_no_verdict_is_an_error() -> None:
    with pytest.raises(ValueError, match="no verdict"):
        verdict_accuracy("符合", "可以")
