"""Areas as people write them, in square metres: 20亩, 三十五公顷, 1.2万平方米, 0.5 km²."""

from __future__ import annotations

import re

from ..citations.quantities import number

_PER: dict[str, float] = {
    "亩": 2000 / 3, "公顷": 1e4, "hm²": 1e4, "hm2": 1e4, "ha": 1e4, "平方公里": 1e6, "平方千米": 1e6, "km²": 1e6,
    "km2": 1e6, "平方米": 1.0, "平米": 1.0, "㎡": 1.0, "m²": 1.0, "m2": 1.0, "平方": 1.0, "平": 1.0,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _PER), key=len, reverse=True))
_HAN = "〇零一二两三四五六七八九十百千万亿"
_AREA = re.compile(
    rf"(?P<n>\d[\d,，]*(?:\.\d+)?[万亿千百]*|[{_HAN}]+|半)\s*(?P<more>多|来|几)?\s*(?P<u>{_UNIT})(?P<half>半)?", re.I
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def areas(text: str) -> list[float]:
    """In the order they stand; to a hundredth of a square metre."""
    found = []
    for match in _AREA.finditer(text.translate(_FULL_WIDTH)):
        amount = 0.5 if match["n"] == "半" else _number(match["n"])
        if amount is not None:
            found.append(round((amount + (0.5 if match["half"] else 0)) * _PER[_unit(match["u"])], 2))
    return found


def _number(text: str) -> float | None:
    small = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)([千百])", text)
    if small:
        return float(small[1].replace(",", "")) * {"千": 1e3, "百": 1e2}[small[2]]
    return number(text)


def _unit(written: str) -> str:
    return written if written in _PER else written.lower()
