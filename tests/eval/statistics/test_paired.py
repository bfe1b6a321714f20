"""Paired comparison on values computed by hand."""

from __future__ import annotations

import pytest

from eval.statistics.paired import difference, holm, mcnemar


def test_mcnemar_is_the_binomial_of_what_changed() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 0) == pytest.approx(2 / 2**5)
    assert mcnemar(1, 7) == pytest.approx(2 * (1 + 8) / 2**8)


def test_what_got_better_and_worse_is_counted() -> None:
    made = difference([0, 0, 1, 1], [1, 0, 1, 0], [""] * 4)
    assert (made.mean, made.better, made.worse, made.n) == (0, 1, 1, 4)
    assert made.mcnemar_p == 1


def test_scores_that_are_no_shares_have_no_mcnemar() -> None:
    assert difference([0.5, 0.2], [0.6, 0.2], ["", ""]).mcnemar_p is None


def test_a_clear_gain_is_no_chance_and_the_same_seed_says_the_same() -> None:
    first, second = [0.0] * 40, [1.0] * 20 + [0.0] * 20
    made = difference(first, second, [""] * 40)
    assert made.mean == 0.5
    assert made.low is not None
    assert 0.3 < made.low < 0.5
    assert made.p < 0.001
    assert difference(first, second, [""] * 40) == made


def test_a_gain_in_one_document_alone_may_be_chance() -> None:
    made = difference([0.0] * 40, [1.0] * 20 + [0.0] * 20, ["甲"] * 20 + ["乙"] * 20)
    assert made.p > 0.05


def test_no_difference_has_p_one() -> None:
    assert difference([1, 0], [1, 0], ["", ""]).p == 1


def test_several_comparisons_raise_each_p() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
