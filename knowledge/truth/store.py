"""The truth: instruments, versions and article texts in one SQLite file, with an outbox for the projections."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.document import Article, Document
from knowledge.errors import StoreUnavailable
from knowledge.instruments.instrument import Instrument
from knowledge.instruments.validity import Relation, amends_of, repeals_of

from .rows import VersionRow, fingerprint, instrument_of, instrument_values, version_facts, version_of
from .schema import TABLES, UPGRADES, VERSION

Action = Literal["put", "refilter", "forget"]


@dataclass(frozen=True)
class StoredArticle:
    id: int
    version_row: int
    ordinal: int
    article: Article


@dataclass(frozen=True)
class Pending:
    seq: int
    action: Action
    version_row: int
    version_id: str


class TruthStore:
    """Reads from any thread; writes inside `writing()`, one at a time. Whoever opens it holds the folder's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._write_lock = threading.RLock()
        self._opened: list[sqlite3.Connection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._refusing_damage():
                self._prepare()
        except OSError as error:
            raise StoreUnavailable(f"知识库文件夹 {path.parent} 打不开：{error.strerror}") from error

    @property
    def generation(self) -> int:
        """The last finished one; readers see exactly what it holds."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        row = self.query("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        self.query("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing, also on a full disk or a kill."""
        with self._write_lock, self._refusing_damage():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def instruments(self) -> list[Instrument]:
        return [instrument_of(row) for row in self.query("SELECT * FROM instrument ORDER BY id")]

    def save_instrument(self, instrument: Instrument) -> None:
        self.query(f"INSERT OR REPLACE INTO instrument VALUES ({','.join('?' * 13)})", instrument_values(instrument))

    def remove_instrument(self, instrument: str) -> None:
        self.query("DELETE FROM instrument WHERE id = ?", (instrument,))

    def versions(self, generation: int | None = None) -> list[VersionRow]:
        """Those visible in `generation` (default: the finished one)."""
        at = self.generation if generation is None else generation
        return [
            version_of(row)
            for row in self.query(
                "SELECT row, id, instrument, facts, notices, fingerprint FROM version "
                "WHERE born <= ? AND (died IS NULL OR died > ?) ORDER BY row",
                (at, at),
            )
        ]

    def add_version(self, document: Document, generation: int) -> int:
        """Insert the text, to be seen from `generation` on; the row id."""
        version = document.version
        row = self.query(
            "INSERT INTO version(id, instrument, facts, notices, fingerprint, born) VALUES (?, ?, ?, ?, ?, ?)",
            (
                version.id,
                version.instrument,
                version_facts(version),
                json.dumps(document.notices, ensure_ascii=False),
                fingerprint(document),
                generation,
            ),
        ).lastrowid
        assert row is not None
        self._connection().executemany(
            "INSERT INTO article(version_row, ordinal, number, label, headings, text) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (row, n, a.number, a.label, json.dumps(a.headings, ensure_ascii=False), a.text)
                for n, a in enumerate(document.articles)
            ),
        )
        relations = [
            *amends_of(document.instrument, version, {}),
            *repeals_of(version, ((a.number, a.text) for a in document.articles), {}),
        ]
        self._connection().executemany(
            "INSERT INTO relation VALUES (?, ?, ?, ?, ?)",
            ((row, r.kind, r.target, r.on.isoformat() if r.on else None, r.source_address) for r in relations),
        )
        return row

    def relations(self) -> list[tuple[int, Relation]]:
        """(version row, relation) of every stored text; targets are named as the text names them."""
        return [
            (row, Relation(kind, by, target, date.fromisoformat(day) if day else None, source))
            for row, by, kind, target, day, source in self.query(
                "SELECT r.version_row, v.instrument, r.kind, r.target, r.day, r.source "
                "FROM relation r JOIN version v ON v.row = r.version_row ORDER BY r.rowid"
            )
        ]

    def end_version(self, row: int, generation: int) -> None:
        self.query("UPDATE version SET died = ? WHERE row = ? AND died IS NULL", (generation, row))

    def drop_version(self, row: int) -> None:
        self.query("DELETE FROM relation WHERE version_row = ?", (row,))
        self.query("DELETE FROM article WHERE version_row = ?", (row,))
        self.query("DELETE FROM version WHERE row = ?", (row,))

    def enqueue(self, action: Action, version_row: int, version_id: str) -> None:
        self.query(
            "INSERT INTO outbox(action, version_row, version_id) VALUES (?, ?, ?)", (action, version_row, version_id)
        )

    def outbox(self) -> list[Pending]:
        return [
            Pending(*row) for row in self.query("SELECT seq, action, version_row, version_id FROM outbox ORDER BY seq")
        ]

    def clear_outbox(self, seqs: Iterable[int]) -> None:
        self._connection().executemany("DELETE FROM outbox WHERE seq = ?", ((seq,) for seq in seqs))

    def articles_of(self, version_row: int) -> list[StoredArticle]:
        return [
            _stored(row) for row in self.query(f"{_ARTICLE} WHERE version_row = ? ORDER BY ordinal", (version_row,))
        ]

    def articles(self, ids: Sequence[int]) -> dict[int, StoredArticle]:
        marks = ",".join("?" * len(ids))
        return {row[0]: _stored(row) for row in self.query(f"{_ARTICLE} WHERE id IN ({marks})", tuple(ids))}

    def article(self, version_row: int, number: str) -> StoredArticle | None:
        row = self.query(
            f"{_ARTICLE} WHERE version_row = ? AND number = ? ORDER BY ordinal LIMIT 1", (version_row, number)
        ).fetchone()
        return None if row is None else _stored(row)

    def article_ids(self) -> dict[int, int]:
        """Every stored article id and its version row, dead ones too: for the checker."""
        return dict(self.query("SELECT id, version_row FROM article").fetchall())

    def damage(self) -> str | None:
        """What SQLite's own check finds, None when sound."""
        with self._refusing_damage():
            answer = str(self.query("PRAGMA quick_check(1)").fetchone()[0])
        return None if answer == "ok" else answer

    def close(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    def query(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """For a table that has its own module; writes only inside `writing()`."""
        return self._connection().execute(sql, values)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    def _prepare(self) -> None:
        connection = self._connection()
        (has_tables,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()
        if not has_tables:
            connection.executescript(
                f"BEGIN; {TABLES} INSERT INTO meta VALUES ('schema', '{VERSION}'), ('generation', '0'); COMMIT;"
            )
        while (held := self.meta("schema")) in UPGRADES:
            connection.executescript(
                f"BEGIN; {UPGRADES[held]} UPDATE meta SET value = '{int(held) + 1}' WHERE key = 'schema'; COMMIT;"
            )
        if self.meta("schema") != str(VERSION):
            raise StoreUnavailable(
                f"知识库 {self._path} 的格式是第 {self.meta('schema')} 版，本程序用第 {VERSION} 版；"
                "请移走该文件夹后运行 ./guiyan setup 重建"
            )

    @contextmanager
    def _refusing_damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(_sentence(self._path, error)) from error


_ARTICLE = "SELECT id, version_row, ordinal, number, label, headings, text FROM article"


def _stored(row: Sequence[object]) -> StoredArticle:
    id_, version_row, ordinal, number, label, headings, text = row
    article = Article(str(number), str(label), str(text), tuple(json.loads(str(headings))))
    return StoredArticle(int(str(id_)), int(str(version_row)), int(str(ordinal)), article)


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str:
    if "full" in str(error):
        return f"磁盘已满，知识库 {path} 没有写入，原有内容未变；请腾出空间后重试"
    # so SQLite says it when the disk has no room for its shared memory, or what it writes beside is in the way
    if "disk I/O" in str(error) or "unable to open" in str(error):
        return f"知识库 {path} 读写不了（{error}）；请检查磁盘空间和磁盘本身后重试，库文件不要移走"
    if "locked" in str(error):
        return f"知识库 {path} 正被另一个程序写入；请等它结束，或用 ./guiyan stop 停止服务"
    if "readonly" in str(error):
        return f"知识库 {path} 只读，写不进去；请检查文件权限"
    return f"知识库 {path} 已损坏（{error}）；请移走该文件夹后运行 ./guiyan setup 重建，自行添加的文件用 kb add 再加入"
