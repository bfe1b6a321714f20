"""Bootstrap over documents."""

from __future__ import annotations

from statistics import fmean

from eval.statistics.bootstrap import interval


def test_the_interval_holds_the_figure_and_repeats_itself() -> None:
    values = [0.0, 1.0] * 30
    made = interval(values, [""] * 60, fmean)
    assert made is not None
    assert made[0] < 0.5 < made[1]
    assert interval(values, [""] * 60, fmean) == made


def test_whole_documents_are_drawn() -> None:
    seen: set[float] = set()
    interval([1.0, 1.0, 0.0, 0.0], ["a", "a", "b", "b"], lambda drawn: seen.add(fmean(drawn)) or fmean(drawn))
    assert seen <= {0.0, 0.5, 1.0}


def test_one_document_has_no_interval() -> None:
    assert interval([1.0, 0.0], ["a", "a"], fmean) is None
