"""Figures on values computed by hand."""

import pytest

from eval.bm25 import Bm25
from eval.metrics import estimate, hit_at, paired_difference, percentile, recall_at, reciprocal_rank


def test_a_hit_counts_only_within_the_first_k():
    assert hit_at(["a", "b", "c"], {"c"}, 3) == 1
    assert hit_at(["a", "b", "c"], {"c"}, 2) == 0


def test_recall_is_the_share_of_the_relevant():
    assert recall_at(["a", "b", "c", "d"], {"b", "d", "x", "y"}, 3) == 0.25


def test_the_reciprocal_rank_is_of_the_first_relevant():
    assert reciprocal_rank(["a", "b", "c"], {"b", "c"}) == 0.5
    assert reciprocal_rank(["a"], {"z"}) == 0


def test_an_estimate_holds_its_mean_and_repeats_itself():
    first = estimate([0, 1, 1, 1])
    assert first.mean == 0.75
    assert first.low <= 0.75 <= first.high
    assert estimate([0, 1, 1, 1]) == first


def test_no_values_have_no_mean():
    with pytest.raises(ValueError, match="no values"):
        estimate([])


def test_the_paired_difference_is_question_by_question():
    assert paired_difference([1, 1, 0], [0, 1, 0]).mean == pytest.approx(1 / 3)


def test_a_percentile_is_one_of_the_values():
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([1, 2], 0.95) == 2


def test_bm25_puts_the_text_with_the_rarer_words_first():
    peer = Bm25(["森林保护规定", "森林采伐规定", "湿地规定"])
    assert peer.best("湿地", 3) == [2]
    assert peer.best("采伐规定", 3)[0] == 1
