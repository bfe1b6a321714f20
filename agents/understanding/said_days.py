"""Days as a conversation says them, as precise as it says them: 2026-08-15, 2026-08, 2027."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.provisions.numerals import chinese_to_int

_HAN_YEAR, _HAN = r"[〇○零一二三四五六七八九]{4}", r"[一二三四五六七八九十]{1,3}"
_SAID = re.compile(
    rf"(?P<y>(?<!\d)(?:19|20)\d{{2}}|{_HAN_YEAR})\s*[年\-/.]\s*(?:(?P<m>\d{{1,2}}|{_HAN}|元)\s*(?:[月\-/.]\s*(?:份)?(?:(?P<d>\d{{1,2}}|{_HAN})\s*[日号]?)?|(?=旦)))?"
    r"|(?P<rel>今年|本年|明年|去年|前年|后年)(?:\s*(?P<rm>\d{1,2}|[一二三四五六七八九十]{1,3}|元)\s*(?:月(?:份)?(?:\s*(?P<rd>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号])?|(?=旦)))?"
    r"|(?P<day>今天|今日|昨天|明天|后天)"
    r"|(?P<bare>(?<![\d年])\d{4})(?=版|文本|年?(?:修正|修订)|的?(?:版本|那版)|\s*[→\-—~与和至对跟]|\s*vs|$)"
    r"|(?:[→\-—~和与跟比对到至]|vs)\s*(?P<after>(?:19|20)\d{2})(?!\d)"
    r"|(?<![\d年])(?P<two>\d{2})(?=年?的?(?:版|修正|修订|那版|新改)|年的)"
)
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "明天": 1, "后天": 2}
_NAMES = re.compile(r"《[^《》]*》|[〔\[][^〔〕\[\]]*[〕\]]|GB[/T\s]*\d[\d.]*[—\-]\d{4}|TD/T\s*\d+[—\-]\d{4}")
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def said_days(text: str, today: date) -> list[str]:
    """In order, each once; a day that no calendar has is left out."""
    plain = _NAMES.sub(lambda match: "＿" * len(match[0]), text.translate(_WIDTH))
    found = [day for match in _SAID.finditer(plain) if (day := _iso(match, today))]
    return list(dict.fromkeys(found))


def _iso(match: re.Match[str], today: date) -> str | None:
    if match["day"]:
        return (today + timedelta(days=_DAYS[match["day"]])).isoformat()
    if match["bare"] or match["after"]:
        return match["bare"] or match["after"]
    if match["two"]:  # 92年的, 09版
        return f"{19 if int(match['two']) > today.year % 100 + 10 else 20}{match['two']}"
    year = today.year + _YEARS[match["rel"]] if match["rel"] else chinese_to_int(match["y"])
    month, day = match["m"] or match["rm"], match["d"] or match["rd"]
    if month == "元":
        month, day = "1", "1"
    if year is None:
        return None
    numbers = [number for part in (month, day) if part and (number := chinese_to_int(part)) is not None]
    try:
        date(year, *(*numbers, 1, 1)[:2])
    except ValueError:
        return None
    return "-".join([str(year), *(f"{number:02d}" for number in numbers)])
