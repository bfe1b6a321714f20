"""Amounts in a question as laws write them: 35公顷 is 三十五公顷, 60天 is 六十日, 5% is 百分之五."""

from __future__ import annotations

import re

from .numerals import int_to_chinese

_UNITS = "公顷|公里|千米|平方米|平方公里|亩|米|倍|日|个月|个|年|元|人|户|处|次|层|周岁|岁|级|类|吨|度"
_AMOUNT = re.compile(
    rf"(?<![\d.第月])(?P<n>\d{{1,4}})(?:\s*(?P<percent>[%％])|(?P<large>[十百千万亿]*)\s*(?P<unit>天|{_UNITS})|(?P<only>[万亿]))(?!\d)"
)
_A_YEAR = 1800


def amounts_in_words(text: str) -> str:
    """Whole numbers before a unit; years, articles and decimals stay as they are."""
    return _AMOUNT.sub(_in_words, text)


def _in_words(match: re.Match[str]) -> str:
    number = int(match["n"])
    if match["unit"] == "年" and number >= _A_YEAR:
        return match[0]
    words = int_to_chinese(number)
    if match["percent"]:
        return f"百分之{words}"
    unit = "日" if match["unit"] == "天" else match["unit"] or ""
    return f"{words}{match['large'] or match['only'] or ''}{unit}"
