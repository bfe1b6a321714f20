"""What stands above a law's text: title, history (通过、公布、修订、修正、施行), 文号 and issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .entry_into_force import DAY, day_of

_END = re.compile(r"<!--\s*INFO END\s*-->")
_DAY = re.compile(DAY)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_BODY = re.compile(r"^[#*\s]*(?:第\S{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、)|^[#*\s]*目\s*[录次]$")
_HISTORY = re.compile(r"^[#*\s]*[>（(【]|通过|公布|发布|批准|修订|修正|施行|印发|号$")
_NUMBER = re.compile(
    r"(?:国务院|[一-鿿、]{2,30}?(?:部|委员会|局|总署|银行|署|办公室|政府))令\s*第?\s*\d+\s*号"
    r"|[一-鿿]{1,12}(?:发|规|函|办|字)〔\d{4}〕\s*\d+\s*号(?:附件\d*)?|令\s*第?\s*\d+\s*号"
)
_ISSUER = re.compile(r"^(.{2,20}?)令")
_ISSUERS = (
    "全国人民代表大会常务委员会",
    "全国人民代表大会",
    "中共中央办公厅、国务院办公厅",
    "国务院办公厅",
    "国务院",
    "自然资源部办公厅",
    "自然资源部",
)


@dataclass(frozen=True)
class Event:
    """One day of the history."""

    day: date
    starts: bool
    """施行: the day it takes effect, not one on which it was passed or changed."""
    whole: bool
    """The text as a whole was passed, published or revised, not changed by a decision about it."""
    published: bool
    """公布; a national law is published on the day it is passed."""


@dataclass(frozen=True)
class Head:
    title: str
    lines: tuple[str, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for line in self.lines for event in _events(line))

    @property
    def latest(self) -> date | None:
        """The last day on which it was passed, published or changed."""
        return max((event.day for event in self.events if not event.starts), default=None)

    @property
    def starts(self) -> date | None:
        return max((event.day for event in self.events if event.starts), default=None)

    @property
    def number(self) -> str | None:
        """The last 文号 named: the order that published or revised it."""
        found = [match[0] for line in self.lines for match in _NUMBER.finditer(line)]
        return re.sub(r"\s+", "", found[-1]).lstrip("日").removeprefix("中华人民共和国") if found else None

    @property
    def issuer(self) -> str | None:
        said = "".join(self.lines) + self.title
        order = _ISSUER.match(self.number or "")
        if order and "国务院" not in order[1]:
            return order[1]
        return next((issuer for issuer in _ISSUERS if issuer in said), None)


def split_head(text: str) -> tuple[Head, list[str]]:
    """Head and the lines of the text; the mark INFO END parts them, else the first line that is no history."""
    parts = _END.split(text, maxsplit=1)
    lines = [line.strip() for line in parts[0].split("\n") if line.strip()]
    title = re.sub(r"[\s　]+", "", re.sub(r"^#+\s*", "", lines[0]).strip("*　 ")) if lines else ""
    if len(parts) == 2:
        return Head(title, tuple(lines[1:])), parts[1].split("\n")
    cut = 1
    while cut < min(len(lines), 20) and _is_history(lines[cut]):
        cut += 1
    return Head(title, tuple(lines[1:cut])), lines[cut:]


def last_day(lines: Sequence[str]) -> date | None:
    """Day of signature: the last line, or the one before an annex, that is a day and nothing else."""
    for line in reversed(lines[-40:]):
        match = re.fullmatch(rf"[（(]?{DAY}[)）]?(?:印发)?", line.strip())
        if match:
            return day_of(match)
    return None


def _is_history(line: str) -> bool:
    if _BODY.match(line):
        return False
    return line.startswith((">", "（", "(", "〈")) or (bool(_DAY.search(line)) and bool(_HISTORY.search(line)))


def _events(line: str) -> Iterator[Event]:
    """Days of one line, each with the words up to the next."""
    found = [(m.start(), m.end(), day_of(m)) for m in _DAY.finditer(line)]
    found += [(m.start(), m.end(), day_of(m)) for m in _ISO.finditer(line)]
    found.sort()
    for n, (start, end, day) in enumerate(found):
        behind = line[end : found[n + 1][0]] if n + 1 < len(found) else line[end:]
        if day is None:
            continue
        starts = bool(re.match(r"\s*起?\s*(?:施行|实施|执行|生效)", behind)) or line[:start].rstrip().endswith("自")
        whole = not re.search(r"修正|修改|决定》", behind)
        published = bool(re.search(r"公布|发布|印发|令第|公告|全国人民代表大会", behind))
        yield Event(day, starts, whole, published)
