"""Rows of the packaged laws into articles: their texts untouched, their numbers made unique, their headings put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.document import Article
from knowledge.provisions.numerals import article_key, chinese_to_int, int_to_chinese

Row = Sequence[str | None]
"""chapter, section, article_no, article_text"""
_PART = re.compile(r"^第[一二三四五六七八九十]+(分编|编)\s*\S.{0,30}$|^附\s*则$")


def articles_of(rows: Sequence[Row]) -> list[Article]:
    """The package glues the heading of a 编 to the end of the article before it; the articles behind get it back."""
    articles: list[Article] = []
    seen: dict[str, int] = {}
    above: tuple[str, ...] = ()
    stale: tuple[str | None, str | None] | None = None
    for chapter, section, label, text in rows:
        number = _number(label or "")
        seen[number] = seen.get(number, 0) + 1
        if seen[number] > 1:
            number = f"{number}·{seen[number]}"
        if (chapter, section) != stale:
            stale = None
        below = () if stale else tuple(heading for heading in (chapter, section) if heading)
        articles.append(Article(number, "" if label == "全文" else label or "", text or "", (*above, *below)))
        behind = _headings_behind(text or "")
        if behind:
            above = _under(above, behind)
            # 附则 has no chapter of its own: the row's columns still name the one before it.
            stale = (chapter, section) if above[-1] == "附则" else None
        elif above[-1:] == ("附则",) and stale is None:
            above = ()
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
    for number in sorted(set(range(numbers[0], max(numbers) + 1)) - set(numbers)):
        yield f"来源缺{_label(number)}，其文字可能并在{_label(number - 1)}里"


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


def _under(above: tuple[str, ...], behind: Sequence[str]) -> tuple[str, ...]:
    """A 编 ends what stood above; a 分编 only the 分编 before it."""
    for heading in behind:
        subpart = re.match(r"^第[一二三四五六七八九十]+分编", heading)
        above = (*above[:1], heading) if subpart else (heading,)
    return above


def _tidy(line: str) -> str:
    """第三编 审 判 is 第三编 审判, 附 则 is 附则."""
    head, _, name = line.strip().partition(" ") if line.strip().startswith("第") else ("", "", line)
    return f"{head} {re.sub(r'\s+', '', name)}".strip()
