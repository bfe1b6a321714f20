"""The tuned model in this process: Gemma 3 270M with our adapter, its prompt read as it is, callers side by side."""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import xllamacpp

from .embedded_model import gguf_weights
from .lora_gguf import AdapterFault, write_lora_gguf
from .models import ModelUnavailable

_SILENT = -1
_AT_ONCE = 2
"""Callers whose tokens are made in one batch; the machine has two cores."""


class EmbeddedWriter:
    """Loaded when first asked."""

    def __init__(self, folder: Path, adapter: Path | None, *, threads: int = 2, context_tokens: int = 2048) -> None:
        """`folder`: where the weights are put together; `adapter`: None leaves the base as it is."""
        self._folder = folder
        self._adapter = adapter
        self._threads = threads
        self._context = context_tokens
        self._loaded: xllamacpp.Server | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._adapter.name if self._adapter else "gemma-3-270m"

    def write(self, prompt: str, *, max_tokens: int, grammar: str | None = None, pattern: str | None = None) -> str:  # noqa: ARG002
        response = self._server().handle_completions(_body(prompt, max_tokens, grammar))
        _refuse_error(response)
        return str(response["choices"][0]["text"] or "")

    def write_on(self, prompt: str, *, max_tokens: int) -> Generator[str, None, None]:
        body = {**_body(prompt, max_tokens, None), "stream": True}
        pieces: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        closed = threading.Event()
        server = self._server()

        def take(piece: dict[str, Any]) -> bool:
            pieces.put(piece)
            return closed.is_set()  # True stops the model

        def generate() -> None:
            try:
                server.handle_completions(body, take)
            finally:
                pieces.put(None)

        worker = threading.Thread(target=generate, name="embedded-writer", daemon=True)
        worker.start()
        try:
            while (piece := pieces.get()) is not None:
                _refuse_error(piece)
                text = piece["choices"][0].get("text") if piece.get("choices") else None
                if text:
                    yield str(text)
        finally:
            closed.set()
            worker.join()

    def close(self) -> None:
        with self._lock:
            self._loaded = None

    def _server(self) -> xllamacpp.Server:
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = xllamacpp.Server(self._parameters())
                except (OSError, RuntimeError, ValueError, AdapterFault) as error:
                    raise ModelUnavailable(f"内置模型装不进来：{error}") from error
            return self._loaded

    def _parameters(self) -> xllamacpp.CommonParams:
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(gguf_weights(self._folder))
        if self._adapter is not None:
            parameters.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(self._lora()), 1.0)]
        parameters.n_parallel = _AT_ONCE
        parameters.n_ctx = self._context * _AT_ONCE
        parameters.cpuparams.n_threads = self._threads
        parameters.cpuparams_batch.n_threads = self._threads
        parameters.warmup = False
        parameters.verbosity = _SILENT
        # The engine listens on a port of its own on 127.0.0.1: without this key anyone on the machine could use it.
        parameters.api_keys = [secrets.token_urlsafe(32)]
        parameters.ui = False
        parameters.endpoint_slots = False
        return parameters

    def _lora(self) -> Path:
        """The adapter in llama.cpp's form, made anew when the adapter is another."""
        assert self._adapter is not None
        stored = (self._adapter / "adapter_model.safetensors").stat()
        target = self._folder / f"{self._adapter.name}-{stored.st_size}-{stored.st_mtime_ns}.gguf"
        if not target.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            write_lora_gguf(self._adapter, target)
        return target


def _body(prompt: str, max_tokens: int, grammar: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {"prompt": prompt, "max_tokens": max_tokens, "temperature": 0.0, "cache_prompt": True}
    return {**body, "grammar": grammar} if grammar else body


def _refuse_error(response: dict[str, Any]) -> None:
    if "error" in response:
        raise ModelUnavailable(f"内置模型不能应答：{response['error'].get('message', response['error'])}")
