"""Weights from judgements in pairs: what agrees with itself is taken as it is, what contradicts itself is named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools import ToolError
from tools.siting.definitions import FactorKey
from tools.siting.pairwise import MOST_INCONSISTENT, Judged, judged
from tools.siting.request import Pairwise

KEYS: tuple[FactorKey, ...] = (
    "slope", "land_use", "farmland_grade", "roads", "power", "water", "population", "hazard", "planned_use",
)  # fmt: skip


def pairs(matrix: object, count: int | None = None) -> Pairwise:
    rows = np.asarray(matrix, dtype=float)
    return Pairwise(factors=KEYS[: count or len(rows)], matrix=tuple(tuple(row) for row in rows.tolist()))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(1, 3), min_size=2, max_size=9))
def test_a_consistent_matrix_has_no_inconsistency_and_gives_its_own_weights(importance: list[float]) -> None:
    given_ = np.array(importance)
    found = judged(pairs(given_[:, None] / given_[None, :]))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert list(found.weights.values()) == pytest.approx((given_ / given_.sum()).tolist(), rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.integers(3, 7), st.integers(0, 2**32 - 1))
def test_weights_are_positive_and_together_one_or_the_matrix_is_refused(size: int, seed: int) -> None:
    upper = np.triu(np.random.default_rng(seed).choice([1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5], (size, size)), 1)
    matrix = upper + np.tril(1 / np.where(upper > 0, upper, 1).T, -1) + np.eye(size)
    eigen = float(np.linalg.eigvals(matrix).real.max())
    if (eigen - size) / (size - 1) / 1.6 >= MOST_INCONSISTENT:
        with pytest.raises(ToolError, match="CR 为"):
            judged(pairs(matrix))
    elif (eigen - size) / (size - 1) / 0.5 < MOST_INCONSISTENT:
        _agrees(judged(pairs(matrix)))


def _agrees(found: Judged) -> None:
    assert found.consistency_ratio < MOST_INCONSISTENT
    assert sum(found.weights.values()) == pytest.approx(1)
    assert min(found.weights.values()) > 0


def test_saatys_school_example_comes_out_as_published() -> None:
    """Three criteria judged 1, 1/3, 5; 3, 1, 7; 1/5, 1/7, 1: weights .279 .649 .072, λ = 3.065, CI = .0325."""
    found = judged(pairs([[1, 1 / 3, 5], [3, 1, 7], [1 / 5, 1 / 7, 1]]))
    assert list(found.weights.values()) == pytest.approx([0.279, 0.649, 0.072], abs=5e-4)
    assert found.consistency_ratio == pytest.approx(0.0325 / 0.58, abs=1e-3)


def test_a_contradiction_is_refused_and_its_worst_triple_named() -> None:
    matrix = np.ones((4, 4))
    for i, j, value in [(0, 1, 3), (1, 3, 3), (0, 3, 1 / 5)]:
        matrix[i, j], matrix[j, i] = value, 1 / value
    with pytest.raises(ToolError, match=r"CR 为0.*“坡度”“现状地类”“到干道的距离”.*应为9，写的却是0.2"):
        judged(pairs(matrix))


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ([[1, 2], [2, 1]], "应互为倒数"),
        ([[1, 2, 3], [0.5, 1, 2]], "应是2行2列|应是3行3列"),
        ([[1, -2], [-0.5, 1]], "只能是正数"),
        ([[2, 1], [1, 2]], "对角线"),
        ([[1, 20], [0.05, 1]], "大于9"),
        ([[1, float("nan")], [1, 1]], "只能是正数"),
    ],
)
def test_what_is_no_matrix_of_judgements_is_refused(matrix: list[list[float]], said: str) -> None:
    with pytest.raises(ToolError, match=said):
        judged(Pairwise(factors=KEYS[: len(matrix)], matrix=tuple(tuple(row) for row in matrix)))


def test_a_third_written_as_a_decimal_is_a_third() -> None:
    found = judged(pairs([[1, 3], [0.33, 1]]))
    assert list(found.weights.values()) == pytest.approx([0.75, 0.25])


def test_a_factor_named_twice_is_refused() -> None:
    with pytest.raises(ToolError, match="重复"):
        judged(Pairwise(factors=("slope", "slope"), matrix=((1, 1), (1, 1))))
