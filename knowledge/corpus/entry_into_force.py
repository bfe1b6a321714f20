"""The day a text itself says it takes effect (施行日期条款), and days written in Chinese or Arabic numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.document import Article
from knowledge.provisions.numerals import chinese_to_int
from knowledge.provisions.structure import split_article

_Y = "[0-9０-９〇○零一二三四五六七八九]{4}"
_N = "[0-9０-９〇○零一二三四五六七八九十]{1,3}"
DAY = rf"({_Y})\s*年\s*({_N})\s*月\s*({_N})\s*日"
_HOLDS = r"(?:开始)?\s*(?:施行|实施|执行|生效|实行|试行)"
_SELF = r"本(?:法典?|条例|[^。；，\s]{0,6}(?:办法|规定|规则|细则|决定|决议|修正案|通知|意见|标准|规范|规程|指南|解释))"
_STATED = re.compile(rf"{_SELF}(?:（[^（）]*）)?[^。；《》\n]{{0,16}}?自\s*{DAY}\s*起\s*{_HOLDS}")
_ON_PUBLICATION = re.compile(rf"{_SELF}[^。；《》\n]{{0,16}}?自\s*(?:公布|发布|颁布|印发|下发)之日起\s*{_HOLDS}")
_LAST = 8


@dataclass(frozen=True)
class EntryIntoForce:
    """`on` None and `on_publication` False: the text does not say."""

    on: date | None = None
    on_publication: bool = False


def entry_into_force(articles: Sequence[Article]) -> EntryIntoForce:
    """What the last articles say about the text itself; annexes say it about themselves and do not count."""
    main = [article for article in articles if not article.number.startswith("附")]
    for article in reversed(main[-_LAST:]):
        text = _without_annexes(article.text)
        stated = [day for match in _STATED.finditer(text) if (day := day_of(match)) is not None]
        if stated:
            return EntryIntoForce(on=stated[-1])
        if _ON_PUBLICATION.search(text):
            return EntryIntoForce(on_publication=True)
    return EntryIntoForce()


def day_of(match: re.Match[str]) -> date | None:
    """The day a match of `DAY` names; None when there is no such day."""
    year, month, day = (chinese_to_int(group) for group in match.groups()[-3:])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _without_annexes(text: str) -> str:
    return "".join(text[part.start : part.end] for part in split_article(text) if part.kind != "annex")
