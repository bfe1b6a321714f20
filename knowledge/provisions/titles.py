"""From the names people give a law to the instruments that bear them; exact references in questions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .abbreviations import ABBREVIATIONS
from .numerals import NUMERAL, chinese_to_int, key_of

_STATE = "中华人民共和国"
_SAME_LENGTH = str.maketrans("０１２３４５６７８９條項款", "0123456789条项款")
_EDITION = re.compile(
    r"[（(][^（）()]*(?:\d{4}|修订|修正|试行|暂行|版)[^（）()]*[)）]$|^(?:\d{4}年?版?的?|新版?|现行|修订后的|修正后的)|[@＠]\d{4}-\d{2}-\d{2}$"
)
_CARRIES_ON = re.compile(r"^(?:实施条例|实施细则|实施办法|实施规定|实施意见|司法解释|[规院律定人治制庭官学师])")
_MAY_PRECEDE = set(
    "据照和与及或按在的对了看查问由以新旧是、，。；：！？“”\"'（）() 《 　违反依现行到从用我你他"
    "引拿套翻版年月日时前后中把被给跟就还也都说讲写原老凭仍只才即是将于"
)
_ARTICLE = re.compile(
    rf"(?P<di>第?)\s*(?P<n>{NUMERAL})\s*条(?:\s*之\s*(?P<x>[一二三四五六七八九十]))?"
    rf"(?:\s*[的中之]?\s*第?\s*(?P<p>{NUMERAL})\s*款)?(?:\s*[的中之]?\s*第?\s*[（(]?(?P<i>{NUMERAL})[）)]?\s*项)?"
)
_BETWEEN = re.compile(r"^[》\s]*(?:[（(][^（）()]{0,20}[)）])?[\s，,]*(?:的|中|里|之|关于)?\s*$")
_CHAIN = re.compile(r"^(?:[\s、，,和与及或以者跟]{1,4}|\s*还是\s*)$")
_NUMBER = re.compile(
    r"[一-鿿、]{2,20}[〔\[［（(]\d{4}[〕\]］）)]\d+号(?:附件\d*)?|[一-鿿、]{2,20}令第?\d+号|[A-Za-z][A-Za-z/／]*\s*\d[\d.\s—–\-]*"
)
_PUNCTUATION = re.compile(r"[\s—–\-－/／〔〕\[\]［］（）()第]+")


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    name: str
    ids: tuple[str, ...]
    """Empty for a title in 《》 that nothing here bears."""


@dataclass(frozen=True)
class QuestionReference:
    ids: tuple[str, ...]
    """Empty when no instrument is named before it, or none of that name is known."""
    title_name: str
    article: str | None
    paragraph: int | None
    item: int | None
    start: int
    end: int


class TitleIndex:
    """`entries`: instrument id, full title, extra short titles; `numbers`: 文号 or standard number, instrument id."""

    def __init__(
        self, entries: Iterable[tuple[str, str, Iterable[str]]], numbers: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._numbers: dict[str, list[str]] = {}
        for number, id_ in numbers:
            self._numbers.setdefault(_plain_number(number), []).append(id_)
        self._ids: dict[str, list[str]] = {}
        for id_, title, short_titles in entries:
            base = id_.partition("#")[0]
            for name in dict.fromkeys([id_, base, title, title.removeprefix(_STATE), *short_titles]):
                self._name(name, id_)
        for short, full in ABBREVIATIONS.items():
            for id_ in self._ids.get(full, []):
                self._name(short, id_)
        self._by_head: dict[str, list[str]] = {}
        for name in sorted(self._ids, key=len, reverse=True):
            self._by_head.setdefault(name[:2], []).append(name)

    def resolve(self, name: str) -> list[str]:
        """Ids a name can mean: title, short title or number, else the end or beginning of titles; never by likeness."""
        wanted = self._bare(name)
        if wanted in self._ids:
            return list(self._ids[wanted])
        if _NUMBER.fullmatch(name.strip()):
            return self._numbered(name)
        if len(wanted) < 3:
            return []
        ends = {id_ for title, ids in self._ids.items() if title.endswith(wanted) for id_ in ids}
        begins = {id_ for title, ids in self._ids.items() if title.startswith(wanted) for id_ in ids}
        return sorted(ends or begins)

    def near(self, name: str, limit: int = 5) -> list[str]:
        """Ids whose names look like it, for a hint only."""
        close = difflib.get_close_matches(self._bare(name), self._ids, n=3 * limit, cutoff=0.5)
        return list(dict.fromkeys(id_ for title in close for id_ in self._ids[title]))[:limit]

    def mentions(self, text: str) -> list[Mention]:
        """Names of instruments in free text, longest first at each place; a bracketed title counts only as a whole."""
        found: list[Mention] = []
        place = 0
        while place < len(text):
            if text[place] == "《":
                close = _closing(text, place)
                if close > 0:
                    inner = text[place + 1 : close]
                    found.append(Mention(place, close + 1, inner, tuple(self._ids.get(self._bare(inner), []))))
                    place = close + 1
                    continue
            name = self._name_at(text, place)
            if name is None:
                place += 1
            else:
                found.append(Mention(place, place + len(name), name, tuple(self._ids[name])))
                place += len(name)
        return found

    def _numbered(self, number: str) -> list[str]:
        """However its dashes and brackets are written; a standard's year may be left out."""
        wanted = _plain_number(number)
        if wanted in self._numbers:
            return list(self._numbers[wanted])
        return [
            id_
            for held, ids in self._numbers.items()
            if re.fullmatch(rf"{re.escape(wanted)}\d{{4}}", held)
            for id_ in ids
        ]

    def _name_at(self, text: str, place: int) -> str | None:
        for name in self._by_head.get(text[place : place + 2], ()):
            if text.startswith(name, place) and _stands_alone(name, text, place):
                return name
        return None

    def _name(self, name: str, id_: str) -> None:
        ids = self._ids.setdefault(re.sub(r"\s+", "", name), [])
        if id_ not in ids:
            ids.append(id_)

    def _bare(self, name: str) -> str:
        bare = re.sub(r"\s+", "", name).strip('《》〈〉"“”')
        if bare in self._ids:
            return bare
        bare = _EDITION.sub("", bare).strip("《》")
        return bare if bare in self._ids else bare.removeprefix(_STATE)


def parse_question_reference(text: str, titles: TitleIndex) -> list[QuestionReference]:
    """土地管理法第三十五条, 第35条第二款, 土管法35条: in order; a bare 35条 counts only right behind a title."""
    text = text.translate(_SAME_LENGTH)
    mentions = titles.mentions(text)
    found: list[QuestionReference] = []
    for match in _ARTICLE.finditer(text):
        owner = _owner(text, match.start(), mentions)
        inherited = _inherited(text, match.start(), found)
        if not match["di"] and owner is None and inherited is None:
            continue
        article = key_of(match["n"], match["x"])
        if article is None:
            continue
        ids = owner.ids if owner else (inherited.ids if inherited else ())
        name = owner.name if owner else (inherited.title_name if inherited else "")
        start = owner.start if owner else match.start()
        found.append(QuestionReference(ids, name, article, _int(match["p"]), _int(match["i"]), start, match.end()))
    return found


def _owner(text: str, start: int, mentions: list[Mention]) -> Mention | None:
    for mention in reversed(mentions):
        if mention.end <= start:
            return mention if _BETWEEN.match(text[mention.end : start]) else None
    return None


def _inherited(text: str, start: int, found: list[QuestionReference]) -> QuestionReference | None:
    return found[-1] if found and found[-1].end <= start and _CHAIN.match(text[found[-1].end : start]) else None


def _stands_alone(name: str, text: str, place: int) -> bool:
    """A short name inside a longer word (水法 in 供水法, 森林法 in 森林法规) is not that law's name."""
    after = text[place + len(name) :]
    if _CARRIES_ON.match(after) and not after.startswith(("定义",)):
        return False
    return len(name) > 3 or place == 0 or text[place - 1] in _MAY_PRECEDE or not "一" <= text[place - 1] <= "鿿"


def _plain_number(number: str) -> str:
    return _PUNCTUATION.sub("", number).upper()


def _closing(text: str, opening: int) -> int:
    """Place of the 》 that closes the 《 at `opening`, one title inside another allowed; -1 when none does."""
    depth = 0
    for place in range(opening, len(text)):
        depth += {"《": 1, "》": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def _int(text: str | None) -> int | None:
    return None if text is None else chinese_to_int(text)
