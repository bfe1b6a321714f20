"""Documents without 第N条 (ministry documents, guides): split at 一、 and （一）, at 3.2.1, else by paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.document import Article

_CHINESE = re.compile(
    r"^(?:([一二三四五六七八九十]{1,3})\s*[、．.]|[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)])\s*(.*)$"
)
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})(\s*)([一-鿿“《][^。；，]{1,40})$")
_ANNEX = re.compile(r"^(附\s*[件录表]\s*[A-Z一二三四五六七八九十\d]{0,2})(?:[：:.\s　]+|$)(.{0,40})$")
_CONTENTS = re.compile(r"[.．·…\s]*\d{1,3}$")
_SENTENCE_END = re.compile(r"[。！？：；][”\"’）》]*$")
_LOST = 4
"""How many chapter headings a scan may have lost between two numbered sections."""
_LONG = 10_000


@dataclass(frozen=True)
class _Mark:
    """A line that begins a section."""

    number: str
    label: str
    rest: str
    above: tuple[str, ...]


def read_sections(lines: Sequence[str]) -> tuple[list[Article], list[str]]:
    """一、 is number `一`, （二） under it `一（二）`, 3.2.1 itself, 附件1 `附1`; what stands before is `0`.

    Without any such mark the paragraphs are `p1`, `p2` and so on.
    """
    plain = [line.lstrip("#").strip("*　 ") for line in lines]
    plain = [line for line in plain if line and not line.startswith(">")]
    chinese, decimal = _chinese_marks(plain), _decimal_marks(plain)
    marks = decimal if len(decimal) >= 5 and len(decimal) > len(chinese) else chinese
    if len(marks) < 2:
        return _paragraphs(plain)
    marks = _with_annexes(marks, plain)
    articles: list[Article] = []
    times: Counter[str] = Counter()
    number, label, above, text = "0", "", tuple[str, ...](), list[str]()
    for n, line in enumerate(plain):
        mark = marks.get(n)
        if mark is None:
            text.append(line)
            continue
        articles.append(Article(number, label, "\n".join(text), above))
        times[mark.number] += 1
        number = mark.number if times[mark.number] == 1 else f"{mark.number}·{times[mark.number]}"
        label, above, text = mark.label, mark.above, [mark.rest] if mark.rest else []
    articles.append(Article(number, label, "\n".join(text), above))
    notices = [f"标号{n}出现{count}次" for n, count in times.items() if count > 1]
    notices += [f"{a.label or '正文'}有{len(a.text)}字，没有可以再分的标号" for a in articles if len(a.text) > _LONG]
    return [article for article in articles if article.text], notices


def _with_annexes(marks: dict[int, _Mark], lines: Sequence[str]) -> dict[int, _Mark]:
    """Marks up to the first annex, then the annexes; the numbering inside an annex is its own."""
    found = [(n, match) for n, line in enumerate(lines) if n > min(marks) and (match := _ANNEX.match(line))]
    if not found:
        return marks
    kept = {n: mark for n, mark in marks.items() if n < found[0][0]}
    for count, (n, match) in enumerate(found, start=1):
        kept[n] = _Mark(f"附{count}", re.sub(r"\s+", "", match[1]), match[2], ())
    return kept


def _chinese_marks(lines: Sequence[str]) -> dict[int, _Mark]:
    marks: dict[int, _Mark] = {}
    top, heading = "", ""
    for n, line in enumerate(lines):
        match = _CHINESE.match(line)
        if match is None:
            continue
        if match[1]:
            top, heading = match[1], line[:40]
            marks[n] = _Mark(top, f"{top}、", match[3], ())
        else:
            marks[n] = _Mark(f"{top}（{match[2]}）", f"（{match[2]}）", match[3], (heading,) if heading else ())
    return marks


def _decimal_marks(lines: Sequence[str]) -> dict[int, _Mark]:
    """Rising numbers only; lines of the table of contents end in a page number."""
    marks: dict[int, _Mark] = {}
    headings: dict[int, str] = {}
    last: tuple[int, ...] = ()
    for n, order, text in _decimal_lines(lines):
        if order <= last or order[0] > (last[0] if last else 0) + (1 if len(order) == 1 else _LOST):
            continue
        last = order
        depth = len(order)
        headings = {k: v for k, v in headings.items() if k < depth}
        number = ".".join(map(str, order))
        marks[n] = _Mark(number, number, text, tuple(headings[k] for k in sorted(headings)))
        headings[depth] = f"{number} {text}"
    return marks


def _decimal_lines(lines: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...], str]]:
    for n, line in enumerate(lines):
        match = _DECIMAL.match(line)
        if match and not _CONTENTS.search(match[3]) and ("." in match[1] or match[2]):
            yield n, tuple(map(int, match[1].split("."))), match[3]


def _paragraphs(lines: Sequence[str]) -> tuple[list[Article], list[str]]:
    """A paragraph goes on until a line ends a sentence: such documents are often wrapped by hand."""
    paragraphs: list[list[str]] = []
    ended = True
    for line in lines:
        if ended:
            paragraphs.append([])
        paragraphs[-1].append(line)
        ended = bool(_SENTENCE_END.search(line))
    articles = [Article(f"p{n}", "", "\n".join(one)) for n, one in enumerate(paragraphs, start=1)]
    return articles, ["没有条款标号，按自然段收入"] if articles else []
