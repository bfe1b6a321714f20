"""Whose a taken port is."""

from __future__ import annotations

import errno

import httpx
from pydantic import ValidationError

from .wire import Health

_PATIENCE = 2.0
"""Seconds."""


def who_holds(host: str, port: int, error: OSError) -> str:
    """One sentence on why the port cannot be had, and the way out."""
    if error.errno == errno.EACCES:
        return f"无权使用端口 {port}；请用 --port 换一个 1024 以上的端口"
    if error.errno != errno.EADDRINUSE:
        return f"不能在 {host}:{port} 上监听：{error.strerror}；请检查 GUIYAN_HOST，或用 --port 换一个端口"
    other = _guiyan_at(host, port)
    holder = f"另一个规言服务（进程 {other.pid}，用的是别的状态文件夹）" if other else "别的程序"
    return f"端口 {port} 已被{holder}占用；请换一个端口，如 ./guiyan up --port {port + 1 if port < 65535 else 8000}"


def _guiyan_at(host: str, port: int) -> Health | None:
    named = f"[{host}]" if ":" in host else host
    try:
        answer = httpx.get(f"http://{named}:{port}/api/v1/health", timeout=_PATIENCE, trust_env=False)
        return Health.model_validate_json(answer.content)
    except (httpx.HTTPError, ValidationError):
        return None
