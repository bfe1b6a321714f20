"""How firm a ranking is, worked out by hand where two lines cross."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.siting.definitions import FactorKey
from tools.siting.stability import stability_of, topsis

KEYS: tuple[FactorKey, ...] = ("slope", "roads", "hazard")


def test_the_weight_at_which_two_candidates_change_places_is_told() -> None:
    """One is better by slope (1 : 0), the other by roads (0 : 1); with hazard equal they tie at equal weights."""
    weights = np.array([0.5, 0.3, 0.2])
    scores = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
    each, found = stability_of(KEYS, weights, scores)
    slope, roads = found.ranges[0], found.ranges[1]
    assert found.leading == slope.factor == "slope"
    assert (slope.first_from, slope.first_to) == (pytest.approx(0.375, abs=1e-6), 1)
    assert (roads.first_from, roads.first_to) == (0, pytest.approx(5 / 12, abs=1e-6))
    assert each[0].first_share + each[1].first_share == 1
    assert each[0].first_share > 0.8


def test_a_candidate_best_in_everything_stays_first_whatever_the_weights() -> None:
    each, found = stability_of(KEYS, np.array([0.2, 0.3, 0.5]), np.array([[1, 1, 1], [0.9, 0.5, 0.2], [0.1, 0.4, 0.1]]))
    assert (each[0].first_share, each[0].rank_range, each[2].rank_range) == (1, (1, 1), (3, 3))
    assert all((one.first_from, one.first_to, one.order_from, one.order_to) == (0, 1, 0, 1) for one in found.ranges)


def test_the_same_question_has_the_same_answer() -> None:
    scores = np.random.default_rng(1).random((6, 3))
    assert stability_of(KEYS, np.full(3, 1 / 3), scores) == stability_of(KEYS, np.full(3, 1 / 3), scores)


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
def test_within_the_told_bounds_the_best_stays_the_best(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    weights = chance.dirichlet(np.ones(3))
    scores = chance.random((count, 3))
    scores = scores[np.argsort(-(scores @ weights))]
    each, found = stability_of(KEYS, weights, scores)
    assert sum(one.first_share for one in each) == pytest.approx(1)
    for one in found.ranges:
        n = KEYS.index(one.factor)
        assert one.first_from <= one.order_from <= one.weight + 1e-6
        assert one.weight - 1e-6 <= one.order_to <= one.first_to
        rest = np.delete(weights, n) / np.delete(weights, n).sum()
        for moved in np.linspace(one.first_from + 1e-5, one.first_to - 1e-5, 5):
            changed = np.insert((1 - moved) * rest, n, moved)
            assert (scores[0] @ changed) >= (scores @ changed).max() - 1e-5


def test_topsis_agrees_where_one_is_better_in_everything() -> None:
    scores = np.array([[1.0, 0.9, 0.8], [0.5, 0.5, 0.5], [0.1, 0.2, 0.3]])
    assert topsis(np.full(3, 1 / 3), scores) == ([1, 2, 3], pytest.approx(1))
    assert topsis(np.full(3, 1 / 3), np.ones((2, 3))) == ([1, 1], None)
    assert topsis(np.full(3, 1 / 3), scores[:1]) == ([1], None)
