"""Days named in a question: 截至2026年8月14日, 2020年时, 明年1月1日起, 现在."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_FULL = re.compile(r"(?P<y>\d{4})\s*[年\-/.]\s*(?P<m>\d{1,2})\s*[月\-/.]\s*(?P<d>\d{1,2})\s*[日号]?")
_MONTH = re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?P<tail>底|末|初|前|以前|之前)?(?!\s*\d)")
_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})\s*年(?P<tail>底|末|初|时|前|以前|之前)?(?!\s*\d{1,2}\s*月)")
_RELATIVE_YEAR = re.compile(r"(?P<which>今年|明年|去年|前年|后年)(?:\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号])?)?")
_RELATIVE_DAY = {"今天": 0, "今日": 0, "目前": 0, "现在": 0, "当前": 0, "昨天": -1, "明天": 1}
_YEARS = {"今年": 0, "明年": 1, "去年": -1, "前年": -2, "后年": 2}
# Behind a title it dates the edition (2019年修正), in front of 版 likewise: not the day that is asked about.
_EDITION = re.compile(r"^\s*(?:修正|修订|版|公布|通过|发布|颁布|的版本|文本)|^[日号]?\s*(?:公布|通过|发布|颁布|修正|修订)")


@dataclass(frozen=True)
class NamedDay:
    day: date
    start: int
    end: int
    words: str


class ImpossibleDate(ValueError):
    """A date that does not exist, such as 2026年2月30日."""


def named_days(text: str, today: date) -> list[NamedDay]:
    """In order; a month or year means its last day when 底/末 or nothing follows, its first for 初, the eve for 前."""
    found: list[NamedDay] = []
    for pattern, reading in ((_FULL, _full), (_MONTH, _month), (_YEAR, _year), (_RELATIVE_YEAR, _relative(today))):
        for match in pattern.finditer(text):
            taken = any(n.start <= match.start() < n.end for n in found)
            if taken or _EDITION.match(text[match.end() :]) or _is_number_of_document(text, match.start()):
                continue
            try:
                found.append(NamedDay(reading(match), match.start(), match.end(), match[0]))
            except ValueError as error:
                raise ImpossibleDate(f"“{match[0]}”不是一个存在的日期") from error
    for words, days in _RELATIVE_DAY.items():
        place = text.find(words)
        if place >= 0:
            found.append(NamedDay(today + timedelta(days=days), place, place + len(words), words))
    return sorted(found, key=lambda named: named.start)


def _full(match: re.Match[str]) -> date:
    return date(int(match["y"]), int(match["m"]), int(match["d"]))


def _month(match: re.Match[str]) -> date:
    year, month, tail = int(match["y"]), int(match["m"]), match["tail"]
    if tail in ("前", "以前", "之前"):
        return date(year, month, 1) - timedelta(days=1)
    if tail == "初":
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(match: re.Match[str]) -> date:
    year, tail = int(match["y"]), match["tail"]
    if tail in ("前", "以前", "之前"):
        return date(year, 1, 1) - timedelta(days=1)
    return date(year, 1, 1) if tail == "初" else date(year, 12, 31)


def _relative(today: date) -> Callable[[re.Match[str]], date]:
    def read(match: re.Match[str]) -> date:
        year = today.year + _YEARS[match["which"]]
        if match["m"] is None:
            return today if year == today.year else date(year, 12, 31) if year < today.year else date(year, 1, 1)
        return date(year, int(match["m"]), int(match["d"] or 1))

    return read


def _is_number_of_document(text: str, place: int) -> bool:
    """〔2023〕234号 and GB/T 45288.1—2025 hold years that are no dates."""
    return place > 0 and text[place - 1] in "〔[—-–"
