"""What may be asked of a site: constraints, weights and a pairwise matrix, as other programs write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from ..indicators.results import Wire
from ..tool import ToolError
from .definitions import FactorKey
from .wish import Wish

DEFAULT_TOLERANCE = 0.1
DEFAULT_COMPACTNESS = 0.3
DEFAULT_COUNT = 5
WIDTH_SHARE = 1 / 3
"""Of the side of a square of the wanted area: how wide a site must be where nothing is said."""

Share = Annotated[float | None, Field(ge=0, le=1e6)]


class FieldWords(Wire):
    """Features whose field contains one of the words."""

    field: str = Field(min_length=1, description="字段名，如 JB")
    words: tuple[str, ...] = Field(min_length=1, description="字段里含有其中任一个词，如 一级")


class Constraint(Wire):
    """A hard 0/1 constraint beyond the default ones: exactly one of avoid, within, factor."""

    avoid: str | None = Field(None, description="避让：图层种类（YJJBNT）、图层名称，或地类（耕地）")
    within: str | None = Field(None, description="必须在其内：图层种类（CZKFBJ）、图层名称，或地类")
    where: tuple[FieldWords, ...] = Field((), description="只指其中的哪些要素")
    distance_m: float = Field(0.0, ge=0, le=50_000, description="避让时离开多少米")
    factor: FactorKey | None = Field(None, description="按因子的数值限制，如 slope、roads")
    at_most: float | None = Field(None, description="因子的数值不大于")
    at_least: float | None = Field(None, description="因子的数值不小于")

    @model_validator(mode="after")
    def _of_one_sort(self) -> Self:
        if sum(one is not None for one in (self.avoid, self.within, self.factor)) != 1:
            raise ValueError("avoid、within、factor 三者只写一个")
        if (self.factor is not None) != (self.at_most is not None or self.at_least is not None):
            raise ValueError("factor 要同 at_most 或 at_least 一起写")
        return self


class Weights(Wire):
    """How much each factor counts; they need not sum to 1, and a factor not named does not count."""

    slope: Share = None
    land_use: Share = None
    farmland_grade: Share = None
    roads: Share = None
    power: Share = None
    water: Share = None
    population: Share = None
    hazard: Share = None
    planned_use: Share = None
    development_boundary: Share = None
    compactness: Share = None


class Pairwise(Wire):
    """Judgements of pairs (AHP 判断矩阵): `matrix[i][j]` is how many times as important factor i is as factor j."""

    factors: tuple[FactorKey, ...] = Field(min_length=2, max_length=11, description="因子，与矩阵的行列次序相同")
    matrix: tuple[tuple[float, ...], ...] = Field(description="正互反矩阵，1/9 至 9")


@dataclass(frozen=True)
class Asked:
    area_m2: float
    use: str
    region: str
    constraints: tuple[Constraint, ...] = ()
    waive: tuple[str, ...] = ()
    """default constraints that are not to hold, by key or name"""
    weights: Weights | None = None
    pairwise: Pairwise | None = None
    tolerance: float = DEFAULT_TOLERANCE
    width_m: float | None = None
    compactness: float = DEFAULT_COMPACTNESS
    count: int = DEFAULT_COUNT
    day: date | None = field(default=None)
    """None: today, and the newest edition of every layer"""

    @property
    def wish(self) -> Wish:
        """ToolError for a width that no site of the area can have."""
        side = self.area_m2**0.5
        width = side * WIDTH_SHARE if self.width_m is None else self.width_m
        if width > side * (1 + self.tolerance) ** 0.5:
            raise ToolError(
                f"面积{self.area_m2:g}平方米的用地做不到处处宽{width:g}米（正方形的边长也只有{side:.0f}米）；"
                "请减小最小宽度或加大面积"
            )
        return Wish(self.area_m2, self.tolerance, width, self.compactness)
