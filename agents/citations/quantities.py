"""Numbers with their units, made comparable: 三十五公顷 = 35 公顷 = 525 亩; 百分之八十 = 80%; 二十万元 = 20万元."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_HAN = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:\d[\d,，]*(?:\.\d+)?(?:[万亿]+)?|[{_HAN}]+)"
_UNITS: dict[str, tuple[str, float]] = {
    "公顷": ("m2", 10_000),
    "亩": ("m2", 10_000 / 15),
    "平方米": ("m2", 1),
    "㎡": ("m2", 1),
    "m²": ("m2", 1),
    "平方公里": ("m2", 1_000_000),
    "平方千米": ("m2", 1_000_000),
    "公里": ("m", 1000),
    "千米": ("m", 1000),
    "海里": ("m", 1852),
    "米": ("m", 1),
    "厘米": ("m", 0.01),
    "元": ("元", 1),
    "吨": ("kg", 1000),
    "千克": ("kg", 1),
    "公斤": ("kg", 1),
    "个工作日": ("工作日", 1),
    "工作日": ("工作日", 1),
    "日": ("日", 1),
    "天": ("日", 1),
    "小时": ("小时", 1),
    "个月": ("月", 1),
    "周年": ("年", 1),
    "年": ("年", 1),
    "倍": ("倍", 1),
    "千伏": ("kV", 1),
    "人": ("人", 1),
    "名": ("人", 1),
    "次": ("次", 1),
    "户": ("户", 1),
    "处": ("处", 1),
    "岁": ("岁", 1),
    "周岁": ("岁", 1),
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<n>{_NUMBER})(?:\s*(?:至|到|—|-|~|以上|以下)\s*(?P<n2>{_NUMBER}))?\s*(?:以上|以下|多)?\s*(?P<u>{_UNIT})(?!度|份|代|级)"
)
_PERCENT = re.compile(rf"百分之(?P<han>[{_HAN}]+(?:点[{_HAN}]+)?)|(?P<n>\d+(?:\.\d+)?)\s*[%％]")
_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{1,2}-\d{1,2}")
_BOUNDS = {
    "≤": "不超过 不得超过 不高于 最多 至多 不大于 不多于",
    "≥": "不低于 不得低于 不少于 不得少于 至少 最低 不小于",
    ">": "超过 大于 高于 多于",
    "<": "不足 低于 少于 小于 未满",
}
_BEFORE = {words: sign for sign, listed in _BOUNDS.items() for words in listed.split()}
_AFTER = {"以上": "≥", "以下": "≤", "以内": "≤", "以外": ">"}


@dataclass(frozen=True)
class Quantity:
    value: float
    unit: str
    bound: str
    """≥ ≤ > < or empty."""
    words: str

    def same(self, other: Quantity) -> bool:
        return (
            self.unit == other.unit
            and abs(self.value - other.value) <= 1e-6 * max(1.0, abs(other.value))
            and self.bound == other.bound
        )


def quantities(text: str) -> list[Quantity]:
    """Every measured number in `text`, a day of the calendar as one."""
    found = [Quantity(float(re.sub(r"\D+", "", _padded(m[0]))), "date", "", m[0]) for m in _DAY.finditer(text)]
    rest = _DAY.sub(lambda m: " " * len(m[0]), text)
    for match in _PERCENT.finditer(rest):
        value = _percent(match["han"]) if match["han"] else float(match["n"])
        if value is not None:
            found.append(Quantity(value, "%", _bound(rest, match.start(), match.end()), match[0]))
    rest = _PERCENT.sub(lambda m: " " * len(m[0]), rest)
    for match in _QUANTITY.finditer(rest):
        unit, factor = _UNITS[match["u"]]
        bound = _bound(rest, match.start(), match.end())
        for part in ("n", "n2"):
            value = None if match[part] is None else number(match[part])
            if value is not None:
                edge = bound if match["n2"] is None else ""
                found.append(Quantity(value * factor, unit, edge, match[0]))
    return found


def number(text: str) -> float | None:
    """35, 3.5万, 二十万, 一千二百四十; None when it is no number."""
    text = text.replace(",", "").replace("，", "")
    arabic = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿]*)", text)
    if arabic:
        value = float(arabic[1])
        for unit in arabic[2]:
            value *= _LARGE[unit]
        return value
    if not text or any(c not in _DIGITS and c not in _SMALL and c not in _LARGE for c in text):
        return None
    if not any(c in _SMALL or c in _LARGE for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = 0.0
    digit: int | None = None
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        else:
            section += digit or 0
            total = (total + (section or 1)) * _LARGE[c]
            section, digit = 0.0, None
    return total + section + (digit or 0)


def _percent(han: str) -> float | None:
    whole, _, part = han.partition("点")
    value = number(whole)
    if value is None or not part:
        return value
    return value + float("0." + "".join(str(_DIGITS.get(c, 0)) for c in part))


def _bound(text: str, start: int, end: int) -> str:
    before = text[max(0, start - 5) : start]
    for words in sorted(_BEFORE, key=len, reverse=True):
        if before.endswith(words):
            return _BEFORE[words]
    inside = text[start : end + 2]
    for words, sign in _AFTER.items():
        if words in inside[len(inside) - 4 :] or words in text[start:end]:
            return sign
    return ""


def _padded(day: str) -> str:
    parts = re.findall(r"\d+", day)
    return f"{parts[0]}{int(parts[1]):02d}{int(parts[2]):02d}"
