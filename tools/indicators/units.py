"""Units of planning figures, converted exactly: 1 亩 is 2000/3 m², not 666.67."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..tool import ToolError

_MULTIPLES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}
_AREA, _VOLUME, _LENGTH = "m²", "m³", "m"
_NAMES: dict[str, tuple[str, Fraction]] = {
    **dict.fromkeys(("m²", "平方米", "平米"), (_AREA, Fraction(1))),
    **dict.fromkeys(("公顷", "hm²", "ha"), (_AREA, Fraction(10_000))),
    **dict.fromkeys(("km²", "平方公里", "平方千米"), (_AREA, Fraction(1_000_000))),
    "亩": (_AREA, Fraction(2000, 3)),
    **dict.fromkeys(("m³", "立方米"), (_VOLUME, Fraction(1))),
    **dict.fromkeys(("m", "米"), (_LENGTH, Fraction(1))),
    "mm": (_LENGTH, Fraction(1, 1000)),
    "毫米": (_LENGTH, Fraction(1, 1000)),
    **dict.fromkeys(("km", "公里", "千米"), (_LENGTH, Fraction(1000))),
    "人": ("人", Fraction(1)),
    "人次": ("人次", Fraction(1)),
    "元": ("元", Fraction(1)),
    "美元": ("美元", Fraction(1)),
    **dict.fromkeys(("t", "吨"), ("t", Fraction(1))),
    "吨标准煤": ("吨标准煤", Fraction(1)),
    "分钟": ("分钟", Fraction(1)),
    "小时": ("分钟", Fraction(60)),
    "天": ("天", Fraction(1)),
    "年": ("年", Fraction(1)),
    "倍": ("", Fraction(1)),
    "%": ("", Fraction(1, 100)),
    "‰": ("", Fraction(1, 1000)),
    **{noun: (noun, Fraction(1)) for noun in "个处张种件班套户座所条次栋床辆宗"},
}
"""What a unit is called → (what it measures, how many of that it is)."""
_ONE_TO = re.compile(r"(?<=\D)\^?([23])(?!\d)")


@dataclass(frozen=True)
class Unit:
    """A product of base units to integer powers, and how many of it one unit is."""

    written: str
    factor: Fraction
    powers: tuple[tuple[str, int], ...]

    @property
    def measures(self) -> str:
        """For messages: m², 人/m² …; 比值 for pure numbers."""
        up = "·".join(name for name, power in self.powers if power > 0)
        down = "·".join(name for name, power in self.powers if power < 0)
        return f"{up or '1'}/{down}" if down else up or "比值"

    def per(self, other: Unit) -> Unit:
        powers = Counter(dict(self.powers))
        powers.subtract(dict(other.powers))
        left = tuple(sorted((base, power) for base, power in powers.items() if power))
        return Unit(f"{self.written}/{other.written}", self.factor / other.factor, left)


@cache
def unit(written: str) -> Unit:
    """The unit as people write it: 万亩, 平方公里, km2, 张/千人, m³/万元. ToolError with near ones for no unit."""
    plain = _plain(written)
    top, *below = plain.split("/")
    if not plain or len(below) > 1:
        raise _unknown(written)
    powers: Counter[str] = Counter()
    factor = Fraction(1)
    for name, sign in [(top, 1), *((name, -1) for name in below)]:
        base, size = _base(name, written)
        factor *= size**sign
        if base:
            powers[base] += sign
    return Unit(plain, factor, tuple(sorted((base, power) for base, power in powers.items() if power)))


def converted(value: Fraction, given: Unit, wanted: Unit) -> Fraction:
    """Exact. ToolError where the two do not measure the same."""
    if given.powers != wanted.powers:
        raise ToolError(f"单位“{given.written}”不能换算成“{wanted.written}”：量的是{given.measures}和{wanted.measures}")
    return value * given.factor / wanted.factor


def _plain(written: str) -> str:
    folded = unicodedata.normalize("NFKC", written).replace(" ", "")
    return _ONE_TO.sub(lambda power: "²³"[int(power[1]) - 2], folded)


def _base(name: str, written: str) -> tuple[str, Fraction]:
    for multiple in ("", *sorted(_MULTIPLES, key=len, reverse=True)):
        rest = name.removeprefix(multiple)
        if name.startswith(multiple) and rest in _NAMES and not (multiple and rest in ("%", "‰", "倍")):
            base, size = _NAMES[rest]
            return base, size * _MULTIPLES.get(multiple, 1)
    raise _unknown(written)


def _unknown(written: str) -> ToolError:
    names = [f"{multiple}{name}" for name in _NAMES for multiple in ("", "万", "亿")]
    near = difflib.get_close_matches(_plain(written), names, n=4, cutoff=0.4) or ["m²", "公顷", "亩", "万亩", "km²"]
    return ToolError(f"不认识单位“{written}”；相近的有：{'、'.join(near)}")
