"""Lines of a law text into articles: 第N条 in sequence, headings above them, annexes after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.document import Article
from knowledge.provisions.numerals import NUMERAL, chinese_to_int, key_of

_ARTICLE = re.compile(
    rf"^[*＊]{{0,2}}(第\s*({NUMERAL})\s*条(?:\s*之\s*([一二三四五六七八九十]))?)"
    r"[*＊]{0,2}(?P<gap>[\s　：:]*)(?P<rest>.*)$"
)
_LEVELS = (("编", r"第\S{1,4}编"), ("分编", r"第\S{1,4}分编"), ("章", r"第\S{1,5}章"), ("节", r"第\S{1,4}节"))
_HEADING = re.compile(
    r"^#*\s*\**(第[一二三四五六七八九十百零〇\d]{1,5}(?P<level>分编|编|章|节)(?:[\s　]+\S.{0,40}|\s*))\**$"
)
_ANNEX = re.compile(r"^#*\s*(附\s*(?:件|表|录|则)?\s*[一二三四五六七八九十\d]{0,3})\s*[：:]?\s*(.{0,40})$")
_SECTION = re.compile(r"^#*\s*(?:([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）)(.*)$")
_ORDER = {"编": 0, "分编": 1, "章": 2, "节": 3}


@dataclass(frozen=True)
class Block:
    line: str


@dataclass
class _Open:
    number: str
    label: str
    headings: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    def close(self) -> Article:
        return Article(self.number, self.label, "\n".join(self.lines).strip("\n 　"), self.headings)


def articles_of(body: list[Block]) -> tuple[list[Article], list[str]]:
    """Articles and notices. A document without 第N条 is split at its 一、 and （一） headings."""
    if sum(1 for block in body if _ARTICLE.match(block.line.strip())) < 2:
        return _by_sections(body)
    reader = _Reader()
    for block in body:
        reader.read(block.line.strip())
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.notices: list[str] = []
        self._open: _Open | None = None
        self._headings: dict[int, str] = {}
        self._last = 0
        self._inserted: str | None = None
        self._before: list[str] = []
        self._annexes = 0

    def read(self, line: str) -> None:
        if not line or line == "---":
            return
        plain = line.strip("*＊ 　")
        if self._heading(plain) or self._annex(plain) or self._article(line):
            return
        text = line.lstrip("#").strip()
        if self._open is None:
            self._before.append(text)
        else:
            self._open.lines.append(text)

    def finish(self) -> tuple[list[Article], list[str]]:
        self._close()
        if self._before and not all(line.startswith(("目录", "目　录", ">")) for line in self._before):
            preamble = "\n".join(self._before)
            self.articles.insert(0, Article("0", "", preamble))
            if len(preamble) > 2000:
                self.notices.append(f"第一条之前有{len(preamble)}字，按序言收入")
        return self.articles, self.notices

    def _heading(self, line: str) -> bool:
        match = _HEADING.match(line)
        if match is None or _ARTICLE.match(line):
            return False
        self._close()
        order = _ORDER[match["level"]]
        self._headings = {k: v for k, v in self._headings.items() if k < order}
        self._headings[order] = re.sub(r"[\s　]+", " ", match[1]).strip()
        return True

    def _annex(self, line: str) -> bool:
        match = _ANNEX.match(line)
        if (
            match is None
            or self._last < 3
            or (match[1].replace(" ", "") in ("附", "附则") and not line.rstrip().endswith(("：", ":")))
        ):
            return False
        self._close()
        self._annexes += 1
        self._open = _Open(f"附{self._annexes}", re.sub(r"\s+", "", match[1]), ())
        if match[2]:
            self._open.lines.append(match[2])
        return True

    def _article(self, line: str) -> bool:
        match = _ARTICLE.match(line)
        if match is None or (self._open is not None and self._open.number.startswith("附")):
            return False
        key = key_of(match[2], match[3])
        number = chinese_to_int(match[2])
        if key is None or number is None or not self._follows(number, match):
            return False
        if number > self._last + 1:
            gap = f"{self._last + 1}" if number == self._last + 2 else f"{self._last + 1}至第{number - 1}"
            self.notices.append(f"缺第{gap}条")
        self._close()
        self._last = number
        label = re.sub(r"\s+", "", match[1])
        self._open = _Open(key, label, tuple(self._headings[k] for k in sorted(self._headings)))
        if match["rest"].strip():
            self._open.lines.append(match["rest"].strip("　 "))
        return True

    def _follows(self, number: int, match: re.Match[str]) -> bool:
        """A sentence may begin with 第三十五条第二款规定的…: the numbering and the gap behind the number decide."""
        if match["rest"].startswith(("第", "规定", "、", "和", "至", "的", "所", "中", "，", "或")) and not match[
            "gap"
        ].strip("：:"):
            return bool(match["gap"] and number == self._last + 1)
        if match[3]:
            return number == self._last
        return self._last < number <= self._last + 60

    def _close(self) -> None:
        if self._open is not None:
            self.articles.append(self._open.close())
            self._open = None


def _by_sections(body: list[Block]) -> tuple[list[Article], list[str]]:
    """一、 is number `一`; （二） under it `一（二）`; what stands before the first is `0`."""
    articles: list[Article] = []
    open_ = _Open("0", "", ())
    top, heading = "", ""
    seen: dict[str, int] = {}
    for block in body:
        line = block.line.strip().lstrip("#").strip("*　 ")
        if not line:
            continue
        match = _SECTION.match(line)
        if match is None or (match[2] and not top and articles):
            open_.lines.append(line)
            continue
        articles.append(open_.close())
        if match[1]:
            top, heading = match[1], line
            number, label = top, f"{top}、"
        else:
            number, label = f"{top}（{match[2]}）", f"（{match[2]}）"
        seen[number] = seen.get(number, 0) + 1
        if seen[number] > 1:
            number = f"{number}·{seen[number]}"
        open_ = _Open(number, label, (heading,) if heading and match[2] else (), [match[3]] if match[3] else [])
    articles.append(open_.close())
    kept = [article for article in articles if article.text]
    return kept, [] if len(kept) > 1 else ["没有条款标号，整篇作为一段收入"]
