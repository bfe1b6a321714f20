"""The same question as careless hands, other keyboards and other scripts write it; its meaning stays."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

_HALF = "".join(map(chr, range(0x21, 0x7F)))
_WIDE = str.maketrans({half: chr(ord(half) + 0xFEE0) for half in _HALF})
_NARROW = str.maketrans({**{chr(ord(half) + 0xFEE0): half for half in _HALF}, "。": ".", "、": ",", "“": '"', "”": '"'})
_CJK = re.compile(r"[一-鿿]")
_MARKS = re.compile(r"[，。？！、；：“”‘’（）《》,.?!;:()\s]+")

Disturbance = Callable[[str, random.Random], str]


def other_width(text: str, _: random.Random) -> str:
    """Digits and Latin letters in full width, Chinese punctuation in half."""
    narrowed = text.translate(_NARROW)
    return "".join(c.translate(_WIDE) if c.isalnum() else c for c in narrowed)


def without_marks(text: str, _: random.Random) -> str:
    """As typed in a hurry: no punctuation."""
    return _MARKS.sub("", text)


def spaced(text: str, chance: random.Random) -> str:
    """As copied from a PDF: a space or a line break here and there."""
    return "".join(c + (chance.choice(" \n ") if chance.random() < 0.15 else "") for c in text).strip()


def swapped(text: str, chance: random.Random) -> str:
    """Two neighbouring characters of a pair changed places, once in twelve characters, at least once."""
    characters = list(text)
    places = [n for n in range(len(text) - 1) if _CJK.match(text[n]) and _CJK.match(text[n + 1])]
    for n in sorted(chance.sample(places, min(len(places), max(1, len(text) // 12)))):
        characters[n], characters[n + 1] = characters[n + 1], characters[n]
    return "".join(characters)


def traditional(pairs: Iterable[tuple[str, str]]) -> Disturbance:
    """Character by character, as learnt from texts written in both scripts; others stay as they are."""
    table = traditional_characters(pairs)
    return lambda text, _: "".join(table.get(c, c) for c in text)


def traditional_characters(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The commonest traditional form of each simplified character, from pairs of equal length."""
    seen: dict[str, Counter[str]] = {}
    for simple, other in pairs:
        if len(simple) == len(other):
            for a, b in zip(simple, other, strict=True):
                if _CJK.match(a) and _CJK.match(b):
                    seen.setdefault(a, Counter())[b] += 1
    return {a: forms.most_common(1)[0][0] for a, forms in seen.items()}
