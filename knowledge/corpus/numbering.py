"""Which lines of a law begin an article: the numbering decides, for a sentence may begin with 第三十五条 too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.provisions.numerals import NUMERAL, chinese_to_int, int_to_chinese, key_of

_LINE = re.compile(
    rf"^[*＊]{{0,2}}(第\s*({NUMERAL})\s*条(?:\s*之\s*([一二三四五六七八九十]+))?)"
    r"(?P<gap>[*＊]{0,2}[\s　：:]*)(?P<rest>.*)$"
)
_GOES_ON = re.compile(r"^(?:第\S{1,4}[款项]|规定的|[、，,；;。]|(?:和|及|以及|至|与|或者?)\s*第)")
_GOES_ON_AT_ONCE = re.compile(
    r"^(?:规定|[的和及至与或]|以及|[所中](?:称|列|规定|述|指|的|所|有关|，)|之规定|各[款项]|修改|增加|删去|一款)"
)
"""Right behind the number, without a space."""


@dataclass(frozen=True)
class ArticleLine:
    """A line that begins an article, or might."""

    line: int
    key: str
    """`35`, `17之1`"""
    label: str
    """As printed, without white space."""
    order: tuple[int, int]
    spaced: bool
    """White space, a colon or bold type sets the number off from what follows."""
    rest: str


@dataclass(frozen=True)
class Numbering:
    starts: dict[int, ArticleLine]
    """By line."""
    notices: tuple[str, ...]


def read_numbering(lines: Sequence[str]) -> Numbering:
    """The longest run of rising numbers is the law's own; what does not fit into it is no article, or out of place."""
    candidates = list(_candidates(lines))
    spaced = [c for c in candidates if c.spaced]
    strict = len(spaced) * 2 >= len(candidates)
    chain = _longest_rise(spaced if strict else candidates)
    if strict:
        chain = _filled(chain, candidates)
    keys = {c.key for c in chain}
    strays = [c for c in spaced if c.key not in keys and chain and c.line < chain[0].line]
    starts = {c.line: c for c in [*strays, *chain]}
    return Numbering(starts, (*_gaps(chain, {c.order[0] for c in strays}), *_oddities(strays, spaced, starts)))


def _candidates(lines: Sequence[str]) -> Iterator[ArticleLine]:
    for n, line in enumerate(lines):
        match = _LINE.match(line)
        if match is None or _GOES_ON.match(match["rest"]):
            continue
        spaced = bool(match["gap"]) or not match["rest"]
        if not spaced and _GOES_ON_AT_ONCE.match(match["rest"]):
            continue
        number, key = chinese_to_int(match[2]), key_of(match[2], match[3])
        if number is None or key is None:
            continue
        order = (number, chinese_to_int(match[3]) or 0 if match[3] else 0)
        label = re.sub(r"\s+", "", match[1])
        yield ArticleLine(n, key, label, order, spaced, match["rest"].strip("　 "))


def _longest_rise(candidates: Sequence[ArticleLine]) -> list[ArticleLine]:
    """Longest strictly rising subsequence, the earlier line where two would do."""
    tails: list[tuple[int, int]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for n, candidate in enumerate(candidates):
        place = bisect_left(tails, candidate.order)
        before.append(ends[place - 1] if place else None)
        if place == len(tails):
            tails.append(candidate.order)
            ends.append(n)
        elif candidate.order < tails[place]:
            tails[place], ends[place] = candidate.order, n
    chain: list[ArticleLine] = []
    at = ends[-1] if ends else None
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def _filled(chain: Sequence[ArticleLine], candidates: Sequence[ArticleLine]) -> list[ArticleLine]:
    """A number that is missing where it should stand may lack the space behind it."""
    filled: list[ArticleLine] = []
    for n, entry in enumerate(chain):
        low = filled[-1] if filled else None
        for c in candidates:
            fits = (low is None or low.line < c.line) and c.line < entry.line and not c.spaced
            if fits and c.order[1] == 0 and c.order[0] == (low.order[0] if low else 0) + 1 < entry.order[0]:
                filled.append(c)
                low = c
        filled.append(entry)
        if n == len(chain) - 1:
            for c in candidates:
                if not c.spaced and c.line > filled[-1].line and c.order == (filled[-1].order[0] + 1, 0):
                    filled.append(c)
    return filled


def _gaps(chain: Sequence[ArticleLine], elsewhere: set[int]) -> Iterator[str]:
    last = 0
    for entry in chain:
        missing = [n for n in range(last + 1, entry.order[0]) if n not in elsewhere]
        if len(missing) == 1:
            yield f"缺{_label(missing[0])}"
        elif missing:
            yield f"缺{_label(missing[0])}至{_label(missing[-1])}"
        last = max(last, entry.order[0])


def _oddities(
    strays: Sequence[ArticleLine], spaced: Sequence[ArticleLine], starts: dict[int, ArticleLine]
) -> Iterator[str]:
    if strays:
        yield f"{'、'.join(c.label for c in strays)}排在第一条之前，按原处收入"
    first = {entry.key: entry.line for entry in starts.values()}
    again = [e.label for e in spaced if e.line not in starts and e.line > first.get(e.key, e.line)]
    if again:
        named = "、".join(again[:3]) + (f"等{len(again)}处" if len(again) > 3 else "")
        yield f"{named}又出现一次，未另立条，文字留在前一条里"


def _label(number: int) -> str:
    return f"第{int_to_chinese(number)}条"
