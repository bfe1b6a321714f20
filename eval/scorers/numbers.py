"""Numbers with their units, exact and in one writing, so that 三十五公顷, 35 公顷 and 525亩 are the same.

Written apart from the citation check of the agent, which it judges, and simpler: bounds (以上, 不超过) are words here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..places import numeral
from ..task import Score
from .wording import plain

_FACTORS: dict[str, tuple[str, Fraction]] = {
    unit: (base, Fraction(factor))
    for base, listed in {
        "m2": "平方公里=1000000 平方千米=1000000 km2=1000000 公顷=10000 hm2=10000 亩=2000/3 平方米=1 m2=1",
        "m": "公里=1000 千米=1000 km=1000 厘米=1/100 米=1 海里=1852",
        "m3": "立方米=1 m3=1",
        "元": "元=1",
        "kg": "吨=1000 公斤=1 千克=1",
        "%": "%=1",
        "日": "天=1 日=1",
        "工作日": "个工作日=1 工作日=1",
        "月": "个月=1",
        "年": "周年=1 年=1",
        "小时": "小时=1",
        "分钟": "分钟=1",
        "倍": "倍=1",
        "人": "人=1",
        "户": "户=1",
        "处": "处=1",
        "次": "次=1",
        "岁": "周岁=1 岁=1",
        "千伏": "千伏=1 kV=1",
        "张": "张=1",
    }.items()
    for unit, factor in (pair.split("=") for pair in listed.split())
}
_HAN = "〇零一二两三四五六七八九十百千"
_UNIT = "|".join(sorted(map(re.escape, _FACTORS), key=len, reverse=True))
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?\s*[万亿]*|(?![百千])[{_HAN}][{_HAN}万亿]*(?:点[{_HAN}]+)?)"
_QUANTITY = re.compile(rf"(?P<n>{_NUMBER})\s*(?P<unit>{_UNIT})(?![度份代级])")
_PERCENT = re.compile(rf"百分之(?P<n>[{_HAN}]+(?:点[{_HAN}]+)?)")
_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{2}-\d{2}")
_PLACE = re.compile(rf"第(?P<n>[{_HAN}\d]+)(?P<unit>[条款项章节编])")
_MARK = re.compile(r"\[\d+\]")
_SCALE = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Quantity:
    value: Fraction
    unit: str
    words: str

    @property
    def written(self) -> str:
        return (
            f"{self.value.numerator}/{self.value.denominator}{self.unit}"
            if self.value.denominator > 1
            else (f"{self.value.numerator}{self.unit}")
        )


def quantities(text: str) -> list[Quantity]:
    """Measured numbers in order; days of the calendar and numbers of articles are none."""
    return [quantity for _, _, quantity in _measured(_without_names(unicodedata.normalize("NFKC", text)))]


def canonical(text: str) -> str:
    """Every quantity, day and article number in one writing, and without what `plain` leaves out."""
    text = unicodedata.normalize("NFKC", text)
    spans = [(a, b, quantity.written) for a, b, quantity in _measured(_without_names(text))]
    spans += [
        (m.start(), m.end(), "-".join(str(int(n)) for n in re.findall(r"\d+", m[0]))) for m in _DAY.finditer(text)
    ]
    spans += [(m.start(), m.end(), f"第{numeral(m['n'])}{m['unit']}") for m in _PLACE.finditer(text)]
    parts, end = [], 0
    for start, stop, written in sorted(spans):
        parts += [plain(text[end:start]), f"⟨{written}⟩"]
        end = stop
    return "".join([*parts, plain(text[end:])])


def number_fidelity(said: str, sources: Sequence[str]) -> Score:
    """Share of the numbers said that stand in a source; None when no number is said."""
    own = quantities(said)
    if not own:
        return Score(None, "没有数字")
    there = {(q.value, q.unit) for source in sources for q in quantities(source)}
    wrong = [q.words for q in own if (q.value, q.unit) not in there]
    return Score(1 - len(wrong) / len(own), f"没有依据的数字：{'、'.join(wrong)}" if wrong else "")


def key_fact_recall(said: str, facts: Sequence[str]) -> Score:
    """Share of the facts that stand in the answer, numbers and units in any writing; None without facts."""
    if not facts:
        return Score(None, "没有列出要点")
    answer = canonical(said)
    missed = [fact for fact in facts if canonical(fact) not in answer]
    return Score(1 - len(missed) / len(facts), f"没有说到：{'、'.join(missed)}" if missed else "")


def value_of(text: str) -> Fraction | None:
    """4004.59, 1,200, 3.5万, 一亿二千万, 十二点五; None when it is no number."""
    digits = re.fullmatch(r"([\d,]+(?:\.\d+)?)\s*([万亿]*)", text)
    if digits:
        value = Fraction(digits[1].replace(",", ""))
        for scale in digits[2]:
            value *= _SCALE[scale]
        return value
    whole, _, part = text.partition("点")
    value_of_whole = _whole(whole)
    if value_of_whole is None:
        return None
    decimals = [numeral(c) for c in part]
    return value_of_whole + sum((Fraction(d or 0, 10**n) for n, d in enumerate(decimals, 1)), Fraction(0))


def _whole(text: str) -> Fraction | None:
    for name, scale in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = text.rpartition(name)
        if found:
            high, low = _whole(head), _whole(tail) if tail else Fraction(0)
            return None if high is None or low is None else high * scale + low
    value = numeral(text)
    return None if value is None else Fraction(value)


def _without_names(text: str) -> str:
    """Days, article numbers and citation marks blanked out, all else in its place."""
    for names in (_DAY, _PLACE, _MARK):
        text = names.sub(lambda match: " " * len(match[0]), text)
    return text


def _measured(text: str) -> Iterator[tuple[int, int, Quantity]]:
    matches = [*_PERCENT.finditer(text), *_QUANTITY.finditer(text)]
    end = 0
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if match.start() < end:
            continue
        quantity = _percentage(match) if match.re is _PERCENT else _quantity(match)
        if quantity is not None:
            end = match.end()
            yield match.start(), match.end(), quantity


def _percentage(match: re.Match[str]) -> Quantity | None:
    value = value_of(match["n"])
    return None if value is None else Quantity(value, "%", match[0])


def _quantity(match: re.Match[str]) -> Quantity | None:
    value = value_of(match["n"])
    base, factor = _FACTORS[match["unit"]]
    return None if value is None else Quantity(value * factor, base, match[0])
