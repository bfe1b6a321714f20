"""Law texts as Markdown or plain text: title, dates, headings and articles, each article's words as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.document import Article, Document
from knowledge.errors import UnreadableDocument
from knowledge.instruments.instrument import NATIONAL, Instrument, Kind, Version

from .article_lines import Block, articles_of
from .national_laws import instrument_id

_LARGEST = 20_000_000
_SUFFIXES = {".md", ".markdown", ".txt"}
_HEADER_END = re.compile(r"<!--\s*INFO END\s*-->")
_BODY = re.compile(r"^[#*\s]*(?:第\S{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、)")
_NAME_DATE = re.compile(r"[（(](\d{4}-\d{2}-\d{2})[)）]\s*$")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_EFFECTIVE = re.compile(r"自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起\s*(?:施行|实施|执行|生效)")
_NUMBER = re.compile(r"(?:国务院令|令)\s*第?\s*\d+\s*号|[一-鿿]{2,12}(?:发|规|函|办|字)〔\d{4}〕\d+号")
_ISSUERS = (
    "全国人民代表大会常务委员会",
    "全国人民代表大会",
    "国务院办公厅",
    "国务院",
    "自然资源部办公厅",
    "自然资源部",
)


@dataclass(frozen=True)
class _Head:
    title: str
    lines: tuple[str, ...]


def read_folder(
    folder: Path, *, region: str = NATIONAL, kind: str | None = None
) -> Iterator[tuple[Path, Document | UnreadableDocument]]:
    """Every .md and .txt under `folder` (or the one file), in order; what cannot be read comes back as its error."""
    if not folder.exists():
        raise UnreadableDocument(f"没有这个文件夹：{folder}")
    paths = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES)
    files = [p for p in paths if p.is_file() and not p.is_symlink()]
    if not files:
        raise UnreadableDocument(f"{folder} 里没有 .md 或 .txt 文件")
    for path in files:
        try:
            yield path, read_law_text(path, region=region, kind=kind)
        except UnreadableDocument as error:
            yield path, error


def read_law_text(path: Path, *, region: str = NATIONAL, kind: str | None = None) -> Document:
    text = _text(path)
    head, body = _head(text, path)
    articles, notices = articles_of(body)
    if not articles:
        raise UnreadableDocument(f"{path.name}：没有找到条文或正文")
    version_date = _version_date(path, head, articles)
    if version_date is None:
        raise UnreadableDocument(f"{path.name}：文件名和题头里都没有通过或发布日期（如“(2021-07-02)”），无法确定版本")
    id_ = instrument_id(head.title)
    id_ = id_ if region == NATIONAL else f"{id_}#{region}"
    effective, stated = _effective(articles, version_date)
    return Document(
        Instrument(
            id_,
            head.title,
            _kind(kind, head, region),
            issuer=next((issuer for issuer in _ISSUERS if issuer in "".join(head.lines)), None),
            number=_number(head),
            region=region,
            sources=(path.name,),
        ),
        Version(id_, version_date, effective, stated, source=path.name),
        tuple(articles),
        (*notices, *_ends_well(articles)),
    )


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise UnreadableDocument(
                f"{path.name}：{size // 1_000_000} MB，超过每个文件 {_LARGEST // 1_000_000} MB 的上限"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{path.name}：读不出（{error.strerror}）") from error
    if not raw.strip():
        raise UnreadableDocument(f"{path.name}：空文件")
    if b"\0" in raw:
        raise UnreadableDocument(f"{path.name}：不是文本文件")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(f"{path.name}：编码既不是 UTF-8 也不是 GB18030")


def _head(text: str, path: Path) -> tuple[_Head, list[Block]]:
    """Title and the history above the text; then the text's lines."""
    parts = _HEADER_END.split(text, maxsplit=1)
    lines = [line.strip() for line in parts[0].split("\n")]
    filled = [line for line in lines if line]
    title = re.sub(r"^#+\s*", "", filled[0]).strip("*　 ") if filled else ""
    if len(parts) == 2:
        body = [Block(line) for line in parts[1].split("\n")]
        return _Head(_clean_title(title, path), tuple(filled[1:])), body
    cut = 1
    while cut < min(len(filled), 15) and (_DATE.search(filled[cut]) or filled[cut].startswith((">", "（"))):
        if _BODY.match(filled[cut]):
            break
        cut += 1
    return _Head(_clean_title(title, path), tuple(filled[1:cut])), [Block(line) for line in filled[cut:]]


def _clean_title(title: str, path: Path) -> str:
    title = re.sub(r"[\s　]+", "", title)
    if not 2 <= len(title) <= 120 or title.startswith("第"):
        title = _NAME_DATE.sub("", re.sub(r"^\d+_", "", path.stem))
    return title


def _version_date(path: Path, head: _Head, articles: list[Article]) -> date | None:
    named = _NAME_DATE.search(path.stem)
    if named:
        try:
            return date.fromisoformat(named[1])
        except ValueError:
            return None
    days = [_day(match) for line in head.lines for match in _DATE.finditer(line)]
    if not days:
        days = [_day(match) for match in _DATE.finditer(articles[0].text[:400])][:1]
        days += [_day(match) for match in _DATE.finditer(articles[-1].text[-200:])][-1:]
    known = [day for day in days if day is not None]
    return max(known, default=None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _effective(articles: list[Article], version_date: date) -> tuple[date, bool]:
    """The stated first day where it can be this version's own; else not before the version date, unconfirmed."""
    for article in reversed(articles[-6:]):
        for match in _EFFECTIVE.finditer(article.text):
            day = _day(match)
            if day is not None and day >= version_date:
                return day, True
        if "自公布之日起施行" in article.text:
            return version_date, False
    return version_date, False


def _kind(kind: str | None, head: _Head, region: str) -> Kind:
    known: tuple[Kind, ...] = ("法律", "行政法规", "部门规章", "地方性法规", "规范性文件", "标准", "规划", "其他")
    if kind is not None:
        if kind not in known:
            raise UnreadableDocument(f"没有“{kind}”这种文件；可用：{'、'.join(known)}")
        return next(k for k in known if k == kind)
    if region != NATIONAL:
        return "地方性法规"
    history = "".join(head.lines)
    if re.search(r"(?:法|法典|宪法)$", head.title) and "人民代表大会" in history:
        return "法律"
    if "国务院令" in history or re.search(r"条例$", head.title):
        return "行政法规"
    if re.search(r"(?:办法|规定|细则|规则)$", head.title):
        return "部门规章"
    return "规范性文件"


def _number(head: _Head) -> str | None:
    found = [match[0] for line in head.lines for match in _NUMBER.finditer(line)]
    return re.sub(r"\s+", "", found[-1]) if found else None


def _ends_well(articles: list[Article]) -> Iterator[str]:
    """A law ends with when it takes effect; a text that does not may stop short."""
    numbered = [a for a in articles if a.number.isdigit() and a.number != "0"]
    tail = "".join(a.text for a in articles[-4:])
    if len(numbered) >= 10 and not re.search(r"施行|实施|执行|生效|废止", tail):
        yield f"正文止于{numbered[-1].label}，末尾没有施行日期条款，可能不完整"


def with_region(document: Document, region: str) -> Document:
    """The same text as another region's instrument, for measuring at size."""
    id_ = f"{document.instrument.id.partition('#')[0]}#{region}"
    return replace(
        document,
        instrument=replace(document.instrument, id=id_, region=region),
        version=replace(document.version, instrument=id_),
    )
