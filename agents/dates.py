"""Days a question names: 截至2026年8月14日, 2020年时, 明年1月1日起, 二〇二六年八月十五日以前, 现在.

Only a day on which the law is asked about counts. 2019年修正 dates an edition, 2021—2035年 is a plan's term,
and a day in 《》 or in a document number belongs to the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.provisions.numerals import chinese_to_int

_HAN_YEAR, _HAN = r"[〇○零一二三四五六七八九]{4}", r"[一二三四五六七八九十]{1,3}"
_TAIL = r"(?P<tail>(?:以前|之前|前)(?!款|项|条|述|提)|(?:年?底|末)(?:以前|之前|前)?|初)?"
_FULL = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}}|{_HAN_YEAR})\s*[年\-/.]\s*(?P<m>\d{{1,2}}|{_HAN})\s*[月\-/.]\s*(?P<d>\d{{1,2}}|{_HAN})(?!\d)\s*[日号]?\s*{_TAIL}"
)
_MONTH = re.compile(rf"(?<!\d)(?P<y>\d{{4}}|{_HAN_YEAR})\s*年\s*(?P<m>\d{{1,2}}|{_HAN})\s*月份?{_TAIL}")
_YEAR = re.compile(rf"(?<![\d—–\-~至])(?P<y>(?:19|20)\d{{2}}|{_HAN_YEAR})\s*年{_TAIL}")
_RELATIVE_YEAR = re.compile(
    rf"(?P<y>今年|本年|明年|去年|前年|后年)(?:\s*(?P<m>\d{{1,2}}|{_HAN})\s*月(?:份|\s*(?P<d>\d{{1,2}}|{_HAN})\s*[日号])?)?\s*{_TAIL}"
)
_BARE = re.compile(rf"(?<=截至)(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]?\s*{_TAIL}")
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
_DAYS = {"今天": 0, "今日": 0, "目前": 0, "现在": 0, "当前": 0, "如今": 0, "眼下": 0, "昨天": -1, "明天": 1, "后天": 2}
_RELATIVE_DAY = re.compile("|".join(_DAYS))

_BEFORE = ("以前", "之前", "前")
_NAMES = re.compile(r"《[^《》]*》|[〔\[][^〔〕\[\]]*[〕\]]")
# Right behind the day: it tells when a text or a fact was made, not for when it is asked.
_DESCRIBES = re.compile(
    r"^\s*(?:[)）]|起?\s*(?:开始|正式)?(?:施行|实施|生效|废止|失效)|(?:的|就|才|刚|已经?|便)?(?:修正|修订|版|公布|通过|发布|颁布|印发|出台|制定|文本)|[—–\-~至]\s*\d{4})"
)
# A bare year or month may be content (到2035年, 2020年底完成): it must be said that it is a time to ask about.
_PRECEDES = re.compile(r"(?:截至|截止到?|按照?|依照|以|在|于|回到)\s*$")
_ASKS_THEN = re.compile(
    r"^\s*(?:的?时候?|当时|那时|呢|以后|之后|起|里|内|间|，|,|。|\?|？|$|现行|有效|适用|施行的|执行的|生效的|的?》|的(?:法律|规定|法规|条文)"
    r"|的[^，。？》]{2,14}?(?:法典?|条例|办法)(?:第|规定|的|里|中|有|，|是|还|\?|？|$))"
)
_PREPOSITION = re.compile(r"(?:截至|截止到?|按照?|依照|在|于)\s*$")
_AROUND = re.compile(r"\s*(?:的?时候?|当时|那时|以后|之后|起|时)?的?")
_STRONG = re.compile(r"(?:截至|截止到?|按照?|依照)\s*$")


@dataclass(frozen=True)
class NamedDay:
    day: date
    start: int
    end: int
    words: str
    strong: bool
    """截至…, 按…: goes before any other day named."""


class ImpossibleDate(ValueError):
    """A date that no calendar has, such as 2026年2月30日."""


def named_days(text: str, today: date) -> list[NamedDay]:
    """In order. A month or a year means its last day, with 初 its first, with 前 its eve; ImpossibleDate may rise."""
    plain = _NAMES.sub(lambda m: "》" * len(m[0]), text)
    found: list[NamedDay] = []
    readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date], bool], ...] = (
        (_FULL, _full, False),
        (_MONTH, _month, True),
        (_YEAR, _year, True),
        (_RELATIVE_YEAR, lambda m: _relative(m, today), False),
        (_BARE, lambda m: _eve(date(today.year, _int(m["m"]), _int(m["d"])), m["tail"]), False),
    )
    taken: list[tuple[int, int]] = []
    for pattern, reading, vague in readings:
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            before, after = plain[: match.start()], plain[match.end() :]
            if _DESCRIBES.match(after) or (vague and not _is_time(match, before, after)):
                continue
            found.append(_named(match, reading, bool(_STRONG.search(before))))
    for match in _RELATIVE_DAY.finditer(plain):
        found.append(NamedDay(today + timedelta(days=_DAYS[match[0]]), *match.span(), match[0], False))
    return sorted(found, key=lambda named: named.start)


def asked_days(text: str, today: date) -> list[date]:
    """The days the question is for: 截至 and 按 go before all others, 现在 before a day told of a fact."""
    named = named_days(text, today)
    chosen = [n for n in named if n.strong] or [n for n in named if n.words in _DAYS] or named
    return list(dict.fromkeys(n.day for n in chosen))


def blanked_days(text: str, today: date) -> str:
    """Blanks for the days, so that 文物保护法2023年的时候第二十条 is the law's article; places stay places."""
    try:
        named = named_days(text, today)
    except ImpossibleDate:
        return text
    for day in named:
        before = _PREPOSITION.search(text[: day.start])
        start = before.start() if before else day.start
        end = day.end + len((_AROUND.match(text[day.end :]) or [""])[0])
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def matter_of(text: str, today: date) -> str:
    """The question without its calendar days and months: only 施行 clauses hold such words, and a search finds those.

    2027年1月1日起施行 stays, for it asks after that clause.
    """
    kept = blanked_days(text, today)
    asked_after = [m.span() for m in _FULL.finditer(kept) if _DESCRIBES.match(kept[m.end() :])]
    spans = [m.span() for pattern in (_FULL, _MONTH) for m in pattern.finditer(kept)]
    for start, end in spans:
        if not any(first <= start < last for first, last in asked_after):
            kept = kept[:start] + " " * (end - start) + kept[end:]
    return re.sub(r"^[\s，,、。]+", "", kept)


def without_days(text: str, today: date) -> str:
    """The question with the days taken out, to be asked again for another."""
    for named in reversed(named_days(text, today)):
        before = _PREPOSITION.sub("", text[: named.start])
        text = before + re.sub(r"^\s*(?:的?时候?|当时|那时|以后|之后|起|的)?\s*[，,]?", "", text[named.end :])
    return text


def _named(match: re.Match[str], reading: Callable[[re.Match[str]], date], strong: bool) -> NamedDay:
    try:
        return NamedDay(reading(match), *match.span(), match[0], strong)
    except (ValueError, OverflowError) as error:
        raise ImpossibleDate(f"“{match[0].strip()}”不是一个存在的日期，请改正后再问") from error


def _is_time(match: re.Match[str], before: str, after: str) -> bool:
    if match["tail"] and not re.match(r"\s*(?:完成|建成|达到|实现|投产)", after):
        return True
    if match["tail"]:
        return False
    return bool(_PRECEDES.search(before) or _ASKS_THEN.match(after))


def _full(match: re.Match[str]) -> date:
    return _eve(date(_int(match["y"]), _int(match["m"]), _int(match["d"])), match["tail"])


def _month(match: re.Match[str]) -> date:
    return _within(_int(match["y"]), _int(match["m"]), match["tail"])


def _year(match: re.Match[str]) -> date:
    return _within(_int(match["y"]), None, match["tail"])


def _relative(match: re.Match[str], today: date) -> date:
    year = today.year + _YEARS[match["y"]]
    if match["m"] is None:
        return today if year == today.year and not match["tail"] else _within(year, None, match["tail"])
    if match["d"] is None:
        return _within(year, _int(match["m"]), match["tail"])
    return _eve(date(year, _int(match["m"]), _int(match["d"])), match["tail"])


def _within(year: int, month: int | None, tail: str | None) -> date:
    first = date(year, month or 1, 1)
    if tail in _BEFORE:
        return first - timedelta(days=1)
    if tail == "初":
        return first
    return date(year, 12, 31) if month in (None, 12) else date(year, month + 1, 1) - timedelta(days=1)


def _eve(day: date, tail: str | None) -> date:
    return day - timedelta(days=1) if tail in _BEFORE else day


def _int(text: str) -> int:
    number = chinese_to_int(text)
    if number is None:
        raise ValueError(text)
    return number
