"""What a server can do to us: be away, refuse, or hold another model's vectors."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from knowledge.errors import StoreUnavailable
from knowledge.passages.server_store import ServerStore
from knowledge.settings import ServerVectors


@contextmanager
def answering(status: int, results: dict[str, Any]) -> Iterator[str]:
    """A server that answers each path with its result; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"time": 0, "status": "ok", "result": results.get(self.path)}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_that_is_away_is_named() -> None:
    with pytest.raises(StoreUnavailable, match=r"http://127\.0\.0\.1:9 不可用"):
        ServerStore(ServerVectors(url="http://127.0.0.1:9"), 8)


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(StoreUnavailable, match="地址 http://:x 写错了"):
        ServerStore(ServerVectors(url="http://:x"), 8)


def test_a_refused_key_is_named() -> None:
    with answering(401, {}) as url, pytest.raises(StoreUnavailable, match="密钥"):
        ServerStore(ServerVectors(url=url), 8)


def test_a_collection_of_another_model_is_refused() -> None:
    params = {"vectors": {"size": 768, "distance": "Cosine"}}
    collection = {
        "status": "green",
        "optimizer_status": "ok",
        "segments_count": 1,
        "config": {
            "params": params,
            "hnsw_config": {"m": 16, "ef_construct": 100, "full_scan_threshold": 10000},
            "optimizer_config": {
                "deleted_threshold": 0.2,
                "vacuum_min_vector_number": 1000,
                "default_segment_number": 0,
                "flush_interval_sec": 5,
            },
        },
        "payload_schema": {},
    }
    results = {"/collections/provisions/exists": {"exists": True}, "/collections/provisions": collection}
    with answering(200, results) as url, pytest.raises(StoreUnavailable, match=r"不是 384 维.*kb rebuild"):
        ServerStore(ServerVectors(url=url), 384)
