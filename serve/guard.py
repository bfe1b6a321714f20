"""The door: only this machine's own names in Host, in Origin only our own page (DNS rebinding); no endless bodies."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tools.layers.handed_in import LARGEST

from .problems import problem
from .refusals import shaped

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
BODY_LIMIT = 1 << 20
"""Bytes."""
TOO_LARGE = "请求超过 {} MB 的上限；请分几次发，文件用 ./guiyan kb add 收入"
_LARGER = {"/api/v1/sites": LARGEST, "/_nicegui/": LARGEST + BODY_LIMIT, "/v1/chat/completions": LARGEST * 3 // 2}
"""Where files are handed in: plain, from the workbench, and written out in base64."""


def limit_of(path: str) -> int:
    return next((limit for start, limit in _LARGER.items() if path.startswith(start)), BODY_LIMIT)


class Guard:
    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in LOOPBACK_NAMES} | (set(LOOPBACK_NAMES) if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        stranger = self._stranger(headers)
        if stranger and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        elif stranger:
            await shaped(scope["path"], problem(403, stranger))(scope, receive, send)
        elif _declared_length(headers) > (limit := limit_of(scope["path"])):
            said = problem(413, TOO_LARGE.format(limit >> 20))
            await shaped(scope["path"], said, {"Connection": "close"})(scope, receive, send)
        else:
            await self._app(scope, _within_limit(receive, limit), send)

    def _stranger(self, headers: Headers) -> str | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return "只接受发给本机地址的请求：Host 应是 127.0.0.1 或 localhost 加本服务的端口"
        if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
            return "只接受本服务自己的页面发来的请求：Origin 应与 Host 相同"
        return None


def _declared_length(headers: Headers) -> int:
    declared = headers.get("content-length", "0")
    return int(declared) if declared.isdecimal() else 0


def _within_limit(receive: Receive, limit: int) -> Receive:
    """A chunked body declares no length, so what arrives is counted."""
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message = await receive()
        if message["type"] == "http.request":
            arrived += len(message.get("body", b""))
            if arrived > limit:
                raise HTTPException(413, TOO_LARGE.format(limit >> 20))
        return message

    return counted
