"""Means, clustered errors and intervals on values computed by hand."""

from __future__ import annotations

import math

import pytest

from eval.statistics.clustered import estimate

ALONE = [""] * 5


def test_values_that_stand_alone_have_the_usual_error() -> None:
    made = estimate([1.0, 2.0, 3.0, 4.0, 5.0], ALONE)
    assert made is not None
    assert made.mean == 3
    assert made.error == pytest.approx(math.sqrt(2.5 / 5))
    assert made.clusters == 5


def test_values_of_one_document_count_together() -> None:
    # Totals of excess: +1 and -1; variance 2·(1+1)/1 = 4 over n² = 16.
    made = estimate([1.0, 1.0, 0.0, 0.0], ["a", "a", "b", "b"])
    assert made is not None
    assert made.error == pytest.approx(0.5)
    apart = estimate([1.0, 1.0, 0.0, 0.0], [""] * 4)
    assert apart is not None
    assert apart.error is not None
    assert apart.error < 0.5


def test_shares_have_wilsons_interval() -> None:
    # 8 of 10, as many independent: (0.8 + z²/20 ± z·√(0.016 + z²/400)) / (1 + z²/10), with the error √(0.16/9).
    made = estimate([1.0] * 8 + [0.0] * 2, [""] * 10)
    assert made is not None
    size = 0.16 / (0.16 / 9)
    z = 1.959963984540054
    centre = (0.8 + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(0.16 / size + z * z / (4 * size * size))
    assert (made.low, made.high) == (pytest.approx(centre - half), pytest.approx(centre + half))


def test_a_perfect_score_keeps_an_interval() -> None:
    made = estimate([1.0] * 30, [""] * 30)
    assert made is not None
    assert made.high == pytest.approx(1)
    assert made.low == pytest.approx(30 / (30 + 1.959963984540054**2))


def test_one_document_tells_nothing_of_the_error() -> None:
    made = estimate([1.0, 0.0], ["a", "a"])
    assert made is not None
    assert (made.error, made.low, made.high) == (None, None, None)


def test_bounded_values_have_a_bounded_interval() -> None:
    made = estimate([0.9, 1.0, 0.95], [""] * 3)
    assert made is not None
    assert made.high == 1


def test_nothing_has_no_estimate() -> None:
    assert estimate([], []) is None
