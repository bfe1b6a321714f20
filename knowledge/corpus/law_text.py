"""Law texts as Markdown or plain text: one version of one instrument, each article's words as they stand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.document import Article, Document
from knowledge.errors import UnreadableDocument
from knowledge.instruments.instrument import NATIONAL, Instrument, Kind, Version
from knowledge.instruments.register import registered_as
from knowledge.instruments.validity import first_day

from .article_lines import articles_of
from .entry_into_force import EntryIntoForce, entry_into_force
from .law_head import Head, last_day, split_head
from .national_laws import instrument_id
from .text_file import read_text_file

_SUFFIXES = (".md", ".markdown", ".txt")
_NAME_DATE = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[)）]\s*$")
_KINDS: tuple[Kind, ...] = ("法律", "行政法规", "部门规章", "地方性法规", "规范性文件", "标准", "规划", "其他")


def read_folder(
    folder: Path, *, region: str = NATIONAL, kind: str | None = None
) -> Iterator[tuple[Path, Document | UnreadableDocument]]:
    """Every file under `folder` (or the one file), in order; what cannot be read comes back as its error.

    Hidden files are passed over; links are not followed.
    """
    if not folder.exists():
        raise UnreadableDocument(f"没有这个文件夹：{folder}")
    files = [folder] if folder.is_file() else list(_files(folder))
    if not files:
        raise UnreadableDocument(f"{folder} 里没有文件")
    for path in files:
        try:
            yield path, read_law_text(path, region=region, kind=kind)
        except UnreadableDocument as error:
            yield path, error


def read_law_text(path: Path, *, region: str = NATIONAL, kind: str | None = None) -> Document:
    """UnreadableDocument names the file and why it is no law text."""
    if kind is not None and kind not in _KINDS:
        raise UnreadableDocument(f"没有“{kind}”这种文件；可用：{'、'.join(_KINDS)}")
    if path.is_symlink():
        raise UnreadableDocument(f"{path.name}：是链接，不跟随；请给出文件本身")
    if path.suffix.lower() not in _SUFFIXES:
        raise UnreadableDocument(f"{path.name}：还不能读 {path.suffix or '无后缀'} 文件，请转成 .md 或 .txt")
    head, lines = split_head(read_text_file(path))
    articles, notices = articles_of(lines)
    if not articles:
        raise UnreadableDocument(f"{path.name}：没有找到条文或正文")
    title = _title(head, path)
    known = registered_as(title) if region == NATIONAL else None
    entry = entry_into_force(articles)
    version_date = _version_date(path, head, lines, entry) or _registered_date(known)
    if version_date is None:
        raise UnreadableDocument(
            f"{path.name}：文件名、题头和落款里都没有通过或发布日期，无法确定版本；请写在文件名里，如“{title}(2021-07-02).md”"
        )
    id_ = known.id if known else instrument_id(title)
    id_ = id_ if region == NATIONAL else f"{id_}#{region}"
    starts, confirmed = _first_day(version_date, head, entry)
    return Document(
        Instrument(
            id_,
            known.title if known else title,
            _kind(kind, known, title, head, region),
            issuer=head.issuer,
            number=head.number,
            region=region,
            sources=(path.name,),
        ),
        Version(id_, version_date, starts, confirmed, source=path.name),
        tuple(articles),
        (*notices, *_incomplete(articles, known, version_date)),
    )


def with_region(document: Document, region: str) -> Document:
    """The same text as another region's instrument, for measuring at size."""
    id_ = f"{document.instrument.id.partition('#')[0]}#{region}"
    return replace(
        document,
        instrument=replace(document.instrument, id=id_, region=region),
        version=replace(document.version, instrument=id_),
    )


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in folders if (Path(here) / name).is_symlink())
        yield from (Path(here) / name for name in sorted(names) if not name.startswith("."))


def _title(head: Head, path: Path) -> str:
    if 2 <= len(head.title) <= 120 and not re.match(r"第\S{1,6}[编章节条]|附件", head.title):
        return head.title
    return _NAME_DATE.sub("", re.sub(r"^\d+_", "", path.stem)).strip()


def _version_date(path: Path, head: Head, lines: Sequence[str], entry: EntryIntoForce) -> date | None:
    """By file name; by the history where the name gives the day it takes effect; else history, else signature."""
    match = _NAME_DATE.search(path.stem)
    if match is None:
        return head.latest or last_day(lines)
    try:
        named = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return head.latest
    passed = head.latest
    if named in (entry.on, head.starts) and passed is not None and passed < named:
        return passed
    return named


def _registered_date(known: Instrument | None) -> date | None:
    return max((v.version_date for v in known.versions), default=None) if known else None


def _first_day(version_date: date, head: Head, entry: EntryIntoForce) -> tuple[date, bool]:
    """自公布之日起施行 is this version's own clause only where the history says it was then passed as a whole."""
    passed = [event for event in head.events if event.day == version_date and not event.starts]
    if entry.on_publication and all(event.whole for event in passed) and any(event.published for event in passed):
        return first_day(version_date, version_date, own=True)
    stated = entry.on if entry.on is not None and entry.on >= version_date else head.starts
    return first_day(version_date, stated, own=True)


def _kind(kind: str | None, known: Instrument | None, title: str, head: Head, region: str) -> Kind:
    if kind is not None:
        return next(k for k in _KINDS if k == kind)
    if known is not None:
        return known.kind
    if region != NATIONAL:
        return "地方性法规"
    history = "".join(head.lines)
    if "人民代表大会" in history and re.search(r"(?:法|法典|宪法)(?:（.*）)?$|决定$|解释$|修正案", title):
        return "法律"
    if "国务院令" in history or re.search(r"条例$", title):
        return "行政法规"
    if re.search(r"(?:办法|规定|细则|规则)$", title):
        return "部门规章"
    return "规范性文件"


def _incomplete(articles: Sequence[Article], known: Instrument | None, version_date: date) -> Iterator[str]:
    """Fewer articles than registered for this version; or no word of when it takes effect at the end."""
    numbered = [a for a in articles if a.label.startswith("第") and a.number.isdigit()]
    if not numbered:
        return
    latest = _registered_date(known)
    if known is not None and latest == version_date and known.articles and len(numbered) < known.articles:
        yield f"正文止于{numbered[-1].label}，共{len(numbered)}条；登记的是{known.articles}条，不完整"
        return
    tail = "".join(a.text for a in articles[-4:])
    if len(numbered) >= 10 and not re.search(r"施行|实施|执行|生效|废止", tail):
        yield f"正文止于{numbered[-1].label}，末尾没有施行日期条款，可能不完整"
