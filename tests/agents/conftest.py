"""A planner over the real laws, and a scripted OpenAI-compatible endpoint on this machine."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from langgraph.checkpoint.sqlite import SqliteSaver

from agents.planner import Planner
from agents.settings import ServedModel
from knowledge import KnowledgeBase


@dataclass
class Endpoint:
    """Answers with `script` in turn, the last one for ever: a text, or a status and a body."""

    url: str
    script: list[str | tuple[int, str]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def settings(self, **changed: Any) -> ServedModel:
        given = {"base_url": f"{self.url}/v1", "model": "scripted", "retries": 2, "timeout_seconds": 2}
        return ServedModel.model_validate({**given, **changed})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    endpoint: Endpoint


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        endpoint = self.server.endpoint
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        endpoint.asked.append(body)
        endpoint.headers.append(dict(self.headers))
        said = endpoint.script.pop(0) if len(endpoint.script) > 1 else endpoint.script[0]
        if isinstance(said, tuple):
            self._send(said[0], "text/plain", said[1])
        elif body.get("stream"):
            deltas = [{"choices": [{"delta": {"content": said[n : n + 7]}}]} for n in range(0, len(said), 7)]
            events = [f"data: {json.dumps(d, ensure_ascii=False)}\n\n" for d in [{"choices": []}, *deltas]]
            self._send(200, "text/event-stream", "".join([": hello\n\n", *events, "data: [DONE]\n\n"]))
        else:
            self._send(200, "application/json", json.dumps({"choices": [{"message": {"content": said}}]}))

    def _send(self, status: int, kind: str, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.endpoint = Endpoint(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.endpoint
        server.shutdown()
        thread.join()


@pytest.fixture
def planner(knowledge_base: KnowledgeBase) -> Planner:
    """Without a model; conversations are kept in memory."""
    return Planner(knowledge_base, None, SqliteSaver(sqlite3.connect(":memory:", check_same_thread=False)))
