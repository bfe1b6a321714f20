"""Words that turn a rule round when they change: 应当 and 可以, 以上 and 以下, 不 and nothing; each in its context.

A sentence may leave such a word's surroundings out, but where it keeps them it must keep the word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CLASSES: dict[str, str] = {
    "must_not": "不得(?!不?(?:超过|少于|低于|高于|多于))|禁止|严禁|不准许?|不允许|不可以|不能|不应当|不应该|无权|不予",
    "need_not": "无需|无须|不必|不需要?|可以不|不再",
    "at_most": "不得?超过|不高于|不多于|不得高于|不得多于|以下|以内",
    "at_least": "不得?少于|不得?低于|不小于|以上",
    "must": "应当|应该|必须|须",
    "may": "可以|有权|允许|准许",
    "outside": "以外",
    "over": "超过|高于|多于",
    "under": "低于|少于|不足|不满|未满",
    "not": "不|未|无(?=法|效|关|权)",
}
"""In the order in which they are tried: a denial before what it denies."""
_TURNING = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _CLASSES.items()))
_NOT_TURNING = re.compile(
    r"不动产|不可抗力|不可移动|不可再生|不良|不同|不当得利|未成年|未来|不明|不足以|三以上|不利|不仅|不但|不断|无障碍|不限"
)
_SPACE = re.compile(r"[\s，、：:；;。“”\"]+")
_LONG, _NEEDED, _ONE_SIDE = 8, 5, 7
_SHORT_END = 4
"""A sentence that keeps so much up to its end keeps the surroundings, short as they are."""


@dataclass(frozen=True)
class _Word:
    kind: str
    words: str
    left: str
    right: str


def turned(said: str, texts: Sequence[str]) -> str | None:
    """The first word of `said` that the cited texts have otherwise in the same surroundings; None when none."""
    plain = _SPACE.sub("", said)
    cited = [_SPACE.sub("", text) for text in texts]
    there = [word for text in cited for word in _words(text)]
    for word in _words(plain):
        if any(word.left + word.words + word.right in text for text in cited):
            continue
        likeness = [(sum(sides := _likeness(word, other)), max(sides), other.kind == word.kind) for other in there]
        best = max((total for total, _, _ in likeness), default=0)
        if best >= _NEEDED:
            if not any(same and (total == best or side >= _ONE_SIDE) for total, side, same in likeness):
                return word.words
        elif any(_without(word, text) for text in cited):
            return word.words
    for word in there:
        if word.kind in ("not", "must_not") and _without(word, plain) and not _said_elsewhere(word, plain):
            return word.words
    return None


def _words(text: str) -> list[_Word]:
    skipped = {place for match in _NOT_TURNING.finditer(text) for place in range(match.start(), match.end())}
    return [
        _Word(str(m.lastgroup), m[0], text[max(0, m.start() - _LONG) : m.start()], text[m.end() : m.end() + _LONG])
        for m in _TURNING.finditer(text)
        if m.start() not in skipped
    ]


def _likeness(a: _Word, b: _Word) -> tuple[int, int]:
    """Characters that both sides share, counted outwards from the word; what reaches the end of `a` counts in full."""
    left, right = _shared(a.left[::-1], b.left[::-1]), _shared(a.right, b.right)
    return left, right


def _shared(mine: str, theirs: str) -> int:
    alike = next((n for n, (x, y) in enumerate(zip(mine, theirs, strict=False)) if x != y), min(len(mine), len(theirs)))
    return _LONG if _SHORT_END <= len(mine) == alike else alike


def _without(word: _Word, text: str) -> bool:
    """`text` has the surroundings of the word close together, and the word not between them."""
    around = word.left[-3:] + word.right[:3]
    return len(word.left) >= 3 and len(word.right) >= 3 and around in text


def _said_elsewhere(word: _Word, text: str) -> bool:
    return word.left[-3:] + word.words + word.right[:3] in text
