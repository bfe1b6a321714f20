"""Places in the law, read from addresses and from words: the evaluation's own reading, apart from what it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_N = r"[〇零一二两三四五六七八九十百千\d]{1,9}"
_PLACE = re.compile(
    rf"第(?P<article>{_N})条(?:之(?P<inserted>{_N}))?"
    rf"(?:的?第?(?P<paragraph>{_N})款)?(?:的?第?[（(]?(?P<item>{_N})[）)]?项)?"
)
_IN_BRACKETS = re.compile(r"《([^《》]{2,60})》(?:[（(][^（）()]{0,30}[）)])?\s*$")
_CHAIN = re.compile(r"^[、，,和及与至以或\s]{1,3}$")
_STATE = "中华人民共和国"


@dataclass(frozen=True)
class Place:
    """An article of a law, or a paragraph or item of it. Without a version any text of the law is meant."""

    law: str
    """Without 中华人民共和国."""
    article: str
    """`35`, `17之1`; empty for the law as a whole."""
    paragraph: int | None = None
    item: int | None = None
    version: str | None = None

    @property
    def of_article(self) -> tuple[str, str]:
        return self.law, self.article

    def fits(self, other: Place) -> bool:
        """The same article, in the same text where both say which."""
        same_text = None in (self.version, other.version) or self.version == other.version
        return self.of_article == other.of_article and same_text

    def __str__(self) -> str:
        parts = [f"第{self.article}条" if self.article else ""]
        parts += [f"第{self.paragraph}款" if self.paragraph else "", f"第{self.item}项" if self.item else ""]
        return self.law + (f"（{self.version}）" if self.version else "") + "".join(parts)


@lru_cache(maxsize=4096)
def place_of_address(address: str) -> Place:
    """`土地管理法@2019-08-26/35/1`; ValueError when it is none."""
    head, *parts = address.split("/")
    law, _, version = head.partition("@")
    if not law or len(parts) > 3:
        raise ValueError(f"{address!r} is no address")
    article, paragraph, item = [*parts, "", "", ""][:3]
    return Place(bare_title(law), article, _int(paragraph), _int(item), version or None)


def place_of_reference(text: str) -> Place:
    """土地管理法第四十四条第二款, or a law's title alone; ValueError when it is neither."""
    match = _PLACE.search(text)
    law = bare_title(text[: match.start()] if match else text)
    if not law or (match and match.end() != len(text.strip())):
        raise ValueError(f"{text!r} is no reference")
    return _place(law, match) if match else Place(law, "")


def places_in(text: str, titles: frozenset[str]) -> list[Place]:
    """Provisions free text names: a title in 《》 or one of `titles` before 第…条, or a list that goes on from one."""
    found: list[Place] = []
    law, end = "", -1
    for match in _PLACE.finditer(text):
        named = _title_before(text, match.start(), titles)
        carries_on = bool(law) and bool(_CHAIN.match(text[end : match.start()]))
        law = named or (law if carries_on else "")
        end = match.end()
        if law:
            found.append(_place(law, match))
    return list(dict.fromkeys(found))


def bare_title(title: str) -> str:
    return re.sub(r"[\s《》〈〉]+", "", title).removeprefix(_STATE)


def numeral(text: str) -> int | None:
    """三十五, 一百零三, 35, 二〇二六; None when it is no whole number below ten thousand."""
    if text.isdigit() and text.isascii():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _TENS for c in text):
        return None
    if not set(text) & set(_TENS):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, last = 0, 0
    for c in text:
        if c in _DIGITS:
            last = _DIGITS[c]
        else:
            total += (last or 1) * _TENS[c]
            last = 0
    return total + last


def han(number: int) -> str:
    """35 as 三十五, the way laws print it; 1 to 9999."""
    text = ""
    for name, scale in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, scale)
        if digit:
            text += "零一二三四五六七八九"[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def key_of_article(label: str) -> str | None:
    """第三十五条, 第十七条之一 to `35`, `17之1`; None for any other label."""
    match = _PLACE.fullmatch(label)
    return _article(match) if match else None


def _title_before(text: str, end: int, titles: frozenset[str]) -> str:
    before = text[max(0, end - 80) : end]
    bracketed = _IN_BRACKETS.search(before)
    if bracketed:
        return bare_title(bracketed[1])
    return next((tail for tail in _tails(before.rstrip()) if bare_title(tail) in titles), "")


def _tails(text: str) -> Iterator[str]:
    """Endings of the text, longest first."""
    for length in range(min(len(text), 40), 1, -1):
        yield text[-length:]


def _place(law: str, match: re.Match[str]) -> Place:
    return Place(bare_title(law), _article(match) or "", _number(match["paragraph"]), _number(match["item"]))


def _article(match: re.Match[str]) -> str | None:
    number, inserted = _number(match["article"]), _number(match["inserted"])
    return None if number is None else f"{number}之{inserted}" if inserted else str(number)


def _number(text: str | None) -> int | None:
    return None if text is None else numeral(text)


def _int(text: str) -> int | None:
    return int(text) if text else None
