"""What was said, a conversation a thread: LangGraph's checkpoints in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langgraph.checkpoint.sqlite import SqliteSaver

from knowledge.errors import StoreUnavailable


class Conversations(SqliteSaver):
    """Keeps its own lock, so threads may share it. StoreUnavailable when the file cannot be read or written."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._path = path

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:
        with _usable(self._path), super().cursor(transaction) as cursor:
            yield cursor


def open_conversations(path: Path) -> Conversations:
    with _usable(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Conversations(path, sqlite3.connect(path, check_same_thread=False))


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(f"对话记录 {path} 用不了：{error}；请检查路径、权限和磁盘空间") from error
