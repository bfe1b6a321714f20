"""Lines of a law text into articles: 第N条 as the numbering has them, headings above them, annexes behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.document import Article

from .numbering import ArticleLine, Numbering, read_numbering
from .sections import read_sections

_HEADING = re.compile(
    r"^#*\s*\**(第[一二三四五六七八九十百零〇\d]{1,5}(?P<level>分编|编|章|节)(?:[\s　]+\S.{0,40}|\s*))\**$"
    r"|^#*\s*(?P<end>附\s*则)$"
)
_ANNEX = re.compile(
    r"^#*\s*(?P<label>附\s*[件表录图]\s*[一二三四五六七八九十\d]{0,3}|附(?=[：:]))"
    r"(?:[：:]\s*|[\s　]+|$)(?P<title>.{0,60})$"
)
_CONTENTS = re.compile(r"^目\s*[录次]$|^[-*]\s*\[|^[-*]\s+第\S{1,6}[编章节]")
_ORDER = {"编": 0, "分编": 1, "章": 2, "节": 3}
_WRAPPED = 30
"""A line this short right under a heading, without a full stop, goes on with the heading."""


@dataclass
class _Open:
    number: str
    label: str
    headings: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    def close(self) -> Article:
        return Article(self.number, self.label, "\n".join(self.lines).strip("\n 　"), self.headings)


def articles_of(lines: Sequence[str]) -> tuple[list[Article], list[str]]:
    """Articles and notices. A text without 第N条 is split at its 一、 and （一） headings, else into paragraphs."""
    lines = [line.strip().strip("\u200b\ufeff").strip() for line in lines]
    numbering = read_numbering(lines)
    if len(numbering.starts) < 2:
        return read_sections(lines)
    reader = _Reader(numbering)
    for n, line in enumerate(lines):
        if line and line != "---":
            reader.read(n, line)
    return reader.finish()


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._first = min(numbering.starts)
        self._last = max(numbering.starts)
        self._articles: list[Article] = []
        self._notices = list(numbering.notices)
        self._open: _Open | None = None
        self._headings: dict[int, str] = {}
        self._bare = False
        """The line before was a heading."""
        self._preamble: list[str] = []
        self._loose = 0
        self._annexes = 0

    def read(self, n: int, line: str) -> None:
        start = self._numbering.starts.get(n)
        plain = line.strip("*＊ 　")
        if start is not None:
            self._begin(start)
        elif not (self._heading(plain) or self._annex(n, plain)):
            self._text(n, line.lstrip("#").strip())
        self._bare = self._open is None and n > self._first and start is None

    def finish(self) -> tuple[list[Article], list[str]]:
        self._close()
        if self._preamble:
            text = "\n".join(self._preamble)
            self._articles.insert(0, Article("0", "", text))
            if not re.match(r"序\s*言", text):
                self._notices.append(f"第一条之前有{len(text)}字不是标题，作为序言收入：{text[:20]}")
        return self._articles, self._notices

    def _begin(self, start: ArticleLine) -> None:
        self._close()
        headings = tuple(self._headings[k] for k in sorted(self._headings))
        self._open = _Open(start.key, start.label, headings, [start.rest] if start.rest else [])

    def _heading(self, line: str) -> bool:
        match = _HEADING.match(line)
        if match is None or (self._open is not None and self._open.number.startswith("附")):
            return False
        self._close()
        order = 0 if match["end"] and 2 not in self._headings else _ORDER.get(match["level"] or "章", 2)
        self._headings = {k: v for k, v in self._headings.items() if k < order and v != "附则"}
        self._headings[order] = "附则" if match["end"] else re.sub(r"[\s　]+", " ", match[1]).strip()
        return True

    def _annex(self, n: int, line: str) -> bool:
        match = _ANNEX.match(line)
        if match is None or n < self._last:
            return False
        self._close()
        self._annexes += 1
        self._open = _Open(f"附{self._annexes}", re.sub(r"\s+", "", match["label"]), ())
        if match["title"]:
            self._open.lines.append(match["title"])
        return True

    def _text(self, n: int, text: str) -> None:
        if self._open is not None:
            self._open.lines.append(text)
        elif n < self._first:
            if not _CONTENTS.match(text) and not text.startswith(">"):
                self._preamble.append(text)
        elif self._bare and self._headings and len(text) <= _WRAPPED and not text.endswith(("。", "；", "：")):
            level = max(self._headings)
            self._headings[level] += text
        else:
            self._loose += 1
            headings = tuple(self._headings[k] for k in sorted(self._headings))
            self._open = _Open("0" if self._loose == 1 and not self._preamble else f"0·{self._loose + 1}", "", headings)
            self._open.lines.append(text)
            self._notices.append(
                f"{headings[-1] if headings else ''}标题之后有不属于任何一条的文字，单独收入：{text[:20]}"
            )

    def _close(self) -> None:
        if self._open is not None:
            self._articles.append(self._open.close())
            self._open = None
