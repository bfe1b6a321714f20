"""How commands find the running service: a lock it holds as long as it lives, and a file with its address and token."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import StoreUnavailable

LOCK = "service.lock"
FILE = "service.json"
PATIENCE = 1.0
"""Seconds: a command that looks for the service holds the lock for a moment."""


class Running(BaseModel):
    model_config = ConfigDict(frozen=True)

    pid: int
    host: str
    port: int
    instance: str
    token: str
    """Sent by commands that change the knowledge base; a web page cannot read it."""
    started: datetime

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@contextmanager
def only_service(folder: Path) -> Iterator[None]:
    """Held while a service lives; StoreUnavailable when one lives already. The kernel lets go when it is killed."""
    with _usable(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / LOCK).open("a+", encoding="utf-8")
    with lock:
        deadline = time.monotonic() + PATIENCE
        while not _locked(lock.fileno(), fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise StoreUnavailable(_already(_read(folder)))
            time.sleep(0.05)
        (folder / FILE).unlink(missing_ok=True)
        lock.truncate(0)
        with _usable(folder):
            os.write(lock.fileno(), str(os.getpid()).encode())
        try:
            yield
        finally:
            (folder / FILE).unlink(missing_ok=True)
            lock.truncate(0)


def publish(folder: Path, running: Running) -> None:
    """Readable by its owner alone: it holds the token."""
    fresh = folder / f"{FILE}.new"
    with _usable(folder):
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(running.model_dump_json())
        fresh.replace(folder / FILE)


def alive(folder: Path) -> bool:
    """Whether a service lives that calls `folder` its own, listening or still starting."""
    try:
        lock = (folder / LOCK).open("r")
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreUnavailable(f"状态文件夹 {folder} 读不了：{error.strerror}；请检查权限") from error
    with lock:
        return not _locked(lock.fileno(), fcntl.LOCK_SH)


def holder(folder: Path) -> int | None:
    """Process id of the service that lives."""
    written = (folder / LOCK).read_text(encoding="utf-8")
    return int(written) if written.isdecimal() and alive(folder) else None


def find(folder: Path) -> Running | None:
    """The service that lives; StoreUnavailable while it is still starting."""
    if not alive(folder):
        return None
    running = _read(folder)
    if running is None:
        raise StoreUnavailable("服务正在启动，还没有开始监听；请稍候再试，或用 ./guiyan stop 停止它")
    return running


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"状态文件夹 {folder} 用不了：{error.strerror}；请检查路径、权限和磁盘空间") from error


def _read(folder: Path) -> Running | None:
    try:
        return Running.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def _already(running: Running | None) -> str:
    where = f"：{running.address}（进程 {running.pid}）" if running else "，正在启动"
    return f"服务已在运行{where}；要重新启动请先 ./guiyan stop"


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
