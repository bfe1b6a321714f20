"""Weights from a matrix of pairwise judgements (层次分析法 AHP), and whether the judgements agree with each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..tool import ToolError
from .definitions import FactorKey, factor_rules
from .request import Pairwise
from .units import Floats

MOST_INCONSISTENT = 0.1
"""Saaty's limit for the consistency ratio, which must stay under it."""
_RECIPROCAL = 0.02
"""How far a written 0.33 may be from a third, relatively."""
_LARGEST = 9.0


@dataclass(frozen=True)
class Judged:
    weights: dict[FactorKey, float]
    consistency_ratio: float


def judged(given: Pairwise) -> Judged:
    """ToolError for a matrix that is none of judgements, or whose judgements contradict each other."""
    matrix = _checked(given)
    weights, ratio = _solved(matrix)
    if ratio >= MOST_INCONSISTENT:
        raise ToolError(_contradiction(given.factors, matrix, ratio))
    return Judged(dict(zip(given.factors, (float(weight) for weight in weights), strict=True)), ratio)


def _solved(matrix: Floats) -> tuple[Floats, float]:
    """(weights, consistency ratio) by the principal eigenvector, with pymcdm's random indices."""
    from pymcdm.weights.subjective import AHP  # it brings matplotlib: seconds, so only where it is asked for

    ahp = AHP(ranking=np.ones(len(matrix)))
    ahp.matrix = matrix  # given to the constructor it must be of whole numbers, which judgements of a group are not
    return np.asarray(ahp(), dtype=np.float64), max(0.0, float(ahp.get_cr()))


def _checked(given: Pairwise) -> Floats:
    """With exact reciprocals of the upper triangle."""
    names = given.factors
    if len(set(names)) != len(names):
        raise ToolError("判断矩阵里有重复的因子；每个因子只写一次")
    if {len(names)} != {len(given.matrix), *(len(row) for row in given.matrix)}:
        raise ToolError(f"判断矩阵应是{len(names)}行{len(names)}列，与因子一一对应")
    matrix = np.array(given.matrix, dtype=np.float64)
    if not np.isfinite(matrix).all() or (matrix <= 0).any():
        raise ToolError("判断矩阵里只能是正数：一样重要写1，重要3倍写3，反过来写1/3")
    for i, j in combinations(range(len(names)), 2):
        if abs(matrix[i, j] * matrix[j, i] - 1) > _RECIPROCAL:
            raise ToolError(
                f"判断矩阵里“{_name(names[i])}”比“{_name(names[j])}”是{matrix[i, j]:g}，反过来却是{matrix[j, i]:g}；"
                "两者应互为倒数"
            )
    if (np.abs(np.diag(matrix) - 1) > _RECIPROCAL).any():
        raise ToolError("判断矩阵的对角线应都是1")
    if (matrix > _LARGEST * (1 + _RECIPROCAL)).any():
        raise ToolError(f"判断矩阵里有大于{_LARGEST:g}的值；请用1至9的标度")
    upper = np.triu(matrix, 1)
    return upper + np.tril(1 / np.where(upper > 0, upper, 1).T, -1) + np.eye(len(names))


def _contradiction(names: tuple[FactorKey, ...], matrix: Floats, ratio: float) -> str:
    """Names the three judgements that agree least."""

    def strain(triple: tuple[int, int, int]) -> float:
        i, j, k = triple
        return abs(float(np.log(matrix[i, j] * matrix[j, k] / matrix[i, k])))

    i, j, k = max(combinations(range(len(names)), 3), key=strain)
    one, two, three = (_name(names[n]) for n in (i, j, k))
    return (
        f"判断矩阵前后矛盾：一致性比率 CR 为{ratio:.3f}，应小于{MOST_INCONSISTENT:g}；矛盾最大的是"
        f"“{one}”“{two}”“{three}”三者：前两者之比{matrix[i, j]:.3g}、后两者之比{matrix[j, k]:.3g}，"
        f"推出首尾之比应为{matrix[i, j] * matrix[j, k]:.3g}，写的却是{matrix[i, k]:.3g}；请重新判断"
    )


def _name(key: FactorKey) -> str:
    return factor_rules()[key].name
