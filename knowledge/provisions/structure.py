"""An article's own structure: paragraphs (款), items (项), sub-items (目), tables and annexes, as offsets.

Lines are not paragraphs: a line that ends in the middle of a sentence goes on in the next one (texts taken from
PDF are full of such breaks), and 项 belong to the 款 that introduces them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .numerals import chinese_to_int

PartKind = Literal["paragraph", "item", "subitem", "table", "annex", "heading"]


@dataclass(frozen=True)
class Part:
    """`text[start:end]`; at the top level parts tile the text, white space belonging to the part before it."""

    kind: PartKind
    number: int
    start: int
    end: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    """Without surrounding white space."""


_ITEM = re.compile(r"^[“\"]?[（(]([一二三四五六七八九十百]{1,4})[）)]")
_SUBITEM = re.compile(r"^(?:[（(]?(\d{1,2})[）)．.、]|([①-⑳]))")
_TABLE = re.compile(r"^[|+\-\s]+$|\|.*\||^\S.*\s\|\s|^-{5,}|^[|+]")
_ANNEX = re.compile(
    r"^附(?:件|表|录|图|则图)?\s*[一二三四五六七八九十\d]{0,3}\s*(?:[：:].*)?$|^附[件表录]\s*[一二三四五六七八九十\d]{1,3}\s+\S+$|^\S{2,20}表[一二三四五六七八九十]?(?:（.{1,30}）)?$"
)
_PICTURE = re.compile(r"^!\S*\{?width=")
_HEADING = re.compile(r"^(?:第[一二三四五六七八九十百]+(?:分编|编|章|节)\s*\S{0,30}(?:\s\S{1,10})?|附\s*则)$")
_SENTENCE_END = re.compile(r"[。！？][”\"’）》]*$")
_OPEN_END = re.compile(r"[；：:;]$")


def split_article(text: str) -> tuple[Part, ...]:
    """Top-level parts of an article's text, in order; joining them gives `text`."""
    lines = list(_lines(text))
    parts: list[Part] = []
    starts = _top_level(lines)
    for n, (kind, first) in enumerate(starts):
        last = starts[n + 1][1] if n + 1 < len(starts) else len(lines)
        start = 0 if n == 0 else lines[first].start
        end = lines[last - 1].end if n + 1 < len(starts) else len(text)
        number = 1 + sum(1 for part in parts if part.kind == kind)
        inner = tuple(_items(lines[first:last])) if kind == "paragraph" else ()
        parts.append(Part(kind, number, start, end, inner))
    return tuple(parts)


def _lines(text: str) -> Iterator[_Line]:
    """Lines with their ends; empty ones are joined to the line before."""
    start = 0
    pending: _Line | None = None
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        if raw.strip() or pending is None:
            if pending is not None:
                yield pending
            pending = _Line(start, end, raw.strip())
        else:
            pending = _Line(pending.start, end, pending.text)
        start = end
    if pending is not None:
        yield pending


def _top_level(lines: list[_Line]) -> list[tuple[PartKind, int]]:
    """(kind, index of first line) of each top-level part."""
    starts: list[tuple[PartKind, int]] = []
    for n, line in enumerate(lines):
        before = lines[n - 1].text if n else ""
        current = starts[-1][0] if starts else None
        if n and _ANNEX.match(line.text) and (current == "annex" or _SENTENCE_END.search(before)):
            starts.append(("annex", n))
        elif current == "annex":
            continue
        elif n and _PICTURE.match(line.text):
            starts.append(("annex", n))
        elif n and _is_trailing_heading(lines, n):
            starts.append(("heading", n))
        elif _TABLE.search(line.text):
            if current != "table":
                starts.append(("table", n))
        elif (
            not starts
            or current in ("table", "heading")
            or (_begins_paragraph(line.text, before) and not _inside_a_list(lines, starts[-1][1], n))
        ):
            starts.append(("paragraph", n))
    return starts


def _begins_paragraph(line: str, before: str) -> bool:
    return bool(_SENTENCE_END.search(before)) and not _ITEM.match(line) and not _SUBITEM.match(line)


def _inside_a_list(lines: list[_Line], first: int, n: int) -> bool:
    """An unnumbered sentence of an item: behind it the list goes on with its next number."""
    before = [_number(line) for line in lines[first:n] if _ITEM.match(line.text)]
    if not before:
        return False
    for line in lines[n:]:
        if line.text.endswith(("：", ":")):
            return False
        if _ITEM.match(line.text):
            return _number(line) == before[-1] + 1
    return False


def _number(line: _Line) -> int:
    match = _ITEM.match(line.text)
    return 0 if match is None else chinese_to_int(match[1]) or 0


def _is_trailing_heading(lines: list[_Line], n: int) -> bool:
    """A heading of the next chapter glued to the end of this article: only headings follow it."""
    return all(_HEADING.match(line.text) for line in lines[n:])


def _items(lines: list[_Line]) -> Iterator[Part]:
    starts = [(n, _ITEM.match(line.text)) for n, line in enumerate(lines)]
    marked = [(n, match) for n, match in starts if match]
    for k, (n, match) in enumerate(marked):
        last = marked[k + 1][0] if k + 1 < len(marked) else len(lines)
        block = lines[n:last]
        number = chinese_to_int(match[1]) or k + 1
        yield Part("item", number, block[0].start, block[-1].end, tuple(_subitems(block)))


def _subitems(block: list[_Line]) -> Iterator[Part]:
    starts = [(n, _SUBITEM.match(line.text)) for n, line in enumerate(block)]
    marked = [(n, match) for n, match in starts if match]
    for k, (n, match) in enumerate(marked):
        last = marked[k + 1][0] if k + 1 < len(marked) else len(block)
        number = int(match[1]) if match[1] else ord(match[2]) - ord("①") + 1
        yield Part("subitem", number, block[n].start, block[last - 1].end)
