"""Precision, recall and F1 on counts made by hand."""

from __future__ import annotations

import pytest

from eval.scorers.classes import added, f1, macro_f1, micro, of_label, precision, recall
from eval.task import Tally


def test_the_four_figures_by_hand() -> None:
    tally = Tally(right=3, said=4, wanted=6)
    assert precision(tally) == 0.75
    assert recall(tally) == 0.5
    assert f1(tally) == pytest.approx(2 * 0.75 * 0.5 / 1.25)


def test_micro_is_over_all_and_macro_over_classes() -> None:
    # 甲 right twice; 乙 once taken for 甲; 丙 once right.
    counts = added([of_label("甲", "甲"), of_label("甲", "甲"), of_label("甲", "乙"), of_label("丙", "丙")])
    assert counts == {"甲": Tally(2, 3, 2), "乙": Tally(0, 0, 1), "丙": Tally(1, 1, 1)}
    assert micro(counts) == Tally(3, 4, 4)
    assert f1(micro(counts)) == 0.75
    assert macro_f1(counts) == pytest.approx((4 / 5 + 0 + 1) / 3)


def test_no_answer_is_a_miss_and_nothing_said() -> None:
    assert of_label(None, "甲") == {"甲": Tally(0, 0, 1)}


def test_nothing_wanted_and_nothing_said_is_right() -> None:
    assert f1(Tally(0, 0, 0)) == 1
