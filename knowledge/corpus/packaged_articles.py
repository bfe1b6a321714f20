"""Rows of the packaged laws into articles: texts untouched, numbers made unique, headings put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from knowledge.document import Article
from knowledge.provisions.numerals import article_key, chinese_to_int, int_to_chinese

Row = Sequence[str | None]
"""chapter, section, article_no, article_text"""
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:分编|编)\s*\S.{0,30}$|^附\s*则$")
_SUBPART = re.compile(r"^第[一二三四五六七八九十]+分编")


def articles_of(rows: Sequence[Row]) -> list[Article]:
    """The package glues the heading of a 编 to the end of the article before it; the articles behind get it back."""
    articles: list[Article] = []
    seen: dict[str, int] = {}
    above: tuple[str, ...] = ()
    outdated: tuple[str | None, str | None] | None = None
    for chapter, section, label, text in rows:
        number = _number(label or "")
        seen[number] = seen.get(number, 0) + 1
        if seen[number] > 1:
            number = f"{number}·{seen[number]}"
        if (chapter, section) != outdated:
            outdated = None
        below = () if outdated else tuple(heading for heading in (chapter, section) if heading)
        articles.append(Article(number, "" if label == "全文" else label or "", text or "", (*above, *below)))
        for heading in _headings_behind(text or ""):
            above = _under(above, heading)
            # A 编 or 附则 without chapters: the columns go on naming the chapter before it.
            outdated = (chapter, section)
    return articles


def notices_of(articles: Sequence[Article], title: str) -> Iterator[str]:
    """Faults of the data that a steward should know."""
    repeated = {a.number.partition("·")[0]: a.number.partition("·")[2] for a in articles if "·" in a.number}
    for number, times in repeated.items():
        yield f"条号重复：{number}出现{times}次"
    numbers = [int(a.number) for a in articles if a.number.isdigit() and a.number != "0"]
    if not numbers:
        return
    # Amendments to the constitution are numbered on from the one before.
    if numbers[0] > 1 and "修正案" not in title:
        yield f"条号从{_label(numbers[0])}起，可能不是本件自己的条号"
        return
    for first, last in _runs(sorted(set(range(numbers[0], max(numbers) + 1)) - set(numbers))):
        if first == last:
            yield f"来源缺{_label(first)}，其文字可能并在{_label(first - 1)}里"
        else:
            yield f"来源缺{_label(first)}至{_label(last)}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of consecutive numbers."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in run]
        yield stretch[0], stretch[-1]


def _label(number: int) -> str:
    return f"第{int_to_chinese(number)}条"


def _number(label: str) -> str:
    if label == "全文":
        return "0"
    key = article_key(label)
    if key is None and label.startswith("条目"):
        number = chinese_to_int(label.removeprefix("条目"))
        key = None if number is None else str(number)
    return key or label


def _headings_behind(text: str) -> list[str]:
    """编, 分编 and 附则 that stand as the last lines of an article."""
    found: list[str] = []
    for line in reversed(text.split("\n")[1:]):
        if line.strip() and not _PART.match(line.strip()):
            break
        if line.strip():
            found.insert(0, _tidy(line))
    return found


def _under(above: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """A 编 ends what stood above; a 分编 only the 分编 before it."""
    if _SUBPART.match(heading):
        return (*(one for one in above[:1] if not _SUBPART.match(one)), heading)
    return (heading,)


def _tidy(line: str) -> str:
    """第三编 审 判 is 第三编 审判, 附 则 is 附则."""
    words = line.split()
    return f"{words[0]} {''.join(words[1:])}" if words[0].startswith("第") and words[1:] else "".join(words)
