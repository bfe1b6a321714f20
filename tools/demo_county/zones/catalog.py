"""The kinds of zones there are, and the classes of each; a zone is one class number per cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..country import Mask
from ..mesh import Ints

CLASSES: dict[str, tuple[str, ...]] = {
    "YJJBNT": ("永久基本农田",),
    "STBHHX": ("其他区域", "一般控制区", "核心保护区"),
    "CZKFBJ": ("城镇集中建设区", "城镇弹性发展区", "特别用途区"),
    "ZRBHQ": ("核心保护区", "一般控制区"),
    "FJMSQ": ("核心景区", "一般景区"),
    "LD": ("公益林地", "商品林地"),
    "SD": ("国家重要湿地", "省级重要湿地", "一般湿地"),
    "CYJB": ("基本草原",),
    "WWBHFW": ("省级", "县级"),
    "WWJKDD": ("省级", "县级"),
    "LSJQHX": ("核心保护范围",),
    "LSJQJK": ("建设控制地带",),
    "CSLVX": ("公园绿地", "防护绿地", "广场"),
    "CSLX": ("河流", "渠道"),
    "CSHX": ("供水设施", "污水处理设施", "变电站", "燃气设施", "环卫设施", "消防站", "公交场站"),
    "CSZX": ("历史文化街区", "文物保护单位"),
    "YYSSY": ("一级", "二级", "准"),
    "HDGLFW": ("河道管理范围",),
    "XZHQ": ("蓄滞洪区",),
    "DZYFQ": ("高易发区", "中易发区", "低易发区"),
    "DZWXQ": ("地质灾害危险区",),
    "KCZY": ("战略性矿产", "非战略性矿产"),
    "KYQ": ("采矿权",),
    "CQFW": ("城区范围",),
}
"""Kind → what its classes 1, 2, … are; 0 is outside."""
ILLEGAL = (
    ("YJJBNT", "STBHHX"), ("YJJBNT", "CZKFBJ"), ("CZKFBJ", "STBHHX"), ("YJJBNT", "LD"), ("ZRBHQ", "KYQ"),
)  # fmt: skip
"""Kinds that may not overlap; where they do, it was put there on purpose."""


@dataclass(frozen=True)
class Zones:
    label: dict[str, Ints]
    """kind → class of each cell"""

    def __post_init__(self) -> None:
        assert list(self.label) == list(CLASSES)

    def inside(self, kind: str) -> Mask:
        return np.asarray(self.label[kind] > 0)

    def of_class(self, kind: str, class_: str) -> Mask:
        return np.asarray(self.label[kind] == CLASSES[kind].index(class_) + 1)

    def classes(self, kind: str) -> Iterator[tuple[int, str]]:
        """(number, name) of the classes of a kind."""
        return enumerate(CLASSES[kind], start=1)
