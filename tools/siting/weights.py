"""How much each factor counts: as given, as judged in pairs, or by default for the kind of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..tool import ToolError
from .definitions import FactorKey, factor_rules
from .pairwise import judged
from .request import Asked
from .results import WeightsShown
from .uses import Use


@dataclass(frozen=True)
class Weighing:
    wanted: dict[FactorKey, float]
    """greater than 0, in the order of the factor table, together 1"""
    shown: WeightsShown

    def over(self, left_out: Mapping[FactorKey, str]) -> dict[FactorKey, float]:
        """Of the factors that can be scored; ToolError where none of any weight is left."""
        kept = {key: weight for key, weight in self.wanted.items() if key not in left_out}
        if not set(kept) - {"compactness"} and set(self.wanted) != {"compactness"}:
            told = "；".join(f"{factor_rules()[key].name}：{why}" for key, why in left_out.items())
            raise ToolError(f"要计分的因子一个也评不了，不能排序：{told}")
        return _normalised(kept)


def weighing(asked: Asked, use: Use) -> Weighing:
    if asked.weights is not None and asked.pairwise is not None:
        raise ToolError("权重（weights）和判断矩阵（pairwise）只给一个")
    if asked.pairwise is not None:
        found = judged(asked.pairwise)
        method = "层次分析法：判断矩阵的主特征向量（pymcdm）"
        shown = WeightsShown(origin="pairwise", method=method, consistency_ratio=found.consistency_ratio)
        return Weighing(_normalised(found.weights), shown)
    if asked.weights is not None:
        given = {key: getattr(asked.weights, key) for key in factor_rules()}
        counting = {key: float(weight) for key, weight in given.items() if weight}
        if not counting:
            raise ToolError("给的权重都是零或没有写；请至少给一个因子大于零的权重，或不给权重而用缺省值")
        return Weighing(_normalised(counting), WeightsShown(origin="given", method="按给定的权重，归一到1"))
    method = f"“{use.group}”类用途的缺省权重，出自常识、没有出处；请按本地情况给权重或判断矩阵"
    return Weighing(_normalised(dict(use.weights)), WeightsShown(origin="default", method=method, confirmed=False))


def _normalised(weights: Mapping[FactorKey, float]) -> dict[FactorKey, float]:
    total = sum(weights.values())
    return {key: weights[key] / total for key in factor_rules() if weights.get(key)}
