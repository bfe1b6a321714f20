"""Texts made comparable: width, white space and punctuation do not count, characters and numerals do."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")
_CJK = r"㐀-䶿一-鿿豈-﫿"
_TOKEN = re.compile(rf"[{_CJK}]|[a-z]+|\d+(?:\.\d+)?")


def plain(text: str) -> str:
    """NFKC, lower case, letters and digits only."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).lower())


def tokens(text: str) -> list[str]:
    """A Chinese character each; a run of Latin letters; a number. This is our declared tokenisation."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def same(said: str, right: str) -> bool:
    return plain(said) == plain(right)


def holds(said: str, part: str) -> bool:
    """`part` stands in `said`, whatever the punctuation."""
    return plain(part) in plain(said)
