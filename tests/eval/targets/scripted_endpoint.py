"""An OpenAI-compatible endpoint on this machine that does as it is told, misbehaviour included."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Act = Callable[["Handler"], None]


@dataclass
class Scripted:
    url: str
    acts: list[Act] = field(default_factory=list)
    """Done in turn, the last one for ever."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    scripted: Scripted

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is part of the play."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        scripted = self.server.scripted
        scripted.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        scripted.keys.append(self.headers["Authorization"])
        act = scripted.acts.pop(0) if len(scripted.acts) > 1 else scripted.acts[0]
        act(self)

    def send(self, status: int, kind: str, body: str, headers: dict[str, str] | None = None) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def says(text: str, usage: bool = True) -> Act:
    deltas: list[dict[str, Any]] = [{"choices": [{"delta": {"content": c}}]} for c in text]
    counts = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": len(text)}}
    return streams([*deltas, *([counts] if usage else [])])


def streams(events: list[dict[str, Any]]) -> Act:
    body = "".join(f"data: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events) + "data: [DONE]\n\n"
    return lambda handler: handler.send(200, "text/event-stream", body)


def returns(status: int, body: str = "{}", **headers: str) -> Act:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(status, "application/json", body, named)


def hangs(seconds: float) -> Act:
    return lambda _: time.sleep(seconds)


def drops(handler: Handler) -> None:
    """Half an answer, then the line is cut."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Content-Length", "9999")
    handler.end_headers()
    handler.wfile.write(b'data: {"choices": [{"delta": {"content": "half"}}]}\n\n')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving() -> Iterator[Scripted]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.scripted = Scripted(f"http://127.0.0.1:{server.server_address[1]}/v1")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.scripted
        finally:
            server.shutdown()
            thread.join()
