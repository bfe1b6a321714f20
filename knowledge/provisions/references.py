"""Citations inside law text: 本法第三十五条, 前款, 第二款第一项, 《城乡规划法》第三十七条; and what a text repeals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .address import Address
from .numerals import NUMERAL, chinese_to_int, key_of

Relation = Literal["named", "this", "preceding_paragraph", "preceding_article", "same_article"]


@dataclass(frozen=True)
class Reference:
    """One mention, resolved no further than its words go."""

    relation: Relation
    start: int
    end: int
    title: str | None = None
    """Title in 《》, for `named`."""
    articles: tuple[str, ...] = ()
    paragraph: int | None = None
    item: int | None = None
    back: int = 1
    """For preceding ones, how many: 前两款 is 2."""


@dataclass(frozen=True)
class RepealStatement:
    titles: tuple[str, ...]
    on: date | None
    """Stated day, else None."""
    start: int
    end: int


_N = NUMERAL
_ONE = rf"第\s*({_N})\s*条(?:\s*之\s*([一二三四五六七八九十]))?"
_TAIL = rf"(?:\s*第\s*(?P<p>{_N})\s*款)?(?:\s*第\s*[（(]?(?P<i>{_N})[）)]?\s*项)?"
_ATOM = rf"第\s*{_N}\s*条(?:\s*之\s*[一二三四五六七八九十])?(?:\s*第\s*{_N}\s*款)?(?:\s*第\s*[（(]?{_N}[）)]?\s*项)?"
_AND = r"\s*(?:、|和|或者|及|以及|至|到)\s*"
_OWNER = (
    r"(?P<title>《[^《》]{2,60}》(?:（[^（）]{2,20}）)?)|(?P<this>本法典?|本条例|本办法|本规定|本决定|本细则|本章程)"
)
_NAMED = re.compile(rf"(?:{_OWNER})?\s*(?P<list>{_ATOM}(?:{_AND}(?:{_ATOM}|第\s*{_N}\s*款))*)")
_ARTICLES = re.compile(rf"{_ONE}{_TAIL}")
_RANGE = re.compile(r"条(?:之[一二三四五六七八九十])?\s*(?:至|到)\s*第")
_BEFORE = re.compile(
    rf"前\s*(?P<n>[两二三四五六七八九十])?\s*(?P<unit>款|条)(?:(?:规定的)?第\s*[（(]?(?P<i>{_N})[）)]?\s*项)?"
)
_HERE = re.compile(rf"本条第\s*(?P<p>{_N})\s*款(?:第\s*[（(]?(?P<i>{_N})[）)]?\s*项)?")
_TITLE_ALONE = re.compile(r"《([^《》]{2,60})》")
_REPEAL = re.compile(
    r"(?P<titles>(?:[、，,和及以]*\s*(?:\d{4}年\d+月\d+日[^《》。]{0,60}?)?《[^《》]+》(?:（[^（）]{2,40}）)?\s*)+)"
    r"[^《》。；]{0,12}?(?:同时|予以|即行|即|自[^。《》]{0,20}起)?\s*(?:废止|停止执行|停止施行|失效)"
)
_DAY = re.compile(r"自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日起")


def find_references(text: str) -> list[Reference]:
    """In order of place; whole instruments named without an article are included."""
    found: list[Reference] = []
    covered: list[tuple[int, int]] = []
    for match in _NAMED.finditer(text):
        found.extend(_expand(match))
        covered.append(match.span())
    for match in _HERE.finditer(text):
        found.append(Reference("same_article", *match.span(), None, (), chinese_to_int(match["p"]), _int(match["i"])))
        covered.append(match.span())
    for match in _BEFORE.finditer(text):
        relation: Relation = "preceding_paragraph" if match["unit"] == "款" else "preceding_article"
        back = chinese_to_int(match["n"]) if match["n"] else 1
        found.append(Reference(relation, *match.span(), item=_int(match["i"]), back=back or 1))
    for match in _TITLE_ALONE.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            found.append(Reference("named", *match.span(), title=match[1]))
    return sorted(found, key=lambda reference: (reference.start, reference.end))


def resolve_reference(reference: Reference, at: Address) -> list[Address]:
    """Addresses a reference inside `at`'s own instrument means; empty for `named` ones and when nothing precedes."""
    instrument, version = at.instrument, at.version
    if reference.relation == "this":
        return [Address(instrument, version, a, reference.paragraph, reference.item) for a in reference.articles]
    if reference.relation == "same_article":
        return [Address(instrument, version, at.article, reference.paragraph, reference.item)]
    if reference.relation == "preceding_article" and at.article and at.article.isdigit():
        numbers = range(max(1, int(at.article) - reference.back), int(at.article))
        return [Address(instrument, version, str(n), None, reference.item) for n in numbers]
    if reference.relation == "preceding_paragraph" and at.paragraph:
        numbers = range(max(1, at.paragraph - reference.back), at.paragraph)
        return [Address(instrument, version, at.article, n, reference.item) for n in numbers]
    return []


def find_repeals(text: str) -> list[RepealStatement]:
    """《甲法》、《乙法》同时废止 and the like, with the day the same text states, if any."""
    found = []
    for match in _REPEAL.finditer(text):
        day = None
        for stated in _DAY.finditer(text, 0, match.end()):
            day = stated
        on = date(int(day[1]), int(day[2]), int(day[3])) if day else None
        titles = tuple(re.sub(r"\s+", "", title) for title in _TITLE_ALONE.findall(match["titles"]))
        found.append(RepealStatement(titles, on, *match.span()))
    return found


def _expand(match: re.Match[str]) -> list[Reference]:
    """One reference per article of a list; a range such as 第十条至第十三条 becomes one with all its articles."""
    title = match["title"]
    relation: Relation = "named" if title else "this"
    name = _TITLE_ALONE.search(title)[1] if title and _TITLE_ALONE.search(title) else None  # type: ignore[index]
    listed = list(_ARTICLES.finditer(match["list"]))
    keys = [key_of(one[1], one[2]) for one in listed]
    out: list[Reference] = []
    for n, (one, key) in enumerate(zip(listed, keys, strict=True)):
        if key is None:
            continue
        articles: tuple[str, ...] = (key,)
        between = match["list"][listed[n - 1].start() : one.end()] if n else ""
        if n and _RANGE.search(between) and out and key.isdigit() and out[-1].articles[-1].isdigit():
            articles = tuple(str(k) for k in range(int(out[-1].articles[-1]) + 1, int(key) + 1))
        out.append(Reference(relation, match.start(), match.end(), name, articles, _int(one["p"]), _int(one["i"])))
    return [reference for reference in out if reference.articles]


def _int(text: str | None) -> int | None:
    return None if text is None else chinese_to_int(text)
