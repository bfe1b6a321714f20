"""`stop`: let the service finish what it is answering, then end it."""

from __future__ import annotations

import argparse
import os
import signal
import time

from knowledge.errors import StoreUnavailable

from ..run_file import alive, holder
from ..settings import Settings
from .printing import show

CLOSING = 30.0
"""Seconds the stores may take to close after the last answer."""


def declare(_parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    folder = settings.state_folder
    if not alive(folder) or (pid := holder(folder)) is None:
        show("服务没有运行")
        return 0
    try:
        os.kill(pid, signal.SIGTERM)
    except OSError as error:
        raise StoreUnavailable(f"停不了服务（进程 {pid}）：{error.strerror}；请用启动它的用户来停") from error
    deadline = time.monotonic() + settings.drain_seconds + CLOSING
    while alive(folder):
        if time.monotonic() > deadline:
            raise StoreUnavailable(f"服务（进程 {pid}）没有在期限内结束；可再等，或用 kill -9 {pid} 结束它，数据不会丢")
        time.sleep(0.1)
    show(f"服务（进程 {pid}）已停止")
    return 0
