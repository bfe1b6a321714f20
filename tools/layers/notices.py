"""What whoever reads a number made from a layer must know about the layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..crs.faults import one_line

NoticeKind = Literal["坐标系", "精度", "编码", "修复", "无效图形", "面积属性", "地类编码", "范围", "字段"]


@dataclass(frozen=True)
class Notice:
    kind: NoticeKind
    text: str
    """one sentence in Chinese that names the layer"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))
